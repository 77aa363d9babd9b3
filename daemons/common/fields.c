#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <jansson.h>

#include "daemons/common/escape.h"
#include "daemons/common/fields.h"

static const char repeated[] = "A parameter is repeated.";
static const char malformed[] =
    "A parameter is escaped badly, has a NUL or is not UTF-8.";

bool
pair_next(const char **form, const char *end, struct pair *pair)
{
	const char *stop, *equals;

	if (*form >= end)
		return false;
	pair->name = *form;
	stop = memchr(pair->name, '&', (size_t)(end - pair->name));
	if (stop == NULL)
		stop = end;
	equals = memchr(pair->name, '=', (size_t)(stop - pair->name));
	pair->value = equals == NULL ? stop : equals + 1;
	pair->name_size =
	    (size_t)((equals == NULL ? stop : equals) - pair->name);
	pair->value_size = (size_t)(stop - pair->value);
	*form = stop + 1;
	return true;
}

/* jansson takes no other text; most of what is sent is ASCII. */
static bool
is_utf8(const char *text)
{
	const char *c = text;
	json_t *string;

	while (*c != '\0' && (unsigned char)*c < 0x80)
		c++;
	if (*c == '\0')
		return true;
	string = json_string(text);
	json_decref(string);
	return string != NULL;
}

/* Decode into `*room`, which is moved behind; NULL when that can't be. */
static const char *
decode(const char *text, size_t size, char **room)
{
	char *decoded = *room;

	if (!escape_decode(text, size, true, decoded, size + 1) ||
	    !is_utf8(decoded))
		return NULL;
	*room += strlen(decoded) + 1;
	return decoded;
}

static struct field *
find(const struct fields *fields, const char *name)
{
	for (size_t i = 0; i < fields->count; i++)
		if (strcmp(fields->field[i].name, name) == 0)
			return (struct field *)&fields->field[i];
	return NULL;
}

/* A second value makes the first one useless too: who knows which was meant. */
static const char *
add(struct fields *fields, const struct pair *pair, char **room)
{
	const char *name = decode(pair->name, pair->name_size, room);
	struct field *field;

	if (name == NULL)
		return malformed;
	field = find(fields, name);
	if (field != NULL) {
		field->value = NULL;
		return repeated;
	}
	if (fields->count == FIELDS_MAX)
		return "There are too many parameters.";
	field = &fields->field[fields->count++];
	field->name = name;
	field->value = decode(pair->value, pair->value_size, room);
	return field->value == NULL ? malformed : "";
}

/* Decoding makes nothing longer; each pair needs two NULs, and has a '='. */
void
fields_read(struct fields *fields, const char *form, size_t size)
{
	const char *end = form + size, *fault;
	struct pair pair;
	char *room;

	fields->fault = "";
	fields->count = 0;
	fields->text = room = malloc(2 * size + 2);
	if (room == NULL) {
		fields->fault = "There is no memory for the parameters.";
		return;
	}
	while (pair_next(&form, end, &pair)) {
		if (pair.name_size + pair.value_size == 0)
			continue;
		fault = add(fields, &pair, &room);
		if (fault[0] != '\0')
			fields->fault = fault;
	}
}

/* Whether the media type is that of forms, its parameters left aside. */
static bool
is_form(const char *type)
{
	static const char form[] = "application/x-www-form-urlencoded";

	if (type == NULL || strncasecmp(type, form, sizeof form - 1) != 0)
		return false;
	type += sizeof form - 1;
	type += strspn(type, " \t");
	return *type == '\0' || *type == ';';
}

void
fields_read_body(struct fields *fields, const struct request *request)
{
	bool good = request->body != NULL &&
	    is_form(request_header(request, "content-type"));

	fields_read(
	    fields, good ? request->body : "", good ? request->body_size : 0);
	if (!good)
		fields->fault =
		    "The body must be application/x-www-form-urlencoded.";
}

const char *
fields_get(const struct fields *fields, const char *name)
{
	const struct field *field = find(fields, name);

	return field == NULL || field->value == NULL || field->value[0] == '\0'
	    ? NULL
	    : field->value;
}

void
fields_clear(struct fields *fields)
{
	free(fields->text);
	*fields = (struct fields){ 0 };
}
