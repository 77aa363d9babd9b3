#include <string.h>

#include "daemons/common/escape.h"
#include "daemons/common/http.h"

#define NAME_SIZE 64

/*
 * Whether the name before `equals` is `name`.  Names are compared decoded,
 * because "n%61me" is "name" to whoever wrote it, and a second spelling must
 * not hide a second value.
 */
static bool
named(const char *pair, size_t size, const char *name)
{
	char decoded[NAME_SIZE];

	return escape_decode(pair, size, true, decoded, sizeof decoded) &&
	    strcmp(decoded, name) == 0;
}

enum form
form_value(const char *form, size_t form_size, const char *name, char *value,
    size_t size)
{
	enum form found = FORM_ABSENT;
	const char *end = form + form_size;

	value[0] = '\0';
	while (form < end) {
		const char *stop = memchr(form, '&', (size_t)(end - form));

		if (stop == NULL)
			stop = end;
		const char *equals = memchr(form, '=', (size_t)(stop - form));
		const char *text = equals == NULL ? stop : equals + 1;

		if (equals == NULL)
			equals = stop;
		if (named(form, (size_t)(equals - form), name)) {
			if (found != FORM_ABSENT ||
			    !escape_decode(text, (size_t)(stop - text), true,
				value, size)) {
				value[0] = '\0';
				return FORM_BAD;
			}
			found = FORM_FOUND;
		}
		form = stop + 1;
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
