/*
 * fields.h - a form taken apart: application/x-www-form-urlencoded, in a query
 * or a body
 */
#ifndef COMMON_FIELDS_H
#define COMMON_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "daemons/common/http.h"

/* A name and its value as they were sent, still escaped. */
struct pair {
	const char *name, *value;
	size_t name_size, value_size;
};

/*
 * The first pair of the text from *form to `end`, and *form behind it; false
 * when there is none.  A value goes from the first '=' to the '&'.
 */
bool pair_next(const char **form, const char *end, struct pair *pair);

#define FIELDS_MAX 64

/*
 * All fields, decoded.  One that is there twice, escaped badly, has a NUL or
 * is not UTF-8 counts as absent, and `fault` says what is wrong, for people
 * ("" when all is well).  The strings live in `text`.
 */
struct fields {
	const char *fault;
	size_t count;
	struct field {
		const char *name;
		const char *value; /* NULL: not to be used */
	} field[FIELDS_MAX];
	char *text;
};

void fields_read(struct fields *fields, const char *form, size_t size);

/*
 * The same of a request's body; a fault as well when it is none, or its
 * Content-Type says that it is something else.
 */
void fields_read_body(struct fields *fields, const struct request *request);

/* The value of a field, NULL when it is absent or empty. */
const char *fields_get(const struct fields *fields, const char *name);

void fields_clear(struct fields *fields);

#endif
