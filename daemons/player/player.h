/*
 * player.h - who may play: guests and accounts
 *
 * A guest: a cookie holds a number of 128 random bits.  Whoever has the
 * number is the player, so the store and the logs get only its SHA-256.  An
 * account: the provider's tokens name it by its sub.
 */
#ifndef PLAYER_PLAYER_H
#define PLAYER_PLAYER_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include <jansson.h>

#include "daemons/common/http.h"

#define PLAYER_DAYS 400 /* for which a browser keeps a cookie, at most */
#define PLAYER_SECONDS (UINT32_C(86400) * PLAYER_DAYS)
#define PLAYER_KEY_SIZE 80
#define PLAYER_SUB_SIZE 64 /* of an account: what a path parameter takes */

/* By value: it points nowhere. */
struct player {
	char key[PLAYER_KEY_SIZE]; /* "guest:HASH" or "account:SUB" */
	time_t until; /* an account's: when its token expires */
};

/* The sub of an account; NULL for a guest. */
const char *player_sub(const struct player *player);

/*
 * The account `sub`; false for what can't be one of ours, 1 to 63 characters
 * of base64url.
 */
bool player_of_sub(struct player *player, const char *sub);

/*
 * Whom services call so among themselves: an account by its sub, a guest by
 * the whole key; false for what can't be one of ours.
 */
bool player_of_id(struct player *player, const char *id);

/*
 * The account that an access token's claims speak for; false when they are a
 * service's own.
 */
bool player_of_claims(struct player *player, const json_t *claims);

/* The guest whose cookie came along; false when none did. */
bool player_guest(const struct exchange *exchange, struct player *guest);

/*
 * The same, but a stranger becomes a guest: the reply then carries the cookie,
 * and *stranger says so, unless NULL.  False when there are no random numbers;
 * the reply is a problem then.
 */
bool player_greet(
    struct exchange *exchange, struct player *guest, bool *stranger);

/* Have the browser be another guest from now on, if that can be. */
void player_renew_guest(struct exchange *exchange);

/* exchange->player becomes this one. */
void player_note(struct exchange *exchange, const struct player *player);

#endif
