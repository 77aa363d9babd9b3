#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>
#include <motus/share.h>

#include "tests/read.h"

#define RED "\xf0\x9f\x9f\xa5"
#define YELLOW "\xf0\x9f\x9f\xa1"
#define BLUE "\xf0\x9f\x9f\xa6"

static const char won_text[] =
    "#Motus #329 2/6\n"
    "\n" RED BLUE YELLOW RED BLUE "\n" RED RED RED RED RED "\n"
    "\n"
    "https://motus.example/";

static struct motus_game
game_of(const char *first, const char *second)
{
	struct motus_game game = motus_game_start(word("merle"));

	cr_assert(zero(int, motus_game_guess(&game, NULL, word(first))));
	cr_assert(zero(int, motus_game_guess(&game, NULL, word(second))));
	return game;
}

Test(share, a_won_game_shows_its_marks_and_no_letter)
{
	struct motus_game game = game_of("miels", "merle");
	char text[sizeof(won_text)];
	size_t needed = 0;

	cr_assert(zero(int,
	    motus_share_text(&game, "Motus", 329, "https://motus.example/",
		text, sizeof(text), &needed)));
	cr_assert(eq(str, text, (char *)won_text));
	cr_assert(eq(sz, needed, sizeof(won_text)));
}

Test(share, a_turn_with_a_hint_has_a_bulb)
{
	struct motus_game game = motus_game_start(word("merle"));
	char text[200];

	motus_game_guess(&game, NULL, word("merci"));
	motus_game_take_hint(&game);
	motus_game_guess(&game, NULL, word("merle"));
	cr_assert(zero(int,
	    motus_share_text(
		&game, "Motus", 1, NULL, text, sizeof(text), NULL)));
	cr_assert(eq(str, text,
	    "#Motus #1 2/6\n\n" RED RED RED BLUE BLUE "\n" RED RED RED RED RED
	    "\xf0\x9f\x92\xa1"));
}

Test(share, a_lost_game_has_a_dash_for_its_turns)
{
	struct motus_game game = game_of("merci", "merci");
	char text[200];

	for (int i = 2; i < MOTUS_TURNS; i++)
		motus_game_guess(&game, NULL, word("merci"));
	cr_assert(zero(int,
	    motus_share_text(
		&game, "Été", 4294967295u, NULL, text, sizeof(text), NULL)));
#define ROW "\n" RED RED RED BLUE BLUE
	cr_assert(
	    eq(str, text, "#Été #4294967295 -/6\n" ROW ROW ROW ROW ROW ROW));
}

Test(share, the_turns_are_those_of_the_rules)
{
	struct motus_rules rules = motus_rules_daily();
	struct motus_game game;
	char text[200];

	rules.turns = MOTUS_TURNS_MAX;
	cr_assert(
	    zero(int, motus_game_start_with(&game, word("merle"), rules)));
	cr_assert(zero(int, motus_game_guess(&game, NULL, word("merle"))));
	cr_assert(zero(int,
	    motus_share_text(
		&game, "Motus", 1, NULL, text, sizeof(text), NULL)));
	cr_assert(eq(str, text, "#Motus #1 1/10\n\n" RED RED RED RED RED));
}

Test(share, a_game_still_played_is_refused)
{
	struct motus_game game = game_of("merci", "merci");
	char text[200] = "as before";

	cr_assert(eq(int,
	    motus_share_text(&game, "Motus", 1, NULL, text, sizeof(text), NULL),
	    MOTUS_EINVAL));
	cr_assert(eq(str, text, "as before"));
}

Test(share, a_buffer_too_small_is_left_as_it_is)
{
	struct motus_game game = game_of("miels", "merle");
	char text[sizeof(won_text)] = "as before";
	size_t needed = 0;

	cr_assert(eq(int,
	    motus_share_text(&game, "Motus", 329, "https://motus.example/",
		text, sizeof(text) - 1, &needed),
	    MOTUS_ETOOBIG));
	cr_assert(eq(sz, needed, sizeof(won_text)));
	cr_assert(eq(str, text, "as before"));
	cr_assert(eq(int,
	    motus_share_text(&game, "Motus", 329, NULL, NULL, 0, &needed),
	    MOTUS_ETOOBIG));
	cr_assert(eq(sz, needed,
	    sizeof(won_text) - strlen("\n\nhttps://motus.example/")));
}
