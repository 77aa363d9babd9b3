/*
 * claim.h - a guest's games become an account's
 */
#ifndef GAME_CLAIM_H
#define GAME_CLAIM_H

#include "daemons/player/player.h"
#include "daemons/game/service.h"

/*
 * Move the games of `guest` to `account`, but those of puzzles that the account
 * has a game of: these are dropped.  Some at a time, each lot in one step with
 * the lists of both, so that whoever is stopped on the way, or begins it twice,
 * finds nothing lost and nothing doubled.  `request` is the id of the request
 * that it is done for, or NULL.  `done` is called with 0 when the guest has
 * none left, or with what the store ends with.
 */
void claim_games(struct service *service, const struct player *guest,
    const struct player *account, const char *request, motus_committed *done,
    void *arg);

#endif
