/*
 * A tree that can be followed with a pencil; trees of real words, played answer
 * by answer; and lists small enough to try everything.
 */
#include <stdio.h>
#include <stdlib.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>
#include <motus/solver.h>

#include "tests/read.h"

#define MAX 400 /* words of a list that is solved slowly */

static struct motus_vocabulary *
vocabulary(const struct motus_word *guesses, size_t guess_count,
    const struct motus_word *answers, size_t answer_count)
{
	struct motus_vocabulary *made;

	cr_assert(zero(int,
	    motus_vocabulary_create(
		&made, guesses, guess_count, answers, answer_count)));
	return made;
}

/* MAIO tells the four from one another, MARE only itself from the others. */
static struct motus_vocabulary *
vowels(void)
{
	struct motus_word guess = word("maio");
	struct motus_word answers[] = { word("mare"), word("mire"),
		word("more"), word("mure") };

	return vocabulary(&guess, 1, answers, 4);
}

static struct motus_tree *
solve(const struct motus_vocabulary *words, const struct motus_word *first,
    unsigned int beam)
{
	struct motus_tree *tree;

	cr_assert(zero(int, motus_solve(&tree, words, first, beam)));
	return tree;
}

Test(solver, a_guess_that_tells_all_apart_is_found)
{
	struct motus_vocabulary *words = vowels();
	struct motus_tree *tree = solve(words, NULL, 1);
	struct motus_report report = motus_tree_report(tree);
	struct motus_pattern patterns[2];
	struct motus_word guess;

	cr_assert(eq(u32, report.answers, 4));
	cr_assert(eq(u64, report.turns, 8));
	cr_assert(eq(u32, report.worst, 2));
	cr_assert(zero(u32, report.taking[0]));
	cr_assert(eq(u32, report.taking[1], 4));
	cr_assert(zero(int, motus_tree_guess(tree, NULL, 0, &guess)));
	cr_assert(eq(str, guess.letter, "MAIO"));
	patterns[0] = motus_mark(guess, word("mire"));
	cr_assert(zero(int, motus_tree_guess(tree, patterns, 1, &guess)));
	cr_assert(eq(str, guess.letter, "MIRE"));
	patterns[1] = motus_mark(guess, word("mire"));
	cr_assert(
	    eq(int, motus_tree_guess(tree, patterns, 2, &guess), MOTUS_EOVER));
	motus_tree_destroy(tree);
	motus_vocabulary_destroy(words);
}

/* MARE takes 1 turn; then it takes 6 more for the three others, and 1 each. */
Test(solver, a_tree_begins_as_it_is_told)
{
	struct motus_vocabulary *words = vowels();
	struct motus_word first = word("mare"), guess;
	struct motus_tree *tree = solve(words, &first, 10);
	struct motus_report report = motus_tree_report(tree);

	cr_assert(zero(int, motus_tree_guess(tree, NULL, 0, &guess)));
	cr_assert(eq(str, guess.letter, "MARE"));
	cr_assert(eq(u64, report.turns, 10));
	cr_assert(eq(u32, report.taking[0], 1));
	motus_tree_destroy(tree);
	motus_vocabulary_destroy(words);
}

Test(solver, patterns_that_no_answer_shows_lead_nowhere)
{
	struct motus_vocabulary *words = vowels();
	struct motus_tree *tree = solve(words, NULL, 1);
	struct motus_pattern patterns[] = {
		motus_mark(word("maio"), word("maio")),
		motus_mark(word("maio"), word("mare")),
	};
	struct motus_pattern other = motus_mark(word("merle"), word("merle"));
	struct motus_word guess;

	cr_assert(eq(int, motus_tree_guess(tree, patterns, 1, &guess),
	    MOTUS_EIMPOSSIBLE));
	cr_assert(eq(int, motus_tree_guess(tree, patterns, 2, &guess),
	    MOTUS_EIMPOSSIBLE));
	cr_assert(eq(
	    int, motus_tree_guess(tree, &other, 1, &guess), MOTUS_EIMPOSSIBLE));
	motus_tree_destroy(tree);
	motus_tree_destroy(NULL);
	motus_vocabulary_destroy(words);
}

Test(solver, one_answer_needs_one_turn_and_two_need_three)
{
	struct motus_word answers[] = { word("merle"), word("perle") };
	struct motus_vocabulary *one = vocabulary(NULL, 0, answers, 1);
	struct motus_vocabulary *two = vocabulary(NULL, 0, answers, 2);
	struct motus_tree *tree = solve(one, NULL, 1);

	cr_assert(eq(u64, motus_tree_report(tree).turns, 1));
	motus_tree_destroy(tree);
	tree = solve(two, NULL, 1);
	cr_assert(eq(u64, motus_tree_report(tree).turns, 3));
	cr_assert(eq(u32, motus_tree_report(tree).worst, 2));
	motus_tree_destroy(tree);
	motus_vocabulary_destroy(one);
	motus_vocabulary_destroy(two);
}

Test(solver, what_can_not_be_solved_is_refused)
{
	struct motus_vocabulary *words = vowels();
	struct motus_word unknown = word("mite");
	struct motus_tree *tree = NULL;

	cr_assert(eq(int, motus_solve(&tree, words, NULL, 0), MOTUS_EINVAL));
	cr_assert(eq(int, motus_solve(&tree, words, NULL, MOTUS_BEAM_MAX + 1),
	    MOTUS_EINVAL));
	cr_assert(
	    eq(int, motus_solve(&tree, words, &unknown, 1), MOTUS_EUNKNOWN));
	cr_assert(eq(ptr, tree, NULL));
	motus_vocabulary_destroy(words);
}

/* So many words of the lexicon, evenly out of all. */
static void
pick(unsigned int length, struct motus_word *words, size_t count)
{
	const char *root = getenv("builddir");
	struct motus_lexicon *lexicon;
	char path[4096];
	size_t all;

	snprintf(path, sizeof(path), "%s/data/en.lexicon",
	    root == NULL ? "." : root);
	cr_assert(zero(int, motus_lexicon_open(&lexicon, path)));
	all = motus_lexicon_count(lexicon, length);
	for (size_t i = 0; i < count; i++)
		cr_assert(zero(int,
		    motus_lexicon_word(
			lexicon, length, i * all / count, &words[i])));
	motus_lexicon_destroy(lexicon);
}

/* Let the tree play `answer`; returns the turns it took. */
static uint32_t
play(const struct motus_tree *tree, struct motus_word answer)
{
	struct motus_pattern patterns[32];
	struct motus_word guess;

	for (uint32_t i = 0; i < 32; i++) {
		cr_assert(
		    zero(int, motus_tree_guess(tree, patterns, i, &guess)));
		patterns[i] = motus_mark(guess, answer);
		if (motus_pattern_won(patterns[i]))
			return i + 1;
	}
	cr_fatal("%s is not found", answer.letter);
}

/* The tree finds each answer in as many turns as it says. */
static void
check_report(
    const struct motus_tree *tree, const struct motus_vocabulary *words)
{
	struct motus_report report = motus_tree_report(tree);
	uint32_t taking[32] = { 0 };
	uint64_t turns = 0;
	size_t count;
	const struct motus_word *answers =
	    motus_vocabulary_answers(words, &count);

	for (size_t i = 0; i < count; i++) {
		uint32_t taken = play(tree, answers[i]);

		taking[taken - 1]++;
		turns += taken;
	}
	cr_assert(eq(u32, report.answers, count));
	cr_assert(eq(u64, report.turns, turns));
	cr_assert(gt(u32, taking[report.worst - 1], 0));
	for (uint32_t i = 0; i < report.worst; i++)
		cr_assert(eq(u32, report.taking[i], taking[i]));
}

Test(solver, every_answer_is_found_as_the_report_says)
{
	static struct motus_word guesses[1000];

	for (unsigned int length = 4; length <= 12; length++) {
		struct motus_vocabulary *words;
		struct motus_tree *step, *beam;

		pick(length, guesses, 1000);
		words = vocabulary(guesses, 1000, guesses, 300);
		step = solve(words, &guesses[500], 1);
		beam = solve(words, &guesses[500], 10);
		check_report(step, words);
		check_report(beam, words);
		cr_assert(le(u64, motus_tree_report(beam).turns,
		    motus_tree_report(step).turns));
		motus_tree_destroy(step);
		motus_tree_destroy(beam);
		motus_vocabulary_destroy(words);
	}
}

/* Answers that are still possible, and what a guess makes of them. */
struct part {
	struct motus_word answer[MAX];
	size_t count;
};

static uint32_t
shown(struct motus_word guess, struct motus_word answer)
{
	return motus_pattern_code(motus_mark(guess, answer));
}

static void
narrow(struct part *part, const struct part *from, struct motus_word guess,
    uint32_t code)
{
	part->count = 0;
	for (size_t i = 0; i < from->count; i++) {
		if (shown(guess, from->answer[i]) == code)
			part->answer[part->count++] = from->answer[i];
	}
}

/* Whether the answer at `index` is the first to show its pattern. */
static bool
is_first(const struct part *part, struct motus_word guess, size_t index)
{
	uint32_t code = shown(guess, part->answer[index]);
	size_t i = 0;

	while (shown(guess, part->answer[i]) != code)
		i++;
	return i == index;
}

typedef uint64_t slow_solver(
    const struct part *part, const struct motus_word *guesses, size_t count);

/* The turns when `guess` comes first and `then` goes on. */
static uint64_t
turns_with(const struct part *part, const struct motus_word *guesses,
    size_t count, struct motus_word guess, slow_solver *then)
{
	uint64_t turns = part->count;

	for (size_t i = 0; i < part->count; i++) {
		struct part next;

		if (!is_first(part, guess, i) ||
		    motus_word_equal(guess, part->answer[i]))
			continue;
		narrow(&next, part, guess, shown(guess, part->answer[i]));
		turns += then(&next, guesses, count);
	}
	return turns;
}

/* The best of all trees: everything is tried. */
static uint64_t
slow_best(
    const struct part *part, const struct motus_word *guesses, size_t count)
{
	uint64_t best = UINT64_MAX;

	if (part->count <= 2)
		return 2 * part->count - 1;
	for (size_t i = 0; i < count; i++) {
		struct part next;
		uint64_t turns;

		narrow(&next, part, guesses[i],
		    shown(guesses[i], part->answer[0]));
		if (next.count == part->count)
			continue; /* it tells nothing */
		turns = turns_with(part, guesses, count, guesses[i], slow_best);
		if (turns < best)
			best = turns;
	}
	return best;
}

Test(solver, a_beam_of_all_guesses_finds_the_best_tree)
{
	static struct motus_word all[240];

	for (unsigned int length = 4; length <= 7; length++) {
		pick(length, all, 240);
		for (size_t from = 0; from < 240; from += 24) {
			struct part part = { .count = 10 };
			struct motus_vocabulary *words =
			    vocabulary(all + from, 24, all + from, part.count);
			struct motus_tree *tree = solve(words, NULL, 24);

			for (size_t i = 0; i < part.count; i++)
				part.answer[i] = all[from + i];
			check_report(tree, words);
			cr_assert(eq(u64, motus_tree_report(tree).turns,
			    slow_best(&part, all + from, 24)));
			motus_tree_destroy(tree);
			motus_vocabulary_destroy(words);
		}
	}
}

/* More parts, one more for a possible answer; then smaller squares. */
static bool
is_ahead(const struct part *part, struct motus_word a, struct motus_word b)
{
	size_t parts[2] = { 0 }, squares[2] = { 0 };
	struct motus_word guess[2] = { a, b };

	for (size_t i = 0; i < 2; i++) {
		for (size_t j = 0; j < part->count; j++) {
			struct part next;

			narrow(&next, part, guess[i],
			    shown(guess[i], part->answer[j]));
			squares[i] += next.count;
			parts[i] += is_first(part, guess[i], j);
			parts[i] += motus_word_equal(guess[i], part->answer[j]);
		}
	}
	return parts[0] != parts[1] ? parts[0] > parts[1]
				    : squares[0] < squares[1];
}

static uint64_t
slow_step(
    const struct part *part, const struct motus_word *guesses, size_t count)
{
	struct motus_word best = guesses[0];

	if (part->count <= 2)
		return 2 * part->count - 1;
	for (size_t i = 1; i < count; i++) {
		if (is_ahead(part, guesses[i], best))
			best = guesses[i];
	}
	return turns_with(part, guesses, count, best, slow_step);
}

Test(solver, one_step_ahead_is_what_a_slow_look_finds)
{
	static struct motus_word all[200];

	for (unsigned int length = 4; length <= 8; length++) {
		struct part part = { .count = 60 };
		struct motus_vocabulary *words;
		struct motus_tree *tree;

		pick(length, all, 200);
		words = vocabulary(all, 200, all, part.count);
		tree = solve(words, NULL, 1);
		for (size_t i = 0; i < part.count; i++)
			part.answer[i] = all[i];
		cr_assert(eq(u64, motus_tree_report(tree).turns,
		    slow_step(&part, all, 200)));
		motus_tree_destroy(tree);
		motus_vocabulary_destroy(words);
	}
}
