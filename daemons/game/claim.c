#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/common/clock.h"
#include "daemons/game/claim.h"
#include "daemons/game/games.h"
#include "daemons/game/outbox.h"
#include "daemons/game/record.h"

/* Each takes four places of a batch and its result; the lists four more. */
#define LOT_MAX ((MOTUS_BATCH_MAX - 4) / (4 + ERRAND_STEPS))
#define TRIES_MAX 8

/* One of the games: what the guest has, and whether the account has one. */
struct moving {
	struct claim *claim;
	struct game_name name;
	void *record;
	size_t size;
	uint64_t version, account_version;
	struct result result; /* of a game that is over */
};

struct claim {
	struct service *service;
	struct player guest, account;
	const char *request;
	struct games guests, accounts; /* their lists */
	struct moving lot[LOT_MAX];
	size_t count; /* of the lot */
	size_t waiting; /* for so many records */
	int error; /* of one that could not be read */
	unsigned int tries; /* of a lot */
	motus_committed *done;
	void *arg;
};

static void begin(struct claim *claim);

static void
drop_lot(struct claim *claim)
{
	for (size_t i = 0; i < claim->count; i++) {
		free(claim->lot[i].record);
		result_clear(&claim->lot[i].result);
	}
	memset(claim->lot, 0, sizeof claim->lot);
	claim->count = 0;
	games_clear(&claim->guests);
	games_clear(&claim->accounts);
}

static void
end(struct claim *claim, int error)
{
	drop_lot(claim);
	claim->done(claim->arg, error);
	free(claim);
}

/* --- a step --------------------------------------------------------------- */

/*
 * Somebody played meanwhile, or another tab claims the same; or the store left
 * before it said whether it is done.  What is there now tells.
 */
static void
committed(void *arg, int status)
{
	struct claim *claim = arg;
	bool more = claim->guests.count > 0;
	bool again = status == MOTUS_ECONFLICT || status == MOTUS_ELOST;

	for (size_t i = 0; status == 0 && i < claim->count; i++)
		outbox_send(claim->service, &claim->lot[i].result);
	if (again && ++claim->tries < TRIES_MAX) {
		begin(claim);
	} else if (status == 0 && more) {
		claim->tries = 0;
		begin(claim);
	} else {
		end(claim, status);
	}
}

/* The lexicon may have lost the language, or the calendar the day. */
static bool
find_answer(const struct service *service, const struct game_name *name,
    struct motus_word *answer)
{
	const struct language *language =
	    service_language(service, name->language);
	struct motus_puzzle puzzle;

	if (language == NULL || !service->has_key ||
	    service_puzzle(service, language, name->date, &puzzle) != 0)
		return false;
	*answer = puzzle.answer.word;
	return true;
}

/* What the guest did on a day counts for the account, once it is over. */
static int
find_result(const struct claim *claim, struct moving *moving)
{
	const struct service *service = claim->service;
	struct motus_word answer;
	struct motus_game game;
	time_t finished;

	if (game_is_custom(&moving->name) ||
	    !find_answer(service, &moving->name, &answer))
		return 0;
	game = motus_game_start(answer);
	if (record_read(&game, &finished, moving->record, moving->size) != 0)
		return 0;
	return outbox_result(service, &claim->account, &moving->name, &game,
	    finished, claim->request, &moving->result);
}

/* Whether the account has the game then: it may have too many already. */
static bool
is_kept(const struct claim *claim, const struct moving *moving)
{
	return moving->record != NULL &&
	    (moving->account_version != 0 || !game_is_custom(&moving->name) ||
		!games_full(&claim->accounts));
}

static int
move(
    const struct claim *claim, struct moving *moving, struct motus_batch *batch)
{
	char from[MOTUS_KEY_MAX + 1], to[MOTUS_KEY_MAX + 1];
	int error = 0;

	games_key_of(&claim->guest, &moving->name, from);
	games_key_of(&claim->account, &moving->name, to);
	motus_batch_expect(batch, from, moving->version);
	motus_batch_expect(batch, to, moving->account_version);
	if (is_kept(claim, moving) && moving->account_version == 0) {
		motus_batch_put(batch, to, moving->record, moving->size,
		    game_seconds(&moving->name));
		error = find_result(claim, moving);
		outbox_put(claim->service, batch, &moving->result);
	}
	motus_batch_delete(batch, from);
	return error;
}

static void
commit(struct claim *claim)
{
	struct motus_date today = clock_date(claim->service->now());
	struct motus_batch *batch = motus_batch_create();
	int error = 0;

	for (size_t i = 0; i < claim->count && error == 0; i++) {
		struct moving *moving = &claim->lot[i];

		error = move(claim, moving, batch);
		if (error == 0 && is_kept(claim, moving) &&
		    !games_add(&claim->accounts, &moving->name))
			error = MOTUS_ENOMEM;
	}
	games_drop(&claim->guests, claim->count);
	games_put(batch, &claim->guest, &claim->guests, today);
	games_put(batch, &claim->account, &claim->accounts, today);
	if (error == 0)
		motus_store_commit(
		    claim->service->store, batch, committed, claim);
	else
		end(claim, error);
	motus_batch_destroy(batch);
}

/* --- what there is to move ------------------------------------------------ */

static void
got_one(struct claim *claim, int status)
{
	if (status != 0)
		claim->error = status;
	if (--claim->waiting > 0)
		return;
	if (claim->error == 0)
		commit(claim);
	else
		end(claim, claim->error);
}

static void
got_record(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct moving *moving = arg;

	moving->version = version;
	moving->size = size;
	if (status == 0 && value != NULL) {
		moving->record = malloc(size + 1);
		if (moving->record == NULL)
			status = MOTUS_ENOMEM;
		else
			memcpy(moving->record, value, size);
	}
	got_one(moving->claim, status);
}

static void
got_account_record(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct moving *moving = arg;

	(void)value;
	(void)size;
	moving->account_version = version;
	got_one(moving->claim, status);
}

static void
read_lot(struct claim *claim)
{
	struct motus_store *store = claim->service->store;
	char key[MOTUS_KEY_MAX + 1];
	size_t count = claim->guests.count;

	claim->count = count < LOT_MAX ? count : LOT_MAX;
	claim->waiting = 2 * claim->count;
	claim->error = 0;
	for (size_t i = 0, left = claim->count; i < left; i++) {
		struct moving *moving = &claim->lot[i];

		moving->claim = claim;
		moving->name = claim->guests.list[i];
		games_key_of(&claim->guest, &moving->name, key);
		motus_store_get(store, key, got_record, moving);
		games_key_of(&claim->account, &moving->name, key);
		motus_store_get(store, key, got_account_record, moving);
	}
}

static void
got_accounts(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct claim *claim = arg;

	if (status == 0)
		status = games_read(&claim->accounts, value, size, version);
	if (status == 0)
		read_lot(claim);
	else
		end(claim, status);
}

static void
got_guests(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct claim *claim = arg;
	char key[MOTUS_KEY_MAX + 1];

	if (status == 0)
		status = games_read(&claim->guests, value, size, version);
	if (status != 0 || claim->guests.count == 0) {
		end(claim, status);
		return;
	}
	games_key(&claim->account, key);
	motus_store_get(claim->service->store, key, got_accounts, claim);
}

/* Read all anew. */
static void
begin(struct claim *claim)
{
	char key[MOTUS_KEY_MAX + 1];

	drop_lot(claim);
	games_key(&claim->guest, key);
	motus_store_get(claim->service->store, key, got_guests, claim);
}

void
claim_games(struct service *service, const struct player *guest,
    const struct player *account, const char *request, motus_committed *done,
    void *arg)
{
	struct claim *claim = calloc(1, sizeof *claim);

	if (claim == NULL) {
		done(arg, MOTUS_ENOMEM);
		return;
	}
	claim->service = service;
	claim->guest = *guest;
	claim->account = *account;
	claim->request = request;
	claim->done = done;
	claim->arg = arg;
	begin(claim);
}
