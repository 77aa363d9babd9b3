/*
 * What is served and what docs/openapi.yaml says is served.
 */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/game/game.h"
#include "daemons/game/tally.h"
#include "tests/description.h"

Test(openapi, describes_every_route)
{
	for (size_t i = 0; i < GAME_ROUTES; i++)
		if (strncmp(game_routes[i].path, "/api/", 5) == 0)
			cr_assert(is_described(&game_routes[i]), "%s",
			    game_routes[i].path);
}

Test(openapi, describes_no_path_that_is_not_there)
{
	static const char *const parts[] = { "/api/game/", "/api/session" };

	for (size_t i = 0; i < 2; i++)
		cr_assert(eq(sz, count_described(parts[i]),
		    count_served(game_routes, GAME_ROUTES, parts[i])));
}

Test(openapi, describes_every_refusal_of_a_guess)
{
	for (int i = TALLY_NOT_A_WORD; i <= TALLY_PUZZLE_CLOSED; i++) {
		char code[64];

		snprintf(code, sizeof code, "`%s`", tally_guess_name(i));
		cr_assert(
		    not(zero(ptr, strstr(description(), code))), "%s", code);
	}
}
