/*
 * Imported records, kept and dropped.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "tests/circle.h"
#include "tests/issuer.h"
#include "tests/slow_store.h"

#define IMPORTS "/api/score/players/me/imports/"

#define REACTLE                                                  \
	"{\"winDistribution\":[1,0,0,0,0,0],\"gamesFailed\":1,"  \
	"\"currentStreak\":0,\"bestStreak\":1,\"totalGames\":2," \
	"\"successRate\":50}"
#define REACTLE_FIGURES                                     \
	"{\"games\":2,\"wins\":1,\"lost\":1,"               \
	"\"distribution\":[1,0,0,0,0,0],\"best_streak\":1," \
	"\"red\":null,\"yellow\":null,\"blue\":null"
#define SUTOM "{\"code\":\"#cz0wLDAsMCwwLDAsMCwwLDAsMCwwLG51bGw=\"}"
#define SUTOM_FIGURES                                          \
	"{\"games\":0,\"wins\":0,\"lost\":0,"                  \
	"\"distribution\":[0,0,0,0,0,0],\"best_streak\":null," \
	"\"red\":0,\"yellow\":0,\"blue\":0"

static struct visit *
put_record(const char *source, const char *body)
{
	char path[128];

	snprintf(path, sizeof path, IMPORTS "%s", source);
	return ask(circle, "ann", METHOD_PUT, path, body);
}

/* What the profile has of a source, "" for nothing; static. */
static const char *
kept_of(const char *source)
{
	static char text[1024];
	struct answer kept = get(circle->scores.store, "profile:account:ann");
	json_t *profile = json_loadb(kept.value, kept.size, 0, NULL);
	json_t *record =
	    json_object_get(json_object_get(profile, "imports"), source);
	char *written = json_dumps(record, JSON_COMPACT);

	snprintf(text, sizeof text, "%s", written == NULL ? "" : written);
	free(written);
	json_decref(profile);
	return text;
}

static void
expect_kept(const char *source, const char *record)
{
	cr_assert(eq(str, (char *)kept_of(source), (char *)record));
}

CIRCLE(a_record_is_kept_and_shown)
{
	struct visit *visit = put_record("reactle", REACTLE);

	cr_assert(eq(str, visit->text,
	    "{\"source\":\"reactle\",\"imported_at\":\"2026-03-28T11:00:00Z\","
	    "\"statistics\":" REACTLE_FIGURES "}}"));
	visit_expect(visit, 200, "");
	expect_kept("reactle",
	    REACTLE_FIGURES ",\"imported_at\":\"2026-03-28T11:00:00Z\"}");
}

CIRCLE(a_later_record_of_a_source_replaces_the_earlier)
{
	visit_expect(put_record("reactle", REACTLE), 200, "");
	visit_expect(put_record("sutom", SUTOM), 200, "");
	ladder_later(1);
	visit_expect(put_record("reactle", REACTLE), 200, "");
	expect_kept("reactle",
	    REACTLE_FIGURES ",\"imported_at\":\"2026-03-28T11:00:01Z\"}");
	expect_kept("sutom",
	    SUTOM_FIGURES ",\"imported_at\":\"2026-03-28T11:00:00Z\"}");
}

CIRCLE(a_record_that_is_wrong_leaves_the_earlier)
{
	visit_expect(put_record("reactle", REACTLE), 200, "");
	visit_expect(put_record("reactle", "{}"), 422, "bad-import");
	visit_expect(
	    put_record("sutom", "{\"code\":\"cz0\"}"), 422, "bad-import");
	visit_expect(put_record("motus", REACTLE), 422, "bad-import");
	visit_expect(
	    put_record("reactle", "{\"a\":1,\"a\":1}"), 400, "bad-json");
	visit_expect(
	    put_record("reactle", "{\"totalGames\":NaN}"), 400, "bad-json");
	visit_expect(put_record("reactle", NULL), 400, "no-body");
	visit_expect(put_record("wordle", REACTLE), 404, "no-such-source");
	expect_kept("reactle",
	    REACTLE_FIGURES ",\"imported_at\":\"2026-03-28T11:00:00Z\"}");
	expect_kept("sutom", "");
}

CIRCLE(a_number_of_a_million_digits_is_no_number)
{
	static const char begin[] = "{\"winDistribution\":[0,0,0,0,0,";
	size_t size = 1000000;
	char *body = malloc(size + 100);

	strcpy(body, begin);
	memset(body + sizeof begin - 1, '7', size);
	strcpy(body + sizeof begin - 1 + size, "]}");
	visit_expect(put_record("reactle", body), 400, "bad-json");
	free(body);
}

CIRCLE(a_record_is_dropped)
{
	visit_expect(put_record("reactle", REACTLE), 200, "");
	visit_expect(put_record("sutom", SUTOM), 200, "");
	for (int i = 0; i < 2; i++) {
		visit_expect(
		    ask(circle, "ann", METHOD_DELETE, IMPORTS "reactle", NULL),
		    204, "");
		expect_kept("reactle", "");
	}
	visit_expect(ask(circle, "ann", METHOD_DELETE, IMPORTS "wordle", NULL),
	    404, "no-such-source");
	cr_assert(ne(str, (char *)kept_of("sutom"), ""));
	visit_expect(
	    ask(circle, "ben", METHOD_DELETE, IMPORTS "sutom", NULL), 204, "");
}

CIRCLE(records_are_for_accounts_and_their_own_pages)
{
	static const enum method methods[] = { METHOD_PUT, METHOD_DELETE };
	struct host host = ladder_host(circle);
	struct browser me = BROWSER;
	char *token = issuer_access_token("{\"sub\":\"ann\"}");

	for (size_t i = 0; i < 2; i++) {
		struct sending sending = { .method = methods[i],
			.target = IMPORTS "reactle",
			.type = "application/json",
			.body = REACTLE };
		struct visit *visit;

		strcpy(me.cookie, "motus_guest=AAAAAAAAAAAAAAAAAAAAAA");
		me.origin = VISIT_ORIGIN;
		visit = visit_send(&host, &me, &sending);
		visit_wait(visit);
		visit_expect(visit, 401, "sign-in-required");
		snprintf(me.cookie, sizeof me.cookie, "motus_access=%s", token);
		me.origin = "https://evil.example";
		visit = visit_send(&host, &me, &sending);
		visit_wait(visit);
		visit_expect(visit, 403, "cross-origin");
	}
	free(token);
}

Test(import_race, of_two_at_once_both_are_kept)
{
	struct motus_store *slow = slow_store_create();
	struct visit *one, *two;

	circle = ladder_start(slow);
	slow_store_settle(slow);
	one = ask_start(
	    circle, "ann", METHOD_PUT, IMPORTS "reactle", REACTLE, NULL);
	two =
	    ask_start(circle, "ann", METHOD_PUT, IMPORTS "sutom", SUTOM, NULL);
	slow_store_settle(slow);
	visit_wait(one);
	visit_wait(two);
	visit_expect(one, 200, "");
	visit_expect(two, 200, "");
	cr_assert(ne(str, (char *)kept_of("reactle"), ""));
	cr_assert(ne(str, (char *)kept_of("sutom"), ""));
	slow_store_fail_commits(slow, MOTUS_ECONFLICT, false);
	visit_expect(put_record("sutom", SUTOM), 503, "store-unavailable");
	slow_store_fail_commits(slow, MOTUS_ELOST, true);
	visit_expect(
	    ask(circle, "ann", METHOD_DELETE, IMPORTS "sutom", NULL), 204, "");
	ladder_stop(circle);
}
