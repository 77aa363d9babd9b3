#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <motus/error.h>

#include "daemons/score/group.h"

void
group_key(const char *id, char key[MOTUS_KEY_MAX + 1])
{
	snprintf(key, MOTUS_KEY_MAX + 1, "group:%s", id);
}

void
group_code_key(const char *code, char key[MOTUS_KEY_MAX + 1])
{
	snprintf(key, MOTUS_KEY_MAX + 1, "code:%s", code);
}

bool
group_is_id(const char *text)
{
	unsigned char bytes[GROUP_ID_BYTES];
	size_t size;

	return base64url_decode(
		   text, strlen(text), bytes, sizeof bytes, &size) &&
	    size == sizeof bytes;
}

/* --- its name ------------------------------------------------------------- */

/* The code point at *text, and *text behind it. */
static uint32_t
next_character(const char **text)
{
	const unsigned char *c = (const unsigned char *)*text;
	size_t more = c[0] < 0x80 ? 0 : c[0] < 0xe0 ? 1 : c[0] < 0xf0 ? 2 : 3;
	uint32_t character = more == 0 ? c[0] : c[0] & (0x3fu >> more);

	for (size_t i = 1; i <= more; i++)
		character = character << 6 | (c[i] & 0x3f);
	*text += 1 + more;
	return character;
}

/*
 * C0 and C1; the ends of lines and paragraphs; and what makes the text after it
 * run the other way.
 */
static bool
is_control(uint32_t character)
{
	return character < 0x20 || (character >= 0x7f && character < 0xa0) ||
	    (character >= 0x2028 && character <= 0x202e) ||
	    (character >= 0x2066 && character <= 0x2069);
}

bool
group_take_name(char name[GROUP_NAME_SIZE], const char *text)
{
	const char *end;
	size_t count = 0;

	text += strspn(text, " ");
	end = text + strlen(text);
	while (end > text && end[-1] == ' ')
		end--;
	for (const char *c = text; c < end; count++)
		if (count == GROUP_NAME_MAX || is_control(next_character(&c)))
			return false;
	if (count == 0)
		return false;
	memcpy(name, text, (size_t)(end - text));
	name[end - text] = '\0';
	return true;
}

/* --- members -------------------------------------------------------------- */

size_t
group_find(const struct group *group, const char *sub)
{
	size_t place = 0;

	while (place < group->count && strcmp(group->members[place], sub) != 0)
		place++;
	return place;
}

bool
group_owns(const struct group *group, const char *sub)
{
	return group->count > 0 && strcmp(group->members[0], sub) == 0;
}

bool
group_add(struct group *group, const char *sub)
{
	if (group->count == GROUP_MEMBERS_MAX)
		return false;
	strcpy(group->members[group->count++], sub);
	return true;
}

void
group_drop(struct group *group, size_t place)
{
	group->count--;
	memmove(group->members[place], group->members[place + 1],
	    (group->count - place) * sizeof *group->members);
}

/* --- the record ----------------------------------------------------------- */

static bool
read_members(struct group *group, const json_t *members)
{
	struct player player;
	const json_t *member;
	size_t i;

	json_array_foreach (members, i, member) {
		const char *sub = json_string_value(member);

		if (sub == NULL || !player_of_sub(&player, sub) ||
		    !group_add(group, sub))
			return false;
	}
	return group->count > 0;
}

static bool
read_record(struct group *group, const json_t *record)
{
	const char *name = json_string_value(json_object_get(record, "name"));
	const char *code = json_string_value(json_object_get(record, "code"));

	return name != NULL && group_take_name(group->name, name) &&
	    code != NULL && invite_read(group->code, code) &&
	    read_members(group, json_object_get(record, "members"));
}

int
group_read(struct group *group, const char *id, const void *value, size_t size,
    uint64_t version)
{
	json_t *record = json_loadb(value, size, JSON_REJECT_DUPLICATES, NULL);
	bool good;

	*group = (struct group){ .version = version };
	snprintf(group->id, sizeof group->id, "%s", id);
	good = read_record(group, record);
	json_decref(record);
	return good ? 0 : MOTUS_EFORMAT;
}

static char *
write_record(const struct group *group)
{
	json_t *members = json_array(), *record;
	char *text;

	for (size_t i = 0; i < group->count; i++)
		if (json_array_append_new(
			members, json_string(group->members[i])) != 0) {
			json_decref(members);
			return NULL;
		}
	record = json_pack("{s:s, s:s, s:o}", "name", group->name, "code",
	    group->code, "members", members);
	text = json_dumps(record, JSON_COMPACT);
	json_decref(record);
	return text;
}

/* A record that there is no memory to write is one over the store's limit. */
void
group_put(struct motus_batch *batch, const struct group *group)
{
	char key[MOTUS_KEY_MAX + 1];
	char *text = write_record(group);

	group_key(group->id, key);
	motus_batch_expect(batch, key, group->version);
	if (text == NULL)
		motus_batch_put(batch, key, "", MOTUS_VALUE_MAX + 1, 0);
	else
		motus_batch_put(batch, key, text, strlen(text), 0);
	free(text);
}
