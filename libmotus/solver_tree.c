#include <stdlib.h>

#include <motus/error.h>

#include "libmotus/solver.h"

/* A position: its guess, and where each pattern leads. */
struct node {
	struct motus_word guess;
	uint32_t from, branches; /* in motus_tree.branch */
	bool candidate; /* the guess may win */
};

struct branch {
	uint32_t code;
	uint32_t node;
};

/*
 * Nodes that can't win have two branches or more, but for the root; the others
 * are as many as the answers: so there are at most twice as many nodes.
 */
struct motus_tree {
	struct node *node; /* the first is the root */
	struct branch *branch;
	uint32_t *taking; /* answers that take one turn, two, ... */
	uint32_t nodes, branches;
	uint32_t answers, worst;
	uint64_t turns;
	uint32_t won; /* code of the pattern that wins */
	unsigned int length;
};

static int plant(struct motus_tree *tree, struct solver *solver, struct set set,
    uint32_t guess, uint32_t turn);

static int
plant_branches(struct motus_tree *tree, struct solver *solver,
    const struct parts *parts, uint32_t from, uint32_t turn)
{
	struct set part = { .answer = parts->answer };
	int error = 0;

	for (uint32_t i = 0; i < parts->count && error == 0; i++) {
		part.count = parts->size[i];
		tree->branch[from + i] =
		    (struct branch){ parts->code[i], tree->nodes };
		solver_turns(solver, part, UINT32_MAX);
		error = solver->error;
		if (error == 0)
			error = plant(tree, solver, part,
			    solver_guess(solver, part), turn + 1);
		part.answer += part.count;
	}
	return error;
}

/* Add the node of a set, and all below it. */
static int
plant(struct motus_tree *tree, struct solver *solver, struct set set,
    uint32_t guess, uint32_t turn)
{
	struct node *node = &tree->node[tree->nodes++];
	struct parts parts;
	uint32_t others = 0;
	int error = parts_init(&parts, &solver->table, set, guess);

	for (uint32_t i = 0; i < parts.count; i++)
		others += parts.size[i];
	*node = (struct node){ .guess = solver->table.guess[guess],
		.from = tree->branches,
		.branches = parts.count,
		.candidate = others < set.count };
	if (error == 0 && node->candidate) {
		tree->taking[turn - 1]++;
		tree->turns += turn;
		if (turn > tree->worst)
			tree->worst = turn;
	}
	tree->branches += parts.count;
	if (error == 0)
		error = plant_branches(tree, solver, &parts, node->from, turn);
	parts_fini(&parts);
	return error;
}

int
tree_create(struct motus_tree **tree, struct solver *solver, uint32_t first)
{
	uint32_t count = (uint32_t)solver->table.answers;
	uint32_t *all = calloc(count, sizeof(*all));
	struct motus_tree *made = calloc(1, sizeof(*made));
	int error = MOTUS_ENOMEM;

	if (made == NULL || all == NULL)
		goto out;
	made->node = calloc((size_t)2 * count + 1, sizeof(*made->node));
	made->branch = calloc((size_t)2 * count + 1, sizeof(*made->branch));
	made->taking = calloc((size_t)count + 1, sizeof(*made->taking));
	if (made->node == NULL || made->branch == NULL || made->taking == NULL)
		goto out;
	made->answers = count;
	made->won = solver->table.won;
	made->length = solver->table.answer[0].length;
	for (uint32_t i = 0; i < count; i++)
		all[i] = i;
	error = plant(made, solver, (struct set){ all, count }, first, 1);
out:
	free(all);
	if (error != 0)
		motus_tree_destroy(made);
	else
		*tree = made;
	return error;
}

void
motus_tree_destroy(struct motus_tree *tree)
{
	if (tree == NULL)
		return;
	free(tree->node);
	free(tree->branch);
	free(tree->taking);
	free(tree);
}

struct motus_report
motus_tree_report(const struct motus_tree *tree)
{
	return (struct motus_report){ .turns = tree->turns,
		.answers = tree->answers,
		.worst = tree->worst,
		.taking = tree->taking };
}

static int
by_code(const void *wanted, const void *item)
{
	uint32_t code = *(const uint32_t *)wanted;
	const struct branch *branch = item;

	return (code > branch->code) - (code < branch->code);
}

int
motus_tree_guess(const struct motus_tree *tree,
    const struct motus_pattern *patterns, size_t count,
    struct motus_word *guess)
{
	const struct node *node = tree->node;

	for (size_t i = 0; i < count; i++) {
		uint32_t code = motus_pattern_code(patterns[i]);
		const struct branch *branch;

		if (patterns[i].length != tree->length)
			return MOTUS_EIMPOSSIBLE;
		if (code == tree->won && node->candidate && i == count - 1)
			return MOTUS_EOVER;
		branch = bsearch(&code, tree->branch + node->from,
		    node->branches, sizeof(*branch), by_code);
		if (branch == NULL)
			return MOTUS_EIMPOSSIBLE;
		node = &tree->node[branch->node];
	}
	*guess = node->guess;
	return 0;
}
