#include <stdio.h>
#include <string.h>

#include "daemons/common/hex.h"
#include "tools/motus/form.h"

static bool
append(char *form, size_t *used, char c)
{
	if (*used + 1 >= FORM_SIZE)
		return false;
	form[(*used)++] = c;
	form[*used] = '\0';
	return true;
}

static bool
encode(char *form, size_t *used, const char *text)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz0123456789-._~";
	static const char digits[] = "0123456789ABCDEF";

	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;
		bool good = strchr(plain, c) != NULL
		    ? append(form, used, *text)
		    : append(form, used, '%') &&
			append(form, used, digits[c >> 4]) &&
			append(form, used, digits[c & 15]);

		if (!good)
			return false;
	}
	return true;
}

bool
form_add(char form[FORM_SIZE], const char *name, const char *value)
{
	size_t used = strlen(form);

	return (used == 0 || append(form, &used, '&')) &&
	    encode(form, &used, name) && append(form, &used, '=') &&
	    encode(form, &used, value);
}

/* Decode `size` bytes; false where form_read_answer() is. */
static bool
decode(char value[FORM_VALUE_SIZE], const char *text, size_t size)
{
	size_t length = 0;

	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c == '+')
			c = ' ';
		if (c == '%') {
			if (size - i < 3 || !hex_read(text + i + 1, 2, &c))
				return false;
			i += 2;
		}
		if (c < ' ' || c == 0x7f || length + 1 == FORM_VALUE_SIZE)
			return false;
		value[length++] = (char)c;
	}
	value[length] = '\0';
	return true;
}

static bool
read_pair(struct form_answer *answer, const char *text, size_t size)
{
	const struct {
		const char *name;
		char *value;
	} known[] = {
		{ "code", answer->code },
		{ "state", answer->state },
		{ "iss", answer->issuer },
		{ "error", answer->error },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		size_t length = strlen(known[i].name);

		if (size <= length || text[length] != '=' ||
		    memcmp(text, known[i].name, length) != 0)
			continue;
		return known[i].value[0] == '\0' &&
		    decode(
			known[i].value, text + length + 1, size - length - 1);
	}
	return true;
}

bool
form_read_answer(struct form_answer *answer, const char *address)
{
	const char *text = strchr(address, '?');

	*answer = (struct form_answer){ 0 };
	if (text == NULL)
		return false;
	do {
		size_t size = strcspn(++text, "& #\t\r\n");

		if (!read_pair(answer, text, size))
			return false;
		text += size;
	} while (*text == '&');
	return true;
}

char *
form_target(char *line)
{
	static const char method[] = "GET ";
	size_t size;

	if (strncmp(line, method, sizeof method - 1) != 0)
		return NULL;
	line += sizeof method - 1;
	size = strcspn(line, " \r\n");
	if (strncmp(line + size, " HTTP/1.", 8) != 0)
		return NULL;
	line[size] = '\0';
	return line;
}
