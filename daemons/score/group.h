/*
 * group.h - a group of players as the store keeps it
 *
 * A class, an office, a family.  Its members are accounts; the one who is in it
 * for the longest owns it.  Kept as "group:ID", a JSON object {"name", "code",
 * "members": [SUB, ...]}, the oldest member first; "code:CODE" has the ID of
 * the group that the code is for.
 */
#ifndef SCORE_GROUP_H
#define SCORE_GROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <motus/store.h>

#include "daemons/common/base64url.h"
#include "daemons/player/player.h"
#include "daemons/score/invite.h"

#define GROUP_ID_BYTES 16
#define GROUP_ID_SIZE BASE64URL_SIZE(GROUP_ID_BYTES)
#define GROUP_NAME_MAX 40 /* characters */
#define GROUP_NAME_SIZE (4 * GROUP_NAME_MAX + 1)
#define GROUP_MEMBERS_MAX 200

struct group {
	char id[GROUP_ID_SIZE];
	char name[GROUP_NAME_SIZE];
	char code[INVITE_SIZE];
	char members[GROUP_MEMBERS_MAX][PLAYER_SUB_SIZE];
	size_t count; /* of members: at least one */
	uint64_t version; /* of the record; 0: there is none yet */
};

/* Keys in the store: of a group, and of a code. */
void group_key(const char *id, char key[MOTUS_KEY_MAX + 1]);
void group_code_key(const char *code, char key[MOTUS_KEY_MAX + 1]);

/* Whether a group can have this id. */
bool group_is_id(const char *text);

/*
 * Take a name, without spaces around it; false, and `name` as it was, when
 * there is none left, when it is longer than GROUP_NAME_MAX, or has control
 * characters or others that turn the direction of the text around it.  `text`
 * is UTF-8.
 */
bool group_take_name(char name[GROUP_NAME_SIZE], const char *text);

/*
 * Read what the store had under the id.
 *
 *	MOTUS_EFORMAT	not such a record
 */
int group_read(struct group *group, const char *id, const void *value,
    size_t size, uint64_t version);

/* The store must still have what was read, and has this from now on. */
void group_put(struct motus_batch *batch, const struct group *group);

/* The place of a member; group->count when there is no such member. */
size_t group_find(const struct group *group, const char *sub);

bool group_owns(const struct group *group, const char *sub);

/* Add a member, who is none yet; false when it is full. */
bool group_add(struct group *group, const char *sub);

/* Take away the member at that place. */
void group_drop(struct group *group, size_t place);

#endif
