/*
 * A player's own figures.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "tests/issuer.h"
#include "tests/ladder.h"
#include "tests/slow_store.h"

#define ME "/api/score/players/me"
#define TODAY "2026-03-28"
#define NOON TODAY "T10:30:00Z"

static struct motus_store *store;
static struct ladder *ladder;

static void
start(void)
{
	store = slow_store_create();
	ladder = ladder_start(store);
}

static void
stop(void)
{
	ladder_stop(ladder);
}

TestSuite(me, .init = start, .fini = stop);
TestSuite(instance, .init = start, .fini = stop);
TestSuite(hiding, .init = start, .fini = stop);

static void
expect_me(struct visit *visit, const char *wanted)
{
	json_t *json = json_loads(wanted, 0, NULL);

	cr_assert(not(zero(ptr, json)));
	cr_assert(eq(int, json_equal(visit->json, json), 1), "%s", visit->text);
	cr_assert(eq(str, (char *)visit_header(visit, "set-cookie"), ""));
	json_decref(json);
	visit_expect(visit, 200, "");
}

#define ZEROS                                                          \
	"\"language\":\"fr\",\"hidden\":false,\"games\":0,\"wins\":0," \
	"\"average\":null,\"distribution\":[0,0,0,0,0,0],\"lost\":0,"  \
	"\"streak\":0,\"best_streak\":0,"                              \
	"\"points\":{\"today\":0,\"week\":0,\"month\":0,\"all\":0},"   \
	"\"bonus\":{\"today\":0,\"week\":0,\"month\":0,\"all\":0},"    \
	"\"red\":0,\"yellow\":0,\"blue\":0,\"today\":null,\"imports\":{}}"

Test(me, a_stranger_has_zeros_and_stays_one)
{
	expect_me(ask(ladder, NULL, METHOD_GET, ME, NULL),
	    "{\"player\":null,\"guest\":true," ZEROS);
}

Test(me, an_account_that_never_played_has_zeros)
{
	expect_me(ask(ladder, "zoe", METHOD_GET, ME, NULL),
	    "{\"player\":{\"id\":\"zoe\",\"name\":null},\"guest\":"
	    "false," ZEROS);
}

Test(me, has_all_that_follows_from_the_results)
{
	tell(ladder, "2026-02-27", "zoe", 1, NULL);
	tell(ladder, "2026-02-28", "zoe", 2, NULL);
	tell(ladder, "2026-03-01", "zoe", 6, NULL);
	tell(ladder, "2026-03-23", "zoe", 0, NULL);
	tell(ladder, "2026-03-27", "zoe", 4, NULL);
	tell(ladder, TODAY, "zoe", 3, NOON);
	expect_me(ask(ladder, "zoe", METHOD_GET, ME, NULL),
	    "{\"player\":{\"id\":\"zoe\",\"name\":\"zoe\"},"
	    "\"guest\":false,\"language\":\"fr\",\"hidden\":false,"
	    "\"games\":6,\"wins\":5,\"average\":3.2,"
	    "\"distribution\":[1,1,1,1,0,1],\"lost\":1,\"streak\":2,"
	    "\"best_streak\":3,"
	    "\"points\":{\"today\":55,\"week\":100,\"month\":125,"
	    "\"all\":265},"
	    "\"bonus\":{\"today\":2,\"week\":2,\"month\":6,\"all\":8},"
	    "\"red\":35,\"yellow\":0,\"blue\":119,"
	    "\"today\":{\"outcome\":\"won\",\"turns\":3,\"points\":55,"
	    "\"bonus\":2},\"imports\":{}}");
}

Test(me, is_of_one_language)
{
	struct visit *visit;

	tell(ladder, TODAY, "zoe", 3, NOON);
	visit = ask(ladder, "zoe", METHOD_GET, ME "?language=en", NULL);
	cr_assert(eq(str, (char *)visit_text(visit, "language"), "en"));
	cr_assert(
	    eq(int, json_is_null(json_object_get(visit->json, "today")), 1));
	visit_expect(visit, 200, "");
	visit_expect(ask(ladder, "zoe", METHOD_GET, ME "?language=de", NULL),
	    400, "bad-language");
}

Test(me, a_streak_is_lost_when_yesterdays_puzzle_closes)
{
	tell(ladder, TODAY, "zoe", 3, NOON);
	ladder_set_clock("2026-03-30T21:59:59Z");
	cr_assert(eq(i64, figure(ladder, "zoe", "streak"), 1));
	ladder_set_clock("2026-03-30T22:00:00Z");
	cr_assert(zero(i64, figure(ladder, "zoe", "streak")));
	cr_assert(eq(i64, figure(ladder, "zoe", "best_streak"), 1));
}

/* A request by a browser with this cookie. */
static struct visit *
browse(const char *cookie, const char *origin, const struct sending *sending)
{
	struct host host = ladder_host(ladder);
	struct browser browser = { .origin = origin };
	struct visit *visit;

	snprintf(browser.cookie, sizeof browser.cookie, "%s", cookie);
	visit = visit_send(&host, &browser, sending);
	visit_wait(visit);
	return visit;
}

Test(me, a_guest_has_figures_and_no_name)
{
	static const char cookie[] = "motus_guest=AAAAAAAAAAAAAAAAAAAAAA";
	const struct sending see = { .method = METHOD_GET, .target = ME };
	struct visit *visit = browse(cookie, NULL, &see);
	char id[128];

	snprintf(id, sizeof id, "guest:%s", visit->exchange.player);
	expect_me(visit, "{\"player\":null,\"guest\":true," ZEROS);
	tell(ladder, TODAY, id, 3, NOON);
	visit = browse(cookie, NULL, &see);
	cr_assert(eq(int,
	    (int)json_integer_value(json_object_get(visit->json, "wins")), 1));
	cr_assert(
	    eq(int, json_is_null(json_object_get(visit->json, "player")), 1));
	visit_expect(visit, 200, "");
}

Test(me, that_can_not_be_read_is_not_made_up)
{
	slow_store_fail_gets(store, MOTUS_EUNAVAILABLE);
	visit_expect(
	    ask(ladder, "zoe", METHOD_GET, ME, NULL), 503, "store-unavailable");
	visit_expect(
	    ask(ladder, "zoe", METHOD_GET, "/api/score/boards/day", NULL), 503,
	    "store-unavailable");
	slow_store_fail_gets(store, 0);
	slow_store_put(store, "profile:account:zoe", "[]", 2);
	visit_expect(ask(ladder, "zoe", METHOD_GET, ME, NULL), 500, "internal");
}

Test(instance, is_ready_while_its_store_answers)
{
	static const struct route readiness = { METHOD_GET, "/readyz",
		score_ready, "readyz" };
	const struct sending ready = { .method = METHOD_GET,
		.target = "/readyz" };
	struct host host = ladder_host(ladder);
	struct visit *visit;

	host.routes = &readiness;
	host.route_count = 1;
	visit = visit_send(&host, NULL, &ready);
	visit_wait(visit);
	visit_expect(visit, 200, "");
	slow_store_fail_gets(store, MOTUS_EUNAVAILABLE);
	visit = visit_send(&host, NULL, &ready);
	visit_wait(visit);
	visit_expect(visit, 503, "store-unavailable");
}

/* --- who hides ------------------------------------------------------------ */

#define SETTINGS ME "/settings"
#define HIDE "{\"hidden\":true}"
#define SHOW "{\"hidden\":false}"

/* Begin to change the settings of zoe. */
static struct visit *
set_start(struct ladder *of, const char *settings)
{
	char *token = issuer_access_token("{\"sub\":\"zoe\"}");
	struct visit *visit =
	    request_start(of, METHOD_PUT, SETTINGS, token, settings);

	free(token);
	return visit;
}

Test(hiding, other_sites_can_not_have_it_done)
{
	char *token = issuer_access_token(""), cookie[2048];
	const struct sending hide = { .method = METHOD_PUT,
		.target = SETTINGS,
		.type = "application/json",
		.body = HIDE };

	snprintf(cookie, sizeof cookie, "motus_access=%s", token);
	visit_expect(browse(cookie, NULL, &hide), 403, "cross-origin");
	visit_expect(
	    browse(cookie, "http://elsewhere", &hide), 403, "cross-origin");
	visit_expect(browse(cookie, VISIT_ORIGIN, &hide), 200, "");
	free(token);
}

/* Whatever is done first: the result comes after each step of the hiding. */
Test(hiding, leaves_no_result_that_comes_meanwhile)
{
	struct motus_store *beside = slow_store_beside(store);
	struct ladder *other = ladder_create(beside);

	for (int steps = 0; steps < 8; steps++) {
		struct visit *shown = set_start(ladder, SHOW), *hidden;
		char date[32];

		visit_wait(shown);
		visit_expect(shown, 200, "");
		snprintf(date, sizeof date, "2026-03-%02d", 10 + steps);
		hidden = set_start(ladder, HIDE);
		for (int i = 0; i < steps; i++)
			if (slow_store_waiting(store) > 0)
				slow_store_step(store);
		tell(other, date, "zoe", 3, NULL);
		visit_wait(hidden);
		visit_expect(hidden, 200, "");
		cr_assert(eq(str, (char *)page_of(ladder, NULL, "all"), ""));
		cr_assert(eq(str, (char *)page_of(ladder, NULL, "month"), ""));
	}
	ladder_destroy(other);
}

Test(hiding, may_be_taken_back_at_once)
{
	struct motus_store *beside = slow_store_beside(store);
	struct ladder *other = ladder_create(beside);
	struct visit *hidden, *shown;

	tell(ladder, TODAY, "zoe", 3, NOON);
	hidden = set_start(ladder, HIDE);
	slow_store_step(store);
	slow_store_step(store);
	slow_store_step(store);
	shown = set_start(other, SHOW);
	visit_wait(shown);
	visit_expect(shown, 200, "");
	visit_wait(hidden);
	visit_expect(hidden, 503, "store-unavailable");
	cr_assert(eq(str, (char *)page_of(ladder, NULL, "day"), "1 zoe 55/3"));
	ladder_destroy(other);
}

Test(hiding, that_was_cut_off_is_finished_when_asked_again)
{
	struct visit *visit;

	tell(ladder, TODAY, "zoe", 3, NOON);
	visit = set_start(ladder, HIDE);
	slow_store_step(store);
	slow_store_step(store);
	slow_store_step(store);
	slow_store_fail_gets(store, MOTUS_EUNAVAILABLE);
	slow_store_fail_commits(store, MOTUS_EUNAVAILABLE, false);
	visit_wait(visit);
	visit_expect(visit, 503, "store-unavailable");
	slow_store_fail_gets(store, 0);
	slow_store_fail_commits(store, 0, true);
	cr_assert(eq(str, (char *)page_of(ladder, NULL, "day"), ""));
	visit = set_start(ladder, HIDE);
	visit_wait(visit);
	visit_expect(visit, 200, "");
	visit = set_start(ladder, SHOW);
	visit_wait(visit);
	visit_expect(visit, 200, "");
	cr_assert(eq(str, (char *)page_of(ladder, NULL, "day"), "1 zoe 55/3"));
}
