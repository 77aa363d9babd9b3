#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>
#include <motus/mark.h>

#include "tests/read.h"

static char *
mark(const char *guess, const char *answer)
{
	static char text[MOTUS_PATTERN_SIZE];

	motus_pattern_format(motus_mark(word(guess), word(answer)), text);
	return text;
}

Test(mark, a_letter_is_correct_present_or_absent)
{
	cr_assert(eq(str, mark("merle", "merle"), "ccccc"));
	cr_assert(eq(str, mark("merle", "blanc"), "aaapa"));
	cr_assert(eq(str, mark("chateau", "crochet"), "cpappaa"));
	cr_assert(eq(str, mark("blond", "merci"), "aaaaa"));
}

Test(mark, a_letter_is_marked_at_most_as_often_as_the_answer_has_it)
{
	cr_assert(eq(str, mark("elles", "merle"), "ppapa"));
	cr_assert(eq(str, mark("eeee", "abce"), "aaac"));
	cr_assert(eq(str, mark("abba", "baab"), "pppp"));
	cr_assert(eq(str, mark("aaab", "baaa"), "pccp"));
}

Test(mark, a_letter_in_place_comes_before_one_further_left)
{
	cr_assert(eq(str, mark("lllal", "xxxxl"), "aaaac"));
}

Test(mark, what_is_left_is_handed_out_from_left_to_right)
{
	cr_assert(eq(str, mark("eexx", "abee"), "ppaa"));
	cr_assert(eq(str, mark("eeex", "abce"), "paaa"));
}

/* Another method: each letter of the guess looks for one not yet used. */
static struct motus_pattern
naive(struct motus_word guess, struct motus_word answer)
{
	struct motus_pattern pattern = { .length = guess.length };
	bool used[MOTUS_WORD_MAX] = { false };

	for (int i = 0; i < guess.length; i++) {
		used[i] = guess.letter[i] == answer.letter[i];
		pattern.mark[i] = used[i] ? MOTUS_CORRECT : MOTUS_ABSENT;
	}
	for (int i = 0; i < guess.length; i++) {
		for (int j = 0; j < answer.length; j++) {
			if (pattern.mark[i] == MOTUS_ABSENT && !used[j] &&
			    guess.letter[i] == answer.letter[j]) {
				pattern.mark[i] = MOTUS_PRESENT;
				used[j] = true;
			}
		}
	}
	return pattern;
}

/* xorshift64: the same numbers in every run. */
static uint32_t
next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 32);
}

static struct motus_word
random_word(uint64_t *state, uint8_t length, uint32_t alphabet)
{
	struct motus_word made = { .length = length };

	for (int i = 0; i < length; i++)
		made.letter[i] = (char)('A' + next(state) % alphabet);
	return made;
}

Test(mark, marks_agree_with_another_method_on_three_million_pairs)
{
	static const uint32_t alphabets[] = { 2, 3, 4, 26 };
	uint64_t state = 20270309;

	for (int i = 0; i < 3000000; i++) {
		uint8_t length = (uint8_t)(MOTUS_WORD_MIN + i % 9);
		uint32_t alphabet = alphabets[i / 9 % 4];
		struct motus_word guess = random_word(&state, length, alphabet);
		struct motus_word answer =
		    random_word(&state, length, alphabet);
		struct motus_pattern got = motus_mark(guess, answer);
		struct motus_pattern expected = naive(guess, answer);

		if (memcmp(&got, &expected, sizeof(got)) != 0)
			cr_fatal("%s against %s", guess.letter, answer.letter);
	}
}

Test(mark, words_of_different_lengths_have_no_pattern)
{
	struct motus_pattern pattern =
	    motus_mark(word("merles"), word("merle"));
	char text[MOTUS_PATTERN_SIZE] = "?";

	cr_assert(zero(int, pattern.length));
	cr_assert(not(motus_pattern_won(pattern)));
	cr_assert(zero(u32, motus_pattern_code(pattern)));
	motus_pattern_format(pattern, text);
	cr_assert(eq(str, text, ""));
}

Test(mark, a_pattern_is_won_when_each_mark_is_correct)
{
	cr_assert(motus_pattern_won(motus_mark(word("merle"), word("merle"))));
	cr_assert(
	    not(motus_pattern_won(motus_mark(word("perle"), word("merle")))));
	cr_assert(
	    not(motus_pattern_won(motus_mark(word("merls"), word("merle")))));
}

Test(mark, the_code_of_a_pattern_has_its_first_mark_as_lowest_digit)
{
	struct motus_pattern pattern = { .length = 4,
		.mark = { MOTUS_CORRECT, MOTUS_ABSENT, MOTUS_PRESENT } };

	cr_assert(eq(u32, motus_pattern_code(pattern), 2 + 1 * 9));
	pattern.mark[3] = MOTUS_CORRECT;
	cr_assert(eq(u32, motus_pattern_code(pattern), 2 + 1 * 9 + 2 * 27));
}

Test(mark, many_answers_give_the_codes_that_each_gives)
{
	struct motus_word answers[1000], guess;
	uint32_t codes[1000];
	uint64_t state = 4;

	guess = random_word(&state, 8, 4);
	for (int i = 0; i < 1000; i++)
		answers[i] = random_word(&state, 8, 4);
	cr_assert(zero(int, motus_mark_many(guess, answers, 1000, codes)));
	for (int i = 0; i < 1000; i++)
		cr_assert(eq(u32, codes[i],
		    motus_pattern_code(naive(guess, answers[i]))));
}

Test(mark, an_answer_of_another_length_among_many_is_refused)
{
	struct motus_word answers[] = { word("merle"), word("merles") };
	uint32_t codes[2];

	cr_assert(eq(int, motus_mark_many(word("perle"), answers, 2, codes),
	    MOTUS_ELENGTH));
	cr_assert(zero(int, motus_mark_many(word("perle"), answers, 1, codes)));
	cr_assert(zero(int, motus_mark_many(word("perle"), NULL, 0, NULL)));
}
