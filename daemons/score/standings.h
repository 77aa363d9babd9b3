/*
 * standings.h - the order of those who played
 */
#ifndef SCORE_STANDINGS_H
#define SCORE_STANDINGS_H

#include <stddef.h>
#include <stdint.h>
#include <time.h>

/* What somebody did in a period. */
struct standing {
	const char *sub; /* who; somebody else's memory */
	const char *name; /* "" when it is not known; likewise */
	uint64_t points; /* and bonus */
	uint32_t guesses, games;
	time_t finished; /* the last of the games */
};

/*
 * Most points first, then fewest guesses, then who finished first, then by the
 * bytes of the sub: the order of the boards.
 */
void standings_sort(struct standing *standings, size_t count);

#endif
