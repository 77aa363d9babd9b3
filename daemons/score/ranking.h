/*
 * ranking.h - boards as the store keeps them
 *
 * An amount is the points, times 2^20, less the guesses; a member is the time
 * at which its last result was finished, in ten hexadecimal digits, ':' and the
 * sub.  So the store's own order, by amount and then by the bytes of members,
 * is the order of a board: more points, fewer guesses, finished earlier.
 */
#ifndef SCORE_RANKING_H
#define SCORE_RANKING_H

#include <stdbool.h>
#include <stdint.h>

#include <motus/store.h>

#include "daemons/player/player.h"
#include "daemons/score/statistics.h"

#define RANKING_MEMBER_SIZE (10 + 1 + PLAYER_SUB_SIZE)

struct ranked {
	char sub[PLAYER_SUB_SIZE];
	uint64_t points; /* with the bonus */
	uint32_t guesses;
	int64_t finished;
};

/* What a player whose results add up to `total` is on a board. */
void ranking_member(char member[RANKING_MEMBER_SIZE], const char *sub,
    const struct total *total);
int64_t ranking_amount(const struct total *total);

/* The same read back; false for what is no such member. */
bool ranking_read(struct ranked *ranked, const char *member, int64_t amount);

/* Put the account `sub`, with what it has there, on a period's board, or off.
 */
void ranking_put(struct motus_batch *batch, const char *language,
    const struct period *period, const char *sub, const struct total *total);
void ranking_drop(struct motus_batch *batch, const char *language,
    const struct period *period, const char *sub, const struct total *total);

/*
 * `after` is `before` and the result of `day`: change all boards that this
 * changes; whoever is hidden only leaves them.  A day between two that were won
 * lengthens the streak of those that follow, so the boards may be as many as
 * RANKING_BOARDS_MAX; each takes two places of the batch.
 */
#define RANKING_BOARDS_MAX 17
void ranking_change(struct motus_batch *batch, const char *language,
    const char *sub, bool hidden, const struct history *before,
    const struct history *after, int32_t day);

#endif
