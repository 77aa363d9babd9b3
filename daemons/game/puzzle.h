/*
 * puzzle.h - a puzzle, as a player may see it
 *
 * The puzzle of a day opens with its day and closes when the next day ends, so
 * that today's and yesterday's are open.  One that somebody made (custom.h) is
 * open for ever.
 */
#ifndef GAME_PUZZLE_H
#define GAME_PUZZLE_H

#include <stdbool.h>

#include <motus/game.h>
#include <motus/lexicon.h>

#include "daemons/common/http.h"
#include "daemons/game/games.h"
#include "daemons/game/service.h"

/* What a request names; the answer is for later. */
struct puzzle {
	const struct language *language;
	struct game_name name; /* of a game of it */
	struct motus_answer answer; /* how it is displayed: puzzle_display() */
	struct motus_game start; /* a game of it, with no turn played */
	uint32_t number; /* of a day's */
	bool closed;
};

/*
 * Find the puzzle that a request names.  False when there is none; the reply
 * is a problem then: 404 unknown-language, 404 no-such-puzzle, 503
 * store-unavailable while the key is not known.
 *
 * puzzle_of_day() takes the first two path parameters, language and date, and
 * reads the clock once; puzzle_of_token() takes the first one, a token.
 */
typedef bool puzzle_find(struct exchange *exchange, struct puzzle *puzzle);

bool puzzle_of_day(struct exchange *exchange, struct puzzle *puzzle);
bool puzzle_of_token(struct exchange *exchange, struct puzzle *puzzle);

/*
 * The puzzle that somebody made, as token.  MOTUS_EINVAL: its language is not
 * offered.
 */
int puzzle_of_custom(const struct service *service, const char *token,
    const struct custom *custom, struct puzzle *puzzle);

/* False while the key is not known; the reply is a problem then. */
bool puzzle_has_key(struct exchange *exchange);

/*
 * The answer as people write it: with its accents, where it is among those of
 * days.  For one that somebody made it is looked for, among all of them.
 */
void puzzle_display(
    const struct puzzle *puzzle, char display[MOTUS_DISPLAY_SIZE]);

/*
 * The puzzle for a player, with answer and salt only once it is closed.  NULL
 * without memory.
 */
json_t *puzzle_json(const struct service *service, const struct puzzle *puzzle);

/* GET /api/game/puzzles/{lang}/today */
void puzzle_get_today(struct exchange *exchange);

/* GET /api/game/puzzles/{lang}/{date} */
void puzzle_get(struct exchange *exchange);

/* GET /api/game/customs/{token} */
void puzzle_get_custom(struct exchange *exchange);

#endif
