/*
 * introspect.h - POST /auth/introspect (RFC 7662): what a token is worth now
 *
 * For clients that have a secret: each about its own tokens; a service of ours
 * (own, with client_credentials) about any access token, as it is what those
 * are for.  Of anything else all that is said is {"active": false}.
 */
#ifndef AUTH_INTROSPECT_H
#define AUTH_INTROSPECT_H

#include "daemons/common/http.h"

void introspect_post(struct exchange *exchange);

#endif
