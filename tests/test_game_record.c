#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/game/record.h"

static struct motus_word
word(const char *text)
{
	struct motus_word read;

	cr_assert(zero(int, motus_word_parse(&read, text, strlen(text))));
	return read;
}

static int
read_back(const void *record, size_t size)
{
	struct motus_game game = { 0 };

	return record_read(&game, word("merle"), record, size);
}

Test(record, a_game_comes_back_as_it_was)
{
	static const char *const guesses[] = { "MARDI", "METRE", "MERLE" };
	struct motus_game game = motus_game_start(word("merle")), back;
	unsigned char record[RECORD_SIZE];

	for (size_t turns = 1; turns <= 3; turns++) {
		size_t size;

		motus_game_guess(&game, NULL, word(guesses[turns - 1]));
		size = record_write(&game, record);
		cr_assert(eq(sz, size, 1 + 5 * turns));
		cr_assert(
		    zero(int, record_read(&back, word("merle"), record, size)));
		cr_assert(zero(int, memcmp(&back, &game, sizeof game)));
	}
	cr_assert(eq(int, motus_game_outcome(&back), MOTUS_WON));
}

Test(record, the_longest_game_fits)
{
	struct motus_word answer = word("abcdefghijkl");
	struct motus_game game = motus_game_start(answer), back;
	unsigned char record[RECORD_SIZE];
	size_t size;

	for (int i = 0; i < MOTUS_TURNS; i++)
		motus_game_guess(&game, NULL, word("abcdefghijkz"));
	size = record_write(&game, record);
	cr_assert(eq(sz, size, RECORD_SIZE));
	cr_assert(zero(int, record_read(&back, answer, record, size)));
	cr_assert(eq(int, motus_game_outcome(&back), MOTUS_LOST));
}

struct damaged {
	const char *what;
	const char *record;
};

Test(record, a_damaged_one_is_refused)
{
	static const struct damaged damaged[] = {
		{ "nothing", "" },
		{ "no guess", "\1" },
		{ "another version", "\2MARDI" },
		{ "cut short", "\1MARDIMETR" },
		{ "too long", "\1MARDIM" },
		{ "no letter", "\1MARD1" },
		{ "another initial", "\1PERLE" },
		{ "another length", "\1MARDIS" },
		{ "a guess after the last",
		    "\1MARDIMARDIMARDIMARDIMARDIMARDIMARDI" },
		{ "a guess after it was won", "\1MERLEMARDI" },
	};

	for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++)
		cr_assert(
		    eq(int,
			read_back(damaged[i].record, strlen(damaged[i].record)),
			MOTUS_EFORMAT),
		    "%s", damaged[i].what);
	cr_assert(eq(int, read_back("\1MA\0DI", 6), MOTUS_EFORMAT), "a NUL");
}

Test(record, a_refused_record_leaves_the_game_alone)
{
	struct motus_game game = motus_game_start(word("merle"));

	motus_game_guess(&game, NULL, word("metre"));
	record_read(&game, word("merle"), "\1MARDIPERLE", 11);
	cr_assert(eq(u32, game.turns, 1));
	cr_assert(eq(str, game.turn[0].guess.letter, "METRE"));
}
