#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/score/gather.h"
#include "daemons/score/membership.h"
#include "daemons/score/part.h"
#include "daemons/score/scores.h"
#include "daemons/score/signed_in.h"

#define CONFLICTS_MAX 8

struct membership *
membership_create(struct exchange *exchange, const struct player *player)
{
	struct membership *membership = calloc(1, sizeof *membership);

	if (membership == NULL) {
		reply_problem(&exchange->reply, 500, "internal",
		    "Something went wrong here.");
		return NULL;
	}
	membership->exchange = exchange;
	membership->player = *player;
	return membership;
}

void
membership_end(struct membership *membership)
{
	struct exchange *exchange = membership->exchange;

	profile_clear(&membership->profile);
	free(membership->names);
	free(membership);
	exchange_finish(exchange);
}

void
membership_refuse(struct membership *membership, int status, const char *code,
    const char *detail)
{
	reply_problem(&membership->exchange->reply, status, code, detail);
	membership_end(membership);
}

void
membership_fail(struct membership *membership, int error)
{
	scores_fail(membership->exchange, error);
	membership_end(membership);
}

/* --- reading -------------------------------------------------------------- */

static void
got_group(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct membership *membership = arg;
	struct group *group = &membership->group;
	char id[GROUP_ID_SIZE];

	strcpy(id, group->id);
	if (status == 0 && value == NULL)
		group->count = 0;
	else if (status == 0)
		status = group_read(group, id, value, size, version);
	if (status == 0)
		membership->then(membership);
	else
		membership_fail(membership, status);
}

void
membership_read(
    struct membership *membership, const char *id, membership_step *then)
{
	const struct scores *scores = membership->exchange->service;
	char key[MOTUS_KEY_MAX + 1];

	strcpy(membership->group.id, id);
	membership->then = then;
	group_key(id, key);
	motus_store_get(scores->store, key, got_group, membership);
}

static void
read_named(struct membership *membership)
{
	membership_read(membership, membership->exchange->request.params[0],
	    membership->decide);
}

static void
refuse_group(struct membership *membership)
{
	membership_refuse(membership, 404, "no-such-group",
	    "There is no such group, or it is not one of yours.");
}

void
membership_open(struct membership *membership, membership_step *decide)
{
	membership->begin = read_named;
	membership->decide = decide;
	if (group_is_id(membership->exchange->request.params[0]))
		read_named(membership);
	else
		refuse_group(membership);
}

void
membership_start(struct exchange *exchange, const struct player *player,
    membership_step *decide)
{
	struct membership *membership;

	if (signed_in(exchange, player) &&
	    (membership = membership_create(exchange, player)) != NULL)
		membership_open(membership, decide);
	else
		exchange_finish(exchange);
}

static void
got_profile(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct membership *membership = arg;

	profile_clear(&membership->profile);
	if (status == 0)
		status =
		    profile_read(&membership->profile, value, size, version);
	if (status == 0)
		membership->then(membership);
	else
		membership_fail(membership, status);
}

void
membership_read_profile(struct membership *membership, membership_step *then)
{
	const struct scores *scores = membership->exchange->service;
	char key[MOTUS_KEY_MAX + 1];

	membership->then = then;
	profile_key(&membership->player, key);
	motus_store_get(scores->store, key, got_profile, membership);
}

/* --- deciding ------------------------------------------------------------- */

bool
membership_holds(struct membership *membership)
{
	const struct group *group = &membership->group;

	if (group_find(group, player_sub(&membership->player)) < group->count)
		return true;
	refuse_group(membership);
	return false;
}

bool
membership_owns(struct membership *membership)
{
	if (!membership_holds(membership))
		return false;
	if (group_owns(&membership->group, player_sub(&membership->player)))
		return true;
	membership_refuse(membership, 403, "not-owner",
	    "Only the owner of the group may do this.");
	return false;
}

/* --- writing -------------------------------------------------------------- */

static void
committed(void *arg, int status)
{
	struct membership *membership = arg;
	bool again = false;

	if (status == MOTUS_ECONFLICT) {
		again = ++membership->conflicts < CONFLICTS_MAX;
	} else if (status == MOTUS_ELOST) {
		again = !membership->lost;
		membership->lost = true;
	}
	if (status == 0)
		membership->done(membership);
	else if (again)
		membership->begin(membership);
	else
		membership_fail(membership, status);
}

void
membership_commit(struct membership *membership, struct motus_batch *batch,
    membership_step *done)
{
	const struct scores *scores = membership->exchange->service;

	membership->done = done;
	motus_store_commit(scores->store, batch, committed, membership);
	motus_batch_destroy(batch);
}

void
membership_part(struct membership *membership, size_t from, size_t count,
    membership_step *done)
{
	const struct scores *scores = membership->exchange->service;

	membership->done = done;
	part(scores->store, &membership->group, from, count, committed,
	    membership);
}

/* --- showing -------------------------------------------------------------- */

static void
name_profile(void *arg, size_t index, char key[MOTUS_KEY_MAX + 1])
{
	const struct membership *membership = arg;
	struct player player;

	player_of_sub(&player, membership->group.members[index]);
	profile_key(&player, key);
}

static int
take_name(
    void *arg, size_t index, const void *value, size_t size, uint64_t version)
{
	struct membership *membership = arg;
	struct profile profile;
	int error = profile_read(&profile, value, size, version);

	if (error != 0)
		return error;
	strcpy(membership->names[index], profile.name);
	profile_clear(&profile);
	return 0;
}

static void
got_names(void *arg, int status)
{
	struct membership *membership = arg;

	if (status == 0)
		membership->then(membership);
	else
		membership_fail(membership, status);
}

void
membership_read_names(struct membership *membership, membership_step *then)
{
	const struct scores *scores = membership->exchange->service;
	size_t count = membership->group.count;

	membership->then = then;
	membership->names = calloc(count, sizeof *membership->names);
	if (membership->names == NULL)
		membership_fail(membership, MOTUS_ENOMEM);
	else
		gather(scores->store, count, name_profile, take_name, got_names,
		    membership);
}

/* Who has no result yet has no name here either. */
static json_t *
member_json(const struct membership *membership, size_t place)
{
	const char *sub = membership->group.members[place];
	const char *name = membership->names[place];
	bool me = strcmp(sub, player_sub(&membership->player)) == 0;

	return json_pack("{s:s, s:s?, s:b, s:b}", "id", sub, "name",
	    name[0] == '\0' ? NULL : name, "owner", place == 0, "me", me);
}

static json_t *
members_json(const struct membership *membership)
{
	json_t *members = json_array();

	for (size_t i = 0; i < membership->group.count; i++)
		if (json_array_append_new(
			members, member_json(membership, i)) != 0) {
			json_decref(members);
			return NULL;
		}
	return members;
}

static void
show(struct membership *membership)
{
	const struct group *group = &membership->group;
	const char *sub = player_sub(&membership->player);

	reply_json(&membership->exchange->reply, membership->status,
	    json_pack("{s:s, s:s, s:b, s:s, s:o}", "id", group->id, "name",
		group->name, "owner", group_owns(group, sub), "code",
		group->code, "members", members_json(membership)));
	membership_end(membership);
}

void
membership_show(struct membership *membership, int status)
{
	membership->status = status;
	membership_read_names(membership, show);
}
