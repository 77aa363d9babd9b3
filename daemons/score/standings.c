#include <stdlib.h>
#include <string.h>

#include "daemons/score/standings.h"

static int
compare(const void *one, const void *other)
{
	const struct standing *a = one, *b = other;

	if (a->points != b->points)
		return a->points > b->points ? -1 : 1;
	if (a->guesses != b->guesses)
		return a->guesses < b->guesses ? -1 : 1;
	if (a->finished != b->finished)
		return a->finished < b->finished ? -1 : 1;
	return strcmp(a->sub, b->sub);
}

void
standings_sort(struct standing *standings, size_t count)
{
	qsort(standings, count, sizeof *standings, compare);
}
