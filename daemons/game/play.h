/*
 * play.h - a player's game, from the store to a reply
 *
 * A play lasts as long as its exchange: play_show(), play_fail() and
 * play_end() finish both.
 */
#ifndef GAME_PLAY_H
#define GAME_PLAY_H

#include <stdbool.h>
#include <stdint.h>

#include <motus/game.h>
#include <motus/store.h>

#include "daemons/common/http.h"
#include "daemons/game/games.h"
#include "daemons/game/outbox.h"
#include "daemons/player/player.h"
#include "daemons/game/puzzle.h"

struct play {
	struct exchange *exchange;
	struct puzzle puzzle;
	struct player player;
	char key[MOTUS_KEY_MAX + 1]; /* of the game in the store */
	struct motus_game game;
	time_t finished; /* when it was over */
	uint64_t version; /* of what was read; 0: nothing was played yet */
	void (*then)(struct play *play);

	unsigned int turn; /* of a guess or a hint, from 1 */
	struct motus_word guess;
	struct motus_word hint; /* to be shown; its length is 0 else */

	/* of what is kept, see keep.h: */
	void (*again)(struct play *play), (*kept)(struct play *play);
	unsigned int conflicts; /* commits that another was faster than */
	struct result result; /* of the game, if this guess ends it */
	bool lost; /* a commit of which it is not known whether it was done */
};

/*
 * The play of `player` on `puzzle`.  NULL without memory; the reply is a
 * problem then, and the exchange still to be finished.
 */
struct play *play_create(struct exchange *exchange, const struct puzzle *puzzle,
    const struct player *player);

/*
 * Read the number of a turn, a path parameter.  False when there is no such of
 * `turns` turns; the reply is a problem then.
 */
bool play_turn_of(struct exchange *exchange, const char *text,
    unsigned int turns, unsigned int *turn);

/* Read the game and call then(play); or fail. */
void play_read(struct play *play, void (*then)(struct play *play));

/*
 * All of it: find the puzzle that the request names, read the player's game of
 * it and call then(play); or reply with the problem.
 */
void play_open(struct exchange *exchange, const struct player *player,
    puzzle_find *find, void (*then)(struct play *play));

/* Reply with `status` and the game. */
void play_show(struct play *play, int status);

/* Reply with what `error`, a MOTUS_E..., of the store means. */
void play_fail(struct play *play, int error);

/* The reply is made already. */
void play_end(struct play *play);

/* GET /api/game/puzzles/{lang}/{date}/game */
void game_get(struct exchange *exchange);

/* GET /api/game/customs/{token}/game */
void game_get_custom(struct exchange *exchange);

#endif
