/*
 * profile.h - what is known of an account beside its results
 *
 * Kept as "profile:PLAYER", a JSON object {"name", "hidden", "groups": [ID,
 * ...], "imports": {SOURCE: record}}.
 */
#ifndef SCORE_PROFILE_H
#define SCORE_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include <motus/store.h>

#include "daemons/player/player.h"
#include "daemons/score/group.h"

#define PROFILE_NAME_SIZE 256 /* bytes, with the NUL */
#define PROFILE_GROUPS_MAX 20

struct profile {
	char name[PROFILE_NAME_SIZE]; /* "": not known yet */
	bool hidden; /* on no board of all players */
	char groups[PROFILE_GROUPS_MAX][GROUP_ID_SIZE];
	size_t group_count;
	json_t *imports; /* an object, or NULL */
	uint64_t version; /* of the record; 0: there is none yet */
};

void profile_key(const struct player *player, char key[MOTUS_KEY_MAX + 1]);

/*
 * Read what the store had; nothing (NULL) is an empty profile.  The caller
 * clears it.
 *
 *	MOTUS_EFORMAT	not such a record
 */
int profile_read(
    struct profile *profile, const void *value, size_t size, uint64_t version);
void profile_clear(struct profile *profile);

/* The store must still have what was read, and has this from now on. */
void profile_put(struct motus_batch *batch, const struct player *player,
    const struct profile *profile);

/* The groups of the player; profile_join() is false when they are too many. */
bool profile_is_in(const struct profile *profile, const char *group);
bool profile_join(struct profile *profile, const char *group);
void profile_leave(struct profile *profile, const char *group);

#endif
