/*
 * revoke.h - POST /auth/revoke (RFC 7009): a client has no more use of a token
 *
 * A refresh token takes its grant with it, and so all tokens of that; an
 * access token ends alone.  What is no token, or none any more, is no error;
 * another client's token is one.
 */
#ifndef AUTH_REVOKE_H
#define AUTH_REVOKE_H

#include "daemons/common/http.h"

void revoke_post(struct exchange *exchange);

#endif
