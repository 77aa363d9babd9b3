#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/score/profile.h"

void
profile_key(const struct player *player, char key[MOTUS_KEY_MAX + 1])
{
	snprintf(key, MOTUS_KEY_MAX + 1, "profile:%s", player->key);
}

/* --- the record ----------------------------------------------------------- */

static bool
read_groups(struct profile *profile, const json_t *groups)
{
	const json_t *group;
	size_t i;

	json_array_foreach (groups, i, group) {
		const char *id = json_string_value(group);

		if (id == NULL || !group_is_id(id) ||
		    !profile_join(profile, id))
			return false;
	}
	return json_is_array(groups);
}

static bool
read_record(struct profile *profile, const json_t *record)
{
	const char *name = json_string_value(json_object_get(record, "name"));
	const json_t *hidden = json_object_get(record, "hidden");
	json_t *imports = json_object_get(record, "imports");

	if (name == NULL || strlen(name) >= sizeof profile->name ||
	    !json_is_boolean(hidden) ||
	    (imports != NULL && !json_is_object(imports)) ||
	    !read_groups(profile, json_object_get(record, "groups")))
		return false;
	strcpy(profile->name, name);
	profile->hidden = json_is_true(hidden);
	profile->imports = json_incref(imports);
	return true;
}

int
profile_read(
    struct profile *profile, const void *value, size_t size, uint64_t version)
{
	json_t *record;
	bool good;

	*profile = (struct profile){ .version = version };
	if (value == NULL)
		return 0;
	record = json_loadb(value, size, 0, NULL);
	good = read_record(profile, record);
	json_decref(record);
	return good ? 0 : MOTUS_EFORMAT;
}

void
profile_clear(struct profile *profile)
{
	json_decref(profile->imports);
	profile->imports = NULL;
}

static json_t *
groups_json(const struct profile *profile)
{
	json_t *groups = json_array();

	for (size_t i = 0; i < profile->group_count; i++) {
		if (json_array_append_new(
			groups, json_string(profile->groups[i])) != 0) {
			json_decref(groups);
			return NULL;
		}
	}
	return groups;
}

/* Without memory the value is too big for the batch, which then fails. */
void
profile_put(struct motus_batch *batch, const struct player *player,
    const struct profile *profile)
{
	json_t *record = json_pack("{s:s, s:b, s:o, s:O*}", "name",
	    profile->name, "hidden", profile->hidden, "groups",
	    groups_json(profile), "imports", profile->imports);
	char *text = record == NULL ? NULL : json_dumps(record, JSON_COMPACT);
	char key[MOTUS_KEY_MAX + 1];

	profile_key(player, key);
	motus_batch_expect(batch, key, profile->version);
	if (text == NULL)
		motus_batch_put(batch, key, "", MOTUS_VALUE_MAX + 1, 0);
	else
		motus_batch_put(batch, key, text, strlen(text), 0);
	free(text);
	json_decref(record);
}

/* --- groups --------------------------------------------------------------- */

/* The place of a group; profile->group_count when it is none of them. */
static size_t
place_of(const struct profile *profile, const char *group)
{
	size_t place = 0;

	while (place < profile->group_count &&
	    strcmp(profile->groups[place], group) != 0)
		place++;
	return place;
}

bool
profile_is_in(const struct profile *profile, const char *group)
{
	return place_of(profile, group) < profile->group_count;
}

bool
profile_join(struct profile *profile, const char *group)
{
	if (profile->group_count == PROFILE_GROUPS_MAX)
		return false;
	strcpy(profile->groups[profile->group_count++], group);
	return true;
}

void
profile_leave(struct profile *profile, const char *group)
{
	size_t place = place_of(profile, group);

	if (place == profile->group_count)
		return;
	profile->group_count--;
	memmove(profile->groups[place], profile->groups[place + 1],
	    (profile->group_count - place) * sizeof *profile->groups);
}
