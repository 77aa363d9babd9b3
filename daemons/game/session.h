/*
 * session.h - who is signed in to the page, for how long, and the end of it
 */
#ifndef GAME_SESSION_H
#define GAME_SESSION_H

#include "daemons/common/http.h"
#include "daemons/game/admission.h"

/* GET /api/session */
void session_get(struct exchange *exchange);

/* POST /api/session/refresh */
void session_refresh(struct exchange *exchange);

/* POST /api/session/logout */
void session_logout(struct exchange *exchange);

/* The reply has the browser keep these tokens. */
void session_keep(struct exchange *exchange, const struct admitted *admitted);

/*
 * Whether players can sign in here.  Otherwise false, and the reply is a
 * problem: 404 sign-in-off.
 */
bool session_can_begin(struct exchange *exchange);

#endif
