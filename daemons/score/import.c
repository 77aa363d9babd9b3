#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "daemons/score/import.h"

static const char *const names[] = {
	[IMPORT_SUTOM] = "sutom",
	[IMPORT_REACTLE] = "reactle",
	[IMPORT_MOTUS] = "motus",
};

bool
import_source_named(enum import_source *source, const char *name)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(names[i], name) == 0) {
			*source = (enum import_source)i;
			return true;
		}
	}
	return false;
}

bool
import_complain(struct import *import, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(import->complaint, sizeof import->complaint, format, args);
	va_end(args);
	return false;
}

/* --- figures -------------------------------------------------------------- */

static bool
is_count(const json_t *value)
{
	return json_is_integer(value) && json_integer_value(value) >= 0 &&
	    json_integer_value(value) <= IMPORT_COUNT_MAX;
}

static bool
read_count(struct import *import, const json_t *object, const char *key,
    json_int_t *count)
{
	const json_t *value = json_object_get(object, key);

	if (!is_count(value))
		return import_complain(import,
		    "\"%s\" must be a whole number from 0 to %d.", key,
		    IMPORT_COUNT_MAX);
	*count = json_integer_value(value);
	return true;
}

static bool
read_distribution(struct import *import, const json_t *object, const char *key)
{
	const json_t *list = json_object_get(object, key);
	bool good = json_is_array(list) && json_array_size(list) == MOTUS_TURNS;

	for (size_t i = 0; good && i < MOTUS_TURNS; i++) {
		const json_t *value = json_array_get(list, i);

		good = is_count(value);
		import->distribution[i] = json_integer_value(value);
	}
	return good ||
	    import_complain(import,
		"\"%s\" must be %d whole numbers from 0 to %d.", key,
		MOTUS_TURNS, IMPORT_COUNT_MAX);
}

static json_int_t
wins_of(const struct import *import)
{
	json_int_t wins = 0;

	for (size_t i = 0; i < MOTUS_TURNS; i++)
		wins += import->distribution[i];
	return wins;
}

static bool
check_streak(struct import *import)
{
	return import->best_streak <= wins_of(import) ||
	    import_complain(
		import, "The best streak is longer than there are games won.");
}

/* --- reactle -------------------------------------------------------------- */

/* Per cent, rounded half up, as it does; 0 of no games. */
static json_int_t
rate_of(json_int_t wins, json_int_t games)
{
	return games == 0 ? 0 : (200 * wins + games) / (2 * games);
}

static bool
read_reactle(struct import *import, const json_t *sent)
{
	json_int_t streak, games, rate, wins;

	if (!read_distribution(import, sent, "winDistribution") ||
	    !read_count(import, sent, "gamesFailed", &import->lost) ||
	    !read_count(import, sent, "currentStreak", &streak) ||
	    !read_count(import, sent, "bestStreak", &import->best_streak) ||
	    !read_count(import, sent, "totalGames", &games) ||
	    !read_count(import, sent, "successRate", &rate))
		return false;
	wins = wins_of(import);
	if (games != wins + import->lost)
		return import_complain(import,
		    "\"totalGames\" is not the sum of \"winDistribution\" and "
		    "\"gamesFailed\".");
	if (streak > import->best_streak)
		return import_complain(
		    import, "\"currentStreak\" is longer than \"bestStreak\".");
	if (rate != rate_of(wins, games))
		return import_complain(import,
		    "\"successRate\" is not the share of the games won.");
	return check_streak(import);
}

/* --- motus ---------------------------------------------------------------- */

static bool
read_statistics(struct import *import, const json_t *statistics)
{
	json_int_t games, wins;

	if (!json_is_object(statistics))
		return import_complain(
		    import, "A language has no object \"statistics\".");
	if (!read_distribution(import, statistics, "distribution") ||
	    !read_count(import, statistics, "lost", &import->lost) ||
	    !read_count(import, statistics, "games", &games) ||
	    !read_count(import, statistics, "wins", &wins) ||
	    !read_count(
		import, statistics, "best_streak", &import->best_streak) ||
	    !read_count(import, statistics, "red", &import->red) ||
	    !read_count(import, statistics, "yellow", &import->yellow) ||
	    !read_count(import, statistics, "blue", &import->blue))
		return false;
	if (wins != wins_of(import))
		return import_complain(
		    import, "\"wins\" is not the sum of \"distribution\".");
	if (games != wins + import->lost)
		return import_complain(import,
		    "\"games\" is not the sum of \"wins\" and \"lost\".");
	return check_streak(import);
}

static void
add(struct import *sum, const struct import *import)
{
	for (size_t i = 0; i < MOTUS_TURNS; i++)
		sum->distribution[i] += import->distribution[i];
	sum->lost += import->lost;
	sum->red += import->red;
	sum->yellow += import->yellow;
	sum->blue += import->blue;
	if (import->best_streak > sum->best_streak)
		sum->best_streak = import->best_streak;
}

static bool
is_record(const json_t *sent)
{
	const char *format = json_string_value(json_object_get(sent, "format"));
	const json_t *version = json_object_get(sent, "version");

	return format != NULL && strcmp(format, "motus-record") == 0 &&
	    json_is_integer(version) && json_integer_value(version) == 1;
}

static bool
read_motus(struct import *import, const json_t *sent)
{
	json_t *languages = json_object_get(sent, "languages"), *record;
	struct import one;
	const char *name;

	if (!is_record(sent))
		return import_complain(import,
		    "\"format\" must be \"motus-record\" and \"version\" 1.");
	if (json_object_size(languages) < 1 ||
	    json_object_size(languages) > IMPORT_LANGUAGES_MAX)
		return import_complain(import,
		    "\"languages\" must be an object of 1 to %d languages.",
		    IMPORT_LANGUAGES_MAX);
	*import = (struct import){ 0 };
	json_object_foreach (languages, name, record) {
		if (!read_statistics(
			&one, json_object_get(record, "statistics"))) {
			strcpy(import->complaint, one.complaint);
			return false;
		}
		add(import, &one);
	}
	return true;
}

/* --- any ------------------------------------------------------------------ */

bool
import_read(
    struct import *import, enum import_source source, const json_t *sent)
{
	static bool (*const read[])(struct import *, const json_t *) = {
		[IMPORT_SUTOM] = import_read_sutom,
		[IMPORT_REACTLE] = read_reactle,
		[IMPORT_MOTUS] = read_motus,
	};

	*import = (struct import){ .best_streak = IMPORT_UNKNOWN,
		.red = IMPORT_UNKNOWN,
		.yellow = IMPORT_UNKNOWN,
		.blue = IMPORT_UNKNOWN };
	return read[source](import, sent);
}

static json_t *
known(json_int_t count)
{
	return count == IMPORT_UNKNOWN ? json_null() : json_integer(count);
}

json_t *
import_json(const struct import *import)
{
	const json_int_t *won = import->distribution;
	json_int_t wins = wins_of(import);

	return json_pack("{s:I, s:I, s:I, s:[I, I, I, I, I, I], s:o, s:o, s:o, "
			 "s:o}",
	    "games", wins + import->lost, "wins", wins, "lost", import->lost,
	    "distribution", won[0], won[1], won[2], won[3], won[4], won[5],
	    "best_streak", known(import->best_streak), "red",
	    known(import->red), "yellow", known(import->yellow), "blue",
	    known(import->blue));
}
