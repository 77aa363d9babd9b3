#include <stdlib.h>
#include <string.h>

#include "daemons/score/standings.h"

static int
compare(const void *one, const void *other)
{
	const struct standing *standing_a = one, *standing_b = other;
	const struct total *a = &standing_a->total, *b = &standing_b->total;
	uint64_t points_a = (uint64_t)a->points + a->bonus;
	uint64_t points_b = (uint64_t)b->points + b->bonus;

	if (points_a != points_b)
		return points_a > points_b ? -1 : 1;
	if (a->guesses != b->guesses)
		return a->guesses < b->guesses ? -1 : 1;
	if (a->finished != b->finished)
		return a->finished < b->finished ? -1 : 1;
	return strcmp(standing_a->sub, standing_b->sub);
}

void
standings_sort(struct standing *standings, size_t count)
{
	qsort(standings, count, sizeof *standings, compare);
}
