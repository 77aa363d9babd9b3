#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "libmotus/solver.h"

#define FIRST_SIZE 1024

/* The finish of SplitMix64: neighbours get nothing in common. */
static uint64_t
mix(uint64_t x)
{
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

static uint64_t
hash_of(struct set set)
{
	uint64_t hash = set.count;

	for (uint32_t i = 0; i < set.count; i++)
		hash = mix(hash + set.answer[i] + UINT64_C(0x9e3779b97f4a7c15));
	return hash;
}

static bool
is_of(const struct found *found, struct set set, uint64_t hash)
{
	return found->hash == hash && found->count == set.count &&
	    memcmp(found->answer, set.answer,
		set.count * sizeof(*set.answer)) == 0;
}

/* Where the set is, or belongs. */
static struct found *
place(const struct memo *memo, struct set set, uint64_t hash)
{
	size_t at = hash & (memo->size - 1);

	while (memo->entry[at].answer != NULL &&
	    !is_of(&memo->entry[at], set, hash))
		at = (at + 1) & (memo->size - 1);
	return &memo->entry[at];
}

struct found *
memo_find(const struct memo *memo, struct set set)
{
	struct found *found;

	if (memo->size == 0)
		return NULL;
	found = place(memo, set, hash_of(set));
	return found->answer == NULL ? NULL : found;
}

static int
grow(struct memo *memo)
{
	struct memo bigger = { .size = memo->size == 0 ? FIRST_SIZE
						       : 2 * memo->size,
		.used = memo->used };

	bigger.entry = calloc(bigger.size, sizeof(*bigger.entry));
	if (bigger.entry == NULL)
		return MOTUS_ENOMEM;
	for (size_t i = 0; i < memo->size; i++) {
		const struct found *found = &memo->entry[i];

		if (found->answer != NULL)
			*place(&bigger,
			    (struct set){ found->answer, found->count },
			    found->hash) = *found;
	}
	free(memo->entry);
	*memo = bigger;
	return 0;
}

int
memo_add(struct memo *memo, struct set set, uint32_t guess, uint32_t turns,
    bool exact)
{
	uint64_t hash = hash_of(set);
	uint32_t *answer;

	if (2 * memo->used >= memo->size && grow(memo) != 0)
		return MOTUS_ENOMEM;
	answer = calloc(set.count, sizeof(*answer));
	if (answer == NULL)
		return MOTUS_ENOMEM;
	memcpy(answer, set.answer, set.count * sizeof(*answer));
	*place(memo, set, hash) = (struct found){ .answer = answer,
		.hash = hash,
		.count = set.count,
		.guess = guess,
		.turns = turns,
		.exact = exact };
	memo->used++;
	return 0;
}

void
memo_fini(struct memo *memo)
{
	for (size_t i = 0; i < memo->size; i++)
		free((void *)memo->entry[i].answer);
	free(memo->entry);
}
