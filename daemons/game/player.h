/*
 * player.h - who plays
 *
 * A guest: a cookie holds a number of 128 random bits.  Whoever has the
 * number is the player, so the store and the logs get only its SHA-256.
 */
#ifndef GAME_PLAYER_H
#define GAME_PLAYER_H

#include <stdbool.h>
#include <stdint.h>

#include "daemons/common/http.h"

#define PLAYER_DAYS 400 /* for which a browser keeps a cookie, at most */
#define PLAYER_SECONDS (UINT32_C(86400) * PLAYER_DAYS)

/*
 * Write to exchange->player who sent the request.  A stranger becomes a
 * guest: the reply then carries the cookie.  *stranger, unless NULL, tells
 * that.  False when there are no random numbers; the reply is a problem then.
 */
bool player_identify(struct exchange *exchange, bool *stranger);

/* GET /api/session */
void session_get(struct exchange *exchange);

#endif
