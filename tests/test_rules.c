#include <stdbool.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>
#include <motus/game.h>

#include "tests/read.h"

TestSuite(rules);

/* The daily rules, but as strict as this, and with this bonus. */
static struct motus_rules
strict(uint8_t strictness, uint8_t bonus)
{
	struct motus_rules rules = motus_rules_daily();

	rules.strictness = strictness;
	rules.bonus = bonus;
	return rules;
}

/* The same without the initial. */
static struct motus_rules
blind(uint8_t strictness, uint8_t bonus)
{
	struct motus_rules rules = strict(strictness, bonus);

	rules.initial = false;
	return rules;
}

static struct motus_rules
lasting(uint8_t turns)
{
	struct motus_rules rules = motus_rules_daily();

	rules.turns = turns;
	return rules;
}

static struct motus_game
start(const char *answer, struct motus_rules rules)
{
	struct motus_game game;

	cr_assert(zero(int, motus_game_start_with(&game, word(answer), rules)));
	return game;
}

static int
play(struct motus_game *game, const char *guess)
{
	return motus_game_guess(game, NULL, word(guess));
}

/* --- rules ---------------------------------------------------------------- */

Test(rules, the_daily_game_is_free_with_six_turns_and_the_initial)
{
	struct motus_rules rules = motus_rules_daily();
	struct motus_game game = motus_game_start(word("merle"));

	cr_assert(eq(int, rules.strictness, MOTUS_FREE));
	cr_assert(eq(int, rules.turns, 6));
	cr_assert(rules.initial);
	cr_assert(zero(int, rules.bonus));
	cr_assert(zero(int, memcmp(&game.rules, &rules, sizeof(rules))));
}

Test(rules, rules_that_no_game_can_have_are_refused)
{
	const struct motus_rules bad[] = {
		strict(MOTUS_ULTRA + 1, 0),
		strict(UINT8_MAX, 0),
		lasting(0),
		lasting(MOTUS_TURNS_MAX + 1),
		lasting(UINT8_MAX),
		strict(MOTUS_FREE, 5),
		strict(MOTUS_FREE, UINT8_MAX),
	};
	struct motus_game game = motus_game_start(word("merci")), before = game;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		int error = motus_game_start_with(&game, word("merle"), bad[i]);

		cr_assert(eq(int, error, MOTUS_ERULES), "rules %zu", i);
		cr_assert(zero(int, memcmp(&game, &before, sizeof(game))));
	}
}

Test(rules, a_game_lasts_as_many_turns_as_its_rules_say)
{
	for (uint8_t turns = 1; turns <= MOTUS_TURNS_MAX; turns++) {
		struct motus_game game = start("merle", lasting(turns));

		for (uint8_t i = 0; i < turns; i++) {
			cr_assert(
			    eq(int, motus_game_outcome(&game), MOTUS_PLAYING));
			cr_assert(zero(int, play(&game, "merci")));
		}
		cr_assert(eq(int, motus_game_outcome(&game), MOTUS_LOST));
		cr_assert(eq(int, play(&game, "merle"), MOTUS_EOVER));
	}
}

Test(rules, the_initial_and_the_bonus_are_shown_when_the_rules_say_so)
{
	for (uint8_t bonus = 0; bonus < 5; bonus++) {
		struct motus_game with =
		    start("merle", strict(MOTUS_FREE, bonus));
		struct motus_game without =
		    start("merle", blind(MOTUS_FREE, bonus));

		cr_assert(motus_game_shows(&with, 0));
		cr_assert(not(motus_game_shows(&without, 0)));
		for (uint32_t place = 1; place < 6; place++) {
			bool shown = place == bonus;

			cr_assert(
			    eq(int, motus_game_shows(&with, place), shown));
			cr_assert(
			    eq(int, motus_game_shows(&without, place), shown));
		}
	}
}

Test(rules, without_the_initial_a_guess_begins_as_it_likes)
{
	struct motus_game game = start("merle", blind(MOTUS_FREE, 0));

	cr_assert(zero(int, play(&game, "perle")));
}

/* --- strictness, by examples ---------------------------------------------- */

Test(rules, hard_keeps_a_letter_in_the_place_where_it_was_found)
{
	struct motus_game game = start("merle", strict(MOTUS_HARD, 0));

	cr_assert(zero(int, play(&game, "mardi"))); /* cacaa: M..., R */
	cr_assert(eq(int, play(&game, "moins"), MOTUS_EPLACE));
	cr_assert(
	    zero(int, play(&game, "murir")), "the last R is one too many");
	cr_assert(zero(int, play(&game, "merle")));
	cr_assert(eq(int, motus_game_outcome(&game), MOTUS_WON));
}

Test(rules, hard_keeps_as_many_of_a_letter_as_were_found)
{
	struct motus_game game = start("merle", strict(MOTUS_HARD, 0));

	cr_assert(zero(int, play(&game, "meeme"))); /* ccaac: E twice */
	cr_assert(eq(int, play(&game, "merci"), MOTUS_EPLACE));
	game = start("merle", strict(MOTUS_HARD, 0));
	cr_assert(zero(int, play(&game, "maeel"))); /* cappp: E, E and L */
	cr_assert(eq(int, play(&game, "mieux"), MOTUS_ELETTER));
	cr_assert(eq(int, play(&game, "mieel"), 0));
}

Test(rules, hard_lets_a_letter_be_tried_again_where_it_was_not_found)
{
	struct motus_game game = start("merle", strict(MOTUS_HARD, 0));

	cr_assert(zero(int, play(&game, "miels"))); /* capca */
	cr_assert(zero(int, play(&game, "miels")));
}

Test(rules, ultra_takes_only_what_can_be_the_answer)
{
	struct motus_game game = start("merle", strict(MOTUS_ULTRA, 0));

	cr_assert(zero(int, play(&game, "miels"))); /* capca */
	cr_assert(eq(int, play(&game, "miels"), MOTUS_ECONTRADICTS));
	cr_assert(eq(int, play(&game, "mails"), MOTUS_ELETTER));
	cr_assert(eq(int, play(&game, "mence"), MOTUS_EPLACE));
	cr_assert(zero(int, play(&game, "meule")));
	cr_assert(eq(int, play(&game, "meule"), MOTUS_ECONTRADICTS));
	cr_assert(zero(int, play(&game, "merle")));
}

Test(rules, the_bonus_letter_binds_only_who_must_use_what_is_shown)
{
	for (uint8_t strictness = 0; strictness <= MOTUS_ULTRA; strictness++) {
		struct motus_game game = start("merle", strict(strictness, 2));

		cr_assert(eq(int, play(&game, "miels"),
		    strictness == MOTUS_FREE ? 0 : MOTUS_EPLACE));
		cr_assert(zero(int, play(&game, "mardi")));
	}
}

/* --- strictness, against another definition ------------------------------- */

/* Words of four letters out of the first `letters` of the alphabet. */
struct words {
	struct motus_word list[81];
	size_t count;
};

static struct words
words_of(unsigned int letters)
{
	struct words words = { .count = letters * letters * letters * letters };

	for (size_t i = 0; i < words.count; i++) {
		size_t rest = i;

		words.list[i].length = 4;
		for (size_t at = 4; at-- > 0; rest /= letters)
			words.list[i].letter[at] =
			    (char)('A' + (char)(rest % letters));
	}
	return words;
}

static int
count(struct motus_word word, char letter, int end)
{
	int found = 0;

	for (int i = 0; i < end; i++)
		found += word.letter[i] == letter;
	return found;
}

/*
 * A mark with nothing handed out: a letter out of its place is present when
 * fewer like it, out of their places too, stand before it than the answer has
 * where the guess is wrong.
 */
static enum motus_mark
slow_mark(struct motus_word guess, struct motus_word answer, int at)
{
	char letter = guess.letter[at];
	int before = 0, left = 0;

	if (answer.letter[at] == letter)
		return MOTUS_CORRECT;
	for (int i = 0; i < answer.length; i++) {
		bool wrong = guess.letter[i] != answer.letter[i];

		before += wrong && i < at && guess.letter[i] == letter;
		left += wrong && answer.letter[i] == letter;
	}
	return before < left ? MOTUS_PRESENT : MOTUS_ABSENT;
}

static bool
moves(const struct motus_game *game, struct motus_word guess)
{
	for (int at = 0; at < guess.length; at++) {
		bool known = at > 0 && at == game->rules.bonus;

		for (uint32_t i = 0; i < game->turns; i++)
			known |= game->turn[i].guess.letter[at] ==
			    game->answer.letter[at];
		if (known && guess.letter[at] != game->answer.letter[at])
			return true;
	}
	return false;
}

/* A turn finds a letter as often as both the guess and the answer have it. */
static bool
leaves_out(const struct motus_game *game, struct motus_word guess)
{
	for (uint32_t i = 0; i < game->turns; i++) {
		for (char letter = 'A'; letter <= 'C'; letter++) {
			int has = count(guess, letter, 4);

			if (has < count(game->turn[i].guess, letter, 4) &&
			    has < count(game->answer, letter, 4))
				return true;
		}
	}
	return false;
}

static bool
is_no_answer(const struct motus_game *game, struct motus_word guess)
{
	for (uint32_t i = 0; i < game->turns; i++) {
		struct motus_word turn = game->turn[i].guess;

		for (int at = 0; at < guess.length; at++)
			if (slow_mark(turn, guess, at) !=
			    slow_mark(turn, game->answer, at))
				return true;
	}
	return false;
}

static int
slow_refusal(const struct motus_game *game, struct motus_word guess)
{
	const struct motus_rules *rules = &game->rules;

	for (uint32_t i = 0; i < game->turns; i++)
		if (motus_word_equal(game->turn[i].guess, game->answer))
			return MOTUS_EOVER;
	if (game->turns == rules->turns)
		return MOTUS_EOVER;
	if (rules->initial && guess.letter[0] != game->answer.letter[0])
		return MOTUS_EINITIAL;
	if (rules->strictness == MOTUS_FREE)
		return 0;
	if (moves(game, guess))
		return MOTUS_EPLACE;
	if (leaves_out(game, guess))
		return MOTUS_ELETTER;
	return rules->strictness == MOTUS_ULTRA && is_no_answer(game, guess)
	    ? MOTUS_ECONTRADICTS
	    : 0;
}

/*
 * Every game from `game` on, with guesses out of `words`, until `depth` more
 * were tried; counts what was refused and why.
 */
static void
try_all(const struct motus_game *game, const struct words *words,
    unsigned int depth, unsigned int *counts)
{
	for (size_t i = 0; i < words->count; i++) {
		struct motus_game next = *game;
		int error = motus_game_guess(&next, NULL, words->list[i]);

		if (error != slow_refusal(game, words->list[i]))
			cr_fatal("%s with %d turns of %s: %d",
			    game->answer.letter, (int)game->turns,
			    words->list[i].letter, error);
		counts[-error]++;
		if (error == 0 && depth > 1)
			try_all(&next, words, depth - 1, counts);
	}
}

static void
try_rules(unsigned int letters, unsigned int depth, struct motus_rules rules,
    unsigned int *counts)
{
	struct words words = words_of(letters);
	struct motus_game game;

	/* The others are these with the letters renamed. */
	for (size_t i = 0; i < words.count / letters; i++) {
		cr_assert(zero(
		    int, motus_game_start_with(&game, words.list[i], rules)));
		try_all(&game, &words, depth, counts);
	}
}

static void
must_have_met(const unsigned int *counts, int error)
{
	cr_assert(gt(uint, counts[-error], 0), "%s", motus_error_text(error));
}

Test(rules, three_turns_of_two_letters_are_refused_as_defined)
{
	unsigned int counts[32] = { 0 };

	for (uint8_t strictness = 0; strictness <= MOTUS_ULTRA; strictness++) {
		for (uint8_t bonus = 0; bonus < 4; bonus++) {
			try_rules(2, 3, strict(strictness, bonus), counts);
			try_rules(2, 3, blind(strictness, bonus), counts);
		}
	}
	must_have_met(counts, MOTUS_OK);
	must_have_met(counts, MOTUS_EOVER);
	must_have_met(counts, MOTUS_EINITIAL);
	must_have_met(counts, MOTUS_EPLACE);
	must_have_met(counts, MOTUS_ELETTER);
	must_have_met(counts, MOTUS_ECONTRADICTS);
}

Test(rules, two_turns_of_three_letters_are_refused_as_defined)
{
	unsigned int counts[32] = { 0 };

	for (uint8_t strictness = 1; strictness <= MOTUS_ULTRA; strictness++)
		try_rules(3, 2, blind(strictness, 0), counts);
	must_have_met(counts, MOTUS_EPLACE);
	must_have_met(counts, MOTUS_ELETTER);
	must_have_met(counts, MOTUS_ECONTRADICTS);
}

/* What no mark speaks against keeps every place and letter too. */
Test(rules, ultra_refuses_whatever_hard_refuses)
{
	struct words words = words_of(3);

	for (size_t i = 0; i < words.count / 3; i++) {
		for (size_t j = 0; j < words.count; j++) {
			struct motus_game game;

			cr_assert(zero(int,
			    motus_game_start_with(
				&game, words.list[i], blind(MOTUS_FREE, 0))));
			motus_game_guess(&game, NULL, words.list[j]);
			for (size_t k = 0; k < words.count; k++) {
				struct motus_word guess = words.list[k];

				if (moves(&game, guess) ||
				    leaves_out(&game, guess))
					cr_assert(is_no_answer(&game, guess));
			}
		}
	}
}
