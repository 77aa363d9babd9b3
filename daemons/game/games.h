/*
 * games.h - which games a player has
 *
 * Kept in the store under "games:PLAYER", a line for each game, and as long as
 * the games themselves:
 *
 *	fr/2026-03-28		the puzzle of a day
 *	fr/2026-03-28/TOKEN	one that somebody made, begun on that day
 *
 * Of the second kind a player has GAMES_CUSTOM_MAX at most: one more, and the
 * oldest goes.
 */
#ifndef GAME_GAMES_H
#define GAME_GAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <motus/date.h>
#include <motus/lexicon.h>
#include <motus/store.h>

#include "daemons/game/custom.h"
#include "daemons/player/player.h"

#define GAMES_CUSTOM_MAX 50
#define GAMES_CUSTOM_SECONDS (UINT32_C(86400) * 30) /* after the last guess */

struct game_name {
	char language[MOTUS_LANGUAGE_SIZE];
	struct motus_date date;
	char token[CUSTOM_TOKEN_SIZE]; /* "": the puzzle of that day */
};

struct games {
	struct game_name *list; /* in the order in which they began */
	size_t count;
	uint64_t version; /* of the record; 0: there is none */
};

bool game_is_custom(const struct game_name *name);

/* For how many seconds a game is kept from now on. */
uint32_t game_seconds(const struct game_name *name);

/* Keys in the store: of a player's list, and of one of the games. */
void games_key(const struct player *player, char key[MOTUS_KEY_MAX + 1]);
void games_key_of(const struct player *player, const struct game_name *name,
    char key[MOTUS_KEY_MAX + 1]);

/*
 * Read what the store had, NULL for nothing; games_clear() it.
 *
 *	MOTUS_EFORMAT	not such a list
 *	MOTUS_ENOMEM
 */
int games_read(
    struct games *games, const void *value, size_t size, uint64_t version);
void games_clear(struct games *games);

/* Add one, unless it is there; false without memory. */
bool games_add(struct games *games, const struct game_name *name);

/* Drop the first `count`. */
void games_drop(struct games *games, size_t count);

/* Whether it has as many games of puzzles that somebody made as it may. */
bool games_full(const struct games *games);

/* Drop the oldest of these, which becomes `oldest`; false: there is none. */
bool games_drop_custom(struct games *games, struct game_name *oldest);

/*
 * Add to `batch` that the list becomes this one, without games that are too old
 * on the day `today` to be kept; the record must still be what was read.
 */
void games_put(struct motus_batch *batch, const struct player *player,
    const struct games *games, struct motus_date today);

#endif
