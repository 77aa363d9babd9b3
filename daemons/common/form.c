#include <string.h>

#include "daemons/common/escape.h"
#include "daemons/common/fields.h"

#define NAME_SIZE 64

/*
 * Names are compared decoded, because "n%61me" is "name" to whoever wrote it,
 * and a second spelling must not hide a second value.
 */
static bool
named(const struct pair *pair, const char *name)
{
	char decoded[NAME_SIZE];

	return escape_decode(pair->name, pair->name_size, true, decoded,
		   sizeof decoded) &&
	    strcmp(decoded, name) == 0;
}

enum form
form_value(const char *form, size_t form_size, const char *name, char *value,
    size_t size)
{
	const char *end = form + form_size;
	enum form found = FORM_ABSENT;
	struct pair pair;

	value[0] = '\0';
	while (pair_next(&form, end, &pair)) {
		if (!named(&pair, name))
			continue;
		if (found != FORM_ABSENT ||
		    !escape_decode(
			pair.value, pair.value_size, true, value, size)) {
			value[0] = '\0';
			return FORM_BAD;
		}
		found = FORM_FOUND;
	}
	return found;
}

enum form
request_query(
    const struct request *request, const char *name, char *value, size_t size)
{
	return form_value(
	    request->query, strlen(request->query), name, value, size);
}
