/*
 * motus solve: how many turns each answer takes to be found
 */
#include <stdio.h>
#include <string.h>

#include <motus/solver.h>

#include "tools/motus/motus.h"
#include "tools/motus/vocabulary.h"

#define DEPTH_MAX 64 /* turns that an answer may take */
#define BAR 40 /* columns of the longest */

/* What the answers take, of one tree or of many. */
struct sum {
	uint64_t turns;
	uint32_t answers, worst;
	uint32_t taking[DEPTH_MAX];
	struct motus_word first; /* of the only tree */
};

/* --- trees ---------------------------------------------------------------- */

static int
add(struct sum *sum, const struct motus_tree *tree)
{
	struct motus_report report = motus_tree_report(tree);

	if (report.worst > DEPTH_MAX)
		return fail(EX_DATAERR, "%u > %d", report.worst, DEPTH_MAX);
	sum->turns += report.turns;
	sum->answers += report.answers;
	if (report.worst > sum->worst)
		sum->worst = report.worst;
	for (uint32_t i = 0; i < report.worst; i++)
		sum->taking[i] += report.taking[i];
	motus_tree_guess(tree, NULL, 0, &sum->first);
	return EX_OK;
}

static int
solve(struct sum *sum, const struct motus_vocabulary *vocabulary,
    const struct options *options)
{
	struct motus_word first;
	struct motus_tree *tree;
	int status = EX_OK;

	if (options->first != NULL)
		status = parse_word(&first, options->first, options);
	if (status == EX_OK)
		status = fail_of("solve",
		    motus_solve(&tree, vocabulary,
			options->first == NULL ? NULL : &first, options->beam));
	if (status != EX_OK)
		return status;
	status = add(sum, tree);
	motus_tree_destroy(tree);
	return status;
}

/* The words of `*count` that begin with a letter: they stand together. */
static const struct motus_word *
beginning(const struct motus_word *words, char initial, size_t *count)
{
	size_t from = 0, to;

	while (from < *count && words[from].letter[0] < initial)
		from++;
	for (to = from; to < *count && words[to].letter[0] == initial; to++)
		;
	*count = to - from;
	return words + from;
}

/* The first letter is known, as in the game. */
static int
solve_initial(struct sum *sum, const struct motus_vocabulary *all, char initial,
    const struct options *options)
{
	size_t guess_count, answer_count;
	const struct motus_word *guesses =
	    motus_vocabulary_guesses(all, &guess_count);
	const struct motus_word *answers =
	    motus_vocabulary_answers(all, &answer_count);
	struct motus_vocabulary *some;
	int status;

	guesses = beginning(guesses, initial, &guess_count);
	answers = beginning(answers, initial, &answer_count);
	if (answer_count == 0)
		return EX_OK;
	status = fail_of("solve",
	    motus_vocabulary_create(
		&some, guesses, guess_count, answers, answer_count));
	if (status != EX_OK)
		return status;
	status = solve(sum, some, options);
	motus_vocabulary_destroy(some);
	return status;
}

static int
solve_all(struct sum *sum, const struct motus_vocabulary *vocabulary,
    const struct options *options)
{
	int status = EX_OK;

	if (options->answers != NULL)
		return solve(sum, vocabulary, options);
	for (char c = 'A'; status == EX_OK && c <= 'Z'; c++)
		status = solve_initial(sum, vocabulary, c, options);
	return status;
}

/* --- what is said -----------------------------------------------------------
 */

static double
average(const struct sum *sum)
{
	return (double)sum->turns / sum->answers;
}

static int
print(const struct sum *sum, const struct options *options)
{
	json_t *taking = json_array(), *json;

	for (uint32_t i = 0; i < sum->worst; i++)
		json_array_append_new(taking, json_integer(sum->taking[i]));
	json = json_pack("{s:I, s:I, s:f, s:I, s:o}", "answers",
	    (json_int_t)sum->answers, "turns", (json_int_t)sum->turns,
	    "average", average(sum), "worst", (json_int_t)sum->worst, "taking",
	    taking);
	if (options->answers != NULL)
		json_object_set_new(
		    json, "first", json_string(sum->first.letter));
	return print_json(json);
}

static void
say(const struct sum *sum, const struct options *options)
{
	static const char bar[BAR + 1] =
	    "########################################";
	bool french = options->french;
	uint32_t most = 0;

	printf(tr(french, "%u answers, %.4f turns on average, %u at worst\n",
		   "%u mots, %.4f essais en moyenne, %u au pire\n"),
	    sum->answers, average(sum), sum->worst);
	if (options->answers != NULL)
		printf(tr(french, "first guess: %s\n", "premier essai : %s\n"),
		    sum->first.letter);
	for (uint32_t i = 0; i < sum->worst; i++)
		if (sum->taking[i] > most)
			most = sum->taking[i];
	for (uint32_t i = 0; i < sum->worst; i++) {
		int length = (int)((uint64_t)sum->taking[i] * BAR / most);

		printf("%2u %7u  %.*s\n", i + 1, sum->taking[i], length, bar);
	}
}

int
run_solve(const struct options *options)
{
	struct motus_vocabulary *vocabulary;
	struct sum sum = { 0 };
	int status = vocabulary_open(&vocabulary, options, options->length);

	if (status != EX_OK)
		return status;
	status = solve_all(&sum, vocabulary, options);
	motus_vocabulary_destroy(vocabulary);
	if (status != EX_OK)
		return status;
	if (options->json)
		return print(&sum, options);
	say(&sum, options);
	return EX_OK;
}
