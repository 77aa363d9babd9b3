/*
 * What is served and what docs/openapi.yaml says is served.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/game/game.h"
#include "daemons/game/tally.h"

#define SCORES "\n  /api/score/" /* of another service */

static char text[262144];

static void
read_description(void)
{
	const char *srcdir = getenv("srcdir");
	char path[4096];
	FILE *file;

	snprintf(path, sizeof path, "%s/docs/openapi.yaml",
	    srcdir == NULL ? "." : srcdir);
	file = fopen(path, "r");
	cr_assert(not(zero(ptr, file)), "%s", path);
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
}

TestSuite(openapi, .init = read_description);

static bool
is_api(const struct route *route)
{
	return strncmp(route->path, "/api/", 5) == 0;
}

/* Whether `path` is there with the method that the route has. */
static bool
describes(const struct route *route)
{
	const char *method = route->methods & METHOD_PUT ? "\n    put:\n"
	    : route->methods & METHOD_POST               ? "\n    post:\n"
	    : route->methods & METHOD_DELETE             ? "\n    delete:\n"
							 : "\n    get:\n";
	char heading[128];
	const char *from, *next, *found;

	snprintf(heading, sizeof heading, "\n  %s:\n", route->path);
	from = strstr(text, heading);
	if (from == NULL)
		return false;
	next = strstr(from + 1, "\n\n");
	found = strstr(from, method);
	return found != NULL && (next == NULL || found < next);
}

Test(openapi, describes_every_route)
{
	for (size_t i = 0; i < GAME_ROUTES; i++)
		if (is_api(&game_routes[i]))
			cr_assert(describes(&game_routes[i]), "%s",
			    game_routes[i].path);
}

Test(openapi, describes_no_path_that_is_not_there)
{
	size_t described = 0, served = 0;

	for (const char *at = text; (at = strstr(at, "\n  /api/")); at++)
		described += strncmp(at, SCORES, sizeof SCORES - 1) != 0;
	for (size_t i = 0; i < GAME_ROUTES; i++)
		served += is_api(&game_routes[i]);
	cr_assert(eq(sz, described, served));
}

Test(openapi, describes_every_refusal_of_a_guess)
{
	for (int i = TALLY_NOT_A_WORD; i <= TALLY_PUZZLE_CLOSED; i++) {
		char code[64];

		snprintf(code, sizeof code, "`%s`", tally_guess_name(i));
		cr_assert(not(zero(ptr, strstr(text, code))), "%s", code);
	}
}
