/*
 * What marking costs: motus_mark() beside the double loop that most games
 * have, on real words of the French lexicon.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/motus.h>

#include "bench/bench.h"

#define WORDS 4096

struct words {
	struct motus_word word[WORDS];
};

/* For each letter out of place, look for one that nobody has used. */
static unsigned long
double_loop(struct motus_word guess, struct motus_word answer)
{
	unsigned char mark[MOTUS_WORD_MAX] = { 0 },
		      used[MOTUS_WORD_MAX] = { 0 };
	unsigned long code = 0;

	for (int i = 0; i < answer.length; i++)
		if (guess.letter[i] == answer.letter[i])
			mark[i] = 2, used[i] = 1;
	for (int i = 0; i < answer.length; i++)
		for (int j = 0; mark[i] == 0 && j < answer.length; j++)
			if (!used[j] && guess.letter[i] == answer.letter[j])
				mark[i] = 1, used[j] = 1;
	for (int i = answer.length - 1; i >= 0; i--)
		code = 3 * code + mark[i];
	return code;
}

static unsigned long
baseline(void *arg, size_t count)
{
	const struct words *words = arg;
	unsigned long sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += double_loop(
		    words->word[i % WORDS], words->word[(i * 7 + 1) % WORDS]);
	return sum;
}

static unsigned long
marks(void *arg, size_t count)
{
	const struct words *words = arg;
	unsigned long sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += motus_pattern_code(motus_mark(
		    words->word[i % WORDS], words->word[(i * 7 + 1) % WORDS]));
	return sum;
}

int
main(int argc, char **argv)
{
	struct motus_lexicon *lexicon;
	static struct words words;
	char name[64];

	if (argc != 2 || motus_lexicon_open(&lexicon, argv[1]) != 0) {
		fprintf(stderr, "usage: mark LEXICON\n");
		return 2;
	}
	for (unsigned int length = 5; length <= 10; length++) {
		size_t all = motus_lexicon_count(lexicon, length);

		for (size_t i = 0; i < WORDS && all > 0; i++)
			motus_lexicon_word(
			    lexicon, length, i * 7919 % all, &words.word[i]);
		snprintf(name, sizeof name, "mark, %u letters", length);
		bench_compare(name, baseline, marks, &words, 1000000);
	}
	motus_lexicon_destroy(lexicon);
	return 0;
}
