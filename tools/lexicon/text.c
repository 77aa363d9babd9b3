#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <motus/error.h>

#include "tools/lexicon/text.h"

struct text
text_of(const char *name, const void *content, size_t size)
{
	struct text text = { .name = name, .rest = { content, size } };

	if (size >= 3 && memcmp(content, "\xEF\xBB\xBF", 3) == 0)
		text.rest = (struct slice){ text.rest.at + 3, size - 3 };
	return text;
}

bool
text_next(struct text *text, struct slice *line)
{
	const char *end;

	if (text->rest.size == 0)
		return false;
	end = memchr(text->rest.at, '\n', text->rest.size);
	line->at = text->rest.at;
	line->size = end == NULL ? text->rest.size : (size_t)(end - line->at);
	text->rest.at += line->size + (end != NULL);
	text->rest.size -= line->size + (end != NULL);
	if (line->size > 0 && line->at[line->size - 1] == '\r')
		line->size--;
	text->line++;
	return true;
}

int
text_complain(struct text *text, const char *format, ...)
{
	size_t room = sizeof(text->complaint);
	int size =
	    snprintf(text->complaint, room, "%s:%lu: ", text->name, text->line);
	va_list arguments;

	va_start(arguments, format);
	if (size > 0 && (size_t)size < room)
		vsnprintf(
		    text->complaint + size, room - size, format, arguments);
	va_end(arguments);
	return MOTUS_EFORMAT;
}

static bool
is_blank(char character)
{
	return character == ' ' || character == '\t';
}

bool
slice_field(struct slice *line, struct slice *field)
{
	while (line->size > 0 && is_blank(*line->at)) {
		line->at++;
		line->size--;
	}
	*field = (struct slice){ line->at, 0 };
	while (line->size > 0 && !is_blank(*line->at)) {
		line->at++;
		line->size--;
		field->size++;
	}
	return field->size > 0;
}

bool
slice_is(struct slice slice, const char *string)
{
	return slice.size == strlen(string) &&
	    memcmp(slice.at, string, slice.size) == 0;
}

bool
slice_number(struct slice slice, unsigned long max, unsigned long *number)
{
	unsigned long value = 0;

	for (size_t i = 0; i < slice.size; i++) {
		unsigned long digit = (unsigned char)slice.at[i] - '0';

		if (digit > 9 || digit > max || value > (max - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	*number = value;
	return slice.size > 0;
}

size_t
slice_character(struct slice slice)
{
	unsigned char lead = slice.size > 0 ? (unsigned char)*slice.at : 0;
	size_t size = 1;

	if (lead >= 0xF0)
		size = 4;
	else if (lead >= 0xE0)
		size = 3;
	else if (lead >= 0xC0)
		size = 2;
	return size < slice.size ? size : slice.size;
}

/*
 * In Latin-1 the capitals come first.  In Latin Extended-A each comes just
 * before its small letter: at even numbers, but for two runs at odd ones.
 */
static bool
is_capital(unsigned int letter)
{
	if (letter < 0x80)
		return letter >= 'A' && letter <= 'Z';
	if (letter < 0x100)
		return letter >= 0xC0 && letter <= 0xDE && letter != 0xD7;
	if (letter == 0x138 || letter == 0x149)
		return false;
	if ((letter > 0x138 && letter < 0x149) || letter > 0x178)
		return letter % 2 == 1;
	return letter % 2 == 0;
}

bool
slice_has_capital(struct slice slice)
{
	size_t size;

	for (; slice.size > 0; slice.at += size, slice.size -= size) {
		unsigned int letter = (unsigned char)slice.at[0];

		size = slice_character(slice);
		if (size == 2)
			letter = (letter & 31) << 6 | (slice.at[1] & 63);
		if (size <= 2 && letter < 0x180 && is_capital(letter))
			return true;
	}
	return false;
}
