#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/score/gather.h"
#include "daemons/score/part.h"
#include "daemons/score/profile.h"

/* --- a few members -------------------------------------------------------- */

struct parting {
	struct motus_store *store;
	struct group group;
	size_t from, count;
	struct profile profiles[PART_MAX];
	motus_committed *done;
	void *arg;
};

static void
end(void *arg, int status)
{
	struct parting *parting = arg;

	for (size_t i = 0; i < parting->count; i++)
		profile_clear(&parting->profiles[i]);
	parting->done(parting->arg, status);
	free(parting);
}

static struct player
member(const struct parting *parting, size_t index)
{
	struct player player;

	player_of_sub(&player, parting->group.members[parting->from + index]);
	return player;
}

static void
put_group(struct motus_batch *batch, const struct group *group)
{
	char key[MOTUS_KEY_MAX + 1];

	if (group->count > 0) {
		group_put(batch, group);
		return;
	}
	group_key(group->id, key);
	motus_batch_expect(batch, key, group->version);
	motus_batch_delete(batch, key);
	group_code_key(group->code, key);
	motus_batch_delete(batch, key);
}

static void
commit(void *arg, int status)
{
	struct parting *parting = arg;
	struct group *group = &parting->group;
	struct motus_batch *batch;

	if (status != 0) {
		end(parting, status);
		return;
	}
	batch = motus_batch_create();
	for (size_t i = 0; i < parting->count; i++) {
		struct player player = member(parting, i);

		profile_leave(&parting->profiles[i], group->id);
		profile_put(batch, &player, &parting->profiles[i]);
	}
	for (size_t i = 0; i < parting->count; i++)
		group_drop(group, parting->from);
	put_group(batch, group);
	motus_store_commit(parting->store, batch, end, parting);
	motus_batch_destroy(batch);
}

static void
name_profile(void *arg, size_t index, char key[MOTUS_KEY_MAX + 1])
{
	struct player player = member(arg, index);

	profile_key(&player, key);
}

static int
take_profile(
    void *arg, size_t index, const void *value, size_t size, uint64_t version)
{
	struct parting *parting = arg;

	return profile_read(&parting->profiles[index], value, size, version);
}

void
part(struct motus_store *store, const struct group *group, size_t from,
    size_t count, motus_committed *done, void *arg)
{
	struct parting *parting = calloc(1, sizeof *parting);

	if (parting == NULL) {
		done(arg, MOTUS_ENOMEM);
		return;
	}
	parting->store = store;
	parting->group = *group;
	parting->from = from;
	parting->count = count;
	parting->done = done;
	parting->arg = arg;
	gather(store, count, name_profile, take_profile, commit, parting);
}

/* --- a player who goes for good ------------------------------------------- */

#define TRIES_MAX 8

struct leaving {
	struct motus_store *store;
	struct player player;
	struct profile profile;
	unsigned int tries; /* to leave the first of its groups */
	motus_committed *done;
	void *arg;
};

static void leave_next(struct leaving *leaving);

static void
end_leaving(struct leaving *leaving, int status)
{
	profile_clear(&leaving->profile);
	leaving->done(leaving->arg, status);
	free(leaving);
}

static void
left(void *arg, int status)
{
	struct leaving *leaving = arg;
	bool again = status == MOTUS_ECONFLICT || status == MOTUS_ELOST;

	if (status == 0)
		leaving->tries = 0;
	if (status == 0 || (again && ++leaving->tries < TRIES_MAX))
		leave_next(leaving);
	else
		end_leaving(leaving, status);
}

/* A group that does not know the player is left all the same. */
static void
forget_group(struct leaving *leaving)
{
	struct motus_batch *batch = motus_batch_create();

	profile_leave(&leaving->profile, leaving->profile.groups[0]);
	profile_put(batch, &leaving->player, &leaving->profile);
	motus_store_commit(leaving->store, batch, left, leaving);
	motus_batch_destroy(batch);
}

static void
got_group(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct leaving *leaving = arg;
	struct group group = { .count = 0 };
	size_t place;

	if (status == 0 && value != NULL)
		status = group_read(
		    &group, leaving->profile.groups[0], value, size, version);
	place = group_find(&group, player_sub(&leaving->player));
	if (status != 0)
		left(leaving, status);
	else if (place < group.count)
		part(leaving->store, &group, place, 1, left, leaving);
	else
		forget_group(leaving);
}

static void
got_profile(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct leaving *leaving = arg;
	struct profile *profile = &leaving->profile;
	char key[MOTUS_KEY_MAX + 1];

	profile_clear(profile);
	if (status == 0)
		status = profile_read(profile, value, size, version);
	if (status != 0 || profile->group_count == 0) {
		end_leaving(leaving, status);
		return;
	}
	group_key(profile->groups[0], key);
	motus_store_get(leaving->store, key, got_group, leaving);
}

static void
leave_next(struct leaving *leaving)
{
	char key[MOTUS_KEY_MAX + 1];

	profile_key(&leaving->player, key);
	motus_store_get(leaving->store, key, got_profile, leaving);
}

void
part_from_all(struct motus_store *store, const struct player *player,
    motus_committed *done, void *arg)
{
	struct leaving *leaving = calloc(1, sizeof *leaving);

	if (leaving == NULL) {
		done(arg, MOTUS_ENOMEM);
		return;
	}
	leaving->store = store;
	leaving->player = *player;
	leaving->done = done;
	leaving->arg = arg;
	leave_next(leaving);
}
