#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/db.h"
#include "daemons/auth/throttle.h"
#include "daemons/common/address.h"

#define CONFLICTS_MAX 8

static const struct kind {
	const char *name;
	int free; /* tries */
	bool personal; /* a good try makes all of them forgotten */
} kinds[] = {
	[THROTTLE_NAME] = { "name", 5, true },
	[THROTTLE_DEVICE] = { "device", 5, true },
	[THROTTLE_ADDRESS] = { "address", 50, false },
	[THROTTLE_REGISTRATION] = { "registration", 10, false },
};

/* What the store has of a counter. */
struct state {
	json_int_t count, until;
	uint64_t version;
};

/* --- by what it is counted ------------------------------------------------ */

void
trial_add(struct trial *trial, enum throttle kind, const char *who)
{
	struct trial_counter *counter = &trial->counter[trial->count++];
	char hash[DB_HASH_SIZE];

	db_hash(who, hash);
	counter->kind = kind;
	snprintf(counter->key, sizeof counter->key, "throttle:%s:%s",
	    kinds[kind].name, hash);
}

void
trial_add_address(
    struct trial *trial, enum throttle kind, const struct exchange *exchange)
{
	char address[ADDRESS_SIZE];

	address_of(exchange, address);
	trial_add(trial, kind, address);
}

/* --- a counter in the store ----------------------------------------------- */

static void
read_state(struct state *state, const json_t *record, uint64_t version)
{
	*state = (struct state){
		.count = json_integer_value(json_object_get(record, "count")),
		.until = json_integer_value(json_object_get(record, "until")),
		.version = version,
	};
}

static void
count_one(struct state *state, const struct kind *kind, time_t now)
{
	json_int_t pause = THROTTLE_PAUSE_MIN;

	state->count++;
	if (state->count < kind->free)
		return;
	for (json_int_t i = kind->free;
	     i < state->count && pause < THROTTLE_PAUSE_MAX; i++)
		pause *= 2;
	if (pause > THROTTLE_PAUSE_MAX)
		pause = THROTTLE_PAUSE_MAX;
	state->until = now + pause;
}

static void
put(struct motus_batch *batch, const struct trial_counter *counter,
    const struct state *state, time_t now)
{
	json_int_t rest = state->until > now ? state->until - now : 0;
	json_t *record = json_pack(
	    "{s:I, s:I}", "count", state->count, "until", state->until);

	motus_batch_expect(batch, counter->key, state->version);
	db_put(batch, counter->key, record, (uint32_t)(rest + THROTTLE_MEMORY));
	json_decref(record);
}

/* --- counting a try ------------------------------------------------------- */

struct judging {
	struct trial *trial;
	trial_judged *then;
	void *arg;
	struct state states[TRIAL_COUNTERS];
	size_t read; /* of them */
	unsigned int conflicts;
};

static void
end(struct judging *judging, int status, int pause)
{
	struct judging ended = *judging;

	free(judging);
	ended.then(ended.arg, status, pause);
}

static void read_next(struct judging *judging);

/* Too many at once is too many. */
static void
counted(void *arg, int status)
{
	struct judging *judging = arg;

	if (status != MOTUS_ECONFLICT) {
		end(judging, status, 0);
	} else if (++judging->conflicts < CONFLICTS_MAX) {
		judging->read = 0;
		read_next(judging);
	} else {
		end(judging, 0, 1);
	}
}

static void
decide(struct judging *judging)
{
	const struct trial *trial = judging->trial;
	time_t now = trial->provider->now();
	json_int_t pause = 0;
	struct motus_batch *batch;

	for (size_t i = 0; i < trial->count; i++)
		if (judging->states[i].until - now > pause)
			pause = judging->states[i].until - now;
	if (pause > 0) {
		end(judging, 0,
		    pause < THROTTLE_PAUSE_MAX ? (int)pause
					       : THROTTLE_PAUSE_MAX);
		return;
	}
	batch = motus_batch_create();
	for (size_t i = 0; i < trial->count; i++) {
		const struct trial_counter *counter = &trial->counter[i];

		count_one(&judging->states[i], &kinds[counter->kind], now);
		put(batch, counter, &judging->states[i], now);
	}
	motus_store_commit(trial->provider->store, batch, counted, judging);
	motus_batch_destroy(batch);
}

static void
got(void *arg, int status, const json_t *record, uint64_t version)
{
	struct judging *judging = arg;

	if (status != 0) {
		end(judging, status, 0);
		return;
	}
	read_state(&judging->states[judging->read++], record, version);
	if (judging->read < judging->trial->count)
		read_next(judging);
	else
		decide(judging);
}

static void
read_next(struct judging *judging)
{
	const struct trial *trial = judging->trial;

	db_get(trial->provider->store, trial->counter[judging->read].key, got,
	    judging);
}

void
trial_begin(struct trial *trial, trial_judged *then, void *arg)
{
	struct judging *judging = calloc(1, sizeof *judging);

	if (judging == NULL) {
		then(arg, MOTUS_ENOMEM, 0);
		return;
	}
	judging->trial = trial;
	judging->then = then;
	judging->arg = arg;
	read_next(judging);
}

/* --- taking it back ------------------------------------------------------- */

struct pardon {
	struct provider *provider;
	struct trial_counter counter;
	unsigned int conflicts;
};

static void lessen(
    void *arg, int status, const json_t *record, uint64_t version);

static void
lessened(void *arg, int status)
{
	struct pardon *pardon = arg;

	if (status == MOTUS_ECONFLICT && ++pardon->conflicts < CONFLICTS_MAX)
		db_get(pardon->provider->store, pardon->counter.key, lessen,
		    pardon);
	else
		free(pardon);
}

static void
lessen(void *arg, int status, const json_t *record, uint64_t version)
{
	struct pardon *pardon = arg;
	const struct kind *kind = &kinds[pardon->counter.kind];
	struct motus_batch *batch;
	struct state state;

	if (status != 0 || record == NULL) {
		free(pardon);
		return;
	}
	read_state(&state, record, version);
	state.count--;
	if (state.count < kind->free)
		state.until = 0;
	batch = motus_batch_create();
	if (kind->personal || state.count <= 0)
		motus_batch_delete(batch, pardon->counter.key);
	else
		put(batch, &pardon->counter, &state, pardon->provider->now());
	motus_store_commit(pardon->provider->store, batch, lessened, pardon);
	motus_batch_destroy(batch);
}

void
trial_forgive(const struct trial *trial)
{
	for (size_t i = 0; i < trial->count; i++) {
		struct pardon *pardon = calloc(1, sizeof *pardon);

		if (pardon == NULL)
			return;
		pardon->provider = trial->provider;
		pardon->counter = trial->counter[i];
		db_get(trial->provider->store, pardon->counter.key, lessen,
		    pardon);
	}
}
