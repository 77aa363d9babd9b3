/*
 * profile.h - the name under which an account plays
 *
 * The provider says it at each sign-in and renewal; it is kept in the store
 * under "profile:account:SUB", so that nobody can claim another's.
 */
#ifndef GAME_PROFILE_H
#define GAME_PROFILE_H

#include <motus/store.h>

#include "daemons/player/player.h"

#define PROFILE_NAME_SIZE 256

void profile_key(const struct player *player, char key[MOTUS_KEY_MAX + 1]);

/* Called with the name, "" when none is known; `status` is the store's. */
typedef void profile_found(void *arg, int status, const char *name);

void profile_get(struct motus_store *store, const struct player *player,
    profile_found *then, void *arg);

void profile_put(struct motus_store *store, const struct player *player,
    const char *name, motus_committed *done, void *arg);

#endif
