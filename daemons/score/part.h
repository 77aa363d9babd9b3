/*
 * part.h - members leave a group
 */
#ifndef SCORE_PART_H
#define SCORE_PART_H

#include <stddef.h>

#include <motus/store.h>

#include "daemons/player/player.h"
#include "daemons/score/group.h"

/* Each takes two places of a batch; the group and its code take four. */
#define PART_MAX ((MOTUS_BATCH_MAX - 4) / 2)

/*
 * Take the `count` members from the place `from` on, at most PART_MAX, out of
 * `group`, and the group out of their profiles, in one step.  Nobody left: the
 * group and its code are gone.  MOTUS_ECONFLICT: something is not as it was
 * read; read the group again.  `group` need not outlive the call.
 */
void part(struct motus_store *store, const struct group *group, size_t from,
    size_t count, motus_committed *done, void *arg);

/* Take a player out of every group, as is due before the profile goes. */
void part_from_all(struct motus_store *store, const struct player *player,
    motus_committed *done, void *arg);

#endif
