/*
 * What accounts do with groups and records, and what docs/openapi.yaml says.
 */
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/score/score.h"
#include "tests/description.h"

static const char *const parts[] = { "/api/score/groups",
	"/api/score/players/me/export", "/api/score/players/me/imports/" };

#define PARTS (sizeof parts / sizeof *parts)

static bool
is_part(const struct route *route)
{
	for (size_t i = 0; i < PARTS; i++)
		if (strncmp(route->path, parts[i], strlen(parts[i])) == 0)
			return true;
	return false;
}

Test(openapi, describes_every_route)
{
	for (size_t i = 0; i < SCORE_ROUTES; i++)
		if (is_part(&score_routes[i]))
			cr_assert(is_described(&score_routes[i]), "%s",
			    score_routes[i].path);
}

Test(openapi, describes_no_path_that_is_not_there)
{
	for (size_t i = 0; i < PARTS; i++)
		cr_assert(eq(sz, count_described(parts[i]),
		    count_served(score_routes, SCORE_ROUTES, parts[i])));
}
