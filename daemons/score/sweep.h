/*
 * sweep.h - a player leaves all boards, or comes back to them
 */
#ifndef SCORE_SWEEP_H
#define SCORE_SWEEP_H

#include "daemons/score/scores.h"

/*
 * Have the profile of an account say whether it is hidden, then take it off
 * every board, or put it there, a lot at a time; then done(arg, status).
 * Results that come meanwhile find the profile, and do likewise.  Done again,
 * it finishes what was cut off.  MOTUS_ECONFLICT: the account keeps changing,
 * or wants the contrary now.
 */
void sweep_boards(const struct scores *scores, const struct player *player,
    bool hidden, motus_committed *done, void *arg);

#endif
