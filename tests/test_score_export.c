/*
 * What an account takes along, and brings back.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "tests/circle.h"

#define TODAY 20540 /* 2026-03-28 */
#define ME "/api/score/players/me"
#define REACTLE                                                  \
	"{\"winDistribution\":[1,0,0,0,0,0],\"gamesFailed\":1,"  \
	"\"currentStreak\":0,\"bestStreak\":1,\"totalGames\":2," \
	"\"successRate\":50}"

static json_t *
export_of(const char *sub)
{
	return expect_json(
	    ask(circle, sub, METHOD_GET, ME "/export", NULL), 200);
}

/* What is under `key`, as JSON with sorted keys; the caller's. */
static char *
text_of_member(const json_t *json, const char *key)
{
	return json_dumps(
	    json_object_get(json, key), JSON_COMPACT | JSON_SORT_KEYS);
}

static void
expect_member(const json_t *json, const char *key, const char *expected)
{
	char *text = text_of_member(json, key);

	cr_assert(eq(str, text, (char *)expected));
	free(text);
}

CIRCLE(it_has_all_figures_and_results)
{
	json_t *record, *languages;

	play_in(circle, "fr", "ann", TODAY - 1, 4);
	play_in(circle, "fr", "ann", TODAY, 2);
	play_in(circle, "fr", "ann", TODAY - 3, 0);
	play_in(circle, "fr", "ben", TODAY, 1);
	record = export_of("ann");
	cr_assert(eq(str,
	    (char *)json_string_value(json_object_get(record, "format")),
	    "motus-record"));
	cr_assert(eq(int,
	    (int)json_integer_value(json_object_get(record, "version")), 1));
	cr_assert(eq(str,
	    (char *)json_string_value(json_object_get(record, "exported_at")),
	    "2026-03-28T11:00:00Z"));
	expect_member(record, "player", "{\"id\":\"ann\",\"name\":null}");
	expect_member(record, "imports", "{}");
	languages = json_object_get(record, "languages");
	expect_member(languages, "fr",
	    "{\"results\":["
	    "{\"blue\":30,\"bonus\":0,\"date\":\"2026-03-25\","
	    "\"finished_at\":\"2026-03-25T00:00:00Z\",\"length\":6,"
	    "\"outcome\":\"lost\",\"points\":0,\"red\":6,\"turns\":6,"
	    "\"yellow\":0},"
	    "{\"blue\":18,\"bonus\":0,\"date\":\"2026-03-27\","
	    "\"finished_at\":\"2026-03-27T00:06:40Z\",\"length\":6,"
	    "\"outcome\":\"won\",\"points\":40,\"red\":6,\"turns\":4,"
	    "\"yellow\":0},"
	    "{\"blue\":6,\"bonus\":2,\"date\":\"2026-03-28\","
	    "\"finished_at\":\"2026-03-28T00:03:20Z\",\"length\":6,"
	    "\"outcome\":\"won\",\"points\":60,\"red\":6,\"turns\":2,"
	    "\"yellow\":0}],"
	    "\"statistics\":{\"best_streak\":2,\"blue\":54,"
	    "\"distribution\":[0,1,0,1,0,0],\"games\":3,\"lost\":1,"
	    "\"red\":18,\"wins\":2,\"yellow\":0}}");
	expect_member(languages, "en",
	    "{\"results\":[],\"statistics\":{\"best_streak\":0,\"blue\":0,"
	    "\"distribution\":[0,0,0,0,0,0],\"games\":0,\"lost\":0,"
	    "\"red\":0,\"wins\":0,\"yellow\":0}}");
	json_decref(record);
}

CIRCLE(it_is_a_file_to_keep)
{
	struct visit *visit =
	    ask(circle, "ann", METHOD_GET, ME "/export", NULL);

	cr_assert(eq(str, (char *)visit_header(visit, "content-disposition"),
	    "attachment; filename=\"motus-record.json\""));
	visit_expect(visit, 200, "");
}

CIRCLE(it_can_be_brought_along_and_stays_apart)
{
	json_t *record, *imports;
	char *sent;

	play_in(circle, "fr", "ann", TODAY, 2);
	play_in(circle, "en", "ann", TODAY, 0);
	record = export_of("ann");
	sent = json_dumps(record, 0);
	json_decref(record);
	visit_expect(
	    ask(circle, "ben", METHOD_PUT, ME "/imports/motus", sent), 200, "");
	free(sent);
	visit_expect(
	    ask(circle, "ben", METHOD_PUT, ME "/imports/reactle", REACTLE), 200,
	    "");
	record = export_of("ben");
	imports = json_object_get(record, "imports");
	expect_member(imports, "motus",
	    "{\"best_streak\":1,\"blue\":36,"
	    "\"distribution\":[0,1,0,0,0,0],\"games\":2,"
	    "\"imported_at\":\"2026-03-28T11:00:00Z\",\"lost\":1,"
	    "\"red\":12,\"wins\":1,\"yellow\":0}");
	cr_assert(eq(sz, json_object_size(imports), 2));
	expect_member(
	    json_object_get(json_object_get(record, "languages"), "fr"),
	    "results", "[]");
	json_decref(record);
}

CIRCLE(strangers_and_guests_have_nothing_to_take_along)
{
	static const char *const cookies[] = { "",
		"motus_guest=AAAAAAAAAAAAAAAAAAAAAA" };

	for (size_t i = 0; i < 2; i++) {
		struct host host = ladder_host(circle);
		struct browser browser = BROWSER;
		struct visit *visit;

		strcpy(browser.cookie, cookies[i]);
		visit = visit_send(&host, &browser,
		    &(struct sending){
			.method = METHOD_GET, .target = ME "/export" });
		visit_wait(visit);
		visit_expect(visit, 401, "sign-in-required");
	}
}

CIRCLE(what_is_damaged_is_not_taken_for_nothing)
{
	cr_assert(zero(
	    int, put(circle->scores.store, "history:en:account:ann", "\x7f?")));
	visit_expect(ask(circle, "ann", METHOD_GET, ME "/export", NULL), 500,
	    "internal");
}
