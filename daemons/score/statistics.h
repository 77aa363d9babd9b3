/*
 * statistics.h - what follows from a history
 */
#ifndef SCORE_STATISTICS_H
#define SCORE_STATISTICS_H

#include <stdint.h>

#include <motus/game.h>

#include "daemons/score/history.h"
#include "daemons/score/period.h"

struct statistics {
	uint32_t games, wins, lost;
	uint32_t distribution[MOTUS_TURNS]; /* games won in 1, 2, ... turns */
	uint32_t best_streak; /* days won in a row */
	uint32_t red, yellow, blue;
};

struct statistics statistics_of(const struct history *history);

/* Turns of a won game, in hundredths, rounded; 0 when none was won. */
uint32_t statistics_average(const struct statistics *statistics);

/*
 * The days won in a row that `today` can still go on: a day lost or missed
 * ends them, but as yesterday's puzzle is still open, it is missed only when
 * today is over.
 */
uint32_t statistics_streak(const struct history *history, int32_t today);

/* What the results of a period add up to. */
struct total {
	uint32_t games;
	uint32_t points, bonus;
	uint32_t guesses;
	int64_t finished; /* when the last one was; 0: there is none */
};

struct total total_of(
    const struct history *history, const struct period *period);

#endif
