/*
 * Records that somebody brings along.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <openssl/evp.h>

#include "daemons/score/import.h"

/* Read JSON from `source`: what import_json() shows, or the complaint; static.
 */
static const char *
read_json(enum import_source source, json_t *sent)
{
	static char said[1024];
	struct import import;
	char *text;

	cr_assert(not(zero(ptr, sent)));
	if (import_read(&import, source, sent)) {
		json_t *json = import_json(&import);

		text = json_dumps(json, JSON_COMPACT);
		json_decref(json);
		snprintf(said, sizeof said, "%s", text);
		free(text);
	} else {
		snprintf(said, sizeof said, "%s", import.complaint);
	}
	json_decref(sent);
	return said;
}

static const char *
read_text(enum import_source source, const char *text)
{
	return read_json(source, json_loads(text, 0, NULL));
}

static void
expect(const char *said, const char *expected)
{
	cr_assert(eq(str, (char *)said, (char *)expected));
}

Test(import, sources_have_names)
{
	enum import_source source;

	cr_assert(import_source_named(&source, "sutom"));
	cr_assert(eq(int, source, IMPORT_SUTOM));
	cr_assert(import_source_named(&source, "reactle"));
	cr_assert(eq(int, source, IMPORT_REACTLE));
	cr_assert(import_source_named(&source, "motus"));
	cr_assert(eq(int, source, IMPORT_MOTUS));
	cr_assert(not(import_source_named(&source, "wordle")));
	cr_assert(not(import_source_named(&source, "")));
	cr_assert(not(import_source_named(&source, "Sutom")));
}

/* --- SUTOM ---------------------------------------------------------------- */

#define NOW "2022-03-01T10:20:30.456Z"

/* What SUTOM's page makes of a text, behind `before`. */
static const char *
read_sutom(const char *before, const char *text)
{
	char code[4096] = "";
	size_t size = strlen(before);

	strcpy(code, before);
	EVP_EncodeBlock((unsigned char *)code + size,
	    (const unsigned char *)text, (int)strlen(text));
	return read_json(IMPORT_SUTOM, json_pack("{s:s}", "code", code));
}

#define SUTOM_FIGURES                                          \
	"{\"games\":29,\"wins\":21,\"lost\":8,"                \
	"\"distribution\":[1,2,3,4,5,6],\"best_streak\":null," \
	"\"red\":300,\"yellow\":200,\"blue\":100}"

Test(import, a_link_of_sutom_is_read)
{
	static const char text[] = "s=1,2,3,4,5,6,8,300,200,100," NOW;

	expect(read_sutom("https://sutom.nocle.fr/#", text), SUTOM_FIGURES);
	expect(read_sutom("", text), SUTOM_FIGURES);
	expect(read_sutom("#", text), SUTOM_FIGURES);
}

Test(import, a_link_of_sutom_may_lack_its_padding)
{
	expect(read_text(IMPORT_SUTOM,
		   "{\"code\":\"cz0wLDAsMCwwLDAsMCwwLDAsMCwwLG51bGw\"}"),
	    "{\"games\":0,\"wins\":0,\"lost\":0,"
	    "\"distribution\":[0,0,0,0,0,0],\"best_streak\":null,"
	    "\"red\":0,\"yellow\":0,\"blue\":0}");
}

Test(import, a_link_of_sutom_may_have_times_and_no_last_game)
{
	expect(read_sutom("", "s=1,2,3,4,5,6,8,300,200,100," NOW ",123456,29"),
	    SUTOM_FIGURES);
	expect(
	    read_sutom("", "s=1,2,3,4,5,6,8,300,200,100,null"), SUTOM_FIGURES);
}

Test(import, a_link_of_sutom_that_is_none_is_refused)
{
	static const char broken[] = "What follows the # of the link is not "
				     "base64, or cut off, or too long.";
	static const char *const sent[] = {
		"{\"code\":\"https://sutom.nocle.fr/#cz0x*\"}",
		"{\"code\":\"cz0xL\"}",
		"{\"code\":\"cz0xLDI=LDM\"}",
		"{\"code\":\"cz0xLA===\"}",
		"{\"code\":\"\xc3\xa9\"}",
		"{\"code\":\"AAAA\"}",
	};

	for (size_t i = 0; i < sizeof sent / sizeof *sent; i++)
		expect(read_text(IMPORT_SUTOM, sent[i]), broken);
	expect(read_text(IMPORT_SUTOM, "{\"code\":\"\"}"),
	    "There are no statistics in this link.");
	expect(read_sutom("", "p=1,2,3,4,5,6,8,300,200,100,null"),
	    "There are no statistics in this link.");
	expect(read_text(IMPORT_SUTOM, "{}"),
	    "\"code\" must be a string: the link.");
	expect(read_text(IMPORT_SUTOM, "{\"code\":7}"),
	    "\"code\" must be a string: the link.");
	expect(read_text(IMPORT_SUTOM, "{\"code\":[\"cz0x\"]}"),
	    "\"code\" must be a string: the link.");
}

Test(import, a_link_of_sutom_that_is_very_long_is_refused)
{
	char *text = malloc(1000001);

	memset(text, 'A', 1000000);
	text[1000000] = '\0';
	expect(read_json(IMPORT_SUTOM, json_pack("{s:s}", "code", text)),
	    "What follows the # of the link is not base64, or cut off, or too "
	    "long.");
	free(text);
}

Test(import, a_number_of_sutom_is_whole_and_not_too_large)
{
	static const char *const numbers[] = { "-1", "1.5", "1e3", "NaN", "",
		" 1", "+1", "0x1", "1000001", "99999999999999999999999999",
		"null" };

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		char text[128];

		snprintf(text, sizeof text, "s=1,2,%s,4,5,6,8,3,2,1,null",
		    numbers[i]);
		expect(read_sutom("", text),
		    "The number of games won in 3 turns must be a whole one "
		    "from 0 to 1000000.");
	}
	expect(read_sutom("", "s=1,2,3,4,5,6,8,3,2,-1,null"),
	    "The number of blue letters must be a whole one from 0 to "
	    "1000000.");
	expect(read_sutom("", "s=1,2,3,4,5,6,8"),
	    "The number of red letters is missing.");
}

Test(import, what_follows_the_numbers_of_sutom_is_looked_at)
{
	static const char *const moments[] = { "", ",", ",yesterday",
		",2022-02-30T10:20:30Z", ",2022-03-01" };
	static const char *const times[] = { ",null,12", ",null,12,",
		",null,,29", ",null,12,29,", ",null,-1,29",
		",null,12,9999999999999" };
	char text[128];

	for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
		snprintf(
		    text, sizeof text, "s=1,2,3,4,5,6,8,3,2,1%s", moments[i]);
		expect(read_sutom("", text),
		    "The moment of the last game must be a date or \"null\".");
	}
	for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
		snprintf(
		    text, sizeof text, "s=1,2,3,4,5,6,8,3,2,1%s", times[i]);
		expect(read_sutom("", text),
		    "After the moment of the last game come at most a mean "
		    "time and a number of games.");
	}
}

/* --- reactle -------------------------------------------------------------- */

/* What reactle exports, with these changes. */
static json_t *
reactle(const char *changes)
{
	json_t *sent = json_loads("{\"winDistribution\":[1,2,3,4,5,6],"
				  "\"gamesFailed\":8,\"currentStreak\":2,"
				  "\"bestStreak\":21,\"totalGames\":29,"
				  "\"successRate\":72}",
	    0, NULL);
	json_t *change = json_loads(changes, 0, NULL);

	cr_assert(not(zero(ptr, change)), "%s", changes);
	json_object_update(sent, change);
	json_decref(change);
	return sent;
}

Test(import, a_record_of_reactle_is_read)
{
	expect(read_json(IMPORT_REACTLE, reactle("{}")),
	    "{\"games\":29,\"wins\":21,\"lost\":8,"
	    "\"distribution\":[1,2,3,4,5,6],\"best_streak\":21,"
	    "\"red\":null,\"yellow\":null,\"blue\":null}");
	expect(read_json(IMPORT_REACTLE,
		   reactle("{\"winDistribution\":[0,0,0,0,0,0],"
			   "\"gamesFailed\":0,\"currentStreak\":0,"
			   "\"bestStreak\":0,\"totalGames\":0,"
			   "\"successRate\":0,\"more\":\"of it\"}")),
	    "{\"games\":0,\"wins\":0,\"lost\":0,"
	    "\"distribution\":[0,0,0,0,0,0],\"best_streak\":0,"
	    "\"red\":null,\"yellow\":null,\"blue\":null}");
}

Test(import, half_a_per_cent_of_reactle_is_rounded_up)
{
	expect(read_json(IMPORT_REACTLE,
		   reactle("{\"winDistribution\":[1,0,0,0,0,0],"
			   "\"gamesFailed\":7,\"currentStreak\":0,"
			   "\"bestStreak\":1,\"totalGames\":8,"
			   "\"successRate\":13}")),
	    "{\"games\":8,\"wins\":1,\"lost\":7,"
	    "\"distribution\":[1,0,0,0,0,0],\"best_streak\":1,"
	    "\"red\":null,\"yellow\":null,\"blue\":null}");
}

Test(import, a_count_of_reactle_is_a_whole_number)
{
	static const char *const values[] = { "-1", "1.5", "8.0", "\"8\"",
		"null", "true", "[8]", "{}", "1000001", "9223372036854775807" };

	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		char changes[128];

		snprintf(
		    changes, sizeof changes, "{\"gamesFailed\":%s}", values[i]);
		expect(read_json(IMPORT_REACTLE, reactle(changes)),
		    "\"gamesFailed\" must be a whole number from 0 to "
		    "1000000.");
		snprintf(changes, sizeof changes,
		    "{\"winDistribution\":[1,2,%s,4,5,6]}", values[i]);
		expect(read_json(IMPORT_REACTLE, reactle(changes)),
		    "\"winDistribution\" must be 6 whole numbers from 0 to "
		    "1000000.");
	}
}

Test(import, a_distribution_of_reactle_has_six_counts)
{
	static const char *const values[] = { "[]", "[1,2,3,4,5]",
		"[1,2,3,4,5,6,0]", "{\"1\":1}", "7", "null" };

	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		char changes[128];

		snprintf(changes, sizeof changes, "{\"winDistribution\":%s}",
		    values[i]);
		expect(read_json(IMPORT_REACTLE, reactle(changes)),
		    "\"winDistribution\" must be 6 whole numbers from 0 to "
		    "1000000.");
	}
}

Test(import, figures_of_reactle_that_contradict_each_other_are_refused)
{
	expect(read_json(IMPORT_REACTLE, reactle("{\"totalGames\":30}")),
	    "\"totalGames\" is not the sum of \"winDistribution\" and "
	    "\"gamesFailed\".");
	expect(read_json(IMPORT_REACTLE, reactle("{\"successRate\":73}")),
	    "\"successRate\" is not the share of the games won.");
	expect(read_json(IMPORT_REACTLE, reactle("{\"currentStreak\":22}")),
	    "\"currentStreak\" is longer than \"bestStreak\".");
	expect(read_json(IMPORT_REACTLE, reactle("{\"bestStreak\":22}")),
	    "The best streak is longer than there are games won.");
}

/* --- motus ---------------------------------------------------------------- */

#define FR                                                      \
	"{\"statistics\":{\"games\":29,\"wins\":21,\"lost\":8," \
	"\"distribution\":[1,2,3,4,5,6],\"best_streak\":7,"     \
	"\"red\":300,\"yellow\":200,\"blue\":100}}"
#define EN                                                    \
	"{\"statistics\":{\"games\":2,\"wins\":1,\"lost\":1," \
	"\"distribution\":[0,0,0,0,0,1],\"best_streak\":1,"   \
	"\"red\":30,\"yellow\":20,\"blue\":10},\"results\":[7]}"
#define RECORD(languages)                             \
	"{\"format\":\"motus-record\",\"version\":1," \
	"\"languages\":" languages "}"

Test(import, a_record_of_motus_is_read_and_its_languages_added_up)
{
	expect(read_text(IMPORT_MOTUS, RECORD("{\"fr\":" FR "}")),
	    "{\"games\":29,\"wins\":21,\"lost\":8,"
	    "\"distribution\":[1,2,3,4,5,6],\"best_streak\":7,"
	    "\"red\":300,\"yellow\":200,\"blue\":100}");
	expect(read_text(IMPORT_MOTUS, RECORD("{\"fr\":" FR ",\"en\":" EN "}")),
	    "{\"games\":31,\"wins\":22,\"lost\":9,"
	    "\"distribution\":[1,2,3,4,5,7],\"best_streak\":7,"
	    "\"red\":330,\"yellow\":220,\"blue\":110}");
}

Test(import, a_record_of_motus_says_what_it_is)
{
	static const char *const sent[] = { "{}",
		"{\"format\":\"motus-record\",\"languages\":{\"fr\":" FR "}}",
		"{\"version\":1,\"languages\":{\"fr\":" FR "}}",
		"{\"format\":\"motus-record\",\"version\":2,"
		"\"languages\":{\"fr\":" FR "}}",
		"{\"format\":\"motus-record\",\"version\":\"1\"}",
		"{\"format\":[],\"version\":1}" };

	for (size_t i = 0; i < sizeof sent / sizeof *sent; i++)
		expect(read_text(IMPORT_MOTUS, sent[i]),
		    "\"format\" must be \"motus-record\" and \"version\" 1.");
}

Test(import, a_record_of_motus_has_languages)
{
	static const char none[] =
	    "\"languages\" must be an object of 1 to 16 languages.";
	json_t *many = json_loads(RECORD("{}"), 0, NULL);
	json_t *one = json_loads(FR, 0, NULL);

	expect(read_text(IMPORT_MOTUS, RECORD("{}")), none);
	expect(read_text(IMPORT_MOTUS, RECORD("[]")), none);
	expect(read_text(IMPORT_MOTUS, RECORD("\"fr\"")), none);
	for (int i = 0; i < 17; i++) {
		char name[16];

		snprintf(name, sizeof name, "l%d", i);
		json_object_set(json_object_get(many, "languages"), name, one);
	}
	json_decref(one);
	expect(read_json(IMPORT_MOTUS, many), none);
	expect(read_text(IMPORT_MOTUS, RECORD("{\"fr\":{}}")),
	    "A language has no object \"statistics\".");
	expect(read_text(IMPORT_MOTUS, RECORD("{\"fr\":null}")),
	    "A language has no object \"statistics\".");
	expect(read_text(IMPORT_MOTUS, RECORD("{\"fr\":{\"statistics\":7}}")),
	    "A language has no object \"statistics\".");
}

/* A record with a change to one language. */
static const char *
read_changed(const char *changes)
{
	json_t *sent =
	    json_loads(RECORD("{\"fr\":" FR ",\"en\":" EN "}"), 0, NULL);
	json_t *change = json_loads(changes, 0, NULL);
	json_t *fr = json_object_get(json_object_get(sent, "languages"), "fr");

	cr_assert(not(zero(ptr, change)), "%s", changes);
	json_object_update(json_object_get(fr, "statistics"), change);
	json_decref(change);
	return read_json(IMPORT_MOTUS, sent);
}

Test(import, figures_of_motus_that_contradict_each_other_are_refused)
{
	expect(read_changed("{\"wins\":20}"),
	    "\"wins\" is not the sum of \"distribution\".");
	expect(read_changed("{\"games\":21}"),
	    "\"games\" is not the sum of \"wins\" and \"lost\".");
	expect(read_changed("{\"best_streak\":22}"),
	    "The best streak is longer than there are games won.");
	expect(read_changed("{\"red\":1e3}"),
	    "\"red\" must be a whole number from 0 to 1000000.");
	expect(read_changed("{\"blue\":null}"),
	    "\"blue\" must be a whole number from 0 to 1000000.");
	expect(read_changed("{\"distribution\":[1,2,3,4,5,-6]}"),
	    "\"distribution\" must be 6 whole numbers from 0 to 1000000.");
}
