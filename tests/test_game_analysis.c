/*
 * The analysis of a game, as the service gives it.
 */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/analysis.h>
#include <motus/error.h>

#include "daemons/game/custom.h"
#include "tests/site.h"

#define TODAY "2026-03-28"
#define ANALYSIS "/api/game/puzzles/fr/" TODAY "/game/analysis"
#define CUSTOMS "/api/game/customs"

static struct site *site;
static struct browser me;

static void
open_site(void)
{
	struct motus_store *store;

	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	site = site_create(store);
	me = BROWSER;
}

static void
close_site(void)
{
	site_destroy(site);
}

TestSuite(analysis, .init = open_site, .fini = close_site);

static struct motus_word
answer_of_today(void)
{
	return site_puzzle(site, TODAY).answer.word;
}

static void
play(int turn, const char *guess)
{
	visit_expect(visit_guess(site, &me, TODAY, turn, guess), 201, "");
}

static int
number(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	cr_assert(ne(int, json_is_integer(value), 0), "%s", name);
	return (int)json_integer_value(value);
}

static char *
text(const json_t *object, const char *name)
{
	return (char *)json_string_value(json_object_get(object, name));
}

static void
expect_turn(const json_t *turn, const struct motus_turn *played,
    const struct motus_review *review)
{
	const json_t *best = json_object_get(turn, "best");

	cr_assert(eq(str, text(turn, "guess"), (char *)played->guess.letter));
	cr_assert(eq(int, number(turn, "possible"), (int)review->possible));
	cr_assert(eq(int, number(turn, "left"), (int)review->left));
	cr_assert(eq(int, number(turn, "expected"), (int)review->expected));
	cr_assert(eq(int, number(turn, "gained"), (int)review->gained));
	cr_assert(eq(int, number(turn, "skill"), review->skill));
	cr_assert(eq(int, number(turn, "luck"), review->luck));
	cr_assert(
	    eq(str, text(best, "guess"), (char *)review->best.guess.letter));
	cr_assert(
	    eq(int, number(best, "expected"), (int)review->best.expected));
}

/* What the service says of a game is what the library says. */
static void
expect_analysis(struct visit *visit, const struct motus_game *game)
{
	struct motus_vocabulary *words;
	struct motus_analysis analysis;
	const json_t *turns = json_object_get(visit->json, "turns");

	cr_assert(zero(int,
	    motus_vocabulary_from_lexicon(&words,
		site->service.languages[0].lexicon, game->answer.length)));
	cr_assert(zero(int, motus_analyse(words, game, &analysis)));
	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(eq(int, number(visit->json, "skill"), analysis.skill));
	cr_assert(eq(int, number(visit->json, "luck"), analysis.luck));
	cr_assert(eq(sz, json_array_size(turns), analysis.turns));
	for (size_t i = 0; i < analysis.turns; i++)
		expect_turn(json_array_get(turns, i), &game->turn[i],
		    &analysis.turn[i]);
	motus_vocabulary_destroy(words);
	visit_drop(visit);
}

static struct motus_word
read_word(const char *letters)
{
	struct motus_word word;

	cr_assert(zero(int, motus_word_parse(&word, letters, strlen(letters))));
	return word;
}

Test(analysis, a_game_that_is_over_is_analysed)
{
	struct motus_word answer = answer_of_today();
	struct motus_word wrong = read_word(site_wrong(site, TODAY, 0));
	struct motus_game game = motus_game_start(answer);

	play(1, wrong.letter);
	play(2, answer.letter);
	motus_game_guess(&game, NULL, wrong);
	motus_game_guess(&game, NULL, answer);
	expect_analysis(visit_get(site, &me, ANALYSIS), &game);
}

Test(analysis, a_game_that_is_still_played_is_not)
{
	visit_expect(visit_get(site, &me, ANALYSIS), 409, "game-not-over");
	play(1, site_wrong(site, TODAY, 0));
	visit_expect(visit_get(site, &me, ANALYSIS), 409, "game-not-over");
}

Test(analysis, another_player_learns_nothing_by_it)
{
	play(1, answer_of_today().letter);
	me = BROWSER;
	visit_expect(visit_get(site, &me, ANALYSIS), 409, "game-not-over");
}

Test(analysis, there_is_none_of_a_puzzle_that_there_is_not)
{
	visit_expect(visit_get(site, &me,
			 "/api/game/puzzles/fr/2026-03-29/game/analysis"),
	    404, "no-such-puzzle");
	visit_expect(visit_get(site, &me,
			 "/api/game/puzzles/xx/" TODAY "/game/analysis"),
	    404, "unknown-language");
	visit_expect(visit_get(site, &me, CUSTOMS "/none/game/analysis"), 404,
	    "no-such-puzzle");
}

Test(analysis, words_of_a_length_without_answers_are_not_analysed)
{
	struct motus_word answer = answer_of_today();
	struct motus_vocabulary **words =
	    &site->service.languages[0].words[answer.length];

	play(1, answer.letter);
	motus_vocabulary_destroy(*words);
	*words = NULL;
	visit_expect(visit_get(site, &me, ANALYSIS), 404, "not-analysed");
}

Test(analysis, a_game_of_a_puzzle_that_somebody_made_is_analysed)
{
	struct motus_word word;
	struct motus_game game;
	char body[128], path[256];
	struct visit *made;

	/* A word that is no usual answer: the second of its length. */
	cr_assert(zero(int,
	    motus_lexicon_word(
		site->service.languages[0].lexicon, 6, 1, &word)));
	snprintf(body, sizeof body,
	    "{\"language\":\"fr\",\"word\":\"%s\",\"rules\":{}}", word.letter);
	made = visit_start(site, &me, METHOD_POST, CUSTOMS, body);
	visit_wait(made);
	cr_assert(eq(int, visit_status(made), 201), "%s", made->text);
	snprintf(path, sizeof path, CUSTOMS "/%s/game/guesses/1",
	    visit_text(made, "token"));
	snprintf(body, sizeof body, "{\"guess\":\"%s\"}", word.letter);
	visit_expect(visit_put(site, &me, path, body), 201, "");
	game = motus_game_start(word);
	motus_game_guess(&game, NULL, word);
	snprintf(path, sizeof path, CUSTOMS "/%s/game/analysis",
	    visit_text(made, "token"));
	visit_drop(made);
	expect_analysis(visit_get(site, &me, path), &game);
}
