/*
 * What is served and what docs/openapi.yaml says is served.
 */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/score/score.h"
#include "tests/description.h"

Test(openapi, describes_every_route)
{
	for (size_t i = 0; i < SCORE_ROUTES; i++)
		cr_assert(
		    is_described(&score_routes[i]), "%s", score_routes[i].path);
}

Test(openapi, describes_no_path_that_is_not_there)
{
	cr_assert(eq(sz, count_described("/api/score/"),
	    count_served(score_routes, SCORE_ROUTES, "/api/score/")));
}
