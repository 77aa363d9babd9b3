#include <stdbool.h>
#include <string.h>

#include <motus/error.h>

#include "libmotus/store_url.h"

/* The number that `text` is from its first to its last character, or -1. */
static long
parse_number(const char *text, long max)
{
	long number = 0;

	if (*text == '\0')
		return -1;
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9')
			return -1;
		number = number * 10 + (*text - '0');
		if (number > max)
			return -1;
	}
	return number;
}

static int
hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *found = c == '\0' ? NULL : strchr(digits, c | 0x20);

	return found == NULL ? -1 : (int)(found - digits);
}

/* Copy `size` bytes, %XX decoded.  No NUL may come out of it. */
static bool
decode(char *out, size_t room, const char *text, size_t size)
{
	size_t length = 0;

	for (size_t i = 0; i < size; i++) {
		int byte = (unsigned char)text[i];

		if (byte == '%') {
			if (size - i < 3 || hex_digit(text[i + 1]) < 0 ||
			    hex_digit(text[i + 2]) < 0)
				return false;
			byte = hex_digit(text[i + 1]) * 16 +
			    hex_digit(text[i + 2]);
			i += 2;
		}
		if (byte == '\0' || length + 1 == room)
			return false;
		out[length++] = (char)byte;
	}
	out[length] = '\0';
	return true;
}

/* ":PASSWORD@" is what comes before the last '@'. */
static bool
parse_password(struct store_url *parsed, const char **rest)
{
	const char *at = strrchr(*rest, '@');
	const char *begin = *rest + 1;

	if (at == NULL)
		return true;
	*rest = at + 1;
	return begin[-1] == ':' && at != begin &&
	    decode(parsed->password, sizeof parsed->password, begin,
		(size_t)(at - begin));
}

/* Copy `size` bytes, if they are some and fit. */
static bool
copy(char *out, size_t room, const char *text, size_t size)
{
	if (size == 0 || size >= room)
		return false;
	memcpy(out, text, size);
	out[size] = '\0';
	return true;
}

static bool
parse_host(struct store_url *parsed, const char **rest)
{
	bool bracketed = **rest == '[';
	const char *host = bracketed ? *rest + 1 : *rest;
	size_t size = strcspn(host, bracketed ? "]/" : ":/[]");

	*rest = host + size;
	if (bracketed && *(*rest)++ != ']')
		return false;
	return copy(parsed->host, sizeof parsed->host, host, size);
}

/* redis://[:PASSWORD@]HOST:PORT[/DB], after the "redis://" */
static bool
parse_redis(struct store_url *parsed, const char *rest)
{
	long database = 0;
	size_t size;

	parsed->kind = STORE_REDIS;
	if (!parse_password(parsed, &rest) || !parse_host(parsed, &rest) ||
	    *rest++ != ':')
		return false;
	size = strcspn(rest, "/");
	if (!copy(parsed->port, sizeof parsed->port, rest, size) ||
	    parse_number(parsed->port, 65535) < 1)
		return false;
	rest += size;
	if (*rest == '/')
		database = parse_number(rest + 1, 65535);
	parsed->database = (int)database;
	return database >= 0;
}

/* A name that begins with ':' means something else to SQLite. */
static bool
parse_sqlite(struct store_url *parsed, const char *rest)
{
	parsed->kind = STORE_SQLITE;
	parsed->path = rest;
	return *rest != '\0' && *rest != ':';
}

/* Whether `*text` begins with `prefix`, which is then skipped. */
static bool
skip(const char **text, const char *prefix)
{
	size_t size = strlen(prefix);

	if (strncmp(*text, prefix, size) != 0)
		return false;
	*text += size;
	return true;
}

static bool
parse(struct store_url *parsed, const char *url)
{
	if (skip(&url, "redis://"))
		return parse_redis(parsed, url);
	if (skip(&url, "sqlite:"))
		return parse_sqlite(parsed, url);
	parsed->kind = STORE_MEMORY;
	return strcmp(url, "memory:") == 0;
}

int
store_url_parse(struct store_url *parsed, const char *url)
{
	*parsed = (struct store_url){ .kind = STORE_MEMORY };
	if (url == NULL || strnlen(url, STORE_URL_MAX + 1) > STORE_URL_MAX)
		return MOTUS_EINVAL;
	return parse(parsed, url) ? 0 : MOTUS_EINVAL;
}
