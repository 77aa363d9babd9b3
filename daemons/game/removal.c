#include <stdlib.h>

#include <motus/error.h>

#include "daemons/common/clock.h"
#include "daemons/common/log.h"
#include "daemons/player/caller.h"
#include "daemons/game/games.h"
#include "daemons/game/outbox.h"
#include "daemons/game/profile.h"
#include "daemons/game/removal.h"
#include "daemons/game/service.h"

/*
 * Each takes a place of a batch, and what is still to be told of it; the list
 * and the profile take four more, at most.
 */
#define LOT_MAX ((MOTUS_BATCH_MAX - 4) / (1 + ERRAND_STEPS))
#define TRIES_MAX 8

struct removal {
	struct exchange *exchange;
	struct player player;
	struct games games;
	unsigned int tries;
};

static void begin(struct removal *removal);

static void
end(struct removal *removal, int error)
{
	struct exchange *exchange = removal->exchange;
	struct reply *reply = &exchange->reply;

	games_clear(&removal->games);
	free(removal);
	if (error == 0) {
		reply->status = 204;
	} else {
		log_about(LEVEL_WARNING, "removal-failed", exchange->request.id,
		    "%s", motus_error_text(error));
		reply_header(reply, "retry-after", "1");
		reply_problem(reply, 503, "store-unavailable",
		    "The player's games are not all gone. Try again.");
	}
	exchange_finish(exchange);
}

/* The player plays on, or the store left before it said whether it is done. */
static void
committed(void *arg, int status)
{
	struct removal *removal = arg;
	bool more = removal->games.count > 0;
	bool again = status == MOTUS_ECONFLICT || status == MOTUS_ELOST;

	if (again && ++removal->tries < TRIES_MAX) {
		begin(removal);
	} else if (status == 0 && more) {
		removal->tries = 0;
		begin(removal);
	} else {
		end(removal, status);
	}
}

static void
remove_lot(struct removal *removal)
{
	const struct service *service = removal->exchange->service;
	struct games *games = &removal->games;
	size_t count = games->count < LOT_MAX ? games->count : LOT_MAX;
	struct motus_batch *batch = motus_batch_create();
	char key[MOTUS_KEY_MAX + 1];

	for (size_t i = 0; i < count; i++) {
		games_key_of(&removal->player, &games->list[i], key);
		motus_batch_delete(batch, key);
		outbox_drop(batch, &removal->player, &games->list[i]);
	}
	if (count > 0)
		games_drop(games, count);
	games_put(batch, &removal->player, games, clock_date(service->now()));
	profile_key(&removal->player, key);
	motus_batch_delete(batch, key);
	motus_store_commit(service->store, batch, committed, removal);
	motus_batch_destroy(batch);
}

static void
got(void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct removal *removal = arg;

	games_clear(&removal->games);
	if (status == 0)
		status = games_read(&removal->games, value, size, version);
	if (status == 0)
		remove_lot(removal);
	else
		end(removal, status);
}

static void
begin(struct removal *removal)
{
	const struct service *service = removal->exchange->service;
	char key[MOTUS_KEY_MAX + 1];

	games_key(&removal->player, key);
	motus_store_get(service->store, key, got, removal);
}

static void
remove_player(struct exchange *exchange, const struct player *caller)
{
	struct removal *removal = calloc(1, sizeof *removal);

	(void)caller;
	if (removal == NULL) {
		reply_problem(
		    &exchange->reply, 500, "internal", "There is no memory.");
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
	const struct service *service = exchange->service;

	caller_service(
	    exchange, service->verifier, "player:delete", remove_player);
}
