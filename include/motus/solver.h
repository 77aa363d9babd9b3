/*
 * motus/solver.h - plays every answer of a vocabulary
 *
 * A tree says what to guess first, and then what after each pattern that may
 * have been shown, until the answer is guessed.  No letter is known at first,
 * and any guess of the vocabulary may be made: for the Motus rule, make a
 * vocabulary of the words that begin with a letter.
 *
 * At each position the guesses are put in order: by how many different patterns
 * the answers still possible would show, and one more if the guess is one of
 * them; then by the sum of the squares of how many would show each; then by the
 * alphabet.  Only the first ones are tried, to the end; a guess that can't beat
 * the best so far is given up as early as may be.  With a beam of 1 this is the
 * usual look one step ahead; with 10 it finds, of five-letter words, trees that
 * are known to be the best, or nearly so.
 *
 * All is whole numbers: the same words give the same tree everywhere.
 */
#ifndef MOTUS_SOLVER_H
#define MOTUS_SOLVER_H

#include <stddef.h>
#include <stdint.h>

#include <motus/mark.h>
#include <motus/vocabulary.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The most bytes of a table of patterns: guesses times answers times
 * motus_marks_code_size().
 */
#define MOTUS_SOLVER_TABLE (UINT64_C(1) << 30)

#define MOTUS_BEAM_MAX 1000 /* guesses tried at each position */

struct motus_tree; /* opaque: it owns its guesses */

/* What it takes to find every answer. */
struct motus_report {
	uint64_t turns; /* of all answers together */
	uint32_t answers;
	uint32_t worst; /* the most turns that an answer takes */
	/*
	 * Of `worst` numbers the first is how many answers take one turn, the
	 * second how many take two, and so on.  They live as long as the tree.
	 */
	const uint32_t *taking;
};

/*
 * Find a tree that begins with `first`, or with the best guess if that is
 * NULL, trying `beam` guesses at each position.  It takes a table of patterns,
 * see MOTUS_SOLVER_TABLE, while it runs.
 *
 *	MOTUS_EINVAL	the beam is not of 1 to MOTUS_BEAM_MAX, or the table
 *			would be too big
 *	MOTUS_EUNKNOWN	the vocabulary does not have `first`
 *	MOTUS_ENOMEM
 *
 * The caller destroys *tree, which does not need the vocabulary.
 */
int motus_solve(struct motus_tree **tree,
    const struct motus_vocabulary *vocabulary, const struct motus_word *first,
    unsigned int beam);

/* NULL is allowed. */
void motus_tree_destroy(struct motus_tree *tree);

struct motus_report motus_tree_report(const struct motus_tree *tree);

/*
 * What to guess after the guesses of the tree showed `count` patterns.
 *
 *	MOTUS_EOVER		the last pattern won
 *	MOTUS_EIMPOSSIBLE	no answer shows them
 */
int motus_tree_guess(const struct motus_tree *tree,
    const struct motus_pattern *patterns, size_t count,
    struct motus_word *guess);

#ifdef __cplusplus
}
#endif

#endif
