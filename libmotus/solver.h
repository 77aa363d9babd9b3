/*
 * solver.h - the parts of the solver: a table of patterns, guesses put in
 * order, what was found for a set of answers
 */
#ifndef LIBMOTUS_SOLVER_H
#define LIBMOTUS_SOLVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <motus/solver.h>

/* Answers, by their index, ascending. */
struct set {
	const uint32_t *answer;
	uint32_t count;
};

/* A guess at a position, and the fewest turns its answers can take then. */
struct option {
	uint32_t guess;
	uint32_t least;
	uint64_t squares;
	bool perfect; /* each answer shows a pattern of its own */
};

/* The codes of each guess against each answer, a row for each answer. */
struct table {
	const struct motus_word *guess, *answer;
	size_t guesses, answers;
	size_t code_size;
	uint32_t patterns, won; /* how many; the code of the last */
	unsigned char *codes;
	uint32_t *own; /* of each answer its index among the guesses */
	/* Counts of one guess after another: those below `base` are old. */
	uint32_t *cells, base;
};

/* table.c: MOTUS_EINVAL, MOTUS_ENOMEM; table_fini() clears it in any case. */
int table_init(struct table *table, const struct motus_vocabulary *vocabulary);
void table_fini(struct table *table);

uint32_t table_code(const struct table *table, uint32_t guess, uint32_t answer);

/*
 * The best `room` guesses for a set of three answers or more, best first;
 * returns how many there are.  One that can't be beaten is alone.
 */
uint32_t table_rank(
    struct table *table, struct set set, struct option *best, uint32_t room);

/* What is known of a set. */
struct found {
	const uint32_t *answer; /* NULL: nothing */
	uint64_t hash;
	uint32_t count;
	uint32_t guess, turns;
	bool exact; /* or it takes at least that many turns */
};

/* Sets, by their answers. */
struct memo {
	struct found *entry; /* size of them, a power of two */
	size_t size, used;
};

void memo_fini(struct memo *memo);

/* What is known of `set`, or NULL.  It lasts until the next memo_add(). */
struct found *memo_find(const struct memo *memo, struct set set);

/* Know this of `set`, of which nothing was known: 0 or MOTUS_ENOMEM. */
int memo_add(struct memo *memo, struct set set, uint32_t guess, uint32_t turns,
    bool exact);

/* The sets into which a guess divides another, in the order of their codes. */
struct parts {
	uint32_t *answer; /* all, part after part */
	uint32_t *code, *size; /* of each part; the one that won is left out */
	uint32_t count;
};

/* 0 or MOTUS_ENOMEM; parts_fini() clears it in any case. */
int parts_init(struct parts *parts, const struct table *table, struct set set,
    uint32_t guess);
void parts_fini(struct parts *parts);

struct solver {
	struct table table;
	struct memo memo;
	uint32_t beam;
	int error; /* what stopped it, or 0 */
};

/*
 * The turns of all answers of `set` together, if they are fewer than `limit`;
 * else some number that is not.  solver.error is to be looked at.
 */
uint32_t solver_turns(struct solver *solver, struct set set, uint32_t limit);

/* The same when `guess` comes first. */
uint32_t solver_turns_with(
    struct solver *solver, struct set set, uint32_t guess, uint32_t limit);

/* The guess that was found for a set whose turns were found. */
uint32_t solver_guess(const struct solver *solver, struct set set);

/* solver_tree.c: the tree of what was found, which begins with `first`. */
int tree_create(
    struct motus_tree **tree, struct solver *solver, uint32_t first);

#endif
