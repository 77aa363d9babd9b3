/*
 * Guesses against lists, in each variant that runs here, beside the plain
 * function of bench/plain.c, on one core.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/motus.h>

#include "bench/bench.h"
#include "bench/marks.h"
#include "bench/plain.h"
#include "libmotus/marks.h"

#define VARIANTS (BENCH_TASKS - 1)

/* Guesses and answers of one row of the table, as each side wants them. */
struct lists {
	unsigned int length;
	struct motus_word *guess, *answer;
	char (*plain_guess)[PLAIN_SIZE], (*plain_answer)[PLAIN_SIZE];
	size_t guesses, answers;
	struct motus_marks *marks[VARIANTS];
	uint32_t *codes; /* a row; or what is kept */
	uint32_t *table; /* 3^length counters */
	struct motus_split *splits; /* one for each guess */
};

struct task {
	struct lists *lists;
	size_t variant;
};

static unsigned long
plain_rows(void *arg, size_t count)
{
	const struct lists *lists = ((struct task *)arg)->lists;
	unsigned long sum = 0;

	for (size_t i = 0; i < count / lists->answers; i++) {
		plain_codes(lists->plain_guess[i],
		    (const char(*)[PLAIN_SIZE])lists->plain_answer,
		    lists->answers, (int)lists->length, lists->codes);
		sum += lists->codes[i % lists->answers];
	}
	return sum;
}

static unsigned long
rows(void *arg, size_t count)
{
	const struct task *task = arg;
	const struct lists *lists = task->lists;
	unsigned long sum = 0;

	for (size_t i = 0; i < count / lists->answers; i++) {
		motus_marks_codes(lists->marks[task->variant], &lists->guess[i],
		    1, lists->codes);
		sum += *(const unsigned char *)lists->codes;
	}
	return sum;
}

static unsigned long
plain_ranking(void *arg, size_t count)
{
	const struct lists *lists = ((struct task *)arg)->lists;
	double sum = 0;

	for (size_t i = 0; i < count / lists->answers; i++)
		sum += plain_entropy(lists->plain_guess[i],
		    (const char(*)[PLAIN_SIZE])lists->plain_answer,
		    lists->answers, (int)lists->length, lists->table);
	return (unsigned long)sum;
}

static unsigned long
ranking(void *arg, size_t count)
{
	const struct task *task = arg;
	const struct lists *lists = task->lists;

	motus_marks_split(lists->marks[task->variant], lists->guess,
	    count / lists->answers, lists->splits);
	return (unsigned long)lists->splits[0].bits;
}

/* What a guess would show if the answer were one further on. */
static struct motus_pattern
shown(const struct lists *lists, size_t guess)
{
	return motus_mark(lists->guess[guess],
	    lists->answer[(guess * 7919 + 1) % lists->answers]);
}

static unsigned long
plain_filtering(void *arg, size_t count)
{
	const struct lists *lists = ((struct task *)arg)->lists;
	unsigned long sum = 0;

	for (size_t i = 0; i < count / lists->answers; i++)
		sum += plain_filter(lists->plain_guess[i],
		    (const char(*)[PLAIN_SIZE])lists->plain_answer,
		    lists->answers, (int)lists->length,
		    motus_pattern_code(shown(lists, i)), lists->codes);
	return sum;
}

static unsigned long
filtering(void *arg, size_t count)
{
	const struct task *task = arg;
	const struct lists *lists = task->lists;
	unsigned long sum = 0;

	for (size_t i = 0; i < count / lists->answers; i++) {
		size_t kept;

		motus_marks_filter(lists->marks[task->variant], lists->guess[i],
		    shown(lists, i), lists->codes, &kept);
		sum += kept;
	}
	return sum;
}

/* Words of one or two lexicons, evenly out of the whole. */
static struct motus_word
pick(const struct motus_lexicon *const lexicon[2], unsigned int length,
    size_t index, size_t count)
{
	size_t first = motus_lexicon_count(lexicon[0], length);
	size_t all = first +
	    (lexicon[1] == NULL ? 0 : motus_lexicon_count(lexicon[1], length));
	size_t at = (size_t)((double)index * (double)all / (double)count);
	struct motus_word word = { 0 };

	motus_lexicon_word(
	    lexicon[at >= first], length, at >= first ? at - first : at, &word);
	return word;
}

static void
lists_fini(struct lists *lists)
{
	for (size_t i = 0; i < VARIANTS; i++)
		motus_marks_destroy(lists->marks[i]);
	free(lists->guess);
	free(lists->answer);
	free(lists->plain_guess);
	free(lists->plain_answer);
	free(lists->codes);
	free(lists->table);
	free(lists->splits);
}

static bool
lists_init(struct lists *lists, const struct motus_lexicon *const lexicon[2],
    unsigned int length, size_t guesses, size_t answers)
{
	*lists = (struct lists){ .length = length,
		.guess = calloc(guesses, sizeof(*lists->guess)),
		.answer = calloc(answers, sizeof(*lists->answer)),
		.plain_guess = calloc(guesses, PLAIN_SIZE),
		.plain_answer = calloc(answers, PLAIN_SIZE),
		.guesses = guesses,
		.answers = answers,
		.codes = calloc(answers, sizeof(*lists->codes)),
		.table =
		    calloc(motus_marks_patterns(length), sizeof(*lists->table)),
		.splits = calloc(guesses, sizeof(*lists->splits)) };
	if (lists->guess == NULL || lists->answer == NULL ||
	    lists->plain_guess == NULL || lists->plain_answer == NULL ||
	    lists->codes == NULL || lists->table == NULL ||
	    lists->splits == NULL)
		return false;
	for (size_t i = 0; i < guesses; i++) {
		lists->guess[i] = pick(lexicon, length, i, guesses);
		memcpy(
		    lists->plain_guess[i], lists->guess[i].letter, PLAIN_SIZE);
	}
	for (size_t i = 0; i < answers; i++) {
		lists->answer[i] = pick(lexicon, length, i, answers);
		memcpy(lists->plain_answer[i], lists->answer[i].letter,
		    PLAIN_SIZE);
	}
	for (size_t i = 0, j = 0; marks_kernels[i] != NULL; i++) {
		if (marks_kernels[i]->runs() &&
		    marks_create(&lists->marks[j++], marks_kernels[i],
			lists->answer, answers) != 0)
			return false;
	}
	return true;
}

/* One line: the plain function, then each variant and its ratio. */
static int
line(const char *name, bench_work *plain, bench_work *work,
    const struct motus_lexicon *const lexicon[2], unsigned int length,
    size_t guesses, size_t answers)
{
	struct lists lists;
	struct task task[BENCH_TASKS];
	struct bench_task bench[BENCH_TASKS] = { { plain, &task[0] } };
	double ns[BENCH_TASKS];
	size_t tasks = 1;

	if (!lists_init(&lists, lexicon, length, guesses, answers)) {
		lists_fini(&lists);
		return 1;
	}
	task[0].lists = &lists;
	for (; tasks <= VARIANTS && lists.marks[tasks - 1] != NULL; tasks++) {
		task[tasks] = (struct task){ &lists, tasks - 1 };
		bench[tasks] = (struct bench_task){ work, &task[tasks] };
	}
	bench_turns(bench, tasks, guesses * answers, ns);
	printf("%-8s %2u letters %6zu x %5zu  plain %7.2f ns", name, length,
	    guesses, answers, ns[0]);
	for (size_t i = 1; i < tasks; i++)
		printf("  %s %6.3f ns %6.1f x",
		    lists.marks[i - 1]->kernel->name, ns[i], ns[0] / ns[i]);
	printf("\n");
	fflush(stdout);
	lists_fini(&lists);
	return 0;
}

int
bench_marks(
    const struct motus_lexicon *french, const struct motus_lexicon *english)
{
	const struct motus_lexicon *const both[2] = { french, english };
	const struct motus_lexicon *const lexicon[2] = { french, NULL };
	int failed = 0;

	printf("Guesses x answers, each pair; plain: two passes, %s\n",
	    plain_compiler);
	for (unsigned int i = MOTUS_WORD_MIN; i <= MOTUS_WORD_MAX; i++)
		failed |= line("codes", plain_rows, rows, lexicon, i, 1000,
		    i <= 5 ? 2315 : 3000);
	failed |= line("ranking", plain_ranking, ranking, both, 5, 12972, 2315);
	for (unsigned int i = 6; i <= 9; i++)
		failed |= line(
		    "ranking", plain_ranking, ranking, lexicon, i, 1000, 3000);
	for (unsigned int i = 6; i <= 9; i++)
		failed |= line(
		    "ranking", plain_ranking, ranking, lexicon, i, 2000, 250);
	for (unsigned int i = 5; i <= 10; i++)
		failed |= line("filter", plain_filtering, filtering, lexicon, i,
		    50, motus_lexicon_count(french, i));
	return failed;
}
