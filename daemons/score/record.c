#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/score/gather.h"
#include "daemons/score/record.h"

enum { HISTORY, PROFILE };

struct reading {
	char language[MOTUS_LANGUAGE_SIZE];
	struct player player;
	struct record *record;
	motus_committed *done;
	void *arg;
};

void
record_clear(struct record *record)
{
	history_clear(&record->history);
	profile_clear(&record->profile);
}

static void
name(void *arg, size_t index, char key[MOTUS_KEY_MAX + 1])
{
	const struct reading *reading = arg;

	if (index == HISTORY)
		history_key(reading->language, &reading->player, key);
	else
		profile_key(&reading->player, key);
}

static int
take(void *arg, size_t index, const void *value, size_t size, uint64_t version)
{
	const struct reading *reading = arg;
	struct record *record = reading->record;

	if (index == PROFILE)
		return profile_read(&record->profile, value, size, version);
	record->version = version;
	return history_read(&record->history, value, size);
}

static void
finish(void *arg, int status)
{
	struct reading reading = *(struct reading *)arg;

	free(arg);
	reading.done(reading.arg, status);
}

void
record_read(const struct scores *scores, const char *language,
    const struct player *player, struct record *record, motus_committed *done,
    void *arg)
{
	struct reading *reading = calloc(1, sizeof *reading);
	bool guest = player_sub(player) == NULL;

	*record = (struct record){ 0 };
	if (reading == NULL) {
		done(arg, MOTUS_ENOMEM);
		return;
	}
	*reading = (struct reading){
		.player = *player, .record = record, .done = done, .arg = arg
	};
	strcpy(reading->language, language);
	gather(scores->store, guest ? 1 : 2, name, take, finish, reading);
}
