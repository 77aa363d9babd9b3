/*
 * authorize.h - GET and POST /auth/authorize: may this client have a code?
 *
 * Nothing is kept of a request that has to wait for a page: the page leads
 * back to the same address, with what was asked for and is done taken out of
 * it ("continue", onward.h).
 */
#ifndef AUTH_AUTHORIZE_H
#define AUTH_AUTHORIZE_H

#include "daemons/common/http.h"

void authorize_get(struct exchange *exchange);

/*
 * The same request as a form: 303 to itself by GET, since a browser sends no
 * cookie along when another site posts.
 */
void authorize_post(struct exchange *exchange);

#endif
