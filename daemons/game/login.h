/*
 * login.h - signing in with the provider (authorization code, PKCE), for the
 * page
 */
#ifndef GAME_LOGIN_H
#define GAME_LOGIN_H

#include "daemons/common/http.h"

/* GET /api/session/login?return=/path&lang=fr */
void login_get(struct exchange *exchange);

/* GET /api/session/callback: where the provider sends the browser back to. */
void login_callback(struct exchange *exchange);

#endif
