#include <stdlib.h>

#include <motus/error.h>

#include "daemons/score/gather.h"
#include "daemons/score/groups.h"
#include "daemons/score/membership.h"
#include "daemons/score/scores.h"
#include "daemons/score/signed_in.h"

struct listing {
	struct membership *membership;
	json_t *groups[PROFILE_GROUPS_MAX];
};

static void
name_group(void *arg, size_t index, char key[MOTUS_KEY_MAX + 1])
{
	const struct listing *listing = arg;

	group_key(listing->membership->profile.groups[index], key);
}

/* One that is there no more is left out. */
static int
take_group(
    void *arg, size_t index, const void *value, size_t size, uint64_t version)
{
	struct listing *listing = arg;
	const struct membership *membership = listing->membership;
	const char *sub = player_sub(&membership->player);
	struct group group;
	int error;

	if (value == NULL)
		return 0;
	error = group_read(
	    &group, membership->profile.groups[index], value, size, version);
	if (error != 0)
		return error;
	listing->groups[index] = json_pack("{s:s, s:s, s:I, s:b}", "id",
	    group.id, "name", group.name, "members", (json_int_t)group.count,
	    "owner", group_owns(&group, sub));
	return listing->groups[index] == NULL ? MOTUS_ENOMEM : 0;
}

static json_t *
list_json(const struct listing *listing)
{
	json_t *list = json_array();

	for (size_t i = 0; i < PROFILE_GROUPS_MAX; i++)
		if (listing->groups[i] != NULL &&
		    json_array_append(list, listing->groups[i]) != 0) {
			json_decref(list);
			return NULL;
		}
	return list;
}

static void
show(void *arg, int status)
{
	struct listing *listing = arg;
	struct membership *membership = listing->membership;

	if (status == 0)
		reply_json(&membership->exchange->reply, 200,
		    json_pack("{s:o}", "groups", list_json(listing)));
	for (size_t i = 0; i < PROFILE_GROUPS_MAX; i++)
		json_decref(listing->groups[i]);
	free(listing);
	if (status == 0)
		membership_end(membership);
	else
		membership_fail(membership, status);
}

static void
read_groups(struct membership *membership)
{
	const struct scores *scores = membership->exchange->service;
	struct listing *listing = calloc(1, sizeof *listing);

	if (listing == NULL) {
		membership_fail(membership, MOTUS_ENOMEM);
		return;
	}
	listing->membership = membership;
	gather(scores->store, membership->profile.group_count, name_group,
	    take_group, show, listing);
}

static void
list(struct exchange *exchange, const struct player *player)
{
	struct membership *membership;

	if (signed_in(exchange, player) &&
	    (membership = membership_create(exchange, player)) != NULL)
		membership_read_profile(membership, read_groups);
	else
		exchange_finish(exchange);
}

void
groups_list(struct exchange *exchange)
{
	signed_in_read(exchange, list);
}
