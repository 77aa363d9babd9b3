/*
 * What marking costs, on real words of our lexicons: motus_mark() beside the
 * double loop that many games have; then whole lists, see bench/marks.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/motus.h>

#include "bench/bench.h"
#include "bench/marks.h"

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

static void
single(const struct motus_lexicon *lexicon)
{
	static struct words words;
	char name[64];

	for (unsigned int length = 5; length <= 10; length++) {
		size_t all = motus_lexicon_count(lexicon, length);

		for (size_t i = 0; i < WORDS && all > 0; i++)
			motus_lexicon_word(
			    lexicon, length, i * 7919 % all, &words.word[i]);
		snprintf(name, sizeof name, "mark, %u letters", length);
		bench_compare(name, baseline, marks, &words, 1000000);
	}
}

int
main(int argc, char **argv)
{
	struct motus_lexicon *french = NULL, *english = NULL;
	int status = 2;

	if (argc == 3 && motus_lexicon_open(&french, argv[1]) == 0 &&
	    motus_lexicon_open(&english, argv[2]) == 0) {
		single(french);
		status = bench_marks(french, english);
	} else {
		fprintf(stderr, "usage: mark FRENCH-LEXICON ENGLISH-LEXICON\n");
	}
	motus_lexicon_destroy(french);
	motus_lexicon_destroy(english);
	return status;
}
