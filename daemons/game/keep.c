#include <motus/error.h>

#include "daemons/common/clock.h"
#include "daemons/game/keep.h"
#include "daemons/game/record.h"
#include "daemons/game/turnout.h"

#define CONFLICTS_MAX 8

void
keep_count(const struct play *play, enum tally_game game)
{
	const struct service *service = play->exchange->service;

	if (game_is_custom(&play->puzzle.name))
		tally_custom(service, play->puzzle.language, game);
	else
		tally_game(service, play->puzzle.language, game);
}

/*
 * Another request was faster, or the store left before it said whether the
 * game is kept: what is there now tells.
 */
static void
committed(void *arg, int status)
{
	struct play *play = arg;
	bool again = false;

	if (status == MOTUS_ECONFLICT) {
		again = ++play->conflicts < CONFLICTS_MAX;
	} else if (status == MOTUS_ELOST) {
		again = !play->lost;
		play->lost = true;
	}
	if (status == 0) {
		if (play->version == 0)
			keep_count(play, TALLY_STARTED);
		outbox_send(play->exchange->service, &play->result);
		play->kept(play);
	} else if (again) {
		play_read(play, play->again);
	} else {
		play_fail(play, status);
	}
}

/*
 * A game that begins is listed among the player's, and counted.  One too many
 * of a puzzle that somebody made is kept in the place of the oldest.
 */
static int
begin_game(
    const struct play *play, struct games *games, struct motus_batch *batch)
{
	const struct service *service = play->exchange->service;
	const struct game_name *name = &play->puzzle.name;
	char key[MOTUS_KEY_MAX + 1];
	struct game_name oldest;

	if (!game_is_custom(name)) {
		turnout_add(batch, name);
	} else if (games_full(games) && games_drop_custom(games, &oldest)) {
		games_key_of(&play->player, &oldest, key);
		motus_batch_delete(batch, key);
	}
	if (!games_add(games, name))
		return MOTUS_ENOMEM;
	games_put(batch, &play->player, games, clock_date(service->now()));
	return 0;
}

/* `games` is the list of a player whose game it begins, else NULL. */
static void
commit(struct play *play, struct games *games)
{
	const struct service *service = play->exchange->service;
	struct motus_batch *batch = motus_batch_create();
	int error = games == NULL ? 0 : begin_game(play, games, batch);
	unsigned char record[RECORD_SIZE];
	size_t size = record_write(&play->game, play->finished, record);

	motus_batch_expect(batch, play->key, play->version);
	motus_batch_put(
	    batch, play->key, record, size, game_seconds(&play->puzzle.name));
	outbox_put(service, batch, &play->result);
	if (error == 0)
		motus_store_commit(service->store, batch, committed, play);
	else
		play_fail(play, error);
	motus_batch_destroy(batch);
}

static void
got_games(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct play *play = arg;
	struct games games = { 0 };

	if (status == 0)
		status = games_read(&games, value, size, version);
	if (status == 0)
		commit(play, &games);
	else
		play_fail(play, status);
	games_clear(&games);
}

void
keep_game(struct play *play, void (*again)(struct play *play),
    void (*kept)(struct play *play))
{
	const struct service *service = play->exchange->service;
	char key[MOTUS_KEY_MAX + 1];

	play->again = again;
	play->kept = kept;
	play->finished = service->now();
	result_clear(&play->result);
	if (outbox_result(service, &play->player, &play->puzzle.name,
		&play->game, play->finished, play->exchange->request.id,
		&play->result) != 0) {
		play_fail(play, MOTUS_ENOMEM);
		return;
	}
	if (play->version != 0) {
		commit(play, NULL);
		return;
	}
	games_key(&play->player, key);
	motus_store_get(service->store, key, got_games, play);
}
