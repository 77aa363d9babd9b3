/*
 * Games played on each kind of store.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

#include <motus/error.h>
#include <motus/points.h>

#include "tests/servers.h"
#include "tests/site.h"

#define TODAY "2026-03-28"
#define YESTERDAY "2026-03-27"
#define GUESSES "/api/game/puzzles/fr/" TODAY "/game/guesses/"

/* --- a site on a store of each kind --------------------------------------- */

struct kind {
	char name[8]; /* not a pointer: the test runs in another process */
};

static struct kind kinds[] = {
	{ "memory" },
	{ "sqlite" },
	{ "redis" },
};

#define ON_EACH_STORE(sentence)                                        \
	ParameterizedTestParameters(play, sentence)                    \
	{                                                              \
		return cr_make_param_array(                            \
		    struct kind, kinds, sizeof kinds / sizeof *kinds); \
	}                                                              \
	ParameterizedTest(struct kind *kind, play, sentence)

static struct redis *redis;
static char dir[] = "/tmp/motus-play-XXXXXX";
static struct site *site;
static struct browser me;

static void
open_site(const char *kind)
{
	struct motus_store *store;
	char url[128] = "memory:";
	int error;

	if (strcmp(kind, "sqlite") == 0) {
		cr_assert(not(zero(ptr, mkdtemp(dir))));
		snprintf(url, sizeof url, "sqlite:%s/game.sqlite", dir);
	} else if (strcmp(kind, "redis") == 0) {
		redis = redis_start(NULL);
		snprintf(url, sizeof url, "redis://127.0.0.1:%d/0",
		    redis_port(redis));
	}
	error = motus_store_open(&store, url, NULL);
	if (error == MOTUS_EUNSUPPORTED) {
		rmdir(dir);
		cr_skip_test("libmotus was built without %s", kind);
	}
	cr_assert(zero(int, error));
	site = site_create(store);
	me = BROWSER;
}

static void
close_site(void)
{
	char command[128];

	site_destroy(site);
	if (redis != NULL)
		redis_stop(redis);
	snprintf(command, sizeof command, "rm -rf '%s'", dir);
	cr_assert(zero(int, system(command)));
}

/* --- what is expected ----------------------------------------------------- */

static void
expect_guess(
    const char *date, int turn, const char *guess, int status, const char *code)
{
	visit_expect(visit_guess(site, &me, date, turn, guess), status, code);
}

static void
expect_game(const char *date, const char *guesses, const char *outcome)
{
	struct visit *visit = visit_game(site, &me, date);

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(eq(str, (char *)visit_guesses(visit), (char *)guesses));
	cr_assert(
	    eq(str, (char *)visit_text(visit, "outcome"), (char *)outcome));
	visit_drop(visit);
}

static const char *
answer_of(const char *date)
{
	static char text[MOTUS_WORD_MAX + 1];

	return strcpy(text, site_puzzle(site, date).answer.word.letter);
}

static int
points_of(const struct visit *visit)
{
	return (int)json_integer_value(json_object_get(visit->json, "points"));
}

/* --- a game --------------------------------------------------------------- */

ON_EACH_STORE(a_game_is_won)
{
	struct motus_puzzle puzzle;
	struct visit *end;

	open_site(kind->name);
	puzzle = site_puzzle(site, TODAY);
	expect_game(TODAY, "", "playing");
	expect_guess(TODAY, 1, site_wrong(site, TODAY, 0), 201, "");
	end = visit_guess(site, &me, TODAY, 2, puzzle.answer.word.letter);
	cr_assert(eq(int, visit_status(end), 201), "%s", end->text);
	cr_assert(eq(str, (char *)visit_text(end, "outcome"), "won"));
	cr_assert(eq(
	    str, (char *)visit_text(end, "answer"), puzzle.answer.word.letter));
	cr_assert(
	    eq(str, (char *)visit_text(end, "display"), puzzle.answer.display));
	cr_assert(eq(int, points_of(end),
	    (int)motus_points(MOTUS_WON, 2, puzzle.answer.word.length)));
	visit_drop(end);
	close_site();
}

ON_EACH_STORE(a_game_is_lost_with_the_sixth_wrong_guess)
{
	struct visit *end;

	open_site(kind->name);
	for (int turn = 1; turn < MOTUS_TURNS; turn++)
		expect_guess(
		    TODAY, turn, site_wrong(site, TODAY, turn), 201, "");
	end = visit_guess(
	    site, &me, TODAY, MOTUS_TURNS, site_wrong(site, TODAY, 0));
	cr_assert(eq(int, visit_status(end), 201), "%s", end->text);
	cr_assert(eq(str, (char *)visit_text(end, "outcome"), "lost"));
	cr_assert(eq(
	    str, (char *)visit_text(end, "answer"), (char *)answer_of(TODAY)));
	cr_assert(eq(int, json_typeof(json_object_get(end->json, "points")),
	    JSON_INTEGER));
	cr_assert(zero(int, points_of(end)));
	visit_drop(end);
	close_site();
}

ON_EACH_STORE(a_turn_shows_the_guess_and_its_pattern)
{
	struct visit *visit;
	char pattern[MOTUS_PATTERN_SIZE];
	struct motus_word guess;
	json_t *turn;

	open_site(kind->name);
	motus_word_parse(&guess, site_wrong(site, TODAY, 0),
	    strlen(site_wrong(site, TODAY, 0)));
	motus_pattern_format(
	    motus_mark(guess, site_puzzle(site, TODAY).answer.word), pattern);
	visit = visit_guess(site, &me, TODAY, 1, guess.letter);
	turn = json_array_get(json_object_get(visit->json, "turns"), 0);
	cr_assert(
	    eq(str, (char *)json_string_value(json_object_get(turn, "guess")),
		guess.letter));
	cr_assert(
	    eq(str, (char *)json_string_value(json_object_get(turn, "pattern")),
		pattern));
	cr_assert(eq(str,
	    (char *)json_string_value(json_object_get(
		json_object_get(visit->json, "puzzle"), "date")),
	    TODAY));
	visit_drop(visit);
	close_site();
}

ON_EACH_STORE(the_same_guess_on_its_turn_again_changes_nothing)
{
	char first[MOTUS_WORD_MAX + 1], game[64];

	open_site(kind->name);
	strcpy(first, site_wrong(site, TODAY, 0));
	expect_guess(TODAY, 1, first, 201, "");
	expect_guess(TODAY, 1, first, 200, "");
	expect_guess(TODAY, 2, answer_of(TODAY), 201, "");
	snprintf(game, sizeof game, "%s %s ", first, answer_of(TODAY));
	expect_guess(TODAY, 1, first, 200, "");
	expect_guess(TODAY, 2, answer_of(TODAY), 200, "");
	expect_game(TODAY, game, "won");
	close_site();
}

ON_EACH_STORE(a_turn_is_played_once_and_in_its_order)
{
	char first[MOTUS_WORD_MAX + 1], game[64];

	open_site(kind->name);
	strcpy(first, site_wrong(site, TODAY, 0));
	expect_guess(TODAY, 2, first, 409, "turn-skipped");
	expect_guess(TODAY, 6, first, 409, "turn-skipped");
	expect_guess(TODAY, 1, first, 201, "");
	expect_guess(TODAY, 1, site_wrong(site, TODAY, 1), 409, "turn-taken");
	expect_guess(TODAY, 1, answer_of(TODAY), 409, "turn-taken");
	expect_guess(TODAY, 3, first, 409, "turn-skipped");
	expect_guess(TODAY, 2, answer_of(TODAY), 201, "");
	expect_guess(TODAY, 3, first, 409, "game-over");
	expect_guess(TODAY, 6, first, 409, "game-over");
	snprintf(game, sizeof game, "%s %s ", first, answer_of(TODAY));
	expect_game(TODAY, game, "won");
	close_site();
}

ON_EACH_STORE(a_refused_guess_costs_no_turn)
{
	char text[32];

	open_site(kind->name);
	strcpy(text, answer_of(TODAY));
	strcat(text, "S");
	expect_guess(TODAY, 1, text, 422, "wrong-length");
	strcpy(text, answer_of(TODAY));
	text[0] = 'Z';
	expect_guess(TODAY, 1, text, 422, "wrong-initial");
	strcpy(text, answer_of(TODAY));
	memset(text + 1, 'X', strlen(text) - 1);
	expect_guess(TODAY, 1, text, 422, "unknown-word");
	expect_guess(TODAY, 1, "ABC", 422, "not-a-word");
	expect_game(TODAY, "", "playing");
	close_site();
}

ON_EACH_STORE(case_and_accents_do_not_count)
{
	char game[64];

	open_site(kind->name);
	snprintf(game, sizeof game, "%s ", answer_of(TODAY));
	expect_guess(
	    TODAY, 1, site_puzzle(site, TODAY).answer.display, 201, "");
	expect_guess(TODAY, 1, answer_of(TODAY), 200, "");
	expect_game(TODAY, game, "won");
	close_site();
}

ON_EACH_STORE(each_day_and_each_guest_has_a_game_of_its_own)
{
	struct browser other = BROWSER;
	char game[64];

	open_site(kind->name);
	expect_guess(TODAY, 1, answer_of(TODAY), 201, "");
	snprintf(game, sizeof game, "%s ", answer_of(TODAY));
	expect_game(YESTERDAY, "", "playing");
	expect_guess(YESTERDAY, 1, site_wrong(site, YESTERDAY, 0), 201, "");
	expect_game(TODAY, game, "won");
	me = other;
	expect_game(TODAY, "", "playing");
	close_site();
}

ON_EACH_STORE(a_game_begun_before_midnight_goes_on_for_a_day)
{
	struct visit *closed;
	char game[64];

	open_site(kind->name);
	site_set_clock("2026-03-28T22:59:59Z");
	snprintf(game, sizeof game, "%s ", site_wrong(site, TODAY, 0));
	expect_guess(TODAY, 1, site_wrong(site, TODAY, 0), 201, "");
	site_set_clock("2026-03-28T23:00:00Z");
	strcat(game, site_wrong(site, TODAY, 1));
	strcat(game, " ");
	expect_guess(TODAY, 2, site_wrong(site, TODAY, 1), 201, "");
	site_set_clock("2026-03-29T21:59:59Z");
	expect_guess(TODAY, 2, site_wrong(site, TODAY, 1), 200, "");
	site_set_clock("2026-03-29T22:00:00Z");
	expect_guess(TODAY, 3, answer_of(TODAY), 410, "puzzle-closed");
	expect_guess(
	    TODAY, 2, site_wrong(site, TODAY, 1), 410, "puzzle-closed");
	expect_game(TODAY, game, "playing");
	closed = visit_game(site, &me, TODAY);
	cr_assert(eq(str, (char *)visit_text(closed, "answer"),
	    (char *)answer_of(TODAY)));
	cr_assert(eq(str, (char *)visit_text(closed, "display"),
	    site_puzzle(site, TODAY).answer.display));
	cr_assert(zero(ptr, json_object_get(closed->json, "points")));
	visit_drop(closed);
	close_site();
}

ON_EACH_STORE(what_has_no_puzzle_can_not_be_played)
{
	open_site(kind->name);
	expect_guess("2026-03-29", 1, "ABCDE", 404, "no-such-puzzle");
	expect_guess("2026-02-30", 1, "ABCDE", 404, "no-such-puzzle");
	expect_guess("2025-12-31", 1, "ABCDE", 404, "no-such-puzzle");
	expect_guess("today", 1, "ABCDE", 404, "no-such-puzzle");
	expect_guess("2026-03-26", 1, "ABCDE", 410, "puzzle-closed");
	visit_expect(visit_put(site, &me,
			 "/api/game/puzzles/xx/" TODAY "/game/guesses/1",
			 "{\"guess\":\"ABCDE\"}"),
	    404, "unknown-language");
	close_site();
}

struct bad {
	const char *turn, *body;
	int status;
	const char *code;
};

ON_EACH_STORE(bad_input_is_refused_and_costs_no_turn)
{
	static const struct bad all[] = {
		{ "0", "{\"guess\":\"ABCDE\"}", 404, "no-such-turn" },
		{ "7", "{\"guess\":\"ABCDE\"}", 404, "no-such-turn" },
		{ "-1", "{\"guess\":\"ABCDE\"}", 404, "no-such-turn" },
		{ "01", "{\"guess\":\"ABCDE\"}", 404, "no-such-turn" },
		{ "10", "{\"guess\":\"ABCDE\"}", 404, "no-such-turn" },
		{ "1.0", "{\"guess\":\"ABCDE\"}", 404, "no-such-turn" },
		{ "one", "{\"guess\":\"ABCDE\"}", 404, "no-such-turn" },
		{ "18446744073709551617", "{}", 404, "no-such-turn" },
		{ "1", "", 400, "no-body" },
		{ "1", "{\"guess\":", 400, "bad-json" },
		{ "1", "{\"guess\":\"AB\"}}", 400, "bad-json" },
		{ "1", "[\"ABCDE\"]", 400, "bad-json" },
		{ "1", "\"ABCDE\"", 400, "bad-json" },
		{ "1", "{\"guess\":\"A\",\"guess\":\"B\"}", 400, "bad-json" },
		{ "1", "{\"guess\":\"\xff\xfe\"}", 400, "bad-json" },
		{ "1", "{\"guess\":\"\xc3\"}", 400, "bad-json" },
		{ "1", "{\"guess\":\"\xed\xa0\x80\"}", 400, "bad-json" },
		{ "1", "{\"guess\":\"AB\\u0000DE\"}", 400, "bad-json" },
		{ "1", "{\"guess\":\"AB\\ud800DE\"}", 400, "bad-json" },
		{ "1", "{}", 400, "bad-guess" },
		{ "1", "{\"Guess\":\"ABCDE\"}", 400, "bad-guess" },
		{ "1", "{\"guess\":7}", 400, "bad-guess" },
		{ "1", "{\"guess\":null}", 400, "bad-guess" },
		{ "1", "{\"guess\":[\"ABCDE\"]}", 400, "bad-guess" },
		{ "1", "{\"guess\":\"\"}", 422, "not-a-word" },
		{ "1", "{\"guess\":\"AB1DE\"}", 422, "not-a-word" },
		{ "1", "{\"guess\":\"ABC DE\"}", 422, "not-a-word" },
		{ "1", "{\"guess\":\"ABCDEFGHIJKLM\"}", 422, "not-a-word" },
		{ "1", "{\"guess\":\"AB\xf0\x9f\x98\x80\"}", 422,
		    "not-a-word" },
		{ "1", "{\"guess\":\"\xd0\x9c\xd0\x9e\xd0\xa2\xd0\x9e\"}", 422,
		    "not-a-word" },
	};
	char path[128];

	open_site(kind->name);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		snprintf(path, sizeof path, GUESSES "%s", all[i].turn);
		visit_expect(visit_put(site, &me, path, all[i].body),
		    all[i].status, all[i].code);
	}
	expect_game(TODAY, "", "playing");
	close_site();
}

ON_EACH_STORE(what_else_a_body_holds_does_not_matter)
{
	char body[128];

	open_site(kind->name);
	snprintf(body, sizeof body, "{\"colour\":1,\"guess\":\"%s\"}",
	    answer_of(TODAY));
	visit_expect(visit_put(site, &me, GUESSES "1", body), 201, "");
	close_site();
}

/* --- what must not be told ------------------------------------------------ */

static void
expect_silence(struct visit *visit)
{
	struct motus_answer secret = site_puzzle(site, TODAY).answer;

	cr_assert(zero(ptr, strcasestr(visit->text, secret.word.letter)), "%s",
	    visit->text);
	cr_assert(zero(ptr, strstr(visit->text, secret.display)));
	cr_assert(zero(ptr, strcasestr(visit->headers, secret.word.letter)));
	cr_assert(zero(ptr, strstr(visit->headers, secret.display)));
	cr_assert(zero(ptr, strstr(visit->text, "salt")));
	visit_drop(visit);
}

ON_EACH_STORE(no_reply_tells_the_answer_before_the_game_is_over)
{
	open_site(kind->name);
	expect_silence(visit_get(site, &me, "/api/session"));
	expect_silence(visit_get(site, &me, "/api/game/puzzles/fr/today"));
	for (int turn = 1; turn <= MOTUS_TURNS; turn++) {
		const char *wrong = site_wrong(site, TODAY, turn);

		expect_silence(
		    visit_get(site, &me, "/api/game/puzzles/fr/" TODAY));
		expect_silence(visit_game(site, &me, TODAY));
		expect_silence(visit_guess(site, &me, TODAY, turn, "ABC"));
		expect_silence(visit_guess(site, &me, TODAY, turn, "ZZZZZZZZ"));
		if (turn == MOTUS_TURNS)
			break;
		expect_silence(visit_guess(site, &me, TODAY, turn, wrong));
		expect_silence(visit_guess(site, &me, TODAY, turn, wrong));
		expect_silence(
		    visit_guess(site, &me, TODAY, turn, answer_of(TODAY)));
	}
	expect_silence(visit_get(site, &me, "/api/game/puzzles/fr/" TODAY));
	close_site();
}
