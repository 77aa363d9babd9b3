/*
 * turnout.h - how many players a day has
 *
 * The commit that begins a game counts its player in the ranking "players", for
 * "LANGUAGE/DATE" of the puzzle.  Each worker looks there now and then and
 * shows what it finds of today as figures, so every instance shows the same;
 * days that are over are dropped.
 */
#ifndef GAME_TURNOUT_H
#define GAME_TURNOUT_H

#include <stdbool.h>

#include <motus/store.h>

#include "daemons/game/games.h"
#include "daemons/game/service.h"

/* A worker's looks. */
struct turnout {
	const struct service *service;
	bool stopped;
};

/* Count in `batch` the player of a game that begins. */
void turnout_add(struct motus_batch *batch, const struct game_name *name);

/* Begin to look; `service` has its store and its loop. */
void turnout_start(struct turnout *turnout, const struct service *service);

/* Look no more.  `turnout` is left alone once the store is destroyed. */
void turnout_stop(struct turnout *turnout);

#endif
