/*
 * hint.h - the best guess of a turn, for a player who asks
 *
 * A hint is taken for the next turn, and kept with the game: everybody who sees
 * the game sees for which turns it had one.  Asked for again it is the same,
 * as long as the words are.  In the game of a day, which is ranked, there are
 * as many as service.daily_hints.
 */
#ifndef GAME_HINT_H
#define GAME_HINT_H

#include "daemons/common/http.h"

/* PUT /api/game/puzzles/{lang}/{date}/game/hints/{n} */
void hint_put(struct exchange *exchange);

/* PUT /api/game/customs/{token}/game/hints/{n} */
void hint_put_custom(struct exchange *exchange);

#endif
