#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/common/address.h"
#include "daemons/score/tries.h"

#define CONFLICTS_MAX 8

void
tries_of(struct tries *tries, struct motus_store *store, time_t now,
    const struct exchange *exchange, const struct player *player)
{
	char address[ADDRESS_SIZE];

	*tries = (struct tries){ .store = store, .now = now };
	address_of(exchange, address);
	snprintf(tries->counters[0].key, sizeof tries->counters[0].key,
	    "tries:%s", player->key);
	snprintf(tries->counters[1].key, sizeof tries->counters[1].key,
	    "tries:address:%s", address);
}

static void
judge(struct tries *tries, int status, int64_t pause)
{
	tries->then(tries->arg, status, (int)pause);
}

/* --- reading -------------------------------------------------------------- */

static void read_next(struct tries *tries);

/* What is over, and what can't be read, counts as none. */
static void
read_counter(
    struct tries_counter *counter, const void *value, size_t size, time_t now)
{
	json_t *record =
	    value == NULL ? NULL : json_loadb(value, size, 0, NULL);

	counter->count = json_integer_value(json_object_get(record, "count"));
	counter->until = json_integer_value(json_object_get(record, "until"));
	if (counter->until <= now) {
		counter->count = 0;
		counter->until = now + TRIES_SECONDS;
	}
	json_decref(record);
}

static void
got(void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct tries *tries = arg;
	struct tries_counter *counter = &tries->counters[tries->read++];

	if (status != 0) {
		judge(tries, status, 0);
		return;
	}
	counter->version = version;
	read_counter(counter, value, size, tries->now);
	if (tries->read < TRIES_COUNTERS)
		read_next(tries);
	else
		tries->decide(tries);
}

static void
read_next(struct tries *tries)
{
	motus_store_get(
	    tries->store, tries->counters[tries->read].key, got, tries);
}

static void
begin(struct tries *tries)
{
	tries->read = 0;
	read_next(tries);
}

static int64_t
pause_of(const struct tries *tries)
{
	int64_t pause = 0;

	for (size_t i = 0; i < TRIES_COUNTERS; i++) {
		const struct tries_counter *counter = &tries->counters[i];

		if (counter->count >= TRIES_MAX &&
		    counter->until - tries->now > pause)
			pause = counter->until - tries->now;
	}
	return pause;
}

static void
tell(struct tries *tries)
{
	judge(tries, 0, pause_of(tries));
}

void
tries_look(struct tries *tries, tries_judged *then, void *arg)
{
	tries->then = then;
	tries->arg = arg;
	tries->decide = tell;
	begin(tries);
}

/* --- counting ------------------------------------------------------------- */

/* Too many at once is too many. */
static void
counted(void *arg, int status)
{
	struct tries *tries = arg;

	if (status != MOTUS_ECONFLICT)
		judge(tries, status, 0);
	else if (++tries->conflicts < CONFLICTS_MAX)
		begin(tries);
	else
		judge(tries, 0, 1);
}

static void
put(struct motus_batch *batch, const struct tries_counter *counter, time_t now)
{
	char text[64];
	int size =
	    snprintf(text, sizeof text, "{\"count\":%lld,\"until\":%lld}",
		(long long)counter->count + 1, (long long)counter->until);

	motus_batch_expect(batch, counter->key, counter->version);
	motus_batch_put(batch, counter->key, text, (size_t)size,
	    (uint32_t)(counter->until - now));
}

static void
count(struct tries *tries)
{
	struct motus_batch *batch;

	if (pause_of(tries) > 0) {
		tell(tries);
		return;
	}
	batch = motus_batch_create();
	for (size_t i = 0; i < TRIES_COUNTERS; i++)
		put(batch, &tries->counters[i], tries->now);
	motus_store_commit(tries->store, batch, counted, tries);
	motus_batch_destroy(batch);
}

void
tries_count(struct tries *tries, tries_judged *then, void *arg)
{
	tries->then = then;
	tries->arg = arg;
	tries->decide = count;
	tries->conflicts = 0;
	begin(tries);
}
