/*
 * What a hint and the analysis of a whole game cost under the Motus rule, for
 * each initial: the mean and the worst.  Beside them, the entropy of each
 * allowed guess by the plain function of bench/plain.c.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/motus.h>

#include "bench/bench.h"
#include "bench/plain.h"

#define MANY 3000

typedef char plain_word[PLAIN_SIZE];

/* A game, and what the plain function needs for its turns. */
struct subject {
	const struct motus_vocabulary *words;
	struct motus_game game;
	plain_word *allowed, *possible;
	size_t allowed_count;
	uint32_t *table, *codes; /* 3^length counters; a row */
};

/* How many of `count` words begin with the initial of the game. */
static size_t
pick(const struct subject *subject, const struct motus_word *words,
    size_t count, plain_word *to)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (words[i].letter[0] == subject->game.answer.letter[0])
			memcpy(to[kept++], words[i].letter, PLAIN_SIZE);
	}
	return kept;
}

/* The answers that begin with it, in their place; returns how many. */
static size_t
pick_possible(struct subject *subject)
{
	size_t count;
	const struct motus_word *answers =
	    motus_vocabulary_answers(subject->words, &count);

	return pick(subject, answers, count, subject->possible);
}

static double
plain_best(const struct subject *subject, size_t possible)
{
	double best = 0;

	for (size_t i = 0; i < subject->allowed_count; i++) {
		double bits = plain_entropy(subject->allowed[i],
		    (const plain_word *)subject->possible, possible,
		    subject->game.answer.length, subject->table);

		best = bits > best ? bits : best;
	}
	return best;
}

static unsigned long
plain_hint(void *arg, size_t count)
{
	struct subject *subject = arg;

	(void)count;
	return (unsigned long)plain_best(subject, pick_possible(subject));
}

static unsigned long
hint(void *arg, size_t count)
{
	const struct subject *subject = arg;
	struct motus_game opening = subject->game;
	struct motus_advice best;

	(void)count;
	opening.turns = 0;
	if (motus_advise(subject->words, &opening, MOTUS_REACH_RULES, &best) !=
	    0)
		abort();
	return best.expected;
}

/* The answers that a turn left; returns how many. */
static size_t
plain_narrow(
    struct subject *subject, const struct motus_turn *turn, size_t possible)
{
	size_t left = plain_filter(turn->guess.letter,
	    (const plain_word *)subject->possible, possible, turn->guess.length,
	    motus_pattern_code(turn->pattern), subject->codes);

	for (size_t i = 0; i < left; i++)
		memmove(subject->possible[i],
		    subject->possible[subject->codes[i]], PLAIN_SIZE);
	return left;
}

static unsigned long
plain_analysis(void *arg, size_t count)
{
	struct subject *subject = arg;
	const struct motus_game *game = &subject->game;
	size_t possible = pick_possible(subject);
	double sum = 0;

	(void)count;
	for (uint32_t i = 0; i < game->turns; i++) {
		sum += plain_best(subject, possible);
		possible = plain_narrow(subject, &game->turn[i], possible);
	}
	return (unsigned long)sum;
}

static unsigned long
analysis(void *arg, size_t count)
{
	const struct subject *subject = arg;
	struct motus_analysis made;

	(void)count;
	if (motus_analyse(subject->words, &subject->game, &made) != 0)
		abort();
	return made.skill;
}

static void
subject_fini(struct subject *subject)
{
	free(subject->allowed);
	free(subject->possible);
	free(subject->table);
	free(subject->codes);
}

/* Six guesses, spread over those allowed, none of them the answer. */
static void
play(struct subject *subject)
{
	for (size_t i = 1; i <= MOTUS_TURNS; i++) {
		size_t at = i * subject->allowed_count / (MOTUS_TURNS + 1);
		struct motus_word guess;

		motus_word_parse(
		    &guess, subject->allowed[at], strlen(subject->allowed[at]));
		if (!motus_word_equal(guess, subject->game.answer))
			motus_game_guess(&subject->game, NULL, guess);
	}
}

/* A game of the middle answer of those that begin with `initial`. */
static bool
subject_init(
    struct subject *subject, const struct motus_vocabulary *words, char initial)
{
	unsigned int length = motus_vocabulary_length(words);
	struct motus_word answer = { .length = (uint8_t)length };
	size_t guess_count, possible;
	const struct motus_word *guesses =
	    motus_vocabulary_guesses(words, &guess_count);

	*subject = (struct subject){ .words = words,
		.allowed = calloc(guess_count, PLAIN_SIZE),
		.possible = calloc(MANY, PLAIN_SIZE),
		.table = calloc(motus_marks_patterns(length), sizeof(uint32_t)),
		.codes = calloc(MANY, sizeof(uint32_t)) };
	if (subject->allowed == NULL || subject->possible == NULL ||
	    subject->table == NULL || subject->codes == NULL)
		abort();
	answer.letter[0] = initial;
	subject->game = motus_game_start(answer);
	subject->allowed_count =
	    pick(subject, guesses, guess_count, subject->allowed);
	possible = pick_possible(subject);
	if (possible == 0)
		return false;
	memcpy(answer.letter, subject->possible[possible / 2], PLAIN_SIZE);
	subject->game = motus_game_start(answer);
	play(subject);
	return subject->game.turns > 0;
}

static void
line(const char *name, bench_work *plain, bench_work *work,
    const struct motus_vocabulary *words)
{
	double sum = 0, plain_sum = 0, worst = 0;
	size_t subjects = 0;

	for (char initial = 'A'; initial <= 'Z'; initial++) {
		struct subject subject;
		double ns[2];

		if (subject_init(&subject, words, initial)) {
			bench_turns((struct bench_task[]){ { plain, &subject },
					{ work, &subject } },
			    2, 1, ns);
			plain_sum += ns[0];
			sum += ns[1];
			worst = ns[1] > worst ? ns[1] : worst;
			subjects++;
		}
		subject_fini(&subject);
	}
	printf("%-8s %2u letters, %d answers  plain %8.3f ms  mean %6.3f ms "
	       "%6.1f x  worst %6.3f ms\n",
	    name, motus_vocabulary_length(words), MANY,
	    plain_sum / (double)subjects / 1e6, sum / (double)subjects / 1e6,
	    plain_sum / sum, worst / 1e6);
	fflush(stdout);
}

/* MANY words of the lexicon, evenly out of all, as answers. */
static struct motus_vocabulary *
vocabulary(const struct motus_lexicon *lexicon, unsigned int length)
{
	size_t count = motus_lexicon_count(lexicon, length);
	struct motus_word *guesses = calloc(count, sizeof(*guesses));
	struct motus_word *answers = calloc(MANY, sizeof(*answers));
	struct motus_vocabulary *made;

	if (guesses == NULL || answers == NULL)
		abort();
	for (size_t i = 0; i < count; i++)
		motus_lexicon_word(lexicon, length, i, &guesses[i]);
	for (size_t i = 0; i < MANY; i++)
		answers[i] = guesses[i * count / MANY];
	if (motus_vocabulary_create(&made, guesses, count, answers, MANY) != 0)
		abort();
	free(guesses);
	free(answers);
	return made;
}

int
main(int argc, char **argv)
{
	struct motus_lexicon *lexicon;

	if (argc != 2 || motus_lexicon_open(&lexicon, argv[1]) != 0) {
		fprintf(stderr, "usage: analysis LEXICON\n");
		return 2;
	}
	printf("Hints and analyses; plain: two passes and log2(), %s\n",
	    plain_compiler);
	for (unsigned int length = 5; length <= 9; length++) {
		struct motus_vocabulary *words = vocabulary(lexicon, length);

		line("hint", plain_hint, hint, words);
		line("analysis", plain_analysis, analysis, words);
		motus_vocabulary_destroy(words);
	}
	motus_lexicon_destroy(lexicon);
	return 0;
}
