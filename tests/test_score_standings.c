/*
 * The order of those who played.
 */
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/score/standings.h"

#define COUNT 6

/* games, points, bonus, guesses, finished */
static const struct standing order[COUNT] = {
	{ "zoe", "", { 2, 70, 20, 6, 2000 } },
	{ "yan", "", { 1, 80, 0, 3, 2000 } },
	{ "xav", "", { 1, 80, 0, 4, 1000 } },
	{ "ann", "", { 1, 78, 2, 4, 1001 } },
	{ "ben", "", { 1, 80, 0, 4, 1001 } },
	{ "all", "", { 1, 0, 0, 6, 1 } },
};

/* Wherever they begin, they end in that order. */
Test(standings, are_by_points_then_guesses_then_time_then_sub)
{
	for (size_t shift = 0; shift < COUNT; shift++) {
		struct standing standings[COUNT], turned[COUNT];

		for (size_t i = 0; i < COUNT; i++) {
			standings[i] = order[(i + shift) % COUNT];
			turned[COUNT - 1 - i] = standings[i];
		}
		standings_sort(standings, COUNT);
		standings_sort(turned, COUNT);
		for (size_t i = 0; i < COUNT; i++) {
			cr_assert(eq(str, (char *)standings[i].sub,
			    (char *)order[i].sub));
			cr_assert(eq(
			    str, (char *)turned[i].sub, (char *)order[i].sub));
		}
	}
}
