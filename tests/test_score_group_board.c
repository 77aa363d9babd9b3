/*
 * Boards of groups.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/score/history.h"
#include "daemons/score/profile.h"
#include "tests/circle.h"

#define TODAY 20540 /* 2026-03-28, a Saturday */

static void
play(const char *sub, int32_t day, uint8_t turns)
{
	play_in(circle, "fr", sub, day, turns);
}

/* Of ann, ben, cat and dan, who has a name; static. */
static const char *
make_four(void)
{
	const char *id = make_group(circle, "ann", "Bureau");
	struct motus_batch *batch = motus_batch_create();
	struct profile profile = { .name = "Zoé" };
	struct player player;
	char code[64];

	cr_assert(player_of_sub(&player, "dan"));
	profile_put(batch, &player, &profile);
	cr_assert(zero(int, commit(circle->scores.store, batch)));
	strcpy(code, code_of(circle, "ann", id));
	visit_expect(join(circle, "ben", code), 200, "");
	visit_expect(join(circle, "cat", code), 200, "");
	visit_expect(join(circle, "dan", code), 200, "");
	return id;
}

static struct visit *
look(const char *sub, const char *id, const char *board)
{
	char rest[128];

	snprintf(rest, sizeof rest, "/boards/%s", board);
	return ask(circle, sub, METHOD_GET, group_path(id, rest), NULL);
}

/* "waiting; 1 - 75 6 2, 2 Zoé* ...": rank, name, *: me, points, guesses and
 * games of each; static. */
static const char *
board(const char *sub, const char *id, const char *which)
{
	static char text[4096];
	json_t *json = expect_json(look(sub, id, which), 200), *entry;
	char *at = text;
	size_t i;

	text[0] = '\0';
	if (json_is_true(json_object_get(json, "waiting")))
		at += sprintf(at, "waiting; ");
	json_array_foreach (json_object_get(json, "entries"), i, entry) {
		json_t *name = json_object_get(entry, "name");

		at += sprintf(at, "%s%d %s%s %d %d %d", i == 0 ? "" : ", ",
		    (int)json_integer_value(json_object_get(entry, "rank")),
		    json_is_null(name) ? "-" : json_string_value(name),
		    json_is_true(json_object_get(entry, "me")) ? "*" : "",
		    (int)json_integer_value(json_object_get(entry, "points")),
		    (int)json_integer_value(json_object_get(entry, "guesses")),
		    (int)json_integer_value(json_object_get(entry, "games")));
	}
	json_decref(json);
	return text;
}

static void
expect_board(
    const char *sub, const char *id, const char *which, const char *entries)
{
	cr_assert(eq(str, (char *)board(sub, id, which), (char *)entries));
}

/* --- what is shown -------------------------------------------------------- */

CIRCLE(a_board_tells_what_it_is_of)
{
	const char *id = make_four();
	json_t *json;
	char *text, expected[1024];

	play("dan", TODAY, 3);
	play("ann", TODAY, 4);
	json = expect_json(look("ann", id, "week"), 200);
	text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(json);
	snprintf(expected, sizeof expected,
	    "{\"date\":\"2026-03-28\",\"entries\":["
	    "{\"finished_at\":\"2026-03-28T00:05:00Z\",\"games\":1,"
	    "\"guesses\":3,\"me\":false,\"name\":\"Zoé\",\"points\":50,"
	    "\"rank\":1},"
	    "{\"finished_at\":\"2026-03-28T00:06:40Z\",\"games\":1,"
	    "\"guesses\":4,\"me\":true,\"name\":null,\"points\":40,"
	    "\"rank\":2}],"
	    "\"from\":\"2026-03-23\",\"group\":{\"id\":\"%s\","
	    "\"name\":\"Bureau\"},\"language\":\"fr\",\"period\":\"week\","
	    "\"to\":\"2026-03-29\",\"waiting\":false}",
	    id);
	cr_assert(eq(str, text, expected));
	free(text);
}

CIRCLE(all_time_begins_and_ends_nowhere)
{
	const char *id = make_four();
	json_t *json = expect_json(look("ann", id, "all"), 200);

	cr_assert(
	    zero(int, json_is_null(json_object_get(json, "from")) ? 0 : 1));
	cr_assert(zero(int, json_is_null(json_object_get(json, "to")) ? 0 : 1));
	json_decref(json);
}

CIRCLE(members_stand_by_points_then_guesses_then_time)
{
	const char *id = make_four();

	play("ann", TODAY, 5);
	play("ben", TODAY, 2);
	play("cat", TODAY, 0);
	play("dan", TODAY, 2);
	play("eve", TODAY, 1);
	expect_board("ann", id, "day",
	    "1 - 60 2 1, 2 Zoé 60 2 1, 3 -* 30 5 1, 4 - 0 6 1");
}

CIRCLE(a_streak_counts_for_the_boards)
{
	const char *id = make_four();

	play("ann", TODAY - 1, 4);
	play("ann", TODAY, 4);
	play("ben", TODAY, 4);
	expect_board("ann", id, "day", "1 -* 42 4 1, 2 - 40 4 1");
	expect_board("ann", id, "week", "1 -* 82 8 2, 2 - 40 4 1");
}

CIRCLE(earlier_boards_are_its_history)
{
	const char *id = make_four();

	play("ann", TODAY, 4);
	play("ann", TODAY - 1, 2);
	play("ben", TODAY - 7, 3);
	play("cat", TODAY - 28, 1);
	play_in(circle, "en", "ann", TODAY, 6);
	expect_board("ann", id, "day?date=2026-03-27", "1 -* 60 2 1");
	expect_board("ann", id, "day?date=2026-03-26", "");
	expect_board("ann", id, "week?date=2026-03-21", "1 - 50 3 1");
	expect_board("ann", id, "month", "1 -* 102 6 2, 2 - 50 3 1");
	expect_board("ann", id, "month?date=2026-02-01", "1 - 70 1 1");
	expect_board("ann", id, "all", "1 -* 102 6 2, 2 - 70 1 1, 3 - 50 3 1");
	expect_board("ann", id, "day?language=en", "1 -* 20 6 1");
	expect_board("ann", id, "day?language=en&date=2026-03-27", "");
}

CIRCLE(who_left_is_on_no_board_of_it)
{
	const char *id = make_four();

	play("ann", TODAY, 4);
	play("ben", TODAY, 4);
	visit_expect(ask(circle, "ben", METHOD_DELETE,
			 group_path(id, "/members/me"), NULL),
	    204, "");
	expect_board("ann", id, "day", "1 -* 40 4 1");
	visit_expect(look("ben", id, "day"), 404, "no-such-group");
}

/* --- what is hidden ------------------------------------------------------- */

CIRCLE(today_is_hidden_until_one_has_finished)
{
	const char *id = make_four();

	play("ben", TODAY, 3);
	play("ben", TODAY - 1, 3);
	play("cat", TODAY, 1);
	play("ann", TODAY - 1, 5);
	expect_board("ann", id, "day", "waiting; ");
	expect_board("ann", id, "week", "waiting; 1 - 50 3 1, 2 -* 30 5 1");
	expect_board("ann", id, "month", "waiting; 1 - 50 3 1, 2 -* 30 5 1");
	expect_board("ann", id, "all", "waiting; 1 - 50 3 1, 2 -* 30 5 1");
	expect_board(
	    "ann", id, "day?date=2026-03-27", "1 - 50 3 1, 2 -* 30 5 1");
	play("ann", TODAY, 0);
	expect_board("ann", id, "day", "1 - 70 1 1, 2 - 52 3 1, 3 -* 0 6 1");
	expect_board("ann", id, "all", "1 - 102 6 2, 2 - 70 1 1, 3 -* 30 11 2");
}

CIRCLE(finishing_in_one_language_shows_that_one)
{
	const char *id = make_four();

	play("ben", TODAY, 3);
	play_in(circle, "en", "ben", TODAY, 3);
	play_in(circle, "en", "ann", TODAY, 3);
	expect_board("ann", id, "day", "waiting; ");
	expect_board("ann", id, "day?language=en", "1 -* 50 3 1, 2 - 50 3 1");
}

CIRCLE(today_is_no_secret_any_more_tomorrow)
{
	const char *id = make_four();

	play("ben", TODAY, 3);
	ladder_set_clock("2026-03-28T22:59:59Z");
	expect_board("ann", id, "day?date=2026-03-28", "waiting; ");
	ladder_set_clock("2026-03-28T23:00:00Z");
	expect_board("ann", id, "day?date=2026-03-28", "1 - 50 3 1");
	expect_board("ann", id, "week", "waiting; 1 - 50 3 1");
	ladder_set_clock("2026-03-29T22:00:00Z");
	expect_board("ann", id, "week", "waiting; ");
	expect_board("ann", id, "week?date=2026-03-29", "1 - 50 3 1");
}

CIRCLE(who_hides_from_all_is_seen_in_a_group)
{
	const char *id = make_four();
	struct motus_batch *batch = motus_batch_create();
	struct answer kept = get(circle->scores.store, "profile:account:dan");
	struct profile profile;
	struct player player;

	cr_assert(zero(
	    int, profile_read(&profile, kept.value, kept.size, kept.version)));
	cr_assert(player_of_sub(&player, "dan"));
	profile.hidden = true;
	profile_put(batch, &player, &profile);
	profile_clear(&profile);
	cr_assert(zero(int, commit(circle->scores.store, batch)));
	play("dan", TODAY - 1, 3);
	expect_board("ann", id, "day?date=2026-03-27", "1 Zoé 50 3 1");
}

/* --- what is refused ------------------------------------------------------ */

CIRCLE(a_board_that_can_not_be_is_refused)
{
	static const struct {
		const char *board;
		int status;
		const char *code;
	} asked[] = {
		{ "year", 404, "no-such-board" },
		{ "Day", 404, "no-such-board" },
		{ "day?language=tlh", 400, "bad-language" },
		{ "day?language=", 400, "bad-language" },
		{ "day?language=fr&language=en", 400, "bad-language" },
		{ "day?date=2026-03-29", 400, "future-date" },
		{ "day?date=9999-12-31", 400, "future-date" },
		{ "day?date=2026-02-30", 400, "bad-date" },
		{ "day?date=2026-3-1", 400, "bad-date" },
		{ "day?date=", 400, "bad-date" },
		{ "day?date=today", 400, "bad-date" },
		{ "day?date=2026-03-28T00:00:00Z", 400, "bad-date" },
		{ "day?date=2019-12-31", 400, "bad-date" },
		{ "day?date=0001-01-01", 400, "bad-date" },
	};
	const char *id = make_four();

	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		visit_expect(look("ann", id, asked[i].board), asked[i].status,
		    asked[i].code);
	visit_expect(look("eve", id, "day"), 404, "no-such-group");
	visit_expect(
	    look("ann", "AAAAAAAAAAAAAAAAAAAAAA", "day"), 404, "no-such-group");
}

CIRCLE(a_history_that_is_damaged_spoils_the_board)
{
	const char *id = make_four();

	cr_assert(zero(
	    int, put(circle->scores.store, "history:fr:account:ben", "\x7f?")));
	visit_expect(look("ann", id, "day"), 500, "internal");
}
