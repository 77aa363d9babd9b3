/*
 * guess.h - playing a turn
 */
#ifndef GAME_GUESS_H
#define GAME_GUESS_H

#include "daemons/common/http.h"

/* PUT /api/game/puzzles/{lang}/{date}/game/guesses/{n} */
void guess_put(struct exchange *exchange);

/* PUT /api/game/customs/{token}/game/guesses/{n} */
void guess_put_custom(struct exchange *exchange);

#endif
