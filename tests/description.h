/*
 * description.h - docs/openapi.yaml, and whether it tells of a route
 */
#ifndef TESTS_DESCRIPTION_H
#define TESTS_DESCRIPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "daemons/common/http.h"

/* The whole text, read once. */
const char *description(void);

/* Whether the route's path is there, with its method. */
bool is_described(const struct route *route);

/* How many paths begin so ("/api/score/"). */
size_t count_described(const char *begin);

/* How many different paths of these routes begin so. */
size_t count_served(
    const struct route *routes, size_t count, const char *begin);

#endif
