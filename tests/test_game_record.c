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

#define FINISHED ((time_t)1774700000)
#define STAMP "\0\0\0\0\x69\xc7\xc5\xe0" /* the same, as it is kept */

static time_t finished;

static int
read_back(const void *record, size_t size)
{
	struct motus_game game = motus_game_start(word("merle"));

	return record_read(&game, &finished, record, size);
}

Test(record, a_game_comes_back_as_it_was)
{
	static const char *const guesses[] = { "MARDI", "METRE", "MERLE" };
	struct motus_game game = motus_game_start(word("merle")), back;
	unsigned char record[RECORD_SIZE];

	for (size_t turns = 1; turns <= 3; turns++) {
		bool over = turns == 3;
		size_t size;

		motus_game_guess(&game, NULL, word(guesses[turns - 1]));
		size = record_write(&game, FINISHED, record);
		cr_assert(eq(sz, size, (over ? 9 : 1) + 5 * turns));
		back = motus_game_start(word("merle"));
		cr_assert(
		    zero(int, record_read(&back, &finished, record, size)));
		cr_assert(zero(int, memcmp(&back, &game, sizeof game)));
		cr_assert(eq(i64, finished, over ? FINISHED : 0));
	}
	cr_assert(eq(int, motus_game_outcome(&back), MOTUS_WON));
	cr_assert(zero(int, memcmp(record, "\2" STAMP "MARDI", 14)));
}

Test(record, hints_come_back_as_they_were)
{
	struct motus_game game = motus_game_start(word("merle")), back = game;
	unsigned char record[RECORD_SIZE];
	size_t size;

	motus_game_take_hint(&game);
	size = record_write(&game, 0, record);
	cr_assert(eq(sz, size, 3));
	cr_assert(zero(int, memcmp(record, "\3\0\1", 3)));
	cr_assert(zero(int, record_read(&back, &finished, record, size)));
	cr_assert(zero(int, memcmp(&back, &game, sizeof game)));
	motus_game_guess(&game, NULL, word("mardi"));
	motus_game_take_hint(&game);
	motus_game_guess(&game, NULL, word("merle"));
	size = record_write(&game, FINISHED, record);
	cr_assert(zero(int, memcmp(record, "\4" STAMP "\0\3MARDI", 16)));
	back = motus_game_start(word("merle"));
	cr_assert(zero(int, record_read(&back, &finished, record, size)));
	cr_assert(zero(int, memcmp(&back, &game, sizeof game)));
	cr_assert(eq(i64, finished, FINISHED));
}

Test(record, the_longest_game_fits)
{
	struct motus_word answer = word("abcdefghijkl");
	struct motus_rules rules = motus_rules_daily();
	struct motus_game game, back;
	unsigned char record[RECORD_SIZE];
	size_t size;

	rules.turns = MOTUS_TURNS_MAX;
	cr_assert(zero(int, motus_game_start_with(&game, answer, rules)));
	back = game;
	for (int i = 0; i < MOTUS_TURNS_MAX; i++) {
		motus_game_take_hint(&game);
		motus_game_guess(&game, NULL, word("abcdefghijkz"));
	}
	size = record_write(&game, FINISHED, record);
	cr_assert(eq(sz, size, RECORD_SIZE));
	cr_assert(zero(int, record_read(&back, &finished, record, size)));
	cr_assert(eq(int, motus_game_outcome(&back), MOTUS_LOST));
}

/* Some bytes, which may have a NUL among them. */
#define BYTES(text) text, sizeof(text) - 1

Test(record, it_is_played_by_the_rules_of_the_game)
{
	struct motus_rules rules = motus_rules_daily();
	struct motus_game game;

	rules.initial = false;
	cr_assert(
	    zero(int, motus_game_start_with(&game, word("merle"), rules)));
	cr_assert(
	    zero(int, record_read(&game, &finished, BYTES("\1PERLEMOULE"))));
	rules.strictness = MOTUS_HARD;
	cr_assert(
	    zero(int, motus_game_start_with(&game, word("merle"), rules)));
	cr_assert(eq(int, record_read(&game, &finished, BYTES("\1PERLEMOULE")),
	    MOTUS_EFORMAT));
}

Test(record, a_damaged_one_is_refused)
{
	static const struct damaged {
		const char *what;
		const char *record;
		size_t size;
	} damaged[] = {
		{ "nothing", BYTES("") },
		{ "no guess", BYTES("\1") },
		{ "another version", BYTES("\5MARDI") },
		{ "hints cut short", BYTES("\3\0") },
		{ "hints that are none", BYTES("\3\0\0MARDI") },
		{ "a hint for a turn to come", BYTES("\3\0\4MARDI") },
		{ "a hint after the end", BYTES("\4" STAMP "\0\2MERLE") },
		{ "cut short", BYTES("\1MARDIMETR") },
		{ "too long", BYTES("\1MARDIM") },
		{ "no letter", BYTES("\1MARD1") },
		{ "a NUL", BYTES("\1MA\0DI") },
		{ "another initial", BYTES("\1PERLE") },
		{ "another length", BYTES("\1MARDIS") },
		{ "over, but not called so", BYTES("\1MARDIMERLE") },
		{ "not over, but called so", BYTES("\2" STAMP "MARDI") },
		{ "over, without its time", BYTES("\2MERLE") },
		{ "a time, and no guess", BYTES("\2" STAMP) },
		{ "a guess after the last",
		    BYTES("\2" STAMP "MARDIMARDIMARDIMARDIMARDIMARDIMARDI") },
		{ "a guess after it was won", BYTES("\2" STAMP "MERLEMARDI") },
	};

	for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++)
		cr_assert(eq(int, read_back(damaged[i].record, damaged[i].size),
			      MOTUS_EFORMAT),
		    "%s", damaged[i].what);
	cr_assert(zero(int, read_back(BYTES("\2" STAMP "MERLE"))));
}

Test(record, a_refused_record_leaves_the_game_alone)
{
	struct motus_game game = motus_game_start(word("merle"));

	finished = 5;
	cr_assert(eq(int, record_read(&game, &finished, "\1MARDIPERLE", 11),
	    MOTUS_EFORMAT));
	cr_assert(zero(u32, game.turns));
	cr_assert(eq(i64, finished, 5));
}
