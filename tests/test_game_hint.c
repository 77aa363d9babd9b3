/*
 * Hints: taken, kept and shown.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/analysis.h>
#include <motus/error.h>

#include "tests/site.h"

#define TODAY "2026-03-28"
#define CUSTOMS "/api/game/customs"

static struct site *site;
static struct browser me;

static void
open_site(void)
{
	struct motus_store *store;

	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	site = site_create(store);
	site->service.daily_hints = 1;
	me = BROWSER;
}

static void
close_site(void)
{
	site_destroy(site);
}

TestSuite(hint, .init = open_site, .fini = close_site);

static struct visit *
ask(const char *date, const char *turn)
{
	char path[128];

	snprintf(path, sizeof path, "/api/game/puzzles/fr/%s/game/hints/%s",
	    date, turn);
	return visit_put(site, &me, path, NULL);
}

/* The hint that the library has for the next turn. */
static const char *
best_of(const struct motus_game *game)
{
	static char letters[MOTUS_WORD_MAX + 1];
	struct motus_advice best;

	cr_assert(zero(int,
	    motus_advise(site->service.languages[0].words[game->answer.length],
		game, MOTUS_REACH_RULES, &best)));
	return strcpy(letters, best.guess.letter);
}

static struct motus_game
game_of_today(void)
{
	return motus_game_start(site_puzzle(site, TODAY).answer.word);
}

static void
expect_hint(struct visit *visit, int status, const char *hint)
{
	cr_assert(eq(int, visit_status(visit), status), "%s", visit->text);
	cr_assert(eq(str, (char *)visit_text(visit, "hint"), (char *)hint),
	    "%s", visit->text);
	visit_drop(visit);
}

/* The turns with a hint, as JSON: "[1]"; "" for none. */
static void
expect_hints(struct visit *visit, const char *hints)
{
	json_t *shown = json_object_get(visit->json, "hints");
	char *text = shown == NULL ? strdup("") : json_dumps(shown, 0);

	cr_assert(eq(str, text, (char *)hints), "%s", visit->text);
	cr_assert(eq(str, (char *)visit_text(visit, "hint"), ""));
	free(text);
	visit_drop(visit);
}

static void
play(int turn, const char *guess)
{
	visit_expect(visit_guess(site, &me, TODAY, turn, guess), 201, "");
}

Test(hint, it_is_the_best_guess_and_is_told_again)
{
	struct motus_game game = game_of_today();

	expect_hint(ask(TODAY, "1"), 201, best_of(&game));
	expect_hint(ask(TODAY, "1"), 200, best_of(&game));
	expect_hints(visit_game(site, &me, TODAY), "[1]");
	cr_assert(site_counted(site,
	    "motus_game_games_total{language=\"fr\",event=\"started\"} 1"));
}

Test(hint, it_knows_what_was_played)
{
	struct motus_game game = game_of_today();
	struct motus_word wrong;
	const char *text = site_wrong(site, TODAY, 0);

	cr_assert(zero(int, motus_word_parse(&wrong, text, strlen(text))));
	play(1, text);
	motus_game_guess(&game, NULL, wrong);
	expect_hint(ask(TODAY, "2"), 201, best_of(&game));
	play(2, game.answer.letter);
	expect_hints(visit_game(site, &me, TODAY), "[2]");
	expect_hint(ask(TODAY, "2"), 200, best_of(&game));
}

Test(hint, there_are_as_many_a_day_as_the_operator_says)
{
	visit_expect(ask(TODAY, "1"), 201, "");
	play(1, site_wrong(site, TODAY, 0));
	visit_expect(ask(TODAY, "2"), 403, "no-hints");
	visit_expect(ask(TODAY, "1"), 200, "");
	expect_hints(visit_game(site, &me, TODAY), "[1]");
	site->service.daily_hints = 2;
	visit_expect(ask(TODAY, "2"), 201, "");
	expect_hints(visit_game(site, &me, TODAY), "[1, 2]");
}

Test(hint, there_is_none_a_day_unless_the_operator_says_so)
{
	struct visit *puzzle;

	site->service.daily_hints = 0;
	visit_expect(ask(TODAY, "1"), 403, "no-hints");
	expect_hints(visit_game(site, &me, TODAY), "");
	puzzle = visit_get(site, &me, "/api/game/puzzles/fr/today");
	cr_assert(zero(ptr, json_object_get(puzzle->json, "hints")));
	visit_drop(puzzle);
}

Test(hint, it_is_of_the_next_turn_only)
{
	visit_expect(ask(TODAY, "2"), 409, "turn-skipped");
	play(1, site_wrong(site, TODAY, 0));
	visit_expect(ask(TODAY, "1"), 409, "turn-taken");
	visit_expect(ask(TODAY, "7"), 404, "no-such-turn");
	visit_expect(ask(TODAY, "x"), 404, "no-such-turn");
	play(2, game_of_today().answer.letter);
	visit_expect(ask(TODAY, "3"), 409, "game-over");
}

Test(hint, there_is_none_of_a_puzzle_that_is_closed_or_not_there)
{
	visit_expect(ask("2026-03-26", "1"), 410, "puzzle-closed");
	visit_expect(ask("2026-03-29", "1"), 404, "no-such-puzzle");
}

Test(hint, another_site_can_not_take_one)
{
	visit_expect(visit_game(site, &me, TODAY), 200, "");
	me.origin = "http://elsewhere.example";
	visit_expect(ask(TODAY, "1"), 403, "cross-origin");
	me.origin = VISIT_ORIGIN;
	expect_hints(visit_game(site, &me, TODAY), "");
}

Test(hint, one_that_can_not_be_found_is_not_taken)
{
	struct motus_vocabulary **words =
	    &site->service.languages[0].words[game_of_today().answer.length];

	motus_vocabulary_destroy(*words);
	*words = NULL;
	visit_expect(ask(TODAY, "1"), 404, "not-analysed");
	expect_hints(visit_game(site, &me, TODAY), "");
}

Test(hint, a_puzzle_that_somebody_made_has_one_for_each_turn)
{
	struct motus_word word = game_of_today().answer;
	char path[512], game[256];
	struct visit *made;

	site->service.daily_hints = 0;
	snprintf(path, sizeof path, "{\"language\":\"fr\",\"word\":\"%s\"}",
	    word.letter);
	made = visit_start(site, &me, METHOD_POST, CUSTOMS, path);
	visit_wait(made);
	cr_assert(eq(int, visit_status(made), 201), "%s", made->text);
	snprintf(
	    game, sizeof game, CUSTOMS "/%s/game", visit_text(made, "token"));
	visit_drop(made);
	for (int turn = 1; turn <= 2; turn++) {
		char body[64];

		snprintf(path, sizeof path, "%s/hints/%d", game, turn);
		visit_expect(visit_put(site, &me, path, NULL), 201, "");
		snprintf(path, sizeof path, "%s/guesses/%d", game, turn);
		snprintf(body, sizeof body, "{\"guess\":\"%s\"}",
		    site_wrong(site, TODAY, turn));
		visit_expect(visit_put(site, &me, path, body), 201, "");
	}
	expect_hints(visit_get(site, &me, game), "[1, 2]");
}
