#include <stdlib.h>
#include <string.h>

#include <motus/date.h>

#include "daemons/common/base64url.h"
#include "daemons/score/import.h"

#define TEXT_SIZE 512 /* of the fragment decoded, with a NUL */
#define DIGITS_MAX 12

/*
 * The fragment is "s=" and fields with commas between them, in base64: games
 * won in 1 to 6 turns, games lost, letters in red, in yellow and in blue, when
 * the last game was, and sometimes the mean time in milliseconds and the games
 * that it is of.
 */
static const char *const fields[] = { "games won in 1 turn",
	"games won in 2 turns", "games won in 3 turns", "games won in 4 turns",
	"games won in 5 turns", "games won in 6 turns", "games lost",
	"red letters", "yellow letters", "blue letters" };

/* Its NUL is no part of a text that somebody means. */
static bool
decode(const char *link, char text[TEXT_SIZE])
{
	const char *hash = strrchr(link, '#');
	const char *code = hash == NULL ? link : hash + 1;
	size_t size;

	if (!base64_decode(code, strlen(code), text, TEXT_SIZE - 1, &size))
		return false;
	text[size] = '\0';
	return strlen(text) == size;
}

static bool
is_number(const char *text)
{
	size_t size = strspn(text, "0123456789");

	return size > 0 && size <= DIGITS_MAX && text[size] == '\0';
}

static bool
read_count(
    struct import *import, char **rest, const char *what, json_int_t *count)
{
	const char *field = strsep(rest, ",");

	if (field == NULL)
		return import_complain(
		    import, "The number of %s is missing.", what);
	if (!is_number(field) || (*count = atoll(field)) > IMPORT_COUNT_MAX)
		return import_complain(import,
		    "The number of %s must be a whole one from 0 to %d.", what,
		    IMPORT_COUNT_MAX);
	return true;
}

static bool
is_moment(const char *text)
{
	struct motus_date date;

	return strcmp(text, "null") == 0 ||
	    (strlen(text) >= MOTUS_DATE_SIZE && text[10] == 'T' &&
		motus_date_parse(&date, text, MOTUS_DATE_SIZE - 1) == 0);
}

/* What is read over: it must only be what it should. */
static bool
check_rest(struct import *import, char *rest)
{
	const char *last = strsep(&rest, ",");
	const char *mean = strsep(&rest, ",");
	const char *games = strsep(&rest, ",");

	if (last == NULL || !is_moment(last))
		return import_complain(import,
		    "The moment of the last game must be a date or \"null\".");
	if (rest != NULL ||
	    (mean != NULL &&
		(!is_number(mean) || games == NULL || !is_number(games))))
		return import_complain(import,
		    "After the moment of the last game come at most a mean "
		    "time and a number of games.");
	return true;
}

static bool
read_text(struct import *import, char *rest)
{
	json_int_t *const counts[] = { &import->distribution[0],
		&import->distribution[1], &import->distribution[2],
		&import->distribution[3], &import->distribution[4],
		&import->distribution[5], &import->lost, &import->red,
		&import->yellow, &import->blue };

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		if (!read_count(import, &rest, fields[i], counts[i]))
			return false;
	return check_rest(import, rest);
}

bool
import_read_sutom(struct import *import, const json_t *sent)
{
	const char *link = json_string_value(json_object_get(sent, "code"));
	char text[TEXT_SIZE];

	if (link == NULL)
		return import_complain(
		    import, "\"code\" must be a string: the link.");
	if (!decode(link, text))
		return import_complain(import,
		    "What follows the # of the link is not base64, or cut off, "
		    "or too long.");
	if (strncmp(text, "s=", 2) != 0)
		return import_complain(
		    import, "There are no statistics in this link.");
	return read_text(import, text + 2);
}
