#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>
#include <motus/game.h>

#include "tests/read.h"
#include "tests/small.h"

static struct small small;

static void
start(void)
{
	small = small_create(
	    "merle\nmerci\nmiels\nperle\nmerles\n", "@2027-01-01\nmerle\n");
}

static void
stop(void)
{
	small_clear(&small);
}

TestSuite(game, .init = start, .fini = stop);

static int
play(struct motus_game *game, const char *guess)
{
	return motus_game_guess(game, small.lexicon, word(guess));
}

static struct motus_game
lost(void)
{
	struct motus_game game = motus_game_start(word("merle"));

	for (int i = 0; i < MOTUS_TURNS; i++)
		cr_assert(zero(int, play(&game, "merci")));
	return game;
}

Test(game, a_game_starts_with_no_turn_played)
{
	struct motus_game game = motus_game_start(word("merle"));

	cr_assert(zero(u32, game.turns));
	cr_assert(eq(int, motus_game_outcome(&game), MOTUS_PLAYING));
}

Test(game, a_turn_keeps_the_guess_and_its_pattern)
{
	struct motus_game game = motus_game_start(word("merle"));
	char text[MOTUS_PATTERN_SIZE];

	cr_assert(zero(int, play(&game, "miels")));
	cr_assert(eq(u32, game.turns, 1));
	cr_assert(eq(str, game.turn[0].guess.letter, "MIELS"));
	motus_pattern_format(game.turn[0].pattern, text);
	cr_assert(eq(str, text, "capca"));
	cr_assert(eq(int, motus_game_outcome(&game), MOTUS_PLAYING));
}

Test(game, the_answer_wins)
{
	struct motus_game game = motus_game_start(word("merle"));

	cr_assert(zero(int, play(&game, "merci")));
	cr_assert(zero(int, play(&game, "merle")));
	cr_assert(eq(int, motus_game_outcome(&game), MOTUS_WON));
	cr_assert(eq(u32, game.turns, 2));
}

Test(game, the_answer_wins_on_the_last_turn)
{
	struct motus_game game = motus_game_start(word("merle"));

	for (int i = 1; i < MOTUS_TURNS; i++)
		cr_assert(zero(int, play(&game, "merci")));
	cr_assert(eq(int, motus_game_outcome(&game), MOTUS_PLAYING));
	cr_assert(zero(int, play(&game, "merle")));
	cr_assert(eq(int, motus_game_outcome(&game), MOTUS_WON));
}

Test(game, six_wrong_guesses_lose)
{
	struct motus_game game = lost();

	cr_assert(eq(int, motus_game_outcome(&game), MOTUS_LOST));
}

Test(game, a_refused_guess_costs_no_turn)
{
	struct motus_game game = motus_game_start(word("merle")), before;

	cr_assert(zero(int, play(&game, "merci")));
	before = game;
	cr_assert(eq(int, play(&game, "merles"), MOTUS_ELENGTH));
	cr_assert(eq(int, play(&game, "perle"), MOTUS_EINITIAL));
	cr_assert(eq(int, play(&game, "merla"), MOTUS_EUNKNOWN));
	cr_assert(zero(int, memcmp(&game, &before, sizeof(game))));
}

Test(game, a_game_that_is_over_takes_no_guess)
{
	struct motus_game game = lost(), won = motus_game_start(word("merle"));

	cr_assert(eq(int, play(&game, "merle"), MOTUS_EOVER));
	cr_assert(eq(u32, game.turns, MOTUS_TURNS));
	cr_assert(zero(int, play(&won, "merle")));
	cr_assert(eq(int, play(&won, "merci"), MOTUS_EOVER));
	cr_assert(eq(u32, won.turns, 1));
}

Test(game, the_first_reason_to_refuse_is_the_one_told)
{
	struct motus_game game = lost(), other;

	cr_assert(eq(int, play(&game, "zzzzzz"), MOTUS_EOVER));
	other = motus_game_start(word("merle"));
	cr_assert(eq(int, play(&other, "zzzzzz"), MOTUS_ELENGTH));
	cr_assert(eq(int, play(&other, "zzzzz"), MOTUS_EINITIAL));
	cr_assert(eq(int, play(&other, "mzzzz"), MOTUS_EUNKNOWN));
}

Test(game, without_a_lexicon_every_word_is_known)
{
	struct motus_game game = motus_game_start(word("merle"));

	cr_assert(zero(int, motus_game_guess(&game, NULL, word("mzzzz"))));
	cr_assert(eq(
	    int, motus_game_guess(&game, NULL, word("zzzzz")), MOTUS_EINITIAL));
	cr_assert(eq(u32, game.turns, 1));
}

Test(game, a_hint_is_of_the_next_turn)
{
	struct motus_game game = motus_game_start(word("merle"));

	cr_assert(zero(u32, game.hints));
	cr_assert(zero(int, play(&game, "merci")));
	cr_assert(zero(int, motus_game_take_hint(&game)));
	cr_assert(zero(int, motus_game_take_hint(&game)));
	cr_assert(eq(u32, game.hints, 2));
	cr_assert(not(motus_game_was_hinted(&game, 1)));
	cr_assert(motus_game_was_hinted(&game, 2));
	cr_assert(not(motus_game_was_hinted(&game, 0)));
	cr_assert(zero(int, play(&game, "merle")));
	cr_assert(eq(int, motus_game_take_hint(&game), MOTUS_EOVER));
	cr_assert(eq(u32, game.hints, 2));
}
