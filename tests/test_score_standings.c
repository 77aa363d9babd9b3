/*
 * The order of those who played.
 */
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/score/standings.h"

#define COUNT 6

static const struct standing order[COUNT] = {
	{ "zoe", "", 90, 6, 2, 2000 },
	{ "yan", "", 80, 3, 1, 2000 },
	{ "xav", "", 80, 4, 1, 1000 },
	{ "ann", "", 80, 4, 1, 1001 },
	{ "ben", "", 80, 4, 1, 1001 },
	{ "all", "", 0, 0, 1, 1 },
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

Test(standings, tell_figures_apart_that_differ_by_more_than_an_int)
{
	struct standing standings[] = { { "ann", "", 1, 0, 1, 0 },
		{ "ben", "", (uint64_t)1 << 33, 0, 1, 0 },
		{ "cat", "", 1, 4000000000, 1, 0 } };

	standings_sort(standings, 3);
	cr_assert(eq(str, (char *)standings[0].sub, "ben"));
	cr_assert(eq(str, (char *)standings[2].sub, "cat"));
}
