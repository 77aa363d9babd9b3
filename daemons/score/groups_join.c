#include <stdio.h>
#include <string.h>

#include "daemons/score/groups.h"
#include "daemons/score/membership.h"
#include "daemons/score/scores.h"
#include "daemons/score/signed_in.h"

static void
refuse_tries(struct membership *membership, int pause)
{
	reply_header(&membership->exchange->reply, "retry-after", "%d", pause);
	membership_refuse(membership, 429, "too-many-tries",
	    "There were too many wrong codes. Wait a while.");
}

/* --- a wrong code --------------------------------------------------------- */

static void
counted(void *arg, int status, int pause)
{
	struct membership *membership = arg;

	if (status != 0)
		membership_fail(membership, status);
	else if (pause > 0)
		refuse_tries(membership, pause);
	else
		membership_refuse(membership, 404, "no-such-code",
		    "No group has this code. Ask for it again.");
}

static void
refuse_code(struct membership *membership)
{
	tries_count(&membership->tries, counted, membership);
}

/* --- a right one ---------------------------------------------------------- */

static void
show(struct membership *membership)
{
	membership_show(membership, 200);
}

static void
add(struct membership *membership)
{
	struct group *group = &membership->group;
	struct motus_batch *batch;

	if (!profile_join(&membership->profile, group->id)) {
		membership_refuse(membership, 409, "too-many-groups",
		    "Nobody can be in more than 20 groups.");
		return;
	}
	if (!group_add(group, player_sub(&membership->player))) {
		membership_refuse(membership, 409, "group-full",
		    "A group has at most 200 members.");
		return;
	}
	batch = motus_batch_create();
	group_put(batch, group);
	profile_put(batch, &membership->player, &membership->profile);
	membership_commit(membership, batch, show);
}

/* The code that led here may have been replaced meanwhile. */
static void
join(struct membership *membership)
{
	const struct group *group = &membership->group;

	if (group->count == 0 || strcmp(group->code, membership->code) != 0)
		refuse_code(membership);
	else if (group_find(group, player_sub(&membership->player)) <
	    group->count)
		show(membership);
	else
		membership_read_profile(membership, add);
}

/* --- the code ------------------------------------------------------------- */

static void
got_code(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct membership *membership = arg;
	char id[GROUP_ID_SIZE];

	(void)version;
	if (status != 0) {
		membership_fail(membership, status);
	} else if (value == NULL || size >= sizeof id) {
		refuse_code(membership);
	} else {
		snprintf(id, sizeof id, "%.*s", (int)size, (const char *)value);
		membership_read(membership, id, join);
	}
}

static void
read_code(struct membership *membership)
{
	const struct scores *scores = membership->exchange->service;
	char key[MOTUS_KEY_MAX + 1];

	if (membership->code[0] == '\0') {
		refuse_code(membership);
		return;
	}
	group_code_key(membership->code, key);
	motus_store_get(scores->store, key, got_code, membership);
}

static void
looked(void *arg, int status, int pause)
{
	struct membership *membership = arg;

	if (status != 0)
		membership_fail(membership, status);
	else if (pause > 0)
		refuse_tries(membership, pause);
	else
		read_code(membership);
}

/* --- the request ---------------------------------------------------------- */

/* What can't be a code is a wrong one, "". */
static bool
take_code(struct exchange *exchange, char code[INVITE_SIZE])
{
	const char *text;
	json_t *json;

	if (!request_json(exchange, &json))
		return false;
	text = json_string_value(json_object_get(json, "code"));
	if (text == NULL)
		reply_problem(&exchange->reply, 400, "bad-code",
		    "The body's member \"code\" must be a string.");
	else if (!invite_read(code, text))
		code[0] = '\0';
	json_decref(json);
	return text != NULL;
}

static void
start(struct exchange *exchange, const struct player *player)
{
	const struct scores *scores = exchange->service;
	struct membership *membership;
	char code[INVITE_SIZE];

	if (!signed_in(exchange, player) || !take_code(exchange, code) ||
	    (membership = membership_create(exchange, player)) == NULL) {
		exchange_finish(exchange);
		return;
	}
	strcpy(membership->code, code);
	membership->begin = read_code;
	tries_of(
	    &membership->tries, scores->store, scores->now(), exchange, player);
	tries_look(&membership->tries, looked, membership);
}

void
groups_join(struct exchange *exchange)
{
	signed_in_write(exchange, start);
}
