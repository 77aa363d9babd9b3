/*
 * standings.h - the order of those who played
 */
#ifndef SCORE_STANDINGS_H
#define SCORE_STANDINGS_H

#include <stddef.h>

#include "daemons/score/statistics.h"

/* What somebody did in a period. */
struct standing {
	const char *sub; /* who; somebody else's memory */
	const char *name; /* "" when it is not known; likewise */
	struct total total;
};

/*
 * Most points, with the bonus, first, then fewest guesses, then who finished
 * first, then by the bytes of the sub: the order of the boards.
 */
void standings_sort(struct standing *standings, size_t count);

#endif
