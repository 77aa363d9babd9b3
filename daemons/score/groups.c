#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/score/groups.h"
#include "daemons/score/membership.h"
#include "daemons/score/scores.h"
#include "daemons/score/signed_in.h"

/* --- a group -------------------------------------------------------------- */

static void
show(struct membership *membership)
{
	if (membership_holds(membership))
		membership_show(membership, 200);
}

static void
get(struct exchange *exchange, const struct player *player)
{
	membership_start(exchange, player, show);
}

void
group_get(struct exchange *exchange)
{
	signed_in_read(exchange, get);
}

static void
show_changed(struct membership *membership)
{
	membership_show(membership, 200);
}

/* --- its name ------------------------------------------------------------- */

static bool
take_name(struct exchange *exchange, const json_t *json, char *name)
{
	const char *text = json_string_value(json_object_get(json, "name"));

	if (text == NULL)
		reply_problem(&exchange->reply, 400, "bad-name",
		    "The body's member \"name\" must be a string.");
	else if (!group_take_name(name, text))
		reply_problem(&exchange->reply, 422, "bad-name",
		    "A name has 1 to 40 characters, and no control "
		    "characters.");
	else
		return true;
	return false;
}

/* A membership that has the name in the request's body; NULL: replied. */
static struct membership *
create_named(struct exchange *exchange, const struct player *player)
{
	struct membership *membership = NULL;
	char name[GROUP_NAME_SIZE];
	json_t *json;

	if (!request_json(exchange, &json))
		return NULL;
	if (take_name(exchange, json, name))
		membership = membership_create(exchange, player);
	json_decref(json);
	if (membership != NULL)
		strcpy(membership->name, name);
	return membership;
}

static void
rename_group(struct membership *membership)
{
	struct motus_batch *batch;

	if (!membership_owns(membership))
		return;
	strcpy(membership->group.name, membership->name);
	batch = motus_batch_create();
	group_put(batch, &membership->group);
	membership_commit(membership, batch, show_changed);
}

static void
rename_named(struct exchange *exchange, const struct player *player)
{
	struct membership *membership;

	if (signed_in(exchange, player) &&
	    (membership = create_named(exchange, player)) != NULL)
		membership_open(membership, rename_group);
	else
		exchange_finish(exchange);
}

void
group_rename(struct exchange *exchange)
{
	signed_in_write(exchange, rename_named);
}

/* --- its code ------------------------------------------------------------- */

/* A code, in place of the one that the group has, if any; false: none left. */
static bool
put_code(struct motus_batch *batch, struct group *group)
{
	char key[MOTUS_KEY_MAX + 1];

	if (group->code[0] != '\0') {
		group_code_key(group->code, key);
		motus_batch_delete(batch, key);
	}
	if (!invite_make(group->code))
		return false;
	group_code_key(group->code, key);
	motus_batch_expect(batch, key, 0);
	motus_batch_put(batch, key, group->id, strlen(group->id), 0);
	return true;
}

static void
renew_code(struct membership *membership)
{
	struct motus_batch *batch;

	if (!membership_owns(membership))
		return;
	batch = motus_batch_create();
	if (!put_code(batch, &membership->group)) {
		motus_batch_destroy(batch);
		membership_fail(membership, MOTUS_EIO);
		return;
	}
	group_put(batch, &membership->group);
	membership_commit(membership, batch, show_changed);
}

static void
renew(struct exchange *exchange, const struct player *player)
{
	membership_start(exchange, player, renew_code);
}

void
group_renew_code(struct exchange *exchange)
{
	signed_in_write(exchange, renew);
}

/* --- a new one ------------------------------------------------------------ */

static void
show_new(struct membership *membership)
{
	membership_show(membership, 201);
}

static bool
make_group(struct membership *membership, struct motus_batch *batch)
{
	struct group *group = &membership->group;

	*group = (struct group){ 0 };
	strcpy(group->name, membership->name);
	return base64url_random(group->id, GROUP_ID_BYTES) &&
	    put_code(batch, group) &&
	    group_add(group, player_sub(&membership->player)) &&
	    profile_join(&membership->profile, group->id);
}

/* After a commit that was lost, the profile tells whether it was done. */
static void
create_group(struct membership *membership)
{
	struct motus_batch *batch;

	if (membership->lost &&
	    profile_is_in(&membership->profile, membership->group.id)) {
		show_new(membership);
		return;
	}
	if (membership->profile.group_count == PROFILE_GROUPS_MAX) {
		membership_refuse(membership, 409, "too-many-groups",
		    "Nobody can be in more than 20 groups.");
		return;
	}
	batch = motus_batch_create();
	if (!make_group(membership, batch)) {
		motus_batch_destroy(batch);
		membership_fail(membership, MOTUS_EIO);
		return;
	}
	group_put(batch, &membership->group);
	profile_put(batch, &membership->player, &membership->profile);
	membership_commit(membership, batch, show_new);
}

static void
begin_group(struct membership *membership)
{
	membership_read_profile(membership, create_group);
}

static void
create(struct exchange *exchange, const struct player *player)
{
	struct membership *membership;

	if (!signed_in(exchange, player) ||
	    (membership = create_named(exchange, player)) == NULL) {
		exchange_finish(exchange);
		return;
	}
	membership->begin = begin_group;
	begin_group(membership);
}

void
groups_create(struct exchange *exchange)
{
	signed_in_write(exchange, create);
}
