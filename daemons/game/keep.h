/*
 * keep.h - what a player did, into the store
 */
#ifndef GAME_KEEP_H
#define GAME_KEEP_H

#include "daemons/game/play.h"
#include "daemons/game/tally.h"

/*
 * Keep play->game, which changed, and call kept(play); or fail.  A game that
 * begins is listed among the player's in the same step, and counted; one that
 * ends has its result filed.  When another request was faster, or it is not
 * known whether it was kept, the game is read anew and again(play) called.
 */
void keep_game(struct play *play, void (*again)(struct play *play),
    void (*kept)(struct play *play));

/* Count it among the games of days, or of puzzles that somebody made. */
void keep_count(const struct play *play, enum tally_game game);

#endif
