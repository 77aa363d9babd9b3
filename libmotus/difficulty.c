#include <stdlib.h>

#include <motus/error.h>

#include "libmotus/analysis.h"

#define GAMES 1000

/* Numbers that look random and are the same everywhere: SplitMix64. */
static uint64_t
next(uint64_t *state)
{
	uint64_t x = *state += UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

/* Keep those of `left`, ascending, that are among `kept`, ascending too. */
static size_t
meet(uint32_t *left, size_t left_count, const uint32_t *kept, size_t kept_count)
{
	size_t count = 0;

	for (size_t i = 0, j = 0; i < left_count && j < kept_count;) {
		if (left[i] == kept[j])
			left[count++] = left[i];
		if (left[i] < kept[j])
			i++;
		else
			j++;
	}
	return count;
}

/* One game; returns its turns. */
static uint64_t
play(struct search *search, struct motus_word answer, uint32_t *left,
    uint64_t *state)
{
	size_t count = search->count;
	uint64_t turns = 0;

	for (size_t i = 0; i < count; i++)
		left[i] = (uint32_t)i;
	for (;;) {
		uint32_t pick = left[(next(state) >> 32) * count >> 32];
		struct motus_word guess = search->possible[pick];
		size_t kept;

		turns++;
		if (motus_word_equal(guess, answer))
			return turns;
		motus_marks_filter(search->marks, guess,
		    motus_mark(guess, answer), search->kept, &kept);
		count = meet(left, count, search->kept, kept);
	}
}

int
motus_difficulty(const struct motus_vocabulary *vocabulary,
    const struct motus_game *game, uint32_t *turns)
{
	struct search search;
	uint64_t state = 0, sum = 0;
	uint32_t *left = NULL;
	int error = search_init_known(&search, vocabulary, game);

	if (error == 0) {
		left = calloc(search.count, sizeof(*left));
		if (left == NULL)
			error = MOTUS_ENOMEM;
	}
	for (int i = 0; i < GAMES && error == 0; i++)
		sum += play(&search, game->answer, left, &state);
	free(left);
	search_fini(&search);
	if (error == 0)
		*turns = (uint32_t)(sum * 1000 / GAMES);
	return error;
}
