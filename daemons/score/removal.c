#include <stdlib.h>

#include <motus/error.h>

#include "daemons/player/caller.h"
#include "daemons/score/history.h"
#include "daemons/score/part.h"
#include "daemons/score/profile.h"
#include "daemons/score/removal.h"
#include "daemons/score/sweep.h"

#define TRIES_MAX 8

struct removal {
	struct exchange *exchange;
	struct player player;
	unsigned int tries;
};

static void begin(struct removal *removal);

static void
end(struct removal *removal, int status)
{
	struct exchange *exchange = removal->exchange;

	free(removal);
	if (status == 0)
		exchange->reply.status = 204;
	else
		scores_fail(exchange, status);
	exchange_finish(exchange);
}

/* The player did something meanwhile: all is done again, a few times. */
static void
settle(struct removal *removal, int status)
{
	bool again = status == MOTUS_ECONFLICT || status == MOTUS_ELOST;

	if (again && ++removal->tries < TRIES_MAX)
		begin(removal);
	else
		end(removal, status);
}

static void
committed(void *arg, int status)
{
	struct removal *removal = arg;

	settle(removal, status);
}

static void
remove_records(struct removal *removal, uint64_t version)
{
	const struct scores *scores = removal->exchange->service;
	struct motus_batch *batch = motus_batch_create();
	char key[MOTUS_KEY_MAX + 1];

	profile_key(&removal->player, key);
	motus_batch_expect(batch, key, version);
	motus_batch_delete(batch, key);
	for (size_t i = 0; i < scores->language_count; i++) {
		history_key(scores->languages[i], &removal->player, key);
		motus_batch_delete(batch, key);
	}
	motus_store_commit(scores->store, batch, committed, removal);
	motus_batch_destroy(batch);
}

/* A group that was joined meanwhile must be left as well. */
static void
got_profile(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct removal *removal = arg;
	struct profile profile = { 0 };

	if (status == 0)
		status = profile_read(&profile, value, size, version);
	if (status == 0 && profile.group_count > 0)
		status = MOTUS_ECONFLICT;
	profile_clear(&profile);
	if (status == 0)
		remove_records(removal, version);
	else
		settle(removal, status);
}

static void
parted(void *arg, int status)
{
	struct removal *removal = arg;
	const struct scores *scores = removal->exchange->service;
	char key[MOTUS_KEY_MAX + 1];

	if (status != 0) {
		end(removal, status);
		return;
	}
	profile_key(&removal->player, key);
	motus_store_get(scores->store, key, got_profile, removal);
}

static void
swept(void *arg, int status)
{
	struct removal *removal = arg;
	const struct scores *scores = removal->exchange->service;

	if (status == 0)
		part_from_all(scores->store, &removal->player, parted, removal);
	else
		end(removal, status);
}

/* Results that still come find a profile that hides. */
static void
begin(struct removal *removal)
{
	sweep_boards(
	    removal->exchange->service, &removal->player, true, swept, removal);
}

static void
remove_player(struct exchange *exchange, const struct player *caller)
{
	struct removal *removal = calloc(1, sizeof *removal);

	(void)caller;
	if (removal == NULL) {
		scores_fail(exchange, MOTUS_ENOMEM);
		exchange_finish(exchange);
		return;
	}
	removal->exchange = exchange;
	if (player_of_sub(&removal->player, exchange->request.params[0])) {
		player_note(exchange, &removal->player);
		begin(removal);
	} else {
		free(removal);
		reply_problem(&exchange->reply, 404, "no-such-player",
		    "No player can have this id.");
		exchange_finish(exchange);
	}
}

void
removal_delete(struct exchange *exchange)
{
	const struct scores *scores = exchange->service;

	caller_service(
	    exchange, scores->verifier, "player:delete", remove_player);
}
