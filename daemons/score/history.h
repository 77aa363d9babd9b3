/*
 * history.h - all results of a player in a language
 *
 * The one source of truth: statistics, streaks, boards and exports follow from
 * it.  In the store it is "history:LANG:PLAYER": a byte HISTORY_VERSION, then
 * a row of HISTORY_ROW bytes a result, by day.
 */
#ifndef SCORE_HISTORY_H
#define SCORE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <motus/game.h>
#include <motus/store.h>

#include "daemons/player/player.h"

#define HISTORY_VERSION 1
#define HISTORY_ROW 17

struct result {
	int32_t day; /* of the puzzle, as motus_date_days() counts */
	int64_t finished; /* seconds since 1970 */
	enum motus_outcome outcome; /* MOTUS_WON or MOTUS_LOST */
	uint8_t turns;
	uint8_t length; /* of the answer */
	uint8_t red, yellow, blue; /* letters of all turns, by their marks */
	uint32_t streak; /* of a history: days won in a row, up to this */
};

struct history {
	struct result *results; /* by day; no day twice */
	size_t count;
};

void history_key(const char *language, const struct player *player,
    char key[MOTUS_KEY_MAX + 1]);

/*
 * Read what the store had; nothing (NULL) is an empty history.  The caller
 * clears it.
 *
 *	MOTUS_EFORMAT	not such a record
 *	MOTUS_ENOMEM
 */
int history_read(struct history *history, const void *value, size_t size);
void history_clear(struct history *history);

/* The result of a day, NULL when there is none; good as long as
 * the history. */
const struct result *history_find(const struct history *history, int32_t day);

/*
 * Make `longer` of `history` and the result of a day that it does not have;
 * the caller clears both.  MOTUS_ENOMEM.
 */
int history_add(struct history *longer, const struct history *history,
    const struct result *result);

/* Whether two say the same; what is counted does not matter. */
bool result_equal(const struct result *a, const struct result *b);

/* What a result earned, and what it did because of the days before it. */
uint32_t result_points(const struct result *result);
uint32_t result_bonus(const struct result *result);

/*
 * Keep the history of `player`, a guest's for PLAYER_SECONDS.  The store must
 * still have `version` of it.
 */
void history_put(struct motus_batch *batch, const char *language,
    const struct player *player, const struct history *history,
    uint64_t version);

#endif
