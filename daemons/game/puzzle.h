/*
 * puzzle.h - the puzzle of a day, as a player may see it
 *
 * A puzzle opens with its day and closes when the next day ends, so that
 * today's and yesterday's are open.
 */
#ifndef GAME_PUZZLE_H
#define GAME_PUZZLE_H

#include <stdbool.h>

#include <motus/daily.h>

#include "daemons/common/http.h"
#include "daemons/game/service.h"

/* What a request names; the answer is for later. */
struct day {
	const struct language *language;
	struct motus_puzzle puzzle;
	bool closed;
};

/*
 * Find the day that the first two path parameters, language and date, name.
 * The clock is read once.  False when there is none; the reply is a problem
 * then: 404 unknown-language, 404 no-such-puzzle, 503 store-unavailable while
 * the key is not known.
 */
bool day_find(struct exchange *exchange, struct day *day);

/*
 * The puzzle for a player, with answer and salt only once it is closed.  NULL
 * without memory.
 */
json_t *day_json(const struct service *service, const struct day *day);

/* GET /api/game/puzzles/{lang}/today */
void puzzle_get_today(struct exchange *exchange);

/* GET /api/game/puzzles/{lang}/{date} */
void puzzle_get(struct exchange *exchange);

#endif
