/*
 * Results as the game tells them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/common/token.h"
#include "tests/forge.h"
#include "tests/issuer.h"
#include "tests/ladder.h"
#include "tests/slow_store.h"

#define RESULTS "/api/score/results/fr/"
#define TODAY "2026-03-28"
#define PATH RESULTS TODAY "/zoe"
#define NOON "2026-03-28T10:30:00Z"
#define GUEST                                    \
	"guest:0123456789abcdef0123456789abcdef" \
	"0123456789abcdef0123456789abcdef"
#define RESULT(outcome, numbers, moment)                                     \
	"{\"outcome\":\"" outcome "\"," numbers ",\"finished_at\":\"" moment \
	"\"}"
#define WON RESULT("won", FOUR, NOON)
#define FOUR "\"turns\":4,\"length\":7,\"red\":16,\"yellow\":4,\"blue\":8"

static struct motus_store *store;
static struct ladder *ladder;
static size_t begun; /* commits that were made at the start */

static void
start(void)
{
	store = slow_store_create();
	ladder = ladder_start(store);
	begun = slow_store_commits(store);
}

static void
stop(void)
{
	ladder_stop(ladder);
}

TestSuite(result, .init = start, .fini = stop);
TestSuite(refused, .init = start, .fini = stop);
TestSuite(token, .init = start, .fini = stop);
TestSuite(race, .init = start, .fini = stop);

/* How many commits there were. */
static size_t
commits(void)
{
	return slow_store_commits(store) - begun;
}

static struct visit *
put(const char *path, const char *body)
{
	return serve(ladder, "score:write", METHOD_PUT, path, body);
}

/* --- what is kept --------------------------------------------------------- */

Test(result, is_kept_once_however_often_it_is_told)
{
	struct visit *visit = put(PATH, WON);

	cr_assert(eq(str, visit->text,
	    "{\"language\":\"fr\",\"date\":\"" TODAY "\",\"player\":\"zoe\","
	    "\"outcome\":\"won\",\"turns\":4,\"points\":45,\"bonus\":0}"));
	visit_expect(visit, 201, "");
	visit = put(PATH, WON);
	cr_assert(eq(int,
	    (int)json_integer_value(json_object_get(visit->json, "points")),
	    45));
	visit_expect(visit, 200, "");
	cr_assert(eq(i64, figure(ladder, "zoe", "games"), 1));
	cr_assert(eq(str, (char *)page_of(ladder, NULL, "day"), "1 ? 45/4"));
}

Test(result, that_is_another_one_is_refused)
{
	visit_expect(put(PATH, WON), 201, "");
	visit_expect(put(PATH,
			 RESULT("won",
			     "\"turns\":3,\"length\":7,\"red\":10,\"yellow\":5,"
			     "\"blue\":6",
			     NOON)),
	    409, "other-result");
	visit_expect(put(PATH, RESULT("won", FOUR, "2026-03-28T10:30:01Z")),
	    409, "other-result");
	cr_assert(eq(i64, figure(ladder, "zoe", "games"), 1));
}

Test(result, of_a_guest_is_kept_and_on_no_board)
{
	visit_expect(put(RESULTS TODAY "/" GUEST, WON), 201, "");
	cr_assert(eq(str, (char *)page_of(ladder, NULL, "all"), ""));
}

Test(result, brings_the_name_that_boards_show)
{
	tell(ladder, "2026-03-27", "zoe", 3, NULL);
	cr_assert(eq(str, (char *)page_of(ladder, NULL, "all"), "1 zoe 55/3"));
	visit_expect(put(PATH, WON), 201, "");
	cr_assert(eq(str, (char *)page_of(ladder, NULL, "all"), "1 zoe 102/7"));
}

Test(result, may_come_after_many_days)
{
	ladder_set_clock("2026-06-01T10:00:00Z");
	tell(ladder, TODAY, "zoe", 3, NULL);
	cr_assert(eq(str, (char *)page_of(ladder, NULL, "day?date=" TODAY),
	    "1 zoe 55/3"));
	cr_assert(eq(str, (char *)page_of(ladder, NULL, "month"), ""));
}

Test(result, of_a_day_between_sets_later_boards_right)
{
	tell(ladder, "2026-03-26", "zoe", 3, NULL);
	tell(ladder, TODAY, "zoe", 3, NOON);
	cr_assert(
	    eq(str, (char *)page_of(ladder, NULL, "week"), "1 zoe 110/6"));
	tell(ladder, "2026-03-27", "zoe", 3, NULL);
	cr_assert(eq(str, (char *)page_of(ladder, NULL, "day"), "1 zoe 59/3"));
	cr_assert(
	    eq(str, (char *)page_of(ladder, NULL, "week"), "1 zoe 171/9"));
	cr_assert(eq(str, (char *)page_of(ladder, NULL, "all"), "1 zoe 171/9"));
	cr_assert(eq(i64, figure(ladder, "zoe", "streak"), 3));
}

/* Twenty days over the end of a month, the sixth of which comes last. */
Test(result, of_a_day_between_changes_as_many_boards_as_it_can)
{
	static const char sixth[] = "2026-02-25";
	char date[32];

	ladder_set_clock("2026-03-11T23:00:00Z");
	for (int day = 20; day <= 39; day++) {
		snprintf(date, sizeof date, "2026-%02d-%02d", day <= 28 ? 2 : 3,
		    day <= 28 ? day : day - 28);
		if (strcmp(date, sixth) != 0)
			tell(ladder, date, "zoe", 3, NULL);
	}
	cr_assert(eq(i64, figure(ladder, "zoe", "best_streak"), 14));
	tell(ladder, sixth, "zoe", 3, NULL);
	cr_assert(eq(i64, figure(ladder, "zoe", "best_streak"), 20));
	cr_assert(eq(i64, figure(ladder, "zoe", "bonus.all"), 90 + 10 * 20));
	cr_assert(
	    eq(str, (char *)page_of(ladder, NULL, "all"), "1 zoe 1390/60"));
	cr_assert(eq(str, (char *)page_of(ladder, NULL, "day?date=2026-03-01"),
	    "1 zoe 73/3"));
	cr_assert(eq(str, (char *)page_of(ladder, NULL, "week?date=2026-03-01"),
	    "1 zoe 469/21"));
}

Test(result, of_the_day_on_which_clocks_change_goes_on_a_streak)
{
	ladder_set_clock("2026-03-30T10:00:00Z");
	tell(ladder, "2026-03-28", "zoe", 3, "2026-03-28T22:59:59Z");
	tell(ladder, "2026-03-29", "zoe", 3, "2026-03-28T23:00:00Z");
	tell(ladder, "2026-03-30", "zoe", 3, "2026-03-29T22:00:00Z");
	cr_assert(eq(i64, figure(ladder, "zoe", "streak"), 3));
	ladder_set_clock("2026-10-26T10:00:00Z");
	tell(ladder, "2026-10-24", "zoe", 3, "2026-10-23T22:00:00Z");
	tell(ladder, "2026-10-25", "zoe", 3, "2026-10-24T22:00:00Z");
	tell(ladder, "2026-10-26", "zoe", 3, "2026-10-25T23:00:00Z");
	cr_assert(eq(i64, figure(ladder, "zoe", "streak"), 3));
}

Test(result, of_yesterday_keeps_a_streak_while_it_is_open)
{
	tell(ladder, "2026-03-26", "zoe", 3, NULL);
	cr_assert(eq(i64, figure(ladder, "zoe", "streak"), 1));
	tell(ladder, "2026-03-27", "zoe", 3, NOON);
	cr_assert(eq(i64, figure(ladder, "zoe", "streak"), 2));
}

/* --- what is refused ------------------------------------------------------ */

#define UNKNOWN "de/" TODAY

Test(refused, is_a_puzzle_that_there_can_not_be)
{
	static const char *const puzzles[] = { UNKNOWN, "fr/2026-03-29",
		"fr/2019-12-31", "fr/2026-02-30", "fr/today", "fr/20260328" };
	char path[128];

	for (size_t i = 0; i < sizeof puzzles / sizeof *puzzles; i++) {
		snprintf(
		    path, sizeof path, "/api/score/results/%s/zoe", puzzles[i]);
		visit_expect(put(path, WON), 404, "no-such-puzzle");
	}
	cr_assert(zero(sz, commits()));
}

Test(refused, is_a_player_that_can_not_be)
{
	visit_expect(put(RESULTS TODAY "/z%C3%A9", WON), 404, "no-such-player");
	visit_expect(
	    put(RESULTS TODAY "/guest:abc", WON), 404, "no-such-player");
	visit_expect(
	    put(RESULTS TODAY "/account:zoe", WON), 404, "no-such-player");
	cr_assert(zero(sz, commits()));
}

Test(refused, is_what_is_no_result)
{
	static const char *const bodies[] = { "{}",
		RESULT("playing", FOUR, NOON), RESULT("won", FOUR, "noon"),
		RESULT("won", FOUR, "2026-03-28T10:30:00+00:00"),
		RESULT("won", FOUR, "2026-03-28T10:60:00Z"),
		RESULT("won", FOUR, "2026-02-30T10:30:00Z"),
		RESULT("won",
		    "\"turns\":\"4\",\"length\":7,\"red\":16,\"yellow\":4,"
		    "\"blue\":8",
		    NOON),
		RESULT("won",
		    "\"turns\":4.0,\"length\":7,\"red\":16,\"yellow\":4,"
		    "\"blue\":8",
		    NOON),
		RESULT("won", "\"turns\":4,\"length\":7,\"red\":16", NOON),
		RESULT("won", FOUR ",\"name\":7", NOON),
		"{\"outcome\":\"won\"," FOUR ",\"finished_at\":1}" };

	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
		visit_expect(put(PATH, bodies[i]), 400, "bad-result");
	visit_expect(put(PATH, "[]"), 400, "bad-json");
	visit_expect(put(PATH, NULL), 400, "no-body");
	cr_assert(zero(sz, commits()));
}

#define NUMBERS(turns, length, red, yellow, blue)                \
	"\"turns\":" turns ",\"length\":" length ",\"red\":" red \
	",\"yellow\":" yellow ",\"blue\":" blue

Test(refused, is_a_game_that_can_not_have_gone_so)
{
	static const char *const bodies[] = {
		RESULT("won", NUMBERS("0", "7", "0", "0", "0"), NOON),
		RESULT("won", NUMBERS("7", "7", "49", "0", "0"), NOON),
		RESULT("lost", NUMBERS("5", "7", "5", "0", "30"), NOON),
		RESULT("won", NUMBERS("1", "4", "4", "0", "0"), NOON),
		RESULT("won", NUMBERS("1", "11", "11", "0", "0"), NOON),
		RESULT("won", NUMBERS("4", "7", "16", "4", "9"), NOON),
		RESULT("won", NUMBERS("4", "7", "6", "11", "11"), NOON),
		RESULT("won", NUMBERS("2", "7", "14", "0", "0"), NOON),
		RESULT("lost", NUMBERS("6", "7", "37", "0", "5"), NOON),
		RESULT("won", NUMBERS("4", "7", "-16", "22", "22"), NOON),
		RESULT("won", NUMBERS("260", "7", "16", "4", "8"), NOON),
		RESULT("won", NUMBERS("4", "7", "272", "4", "8"), NOON),
		RESULT("won", FOUR, "2026-03-27T22:59:59Z"),
		RESULT("won", FOUR, "2026-03-28T11:01:01Z"),
	};

	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
		visit_expect(put(PATH, bodies[i]), 422, "contradiction");
	cr_assert(zero(sz, commits()));
}

Test(refused, is_not_what_is_just_possible)
{
	visit_expect(
	    put(PATH, RESULT("won", FOUR, "2026-03-28T11:01:00Z")), 201, "");
	visit_expect(put(RESULTS TODAY "/ann",
			 RESULT("won", FOUR, "2026-03-27T23:00:00Z")),
	    201, "");
	visit_expect(
	    put(RESULTS TODAY "/ben",
		RESULT("lost", NUMBERS("6", "7", "36", "0", "6"), NOON)),
	    201, "");
	visit_expect(
	    put(RESULTS TODAY "/eve",
		RESULT("won", NUMBERS("1", "10", "10", "0", "0"), NOON)),
	    201, "");
	visit_expect(put(RESULTS "2020-01-01/eve", WON), 201, "");
}

/* --- tokens --------------------------------------------------------------- */

static void
expect_refused(char *token, int status, const char *code)
{
	visit_expect(
	    request(ladder, METHOD_PUT, PATH, token, WON), status, code);
	cr_assert(zero(sz, commits()));
	free(token);
}

Test(token, is_needed)
{
	expect_refused(NULL, 401, "invalid-token");
}

Test(token, of_a_player_writes_nothing)
{
	expect_refused(issuer_access_token(""), 403, "insufficient-scope");
}

Test(token, that_expired_writes_nothing)
{
	char *token = issuer_access_token("{\"scope\":\"score:write\"}");

	ladder_set_clock("2026-03-28T11:10:00Z");
	expect_refused(token, 401, "invalid-token");
}

Test(token, for_another_audience_writes_nothing)
{
	expect_refused(issuer_access_token("{\"scope\":\"score:write\","
					   "\"aud\":\"http://elsewhere\"}"),
	    401, "invalid-token");
}

Test(token, that_somebody_else_signed_writes_nothing)
{
	struct token_key *key = token_key_generate(TOKEN_ES256);
	char *token = forge(key, "{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}",
	    "{\"iss\":\"" ISSUER_ORIGIN "/auth\",\"sub\":\"motus-game\","
	    "\"client_id\":\"motus-game\",\"aud\":\"" ISSUER_ORIGIN
	    "/api\",\"scope\":\"score:write\",\"iat\":1774695600,"
	    "\"exp\":1774699200,\"jti\":\"x\"}");

	expect_refused(token, 401, "invalid-token");
	token_key_destroy(key);
}

/* --- results that meet, and stores that fail ------------------------------ */

Test(race, of_two_results_for_a_game_one_is_kept)
{
	struct visit *one = tell_start(ladder, TODAY, "zoe", 3, NOON);
	struct visit *two = tell_start(ladder, TODAY, "zoe", 4, NOON);

	slow_store_settle(store);
	visit_wait(one);
	visit_wait(two);
	visit_expect(one, 201, "");
	visit_expect(two, 409, "other-result");
	cr_assert(eq(str, (char *)page_of(ladder, NULL, "all"), "1 zoe 55/3"));
}

Test(race, two_days_told_to_two_instances_at_once_both_count)
{
	struct motus_store *beside = slow_store_beside(store);
	struct ladder *other = ladder_create(beside);
	struct visit *one, *two;

	one = tell_start(ladder, "2026-03-27", "zoe", 3, NULL);
	two = tell_start(other, TODAY, "zoe", 4, NOON);
	cr_assert(zero(int, one->finished + two->finished));
	visit_wait(one);
	visit_wait(two);
	visit_expect(one, 201, "");
	visit_expect(two, 201, "");
	cr_assert(
	    eq(str, (char *)page_of(ladder, NULL, "week"), "1 zoe 102/7"));
	cr_assert(eq(str, (char *)page_of(other, NULL, "day"), "1 zoe 47/4"));
	ladder_destroy(other);
}

Test(race, a_result_kept_though_the_store_left_is_found_there)
{
	slow_store_fail_commits(store, MOTUS_ELOST, true);
	visit_expect(put(PATH, WON), 200, "");
	slow_store_fail_commits(store, 0, true);
	cr_assert(eq(sz, commits(), 1));
	cr_assert(eq(i64, figure(ladder, "zoe", "games"), 1));
}

Test(race, a_result_that_is_not_kept_is_not_acknowledged)
{
	slow_store_fail_commits(store, MOTUS_EUNAVAILABLE, false);
	visit_expect(put(PATH, WON), 503, "store-unavailable");
	slow_store_fail_commits(store, MOTUS_ECONFLICT, false);
	visit_expect(put(PATH, WON), 503, "store-unavailable");
	slow_store_fail_commits(store, 0, true);
	slow_store_fail_gets(store, MOTUS_EUNAVAILABLE);
	visit_expect(put(PATH, WON), 503, "store-unavailable");
	slow_store_fail_gets(store, 0);
	cr_assert(zero(i64, figure(ladder, "zoe", "games")));
}

Test(race, a_damaged_history_is_left_alone)
{
	slow_store_put(store, "history:fr:account:zoe", "\1x", 2);
	visit_expect(put(PATH, WON), 500, "internal");
	cr_assert(zero(sz, commits()));
}

Test(result, is_counted)
{
	visit_expect(put(PATH, WON), 201, "");
	visit_expect(put(PATH, WON), 200, "");
	visit_expect(put(PATH, "{}"), 400, "bad-result");
	cr_assert(ladder_counted(ladder,
	    "motus_score_results_total{language=\"fr\",result=\"new\"} 1"));
	cr_assert(ladder_counted(ladder,
	    "motus_score_results_total{language=\"fr\",result=\"repeated\"} "
	    "1"));
	cr_assert(ladder_counted(ladder,
	    "motus_score_results_total{language=\"fr\",result=\"refused\"} "
	    "1"));
}
