#include <stdlib.h>

#include <motus/error.h>

#include "libmotus/analysis.h"
#include "libmotus/marks.h"

#define PER_CENT 100

/* part of whole in per cent, rounded half up. */
static uint8_t
per_cent(uint64_t part, uint64_t whole)
{
	return (uint8_t)((2 * PER_CENT * part + whole) / (2 * whole));
}

/* How many answers a guess leaves with a pattern, none if it is the answer. */
static uint64_t
left_by(const uint32_t *counts, uint32_t patterns, uint32_t code)
{
	return code == patterns - 1 ? 0 : counts[code];
}

/* The luck of `turn`, of all patterns that its guess might have shown. */
static int
luck_of(
    const struct search *search, const struct motus_turn *turn, uint8_t *luck)
{
	uint32_t patterns = motus_marks_patterns(turn->guess.length);
	uint32_t *counts = calloc(patterns, sizeof(*counts));
	uint64_t more = 0, as_many = 0, left;

	if (counts == NULL)
		return MOTUS_ENOMEM;
	motus_marks_histogram(search->marks, turn->guess, counts);
	left = left_by(counts, patterns, motus_pattern_code(turn->pattern));
	for (uint32_t i = 0; i < patterns; i++) {
		uint64_t other = left_by(counts, patterns, i);

		if (other > left)
			more += counts[i];
		else if (other == left)
			as_many += counts[i];
	}
	free(counts);
	*luck = per_cent(2 * more + as_many, 2 * search->count);
	return 0;
}

/* log2(n) in 2^-32. */
static uint64_t
log2_of(const struct search *search, size_t n)
{
	return search->marks->nlogn[n] / n;
}

/* Look back on turn `i`, and go on behind it. */
static int
review(struct search *search, const struct motus_game *game, uint32_t i,
    struct motus_review *made)
{
	const struct motus_turn *turn = &game->turn[i];
	struct motus_game then = *game;
	struct motus_advice played;
	uint64_t worth, most, before;
	int error;

	then.turns = i;
	*made = (struct motus_review){ .possible = (uint32_t)search->count };
	error =
	    search_best(search, &then, MOTUS_REACH_RULES, &made->best, &most);
	if (error == 0)
		error = search_weigh(search, turn->guess, &played, &worth);
	if (error == 0)
		error = luck_of(search, turn, &made->luck);
	if (error != 0)
		return error;
	made->expected = played.expected;
	made->skill = worth < most ? per_cent(worth, most) : PER_CENT;
	before = log2_of(search, search->count);
	error = search_narrow(search, turn);
	if (error != 0)
		return error;
	made->left = (uint32_t)search->count;
	made->gained =
	    search_thousandths(before - log2_of(search, search->count), 1);
	return 0;
}

int
motus_analyse(const struct motus_vocabulary *vocabulary,
    const struct motus_game *game, struct motus_analysis *analysis)
{
	struct motus_analysis made = { .turns = game->turns };
	uint64_t skill = 0, luck = 0;
	struct search search;
	int error;

	if (game->turns == 0)
		return MOTUS_EINVAL;
	error = search_init_known(&search, vocabulary, game);
	for (uint32_t i = 0; i < game->turns && error == 0; i++) {
		error = review(&search, game, i, &made.turn[i]);
		skill += made.turn[i].skill;
		luck += made.turn[i].luck;
	}
	search_fini(&search);
	if (error != 0)
		return error;
	made.skill = per_cent(skill, game->turns * PER_CENT);
	made.luck = per_cent(luck, game->turns * PER_CENT);
	*analysis = made;
	return 0;
}
