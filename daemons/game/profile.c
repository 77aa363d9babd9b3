#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/game/profile.h"

struct reading {
	profile_found *then;
	void *arg;
};

void
profile_key(const struct player *player, char key[MOTUS_KEY_MAX + 1])
{
	snprintf(key, MOTUS_KEY_MAX + 1, "profile:%s", player->key);
}

static void
got(void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct reading reading = *(struct reading *)arg;
	char name[PROFILE_NAME_SIZE] = "";

	(void)version;
	free(arg);
	if (status == 0 && size < sizeof name && value != NULL)
		memcpy(name, value, size);
	reading.then(reading.arg, status, name);
}

void
profile_get(struct motus_store *store, const struct player *player,
    profile_found *then, void *arg)
{
	struct reading *reading = malloc(sizeof *reading);
	char key[MOTUS_KEY_MAX + 1];

	if (reading == NULL) {
		then(arg, MOTUS_ENOMEM, "");
		return;
	}
	*reading = (struct reading){ then, arg };
	profile_key(player, key);
	motus_store_get(store, key, got, reading);
}

void
profile_put(struct motus_store *store, const struct player *player,
    const char *name, motus_committed *done, void *arg)
{
	struct motus_batch *batch = motus_batch_create();
	char key[MOTUS_KEY_MAX + 1];

	profile_key(player, key);
	motus_batch_put(batch, key, name, strlen(name), PLAYER_SECONDS);
	motus_store_commit(store, batch, done, arg);
	motus_batch_destroy(batch);
}
