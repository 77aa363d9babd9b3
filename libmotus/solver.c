#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "libmotus/solver.h"

/* An answer's pattern, and the answer: numbers that sort by the pattern. */
static uint64_t
key(uint32_t code, uint32_t answer)
{
	return (uint64_t)code << 32 | answer;
}

static int
by_size(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Take the keys apart again, which are in order. */
static void
divide(struct parts *parts, const uint64_t *keys, uint32_t count, uint32_t won)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t code = (uint32_t)(keys[i] >> 32);

		if (code == won)
			break; /* the highest of all, and only once */
		parts->answer[i] = (uint32_t)keys[i];
		if (parts->count == 0 || parts->code[parts->count - 1] != code)
			parts->code[parts->count++] = code;
		parts->size[parts->count - 1]++;
	}
}

int
parts_init(struct parts *parts, const struct table *table, struct set set,
    uint32_t guess)
{
	uint64_t *keys = calloc(set.count, sizeof(*keys));

	*parts = (struct parts){
		.answer = calloc((size_t)3 * set.count, sizeof(*parts->answer)),
	};
	if (keys == NULL || parts->answer == NULL) {
		free(keys);
		return MOTUS_ENOMEM;
	}
	parts->code = parts->answer + set.count;
	parts->size = parts->code + set.count;
	for (uint32_t i = 0; i < set.count; i++)
		keys[i] =
		    key(table_code(table, guess, set.answer[i]), set.answer[i]);
	qsort(keys, set.count, sizeof(*keys), by_size);
	divide(parts, keys, set.count, table->won);
	free(keys);
	return 0;
}

void
parts_fini(struct parts *parts)
{
	free(parts->answer);
}

/* The fewest turns that so many answers can take: one, and two each. */
static uint32_t
least(uint32_t count)
{
	return 2 * count - 1;
}

uint32_t
solver_turns_with(
    struct solver *solver, struct set set, uint32_t guess, uint32_t limit)
{
	struct parts parts;
	uint32_t turns = set.count;
	struct set part;

	solver->error = parts_init(&parts, &solver->table, set, guess);
	if (solver->error != 0) {
		parts_fini(&parts);
		return limit;
	}
	for (uint32_t i = 0; i < parts.count; i++)
		turns += least(parts.size[i]);
	part.answer = parts.answer;
	for (uint32_t i = 0; i < parts.count && turns < limit; i++) {
		part.count = parts.size[i];
		turns -= least(part.count);
		turns += solver_turns(solver, part, limit - turns);
		part.answer += part.count;
	}
	parts_fini(&parts);
	return turns;
}

/* Try the best guesses: the turns of the best of them, and which it is. */
static uint32_t
try_best(struct solver *solver, struct set set, uint32_t limit, uint32_t *guess)
{
	struct option *best = calloc(solver->beam, sizeof(*best));
	uint32_t count;

	if (best == NULL) {
		solver->error = MOTUS_ENOMEM;
		return limit;
	}
	count = table_rank(&solver->table, set, best, solver->beam);
	for (uint32_t i = 0; i < count && best[i].least < limit; i++) {
		uint32_t turns = best[i].perfect
		    ? best[i].least
		    : solver_turns_with(solver, set, best[i].guess, limit);

		if (solver->error != 0)
			break;
		if (turns < limit) {
			limit = turns;
			*guess = best[i].guess;
		}
	}
	free(best);
	return limit;
}

/* Know of the set that it takes so many turns, or no fewer. */
static void
keep(struct solver *solver, struct set set, uint32_t guess, uint32_t turns,
    bool exact)
{
	struct found *found = memo_find(&solver->memo, set);

	if (found == NULL) {
		solver->error =
		    memo_add(&solver->memo, set, guess, turns, exact);
	} else {
		found->guess = guess;
		found->turns = turns;
		found->exact = exact;
	}
}

uint32_t
solver_turns(struct solver *solver, struct set set, uint32_t limit)
{
	const struct found *found;
	uint32_t turns, guess = 0;

	if (set.count <= 2 || least(set.count) >= limit)
		return least(set.count);
	found = memo_find(&solver->memo, set);
	if (found != NULL && (found->exact || found->turns >= limit))
		return found->turns;
	turns = try_best(solver, set, limit, &guess);
	if (solver->error == 0)
		keep(solver, set, guess, turns, turns < limit);
	return turns;
}

uint32_t
solver_guess(const struct solver *solver, struct set set)
{
	if (set.count <= 2)
		return solver->table.own[set.answer[0]];
	return memo_find(&solver->memo, set)->guess;
}

/* The index of `word` among the guesses, or their number. */
static size_t
find(const struct table *table, struct motus_word word)
{
	size_t i = 0;

	while (i < table->guesses && !motus_word_equal(table->guess[i], word))
		i++;
	return i;
}

static int
solve(struct motus_tree **tree, struct solver *solver,
    const struct motus_word *first)
{
	const struct table *table = &solver->table;
	uint32_t *all = calloc(table->answers, sizeof(*all));
	struct set set = { all, (uint32_t)table->answers };
	size_t guess = table->guesses;

	if (all == NULL)
		return MOTUS_ENOMEM;
	for (uint32_t i = 0; i < set.count; i++)
		all[i] = i;
	if (first == NULL) {
		solver_turns(solver, set, UINT32_MAX);
		if (solver->error == 0)
			guess = solver_guess(solver, set);
	} else {
		guess = find(table, *first);
		if (guess == table->guesses)
			solver->error = MOTUS_EUNKNOWN;
		else
			solver_turns_with(
			    solver, set, (uint32_t)guess, UINT32_MAX);
	}
	free(all);
	if (solver->error != 0)
		return solver->error;
	return tree_create(tree, solver, (uint32_t)guess);
}

int
motus_solve(struct motus_tree **tree, const struct motus_vocabulary *vocabulary,
    const struct motus_word *first, unsigned int beam)
{
	struct solver solver = { .beam = beam };
	int error;

	if (beam < 1 || beam > MOTUS_BEAM_MAX)
		return MOTUS_EINVAL;
	error = table_init(&solver.table, vocabulary);
	if (error == 0)
		error = solve(tree, &solver, first);
	memo_fini(&solver.memo);
	table_fini(&solver.table);
	return error;
}
