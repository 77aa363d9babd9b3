/*
 * logout.h - signing out, here or sent by a client (OpenID Connect
 * RP-Initiated Logout 1.0)
 *
 * /auth/logout, by GET and by POST.  Whoever brings an ID token of ours for
 * the player who is signed in has signed out with that; anybody else is asked
 * first.  The browser is sent on only to an address that the client registered.
 */
#ifndef AUTH_LOGOUT_H
#define AUTH_LOGOUT_H

#include "daemons/common/http.h"

void logout_get(struct exchange *exchange);
void logout_post(struct exchange *exchange);

#endif
