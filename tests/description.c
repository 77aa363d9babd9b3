#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/description.h"

const char *
description(void)
{
	static char text[262144];
	const char *srcdir = getenv("srcdir");
	char path[4096];
	FILE *file;

	if (text[0] != '\0')
		return text;
	snprintf(path, sizeof path, "%s/docs/openapi.yaml",
	    srcdir == NULL ? "." : srcdir);
	file = fopen(path, "r");
	cr_assert(not(zero(ptr, file)), "%s", path);
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	return text;
}

static const char *
method_of(const struct route *route)
{
	switch (route->methods) {
	case METHOD_PUT: return "\n    put:\n";
	case METHOD_POST: return "\n    post:\n";
	case METHOD_PATCH: return "\n    patch:\n";
	case METHOD_DELETE: return "\n    delete:\n";
	default: return "\n    get:\n";
	}
}

bool
is_described(const struct route *route)
{
	char heading[128];
	const char *from, *next, *found;

	snprintf(heading, sizeof heading, "\n  %s:\n", route->path);
	from = strstr(description(), heading);
	if (from == NULL)
		return false;
	next = strstr(from + 1, "\n\n");
	found = strstr(from, method_of(route));
	return found != NULL && (next == NULL || found < next);
}

size_t
count_described(const char *begin)
{
	char heading[128];
	size_t count = 0;

	snprintf(heading, sizeof heading, "\n  %s", begin);
	for (const char *at = description(); (at = strstr(at, heading)); at++)
		count++;
	return count;
}

static bool
is_first(const struct route *routes, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (strcmp(routes[i].path, routes[index].path) == 0)
			return false;
	return true;
}

size_t
count_served(const struct route *routes, size_t count, const char *begin)
{
	size_t served = 0;

	for (size_t i = 0; i < count; i++)
		served += is_first(routes, i) &&
		    strncmp(routes[i].path, begin, strlen(begin)) == 0;
	return served;
}
