/*
 * Examples that can be followed with a pencil, then real words against a slow
 * second opinion.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/analysis.h>
#include <motus/error.h>

#include "tests/read.h"

#define WORDS(...)                            \
	(const char *const[]){ __VA_ARGS__ }, \
	    sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *)

#define MAX 64

static struct motus_vocabulary *
vocabulary(const char *const *guesses, size_t guess_count,
    const char *const *answers, size_t answer_count)
{
	struct motus_word guess[MAX], answer[MAX];
	struct motus_vocabulary *made;

	for (size_t i = 0; i < guess_count; i++)
		guess[i] = word(guesses[i]);
	for (size_t i = 0; i < answer_count; i++)
		answer[i] = word(answers[i]);
	cr_assert(zero(int,
	    motus_vocabulary_create(
		&made, guess, guess_count, answer, answer_count)));
	return made;
}

/*
 * Four answers that differ in one letter, and a guess that tells them apart:
 *
 *		MARE	MIRE	MORE	MURE
 *	MAIO	ccaa	capa	caap	caaa	four parts of 1: 2 bits
 *	MARE	cccc	cacc	cacc	cacc	1 and 3: 2 - 3/4 log2(3) bits
 */
static struct motus_vocabulary *
vowels(void)
{
	return vocabulary(WORDS("MAIO"), WORDS("MURE", "MARE", "MORE", "MIRE"));
}

static struct motus_game
play(const char *answer, const char *const *guesses, size_t count)
{
	struct motus_game game = motus_game_start(word(answer));

	for (size_t i = 0; i < count; i++)
		cr_assert(
		    zero(int, motus_game_guess(&game, NULL, word(guesses[i]))));
	return game;
}

static struct motus_advice
weigh(const struct motus_vocabulary *words, const struct motus_game *game,
    const char *guess)
{
	struct motus_advice advice;

	cr_assert(zero(int, motus_weigh(words, game, word(guess), &advice)));
	return advice;
}

static struct motus_advice
advise(const struct motus_vocabulary *words, const struct motus_game *game)
{
	struct motus_advice advice;

	cr_assert(
	    zero(int, motus_advise(words, game, MOTUS_REACH_RULES, &advice)));
	return advice;
}

Test(analysis, the_answers_that_the_marks_allow_are_possible)
{
	struct motus_vocabulary *words = vowels();
	struct motus_game game = play("mire", WORDS("mare"));
	struct motus_word possible[5];
	size_t count;

	cr_assert(zero(int, motus_possible(words, &game, possible, &count)));
	cr_assert(eq(sz, count, 3));
	cr_assert(eq(str, possible[0].letter, "MIRE"));
	cr_assert(eq(str, possible[1].letter, "MORE"));
	cr_assert(eq(str, possible[2].letter, "MURE"));
	motus_vocabulary_destroy(words);
}

Test(analysis, a_guess_is_expected_to_tell_its_bits)
{
	struct motus_vocabulary *words = vowels();
	struct motus_game game = motus_game_start(word("mire"));
	struct motus_advice maio = weigh(words, &game, "maio");
	struct motus_advice mare = weigh(words, &game, "mare");

	cr_assert(eq(u32, maio.possible, 4));
	cr_assert(eq(u32, maio.expected, 2000));
	cr_assert(eq(u32, maio.parts, 4));
	cr_assert(eq(u32, maio.largest, 1));
	cr_assert(not(maio.candidate));
	cr_assert(eq(u32, mare.expected, 811));
	cr_assert(eq(u32, mare.parts, 2));
	cr_assert(eq(u32, mare.largest, 3));
	cr_assert(mare.candidate);
	motus_vocabulary_destroy(words);
}

Test(analysis, the_best_guess_tells_most)
{
	struct motus_vocabulary *words = vowels();
	struct motus_game game = motus_game_start(word("mire"));

	cr_assert(eq(str, advise(words, &game).guess.letter, "MAIO"));
	motus_vocabulary_destroy(words);
}

/* Both tell the one bit, but MARE may be the answer: 1.5 and 1. */
Test(analysis, of_equal_guesses_the_best_may_be_the_answer)
{
	struct motus_vocabulary *words =
	    vocabulary(WORDS("MAIO"), WORDS("MARE", "MIRE"));
	struct motus_game game = play("mire", WORDS("maio", "mire"));
	struct motus_analysis analysis;

	cr_assert(zero(int, motus_analyse(words, &game, &analysis)));
	cr_assert(eq(str, analysis.turn[0].best.guess.letter, "MARE"));
	cr_assert(eq(u32, analysis.turn[0].best.expected, 1000));
	cr_assert(eq(u32, analysis.turn[0].expected, 1000));
	cr_assert(eq(u8, analysis.turn[0].skill, 67));
	motus_vocabulary_destroy(words);
}

/*
 * MARE: worth 0.811 + 1/4 of 2 bits, 53 per cent; 3 of 4 answers leave 3, as
 * many as here: luck 37.5.  MAIO is then best and tells log2(3), whatever the
 * answer.  MIRE is all that is left.
 */
Test(analysis, a_game_is_looked_back_on_turn_by_turn)
{
	struct motus_vocabulary *words = vowels();
	struct motus_game game = play("mire", WORDS("mare", "maio", "mire"));
	struct motus_analysis analysis;

	cr_assert(zero(int, motus_analyse(words, &game, &analysis)));
	cr_assert(eq(u32, analysis.turns, 3));
	cr_assert(eq(u32, analysis.turn[0].possible, 4));
	cr_assert(eq(u32, analysis.turn[0].left, 3));
	cr_assert(eq(u32, analysis.turn[0].expected, 811));
	cr_assert(eq(u32, analysis.turn[0].gained, 415));
	cr_assert(eq(u8, analysis.turn[0].skill, 53));
	cr_assert(eq(u8, analysis.turn[0].luck, 38));
	cr_assert(eq(str, analysis.turn[0].best.guess.letter, "MAIO"));
	cr_assert(eq(u32, analysis.turn[0].best.expected, 2000));
	cr_assert(eq(u32, analysis.turn[1].possible, 3));
	cr_assert(eq(u32, analysis.turn[1].left, 1));
	cr_assert(eq(u32, analysis.turn[1].expected, 1585));
	cr_assert(eq(u32, analysis.turn[1].gained, 1585));
	cr_assert(eq(u8, analysis.turn[1].skill, 100));
	cr_assert(eq(u8, analysis.turn[1].luck, 50));
	cr_assert(eq(u32, analysis.turn[2].possible, 1));
	cr_assert(eq(u32, analysis.turn[2].left, 1));
	cr_assert(zero(u32, analysis.turn[2].expected));
	cr_assert(zero(u32, analysis.turn[2].gained));
	cr_assert(eq(u8, analysis.turn[2].skill, 100));
	cr_assert(eq(u8, analysis.turn[2].luck, 50));
	cr_assert(eq(str, analysis.turn[2].best.guess.letter, "MIRE"));
	cr_assert(eq(u8, analysis.skill, 84)); /* (53 + 100 + 100) / 3 */
	cr_assert(eq(u8, analysis.luck, 46)); /* (38 + 50 + 50) / 3 */
	motus_vocabulary_destroy(words);
}

/* 3 of 4 answers would have left more than the answer does: 75 + 25 / 2. */
Test(analysis, to_guess_the_answer_at_once_is_luck)
{
	struct motus_vocabulary *words = vowels();
	struct motus_game game = play("mare", WORDS("mare"));
	struct motus_analysis analysis;

	cr_assert(zero(int, motus_analyse(words, &game, &analysis)));
	cr_assert(eq(u8, analysis.skill, 53));
	cr_assert(eq(u8, analysis.luck, 88));
	cr_assert(eq(u32, analysis.turn[0].gained, 2000));
	motus_vocabulary_destroy(words);
}

Test(analysis, a_guess_that_tells_nothing_has_no_skill)
{
	struct motus_vocabulary *words = vowels();
	struct motus_game game = play("mire", WORDS("maio", "maio"));
	struct motus_analysis analysis;

	cr_assert(zero(int, motus_analyse(words, &game, &analysis)));
	cr_assert(eq(u8, analysis.turn[0].skill, 100));
	cr_assert(zero(u8, analysis.turn[1].skill));
	cr_assert(eq(u8, analysis.turn[1].luck, 50));
	cr_assert(eq(u8, analysis.skill, 50));
	motus_vocabulary_destroy(words);
}

Test(analysis, the_best_guess_is_one_that_the_rules_allow)
{
	struct motus_vocabulary *words = vocabulary(
	    WORDS("MAIO", "TAIO"), WORDS("MURE", "MARE", "MORE", "MIRE"));
	struct motus_game game;
	struct motus_advice best;

	/* In hard mode MURE forbids MAIO. */
	cr_assert(zero(int,
	    motus_game_start_with(&game, word("mire"),
		(struct motus_rules){
		    .strictness = MOTUS_HARD, .turns = 6, .initial = true })));
	cr_assert(zero(int, motus_game_guess(&game, NULL, word("mure"))));
	cr_assert(eq(str, advise(words, &game).guess.letter, "MARE"));
	cr_assert(
	    zero(int, motus_advise(words, &game, MOTUS_REACH_ANY, &best)));
	cr_assert(eq(str, best.guess.letter, "MAIO"));
	motus_vocabulary_destroy(words);
}

Test(analysis, any_word_may_be_best_when_the_initial_does_not_bind)
{
	struct motus_vocabulary *words =
	    vocabulary(WORDS("TAIO"), WORDS("MURE", "MARE", "MORE", "MIRE"));
	struct motus_game game = motus_game_start(word("mire"));
	struct motus_advice best;

	cr_assert(eq(str, advise(words, &game).guess.letter, "MARE"));
	cr_assert(
	    zero(int, motus_advise(words, &game, MOTUS_REACH_ANY, &best)));
	cr_assert(eq(str, best.guess.letter, "TAIO"));
	motus_vocabulary_destroy(words);
}

Test(analysis, only_the_letters_shown_of_the_answer_are_read)
{
	struct motus_vocabulary *words =
	    vocabulary(WORDS("TAIO"), WORDS("MURE", "MARE", "PORE", "MIRE"));
	struct motus_game game = motus_game_start(word("mzzz"));
	struct motus_word possible[5];
	size_t count;

	cr_assert(zero(int, motus_possible(words, &game, possible, &count)));
	cr_assert(eq(sz, count, 3));
	game.rules.bonus = 1;
	game.answer = word("mizz");
	cr_assert(zero(int, motus_possible(words, &game, possible, &count)));
	cr_assert(eq(sz, count, 1));
	game.rules.initial = false;
	game.rules.bonus = 0;
	cr_assert(zero(int, motus_possible(words, &game, possible, &count)));
	cr_assert(eq(sz, count, 4));
	motus_vocabulary_destroy(words);
}

Test(analysis, an_answer_that_is_no_usual_one_counts_as_one)
{
	struct motus_vocabulary *words = vowels();
	struct motus_game game = play("mise", WORDS("mure", "maio", "mise"));
	struct motus_analysis analysis;

	cr_assert(zero(int, motus_analyse(words, &game, &analysis)));
	cr_assert(eq(u32, analysis.turn[0].possible, 5));
	cr_assert(eq(u32, analysis.turn[0].left, 1));
	cr_assert(eq(u8, analysis.turn[1].skill, 0));
	cr_assert(eq(u32, analysis.turn[2].left, 1));
	motus_vocabulary_destroy(words);
}

Test(analysis, any_guess_may_be_the_answer_when_no_usual_one_is_possible)
{
	struct motus_vocabulary *words = vowels();
	struct motus_game game = play("maio", WORDS("mare"));
	struct motus_word possible[5];
	size_t count;

	cr_assert(zero(int, motus_possible(words, &game, possible, &count)));
	cr_assert(eq(sz, count, 1));
	cr_assert(eq(str, possible[0].letter, "MAIO"));
	cr_assert(eq(str, advise(words, &game).guess.letter, "MAIO"));
	motus_vocabulary_destroy(words);
}

Test(analysis, what_can_not_be_analysed_is_refused)
{
	struct motus_vocabulary *words = vowels();
	struct motus_game game = motus_game_start(word("mire"));
	struct motus_game long_one = play("merle", WORDS("merle"));
	struct motus_game foreign = play("muet", WORDS("mare"));
	struct motus_analysis analysis;
	struct motus_advice advice;

	cr_assert(
	    eq(int, motus_analyse(words, &game, &analysis), MOTUS_EINVAL));
	cr_assert(
	    eq(int, motus_analyse(words, &long_one, &analysis), MOTUS_ELENGTH));
	foreign.answer = word("mule"); /* the turn is not of its game */
	cr_assert(eq(
	    int, motus_analyse(words, &foreign, &analysis), MOTUS_EIMPOSSIBLE));
	cr_assert(
	    eq(int, motus_advise(words, &foreign, MOTUS_REACH_RULES, &advice),
		MOTUS_EIMPOSSIBLE));
	cr_assert(eq(int, motus_weigh(words, &game, word("merle"), &advice),
	    MOTUS_ELENGTH));
	game = play("mire", WORDS("mire"));
	cr_assert(
	    eq(int, motus_advise(words, &game, MOTUS_REACH_RULES, &advice),
		MOTUS_EOVER));
	motus_vocabulary_destroy(words);
}

Test(analysis, a_vocabulary_is_in_order_and_has_each_word_once)
{
	struct motus_vocabulary *words = vocabulary(
	    WORDS("MURE", "MAIO", "MAIO"), WORDS("MURE", "MARE", "MURE"));
	const struct motus_word *list;
	size_t count;

	list = motus_vocabulary_guesses(words, &count);
	cr_assert(eq(sz, count, 3));
	cr_assert(eq(str, (char *)list[0].letter, "MAIO"));
	cr_assert(eq(str, (char *)list[1].letter, "MARE"));
	cr_assert(eq(str, (char *)list[2].letter, "MURE"));
	list = motus_vocabulary_answers(words, &count);
	cr_assert(eq(sz, count, 2));
	cr_assert(eq(str, (char *)list[0].letter, "MARE"));
	cr_assert(eq(uint, motus_vocabulary_length(words), 4));
	cr_assert(motus_vocabulary_has_answer(words, word("mure")));
	cr_assert(not(motus_vocabulary_has_answer(words, word("maio"))));
	motus_vocabulary_destroy(words);
	motus_vocabulary_destroy(NULL);
}

Test(analysis, words_that_make_no_vocabulary_are_refused)
{
	struct motus_word list[] = { word("mare"), word("merle") };
	struct motus_vocabulary *words = NULL;

	cr_assert(eq(int, motus_vocabulary_create(&words, list, 1, list, 0),
	    MOTUS_EINVAL));
	cr_assert(eq(int,
	    motus_vocabulary_create(
		&words, list, MOTUS_VOCABULARY_MAX, list, 1),
	    MOTUS_EINVAL));
	cr_assert(eq(int, motus_vocabulary_create(&words, list, 2, list, 1),
	    MOTUS_ELENGTH));
	cr_assert(eq(int, motus_vocabulary_create(&words, list, 1, list, 2),
	    MOTUS_ELENGTH));
	cr_assert(eq(ptr, words, NULL));
}

static struct motus_lexicon *
french(void)
{
	const char *root = getenv("builddir");
	struct motus_lexicon *lexicon;
	char path[4096];

	snprintf(path, sizeof(path), "%s/data/fr.lexicon",
	    root == NULL ? "." : root);
	cr_assert(zero(int, motus_lexicon_open(&lexicon, path)));
	return lexicon;
}

/* The expected bits of a guess by the definition, and its worth. */
static double
slow_worth(const struct motus_word *possible, size_t count,
    struct motus_word guess, double *bits)
{
	double sum = 0, chance = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t code =
		    motus_pattern_code(motus_mark(guess, possible[i]));
		size_t left = 0;

		for (size_t j = 0; j < count; j++)
			left += motus_pattern_code(
				    motus_mark(guess, possible[j])) == code;
		sum += log2((double)count / (double)left);
		if (motus_word_equal(guess, possible[i]))
			chance = 1 / (double)count;
	}
	*bits = sum / (double)count;
	return *bits + chance;
}

/* The best of the guesses that begin with the initial, worked out anew. */
static double
slow_best(const struct motus_vocabulary *words,
    const struct motus_word *possible, size_t count)
{
	size_t all;
	const struct motus_word *guesses =
	    motus_vocabulary_guesses(words, &all);
	double best = 0, bits;

	for (size_t i = 0; i < all; i++) {
		double worth;

		if (guesses[i].letter[0] != possible[0].letter[0])
			continue;
		worth = slow_worth(possible, count, guesses[i], &bits);
		if (worth > best)
			best = worth;
	}
	return best;
}

/* One more turn of a game: its review against the second opinion. */
static void
check_turn(const struct motus_vocabulary *words, struct motus_game *game,
    struct motus_word guess)
{
	size_t room, count;
	struct motus_word *possible;
	struct motus_analysis analysis;
	const struct motus_review *turn = &analysis.turn[game->turns];
	double bits, worth, best, skill;

	motus_vocabulary_guesses(words, &room);
	possible = calloc(room, sizeof(*possible));
	cr_assert(zero(int, motus_possible(words, game, possible, &count)));
	worth = slow_worth(possible, count, guess, &bits);
	best = slow_best(words, possible, count);
	skill = worth < best ? 100 * worth / best : 100;
	cr_assert(zero(int, motus_game_guess(game, NULL, guess)));
	cr_assert(zero(int, motus_analyse(words, game, &analysis)));
	cr_assert(eq(u32, turn->possible, count));
	cr_assert(lt(dbl, fabs(turn->expected / 1000.0 - bits), 0.001));
	cr_assert(lt(dbl, fabs(turn->skill - skill), 0.51));
	cr_assert(zero(int, motus_possible(words, game, possible, &room)));
	cr_assert(eq(u32, turn->left, room));
	cr_assert(lt(dbl,
	    fabs(turn->gained / 1000.0 - log2((double)count / (double)room)),
	    0.001));
	free(possible);
}

Test(analysis, real_games_agree_with_a_slow_second_opinion)
{
	struct motus_lexicon *lexicon = french();

	for (unsigned int length = 5; length <= 8; length++) {
		struct motus_vocabulary *words;
		const struct motus_word *answers;
		struct motus_game game;
		size_t count;

		cr_assert(zero(int,
		    motus_vocabulary_from_lexicon(&words, lexicon, length)));
		answers = motus_vocabulary_answers(words, &count);
		game = motus_game_start(answers[count / 3]);
		for (size_t i = 1; i <= 3; i++) {
			size_t at = count / 3 + (i & 1 ? i : -i);

			if (answers[at].letter[0] == game.answer.letter[0])
				check_turn(words, &game, answers[at]);
		}
		check_turn(words, &game, game.answer);
		motus_vocabulary_destroy(words);
	}
	motus_lexicon_destroy(lexicon);
}

/* But for the rounding of each, which is half a per cent at most. */
Test(analysis, luck_is_50_on_average)
{
	struct motus_lexicon *lexicon = french();
	struct motus_vocabulary *words;
	const struct motus_word *answers;
	size_t count, games = 0;
	double sum = 0;

	cr_assert(zero(int, motus_vocabulary_from_lexicon(&words, lexicon, 7)));
	answers = motus_vocabulary_answers(words, &count);
	for (size_t i = 0; i < count; i++) {
		struct motus_game game = motus_game_start(answers[i]);
		struct motus_analysis analysis;

		if (answers[i].letter[0] != 'C')
			continue;
		cr_assert(
		    zero(int, motus_game_guess(&game, NULL, word("chateau"))));
		cr_assert(zero(int, motus_analyse(words, &game, &analysis)));
		sum += analysis.luck;
		games++;
	}
	cr_assert(gt(sz, games, 20));
	cr_assert(lt(dbl, fabs(sum / (double)games - 50), 0.5));
	motus_vocabulary_destroy(words);
	motus_lexicon_destroy(lexicon);
}

static uint32_t
difficulty(const struct motus_vocabulary *words, const char *answer)
{
	struct motus_game game = motus_game_start(word(answer));
	uint32_t turns;

	cr_assert(zero(int, motus_difficulty(words, &game, &turns)));
	return turns;
}

/* MARE and its like come in any order: 1, 2, 3 or 4 turns, 2.5 on average. */
Test(analysis, a_puzzle_is_harder_the_more_answers_resemble_it)
{
	struct motus_vocabulary *alone =
	    vocabulary(WORDS("MAIO"), WORDS("MARE"));
	struct motus_vocabulary *words = vocabulary(
	    WORDS("MAIO"), WORDS("MARE", "MIRE", "MORE", "MURE", "MINT"));

	cr_assert(eq(u32, difficulty(alone, "mare"), 1000));
	cr_assert(gt(u32, difficulty(words, "mure"), 2400));
	cr_assert(lt(u32, difficulty(words, "mint"), 2000));
	motus_vocabulary_destroy(alone);
	motus_vocabulary_destroy(words);
}

/* The mean over all that may happen, each as likely as the others. */
static double
slow_difficulty(
    const struct motus_word *left, size_t count, struct motus_word answer)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t code = motus_pattern_code(motus_mark(left[i], answer));
		struct motus_word next[MAX];
		size_t kept = 0;

		if (motus_word_equal(left[i], answer))
			continue;
		for (size_t j = 0; j < count; j++) {
			if (motus_pattern_code(motus_mark(left[i], left[j])) ==
			    code)
				next[kept++] = left[j];
		}
		sum += slow_difficulty(next, kept, answer);
	}
	return 1 + sum / (double)count;
}

/* A thousand games come as near as that: four times their mean error. */
Test(analysis, a_thousand_games_are_near_the_mean_of_all)
{
	struct motus_lexicon *lexicon = french();
	struct motus_vocabulary *words;
	const struct motus_word *answers;
	size_t count, from = 0, like = 0;

	cr_assert(zero(int, motus_vocabulary_from_lexicon(&words, lexicon, 6)));
	answers = motus_vocabulary_answers(words, &count);
	while (answers[from].letter[0] != 'B')
		from++;
	while (answers[from + like].letter[0] == 'B')
		like++;
	cr_assert(le(sz, like, MAX));
	for (size_t i = 0; i < like; i++) {
		double exact =
		    slow_difficulty(answers + from, like, answers[from + i]);
		double near =
		    difficulty(words, answers[from + i].letter) / 1000.0;

		cr_assert(lt(dbl, fabs(exact - near), 0.13));
	}
	motus_vocabulary_destroy(words);
	motus_lexicon_destroy(lexicon);
}
