#include <config.h>

#include <string.h>

#include "daemons/auth/template.h"
#include "daemons/common/escape.h"

/* What stands between "{{" and "}}"; its first character says its kind. */
enum kind {
	VALUE,
	SECTION = '#',
	INVERTED = '^',
	CLOSE = '/',
	MESSAGE = '_',
	MESSAGE_OF = '@',
	PUT_IN = '>',
};

struct text {
	const char *at, *end;
};

struct tag {
	enum kind kind;
	struct text name;
	const char *begins, *ends; /* with its braces */
};

static size_t
size_of(struct text text)
{
	return (size_t)(text.end - text.at);
}

static bool
same(struct text a, struct text b)
{
	return size_of(a) == size_of(b) && memcmp(a.at, b.at, size_of(a)) == 0;
}

/* The text of that name; at is NULL when there is none. */
static struct text
find_text(const json_t *texts, struct text name)
{
	const json_t *found = json_object_getn(texts, name.at, size_of(name));
	const char *at = json_string_value(found);

	return (struct text){ at,
		at == NULL ? NULL : at + json_string_length(found) };
}

static struct text
named(const char *name)
{
	return (struct text){ name, name + strlen(name) };
}

/* The next tag; false when there is none, or only its beginning. */
static bool
next_tag(struct text text, struct tag *tag)
{
	const char *open = memmem(text.at, size_of(text), "{{", 2);
	const char *close = open == NULL
	    ? NULL
	    : memmem(open, (size_t)(text.end - open), "}}", 2);

	if (close == NULL)
		return false;
	*tag = (struct tag){ VALUE, { open + 2, close }, open, close + 2 };
	if (tag->name.at < close && strchr("#^/_@>", *tag->name.at) != NULL)
		tag->kind = (enum kind) * tag->name.at++;
	return true;
}

/* What is inside the section that `open` begins; *text is what follows it. */
static bool
take_section(struct text *text, const struct tag *open, struct text *inside)
{
	unsigned int depth = 1;
	struct tag tag;

	*text = (struct text){ open->ends, text->end };
	*inside = *text;
	while (next_tag(*text, &tag)) {
		text->at = tag.ends;
		if (tag.kind == SECTION || tag.kind == INVERTED) {
			depth++;
		} else if (tag.kind == CLOSE && --depth == 0) {
			inside->end = tag.begins;
			return same(tag.name, open->name);
		}
	}
	return false;
}

/* --- checking ------------------------------------------------------------- */

struct check {
	const struct templates *templates;
	bool message; /* this is one, which puts nothing in */
	unsigned int depth;
	struct text culprit; /* the first name that is wrong */
};

static bool check_text(struct check *check, struct text text);

static bool
check_other(struct check *check, struct text text, bool message)
{
	struct check other = { check->templates, message, check->depth + 1,
		{ NULL, NULL } };
	bool good = text.at != NULL && !check->message &&
	    other.depth < TEMPLATE_DEPTH_MAX && check_text(&other, text);

	if (other.culprit.at != NULL)
		check->culprit = other.culprit;
	return good;
}

static bool
check_section(struct check *check, struct text *text, const struct tag *tag)
{
	struct text inside;
	bool good = check->depth + 1 < TEMPLATE_DEPTH_MAX &&
	    take_section(text, tag, &inside);

	check->depth++;
	good = good && check_text(check, inside);
	check->depth--;
	return good;
}

static bool
check_tag(struct check *check, struct text *text, const struct tag *tag)
{
	const struct templates *templates = check->templates;

	text->at = tag->ends;
	switch (tag->kind) {
	case SECTION:
	case INVERTED: return check_section(check, text, tag);
	case MESSAGE:
		return check_other(
		    check, find_text(templates->messages, tag->name), true);
	case PUT_IN:
		return check_other(
		    check, find_text(templates->texts, tag->name), false);
	case MESSAGE_OF: return !check->message;
	case CLOSE: return false;
	case VALUE: return size_of(tag->name) > 0;
	}
	return false;
}

static bool
check_text(struct check *check, struct text text)
{
	struct tag tag;

	while (next_tag(text, &tag))
		if (!check_tag(check, &text, &tag)) {
			if (check->culprit.at == NULL)
				check->culprit = tag.name;
			return false;
		}
	return memmem(text.at, size_of(text), "{{", 2) == NULL;
}

static bool
check_all(const struct templates *templates, const json_t *texts,
    const char *name, char *complaint, size_t size)
{
	struct check check = { .templates = templates,
		.message = texts == templates->messages };
	struct text text = find_text(texts, named(name));

	if (text.at != NULL && check_text(&check, text))
		return true;
	if (check.culprit.at == NULL)
		check.culprit = named(text.at == NULL ? name : "{{");
	snprintf(complaint, size, "%s: \"%.*s\" is not closed, or not there",
	    name, (int)size_of(check.culprit), check.culprit.at);
	return false;
}

bool
template_check(const struct templates *templates, const char *name,
    char *complaint, size_t size)
{
	return check_all(templates, templates->texts, name, complaint, size);
}

bool
template_check_message(const struct templates *templates, const char *key,
    char *complaint, size_t size)
{
	return check_all(templates, templates->messages, key, complaint, size);
}

/* --- printing ------------------------------------------------------------- */

struct print {
	const struct templates *templates;
	FILE *out;
	/* The innermost last; a message has a depth of its own. */
	const json_t *scopes[2 * TEMPLATE_DEPTH_MAX];
	unsigned int depth;
};

static void print_text(struct print *print, struct text text, bool message);

static const json_t *
find_value(const struct print *print, struct text name)
{
	const json_t *value = NULL;

	if (size_of(name) == 1 && *name.at == '.')
		return print->scopes[print->depth];
	for (unsigned int i = print->depth + 1; value == NULL && i > 0; i--)
		value = json_object_getn(
		    print->scopes[i - 1], name.at, size_of(name));
	return value;
}

static bool
is_there(const json_t *value)
{
	return value != NULL && !json_is_null(value) && !json_is_false(value) &&
	    !(json_is_string(value) && json_string_length(value) == 0) &&
	    !(json_is_array(value) && json_array_size(value) == 0);
}

static void
print_value(struct print *print, const json_t *value)
{
	if (json_is_string(value))
		escape_html(print->out, json_string_value(value),
		    json_string_length(value));
	else if (json_is_integer(value))
		fprintf(print->out, "%" JSON_INTEGER_FORMAT,
		    json_integer_value(value));
}

/* Without such a message its key is all there is to say. */
static void
print_message(struct print *print, const json_t *key)
{
	const char *name = json_string_value(key);
	struct text text = { NULL, NULL };

	if (name != NULL)
		text = find_text(print->templates->messages, named(name));
	if (text.at != NULL)
		print_text(print, text, true);
	else
		print_value(print, key);
}

static void
print_inside(
    struct print *print, const json_t *scope, struct text text, bool message)
{
	print->scopes[++print->depth] = scope;
	print_text(print, text, message);
	print->depth--;
}

static void
print_section(
    struct print *print, struct text *text, const struct tag *tag, bool message)
{
	const json_t *value = find_value(print, tag->name), *item;
	struct text inside;
	size_t i;

	take_section(text, tag, &inside);
	if (is_there(value) != (tag->kind == SECTION))
		return;
	if (!json_is_array(value) || tag->kind == INVERTED)
		print_inside(print, value, inside, message);
	else
		json_array_foreach (value, i, item)
			print_inside(print, item, inside, message);
}

static void
print_tag(
    struct print *print, struct text *text, const struct tag *tag, bool message)
{
	const struct templates *templates = print->templates;

	text->at = tag->ends;
	switch (tag->kind) {
	case SECTION:
	case INVERTED: print_section(print, text, tag, message); break;
	case MESSAGE:
		print_text(
		    print, find_text(templates->messages, tag->name), true);
		break;
	case PUT_IN:
		print_text(
		    print, find_text(templates->texts, tag->name), false);
		break;
	case MESSAGE_OF:
		print_message(print, find_value(print, tag->name));
		break;
	case CLOSE: break;
	case VALUE: print_value(print, find_value(print, tag->name)); break;
	}
}

static void
print_literal(struct print *print, struct text text, bool message)
{
	if (message)
		escape_html(print->out, text.at, size_of(text));
	else
		fwrite(text.at, 1, size_of(text), print->out);
}

static void
print_text(struct print *print, struct text text, bool message)
{
	struct tag tag;

	while (next_tag(text, &tag)) {
		print_literal(
		    print, (struct text){ text.at, tag.begins }, message);
		print_tag(print, &text, &tag, message);
	}
	print_literal(print, text, message);
}

void
template_print(const struct templates *templates, const char *name,
    const json_t *data, FILE *out)
{
	struct print print = { .templates = templates, .out = out };

	print.scopes[0] = data;
	print_text(&print, find_text(templates->texts, named(name)), false);
}
