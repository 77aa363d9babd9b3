/*
 * Boards, on each store that one process can open.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/keeper.h"
#include "tests/ladder.h"

#define TODAY "2026-03-28"
#define BOARDS "/api/score/boards/"
#define SETTINGS "/api/score/players/me/settings"
#define HIDE "{\"hidden\":true}"
#define SHOW "{\"hidden\":false}"

static struct keeper keeper;
static struct ladder *ladder;

/* One more client of what is kept here. */
static struct motus_store *
open_store(void)
{
	struct motus_store *store;

	cr_assert(zero(int, motus_store_open(&store, keeper.url, NULL)));
	return store;
}

static void
climb(enum keeper_kind kind, void (*test)(void))
{
	keeper_start(&keeper, kind);
	ladder = ladder_start(open_store());
	test();
	ladder_stop(ladder);
	keeper_stop(&keeper);
}

/* A test where instances can share what is kept, and one on each store. */
#define LADDERS(sentence)                   \
	static void sentence(void);         \
	Test(on_sqlite, sentence)           \
	{                                   \
		climb(ON_SQLITE, sentence); \
	}                                   \
	Test(on_redis, sentence)            \
	{                                   \
		climb(ON_REDIS, sentence);  \
	}                                   \
	static void sentence(void)
#define LADDER(sentence)                    \
	static void sentence(void);         \
	Test(on_memory, sentence)           \
	{                                   \
		climb(ON_MEMORY, sentence); \
	}                                   \
	LADDERS(sentence)

static void
expect_board(const char *sub, const char *query, const char *wanted)
{
	cr_assert(eq(str, (char *)page_of(ladder, sub, query), (char *)wanted),
	    "%s", query);
}

static struct visit *
get_board(const char *sub, const char *query)
{
	char path[512];

	snprintf(path, sizeof path, BOARDS "%s", query);
	return ask(ladder, sub, METHOD_GET, path, NULL);
}

static void
expect_json(const char *sub, const char *query, const char *wanted)
{
	struct visit *visit = get_board(sub, query);
	json_t *json = json_loads(wanted, 0, NULL);

	cr_assert(not(zero(ptr, json)));
	cr_assert(eq(int, json_equal(visit->json, json), 1), "%s", visit->text);
	json_decref(json);
	visit_drop(visit);
}

/* Today at so many seconds after 10:00 UTC. */
static void
play(const char *sub, int turns, int second)
{
	char stamp[32];

	snprintf(stamp, sizeof stamp, TODAY "T10:00:%02dZ", second);
	tell(ladder, TODAY, sub, turns, stamp);
}

static void
set(const char *sub, const char *settings)
{
	struct visit *visit = ask(ladder, sub, METHOD_PUT, SETTINGS, settings);

	cr_assert(eq(str, visit->text, (char *)settings));
	visit_expect(visit, 200, "");
}

/* --- order ---------------------------------------------------------------- */

LADDER(an_empty_board_has_nobody)
{
	expect_json("zoe", "day",
	    "{\"period\":\"day\",\"language\":\"fr\",\"date\":\"" TODAY
	    "\",\"from\":\"" TODAY "\",\"to\":\"" TODAY
	    "\",\"players\":0,\"entries\":[],\"me\":null}");
}

LADDER(a_board_says_all_of_its_players)
{
	play("zoe", 3, 7);
	play("ann", 0, 8);
	expect_json("zoe", "week?limit=1",
	    "{\"period\":\"week\",\"language\":\"fr\",\"date\":\"" TODAY
	    "\",\"from\":\"2026-03-23\",\"to\":\"2026-03-29\","
	    "\"players\":2,\"entries\":[{\"rank\":1,\"name\":\"zoe\","
	    "\"points\":55,\"guesses\":3,\"finished_at\":\"" TODAY
	    "T10:00:07Z\",\"me\":true}],\"me\":{\"rank\":1,\"points\":55,"
	    "\"guesses\":3,\"finished_at\":\"" TODAY "T10:00:07Z\"},"
	    "\"next\":\"MDowMDY5YzdhNmE3OnpvZQ\"}");
	expect_json("ann", "all?cursor=MDowMDY5YzdhNmE3OnpvZQ",
	    "{\"period\":\"all\",\"language\":\"fr\",\"date\":\"" TODAY
	    "\",\"from\":null,\"to\":null,\"players\":2,"
	    "\"entries\":[{\"rank\":2,\"name\":\"ann\",\"points\":0,"
	    "\"guesses\":6,\"finished_at\":\"" TODAY
	    "T10:00:08Z\",\"me\":true}],\"me\":{\"rank\":2,\"points\":0,"
	    "\"guesses\":6,\"finished_at\":\"" TODAY "T10:00:08Z\"}}");
}

LADDER(more_points_come_first_then_fewer_guesses_then_who_was_earlier)
{
	tell(ladder, "2026-03-25", "fay", 5, NULL);
	tell(ladder, "2026-03-27", "fay", 6, NULL);
	play("eve", 3, 9);
	play("dan", 3, 4);
	play("ben", 2, 9);
	play("ann", 0, 1);
	play("cat", 3, 5);
	expect_board(NULL, "day",
	    "1 ben 65/2, 2 dan 55/3, 3 cat 55/3, 4 eve 55/3, 5 ann 0/6");
	expect_board(NULL, "week",
	    "1 ben 65/2, 2 fay 60/11, 3 dan 55/3, 4 cat 55/3, 5 eve 55/3, "
	    "6 ann 0/6");
}

LADDER(fewer_guesses_break_a_tie_of_points)
{
	tell(ladder, "2026-03-24", "ann", 6, NULL);
	tell(ladder, "2026-03-26", "ann", 5, NULL);
	tell(ladder, "2026-03-24", "ben", 2, NULL);
	tell(ladder, "2026-03-26", "ben", 0, NULL);
	tell(ladder, "2026-03-26", "cat", 2, NULL);
	expect_board(NULL, "week", "1 cat 65/2, 2 ben 65/8, 3 ann 60/11");
}

LADDER(a_board_has_the_days_of_its_period_alone)
{
	ladder_set_clock("2027-01-04T11:00:00Z");
	tell(ladder, "2026-12-27", "zoe", 3, NULL);
	tell(ladder, "2026-12-28", "zoe", 3, NULL);
	tell(ladder, "2026-12-31", "zoe", 3, NULL);
	tell(ladder, "2027-01-01", "zoe", 3, NULL);
	tell(ladder, "2027-01-03", "zoe", 3, NULL);
	tell(ladder, "2027-01-04", "zoe", 3, "2027-01-04T10:00:00Z");
	expect_board(NULL, "week?date=2026-12-30", "1 zoe 224/12");
	expect_board(NULL, "week?date=2027-01-02", "1 zoe 224/12");
	expect_board(NULL, "week", "1 zoe 57/3");
	expect_board(NULL, "month", "1 zoe 169/9");
	expect_board(NULL, "month?date=2026-12-01", "1 zoe 167/9");
	expect_board(NULL, "day?date=2026-12-29", "");
	expect_board(NULL, "all", "1 zoe 336/18");
	expect_board(NULL, "all?language=en", "");
}

/* Both are told about the same players at once, of one day each. */
LADDERS(results_that_two_instances_take_at_once_all_count)
{
	enum { PLAYERS = 12 };
	struct ladder *other = ladder_create(open_store());
	struct visit *visits[2 * PLAYERS];
	char sub[16];

	for (int i = 0; i < PLAYERS; i++) {
		snprintf(sub, sizeof sub, "p%02d", i);
		visits[2 * i] = tell_start(ladder, "2026-03-26", sub, 3, NULL);
		visits[2 * i + 1] =
		    tell_start(other, "2026-03-27", sub, 4, NULL);
	}
	for (int i = 0; i < 2 * PLAYERS; i++) {
		visit_wait(visits[i]);
		visit_expect(visits[i], 201, "");
	}
	for (int i = 0; i < PLAYERS; i++) {
		snprintf(sub, sizeof sub, "p%02d", i);
		cr_assert(eq(i64, figure(other, sub, "points.all"), 100));
		cr_assert(eq(i64, figure(ladder, sub, "bonus.all"), 2));
	}
	expect_board(NULL, "day?date=2026-03-27&limit=1", "1 p00 47/4");
	expect_board(NULL, "week?limit=2", "1 p00 102/7, 2 p01 102/7");
	expect_board("p11", "all?around=me&limit=1", "12 p11 102/7*");
	ladder_destroy(other);
}

/* --- pages ---------------------------------------------------------------- */

/* Players "p00", "p01", ... in the order of the board. */
static void
play_many(int count)
{
	char sub[16];

	for (int i = 0; i < count; i++) {
		snprintf(sub, sizeof sub, "p%02d", i);
		play(sub, 3, i);
	}
}

LADDER(pages_follow_each_other_to_the_end)
{
	char query[256] = "day?limit=3", seen[256] = "";
	const json_t *entry;
	size_t i, pages = 0;

	play_many(7);
	for (bool more = true; more; pages++) {
		struct visit *visit = get_board(NULL, query);

		json_array_foreach (
		    json_object_get(visit->json, "entries"), i, entry)
			strcat(seen,
			    json_string_value(json_object_get(entry, "name")));
		more = json_object_get(visit->json, "next") != NULL;
		snprintf(query, sizeof query, "day?limit=3&cursor=%s",
		    visit_text(visit, "next"));
		visit_drop(visit);
	}
	cr_assert(eq(sz, pages, 3));
	cr_assert(eq(str, seen, "p00p01p02p03p04p05p06"));
}

LADDER(a_page_follows_its_cursor_though_players_move)
{
	struct visit *visit;
	char query[256];

	play_many(6);
	visit = get_board(NULL, "all?limit=2");
	snprintf(query, sizeof query, "all?limit=2&cursor=%s",
	    visit_text(visit, "next"));
	visit_drop(visit);
	play("new", 1, 30);
	expect_board(NULL, query, "4 p02 55/3, 5 p03 55/3");
	set("p01", HIDE);
	expect_board(NULL, query, "2 p00 55/3, 3 p02 55/3");
}

LADDER(around_me_is_a_page_with_me_in_its_middle)
{
	play_many(9);
	expect_board("p04", "day?around=me&limit=3",
	    "4 p03 55/3, 5 p04 55/3*, 6 p05 55/3");
	expect_board("p00", "day?around=me&limit=3",
	    "1 p00 55/3*, 2 p01 55/3, 3 p02 55/3");
	expect_board("p08", "day?around=me&limit=3", "8 p07 55/3, 9 p08 55/3*");
	expect_board("p04", "day?around=me&limit=1", "5 p04 55/3*");
	expect_board("zoe", "day?around=me&limit=2", "1 p00 55/3, 2 p01 55/3");
	expect_board(NULL, "day?around=me&limit=1", "1 p00 55/3");
}

/* --- what is refused ------------------------------------------------------ */

LADDER(a_board_that_there_is_not_is_refused)
{
	static const struct {
		const char *query;
		int status;
		const char *code;
	} refused[] = {
		{ "year", 404, "no-such-board" },
		{ "day?language=de", 400, "bad-language" },
		{ "day?language=", 400, "bad-language" },
		{ "day?date=2026-3-28", 400, "bad-date" },
		{ "day?date=2026-02-30", 400, "bad-date" },
		{ "day?date=2019-12-31", 400, "bad-date" },
		{ "day?date=2026-03-29", 400, "future-date" },
		{ "day?limit=0", 400, "bad-limit" },
		{ "day?limit=101", 400, "bad-limit" },
		{ "day?limit=100000", 400, "bad-limit" },
		{ "day?limit=10000000000000000000000", 400, "bad-limit" },
		{ "day?limit=-1", 400, "bad-limit" },
		{ "day?limit=1&limit=2", 400, "bad-limit" },
		{ "day?limit=", 400, "bad-limit" },
		{ "day?cursor=", 400, "bad-cursor" },
		{ "day?cursor=MQ", 400, "bad-cursor" },
		{ "day?cursor=MDp6b2U", 400, "bad-cursor" },
		{ "day?cursor=MDowMDY5YzdhNmE3Onpv*Q", 400, "bad-cursor" },
		{ "day?around=zoe", 400, "bad-around" },
		{ "day?around=me&cursor=MDowMDY5YzdhNmE3OnpvZQ", 400,
		    "bad-around" },
	};

	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		visit_expect(get_board(NULL, refused[i].query),
		    refused[i].status, refused[i].code);
}

LADDER(a_limit_may_be_as_many_as_a_hundred)
{
	play_many(2);
	expect_board(NULL, "day?limit=100", "1 p00 55/3, 2 p01 55/3");
}

LADDER(a_forged_token_sees_no_board)
{
	visit_expect(
	    request(ladder, METHOD_GET, BOARDS "day", "abc.def.ghi", NULL), 401,
	    "invalid-token");
}

/* --- who hides ------------------------------------------------------------ */

LADDER(who_hides_is_on_no_board_and_comes_back_as_before)
{
	static const char *const queries[] = { "day", "week", "month", "all",
		"day?date=2026-02-28" };

	tell(ladder, "2026-02-28", "zoe", 3, NULL);
	tell(ladder, "2026-03-27", "zoe", 3, NULL);
	play("zoe", 3, 0);
	play("ann", 4, 0);
	set("zoe", HIDE);
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
		struct visit *visit = get_board("zoe", queries[i]);

		cr_assert(zero(ptr, strstr(visit->text, "zoe")));
		cr_assert(not(zero(ptr, strstr(visit->text, "\"me\":null"))));
		visit_drop(visit);
	}
	expect_board(NULL, "day", "1 ann 45/4");
	expect_board("zoe", "day?around=me", "1 ann 45/4");
	cr_assert(eq(i64, figure(ladder, "zoe", "points.today"), 55));
	set("zoe", SHOW);
	expect_board("zoe", "day", "1 zoe 57/3*, 2 ann 45/4");
	expect_board(NULL, "week", "1 zoe 112/6, 2 ann 45/4");
	expect_board(NULL, "all", "1 zoe 167/9, 2 ann 45/4");
	expect_board(NULL, "day?date=2026-02-28", "1 zoe 55/3");
}

LADDER(a_result_of_who_hides_is_on_no_board_until_shown)
{
	set("zoe", HIDE);
	play("zoe", 3, 0);
	expect_board(NULL, "all", "");
	cr_assert(eq(i64, figure(ladder, "zoe", "games"), 1));
	set("zoe", SHOW);
	expect_board(NULL, "all", "1 zoe 55/3");
}

/* More boards than one batch can change. */
LADDER(who_played_for_a_season_hides_wholly)
{
	char date[32];

	ladder_set_clock("2026-04-01T11:00:00Z");
	for (int month = 1; month <= 3; month++) {
		for (int day = 1; day <= 28; day++) {
			snprintf(
			    date, sizeof date, "2026-%02d-%02d", month, day);
			tell(ladder, date, "zoe", 3, NULL);
		}
	}
	set("zoe", HIDE);
	expect_board(NULL, "day?date=2026-01-01", "");
	expect_board(NULL, "day?date=2026-03-28", "");
	expect_board(NULL, "week?date=2026-03-28", "");
	expect_board(NULL, "month?date=2026-02-28", "");
	expect_board(NULL, "all", "");
	set("zoe", SHOW);
	expect_board(NULL, "day?date=2026-01-01", "1 zoe 55/3");
	expect_board(NULL, "day?date=2026-03-28", "1 zoe 75/3");
	expect_board(NULL, "month?date=2026-01-15", "1 zoe 1990/84");
}

LADDER(only_accounts_have_settings)
{
	visit_expect(ask(ladder, NULL, METHOD_PUT, SETTINGS, HIDE), 401,
	    "sign-in-required");
	visit_expect(ask(ladder, "zoe", METHOD_PUT, SETTINGS, "{}"), 400,
	    "bad-settings");
	visit_expect(ask(ladder, "zoe", METHOD_PUT, SETTINGS, "{\"hidden\":1}"),
	    400, "bad-settings");
}

/* --- who leaves ----------------------------------------------------------- */

LADDER(a_removed_player_leaves_nothing)
{
	static const char path[] = "/api/score/players/zoe";
	static const char *const keys[] = { "history:fr:account:zoe",
		"history:en:account:zoe", "profile:account:zoe" };

	tell(ladder, "2026-03-27", "zoe", 3, NULL);
	play("zoe", 3, 0);
	play("ann", 4, 0);
	visit_expect(ask(ladder, "zoe", METHOD_POST, "/api/score/groups",
			 "{\"name\":\"We\"}"),
	    201, "");
	for (int twice = 0; twice < 2; twice++) {
		visit_expect(
		    serve(ladder, "player:delete", METHOD_DELETE, path, NULL),
		    204, "");
		expect_board(NULL, "day", "1 ann 45/4");
		expect_board(NULL, "all", "1 ann 45/4");
		expect_board(NULL, "day?date=2026-03-27", "");
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
			struct answer kept = get(ladder->scores.store, keys[i]);

			cr_assert(is_absent(&kept), "%s", keys[i]);
		}
	}
}

LADDER(only_a_service_may_remove_a_player)
{
	visit_expect(
	    ask(ladder, "zoe", METHOD_DELETE, "/api/score/players/zoe", NULL),
	    403, "insufficient-scope");
	visit_expect(serve(ladder, "player:delete", METHOD_DELETE,
			 "/api/score/players/z%C3%A9", NULL),
	    404, "no-such-player");
}
