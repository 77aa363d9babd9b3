/*
 * The solver: every answer of a list of 2,315 five-letter words with 12,972
 * guesses, out of both lexicons as in bench/marks.c.
 */
#include <stdio.h>
#include <stdlib.h>

#include <motus/motus.h>

#include "bench/bench.h"

#define GUESSES 12972
#define ANSWERS 2315
#define LENGTH 5

struct task {
	const struct motus_vocabulary *words;
	const struct motus_word *first;
	unsigned int beam;
	struct motus_tree *tree;
};

static unsigned long
solve(void *arg, size_t count)
{
	struct task *task = arg;

	(void)count;
	motus_tree_destroy(task->tree);
	if (motus_solve(&task->tree, task->words, task->first, task->beam) != 0)
		abort();
	return motus_tree_report(task->tree).worst;
}

static void
line(const char *name, const struct motus_vocabulary *words,
    const struct motus_word *first, unsigned int beam)
{
	struct task task = { words, first, beam, NULL };
	struct bench_task bench = { solve, &task };
	struct motus_report report;
	double ns;

	bench_turns(&bench, 1, 1, &ns);
	report = motus_tree_report(task.tree);
	printf("%-16s %4u answers  %6.3f s  average %.4f  worst %u\n", name,
	    report.answers, ns / 1e9, (double)report.turns / report.answers,
	    report.worst);
	fflush(stdout);
	motus_tree_destroy(task.tree);
}

/* Words of both lexicons, evenly out of the whole. */
static struct motus_word
pick(const struct motus_lexicon *const lexicon[2], size_t index, size_t count)
{
	size_t first = motus_lexicon_count(lexicon[0], LENGTH);
	size_t at =
	    index * (first + motus_lexicon_count(lexicon[1], LENGTH)) / count;
	struct motus_word word = { 0 };

	motus_lexicon_word(
	    lexicon[at >= first], LENGTH, at >= first ? at - first : at, &word);
	return word;
}

int
main(int argc, char **argv)
{
	static struct motus_word guesses[GUESSES], answers[ANSWERS];
	struct motus_lexicon *lexicon[2];
	struct motus_vocabulary *words;
	struct motus_tree *tree;
	struct motus_word first;

	if (argc != 3 || motus_lexicon_open(&lexicon[0], argv[1]) != 0 ||
	    motus_lexicon_open(&lexicon[1], argv[2]) != 0) {
		fprintf(
		    stderr, "usage: solver FRENCH-LEXICON ENGLISH-LEXICON\n");
		return 2;
	}
	for (size_t i = 0; i < GUESSES; i++)
		guesses[i] = pick(
		    (const struct motus_lexicon *const *)lexicon, i, GUESSES);
	for (size_t i = 0; i < ANSWERS; i++)
		answers[i] = pick(
		    (const struct motus_lexicon *const *)lexicon, i, ANSWERS);
	if (motus_vocabulary_create(
		&words, guesses, GUESSES, answers, ANSWERS) != 0 ||
	    motus_solve(&tree, words, NULL, 1) != 0)
		abort();
	motus_tree_guess(tree, NULL, 0, &first);
	motus_tree_destroy(tree);
	printf("The solver, %d guesses; the first word given is %s\n", GUESSES,
	    first.letter);
	line("one step", words, NULL, 1);
	line("one step, first", words, &first, 1);
	line("beam 10, first", words, &first, 10);
	line("beam 10", words, NULL, 10);
	motus_vocabulary_destroy(words);
	motus_lexicon_destroy(lexicon[0]);
	motus_lexicon_destroy(lexicon[1]);
	return 0;
}
