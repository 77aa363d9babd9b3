/*
 * analysis.h - what a player's guesses were worth, once the game is over
 */
#ifndef GAME_ANALYSIS_H
#define GAME_ANALYSIS_H

#include "daemons/common/http.h"

/* GET /api/game/puzzles/{lang}/{date}/game/analysis */
void analysis_get(struct exchange *exchange);

/* GET /api/game/customs/{token}/game/analysis */
void analysis_get_custom(struct exchange *exchange);

#endif
