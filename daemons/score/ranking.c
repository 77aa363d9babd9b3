#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "daemons/score/ranking.h"

#define SCALE (INT64_C(1) << 20)
#define DIGITS 10

void
ranking_member(char member[RANKING_MEMBER_SIZE], const char *sub,
    const struct total *total)
{
	snprintf(member, RANKING_MEMBER_SIZE, "%0*" PRIx64 ":%s", DIGITS,
	    (uint64_t)total->finished, sub);
}

int64_t
ranking_amount(const struct total *total)
{
	return ((int64_t)total->points + total->bonus) * SCALE - total->guesses;
}

/* The guesses are fewer than SCALE. */
bool
ranking_read(struct ranked *ranked, const char *member, int64_t amount)
{
	struct player player;
	int64_t points = (amount + SCALE - 1) / SCALE;

	if (strspn(member, "0123456789abcdef") != DIGITS ||
	    member[DIGITS] != ':' ||
	    !player_of_sub(&player, member + DIGITS + 1))
		return false;
	strcpy(ranked->sub, member + DIGITS + 1);
	ranked->finished = strtoll(member, NULL, 16);
	ranked->points = (uint64_t)points;
	ranked->guesses = (uint32_t)(points * SCALE - amount);
	return true;
}

void
ranking_put(struct motus_batch *batch, const char *language,
    const struct period *period, const char *sub, const struct total *total)
{
	char board[MOTUS_KEY_MAX + 1], member[RANKING_MEMBER_SIZE];

	period_board(period, language, board);
	ranking_member(member, sub, total);
	motus_batch_rank_set(batch, board, member, ranking_amount(total));
}

void
ranking_drop(struct motus_batch *batch, const char *language,
    const struct period *period, const char *sub, const struct total *total)
{
	char board[MOTUS_KEY_MAX + 1], member[RANKING_MEMBER_SIZE];

	period_board(period, language, board);
	ranking_member(member, sub, total);
	motus_batch_rank_remove(batch, board, member);
}

/* --- what a result changes ------------------------------------------------ */

/* The last day that has another bonus because of the result of `day`. */
static int32_t
last_changed(
    const struct history *before, const struct history *after, int32_t day)
{
	for (size_t i = after->count - 1; after->results[i].day > day; i--)
		if (result_bonus(&after->results[i]) !=
		    result_bonus(&before->results[i - 1]))
			return after->results[i].day;
	return day;
}

static bool
is_same(const struct total *a, const struct total *b)
{
	return a->games > 0 && a->finished == b->finished &&
	    ranking_amount(a) == ranking_amount(b);
}

void
ranking_change(struct motus_batch *batch, const char *language, const char *sub,
    bool hidden, const struct history *before, const struct history *after,
    int32_t day)
{
	int32_t last = last_changed(before, after, day);

	for (int kind = 0; kind < PERIOD_KINDS; kind++) {
		struct period period = { .to = day - 1 };

		while (period.to < last) {
			struct total old, new;

			period = period_of(kind, period.to + 1);
			old = total_of(before, &period);
			new = total_of(after, &period);
			if (is_same(&old, &new))
				continue;
			if (old.games > 0)
				ranking_drop(
				    batch, language, &period, sub, &old);
			if (!hidden)
				ranking_put(
				    batch, language, &period, sub, &new);
		}
	}
}
