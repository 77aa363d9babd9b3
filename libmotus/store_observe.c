#include <stdlib.h>

#include <motus/backend.h>
#include <motus/error.h>

#include "libmotus/store_backend.h"

/* A call that is watched: what its caller asked to be called. */
struct watched {
	struct motus_store *store;
	enum motus_call call;
	int64_t begun; /* microseconds */
	union store_done done;
	void *arg;
};

static int64_t
microseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* NULL without memory: the call then ends without having begun. */
static struct watched *
watch(struct motus_store *store, enum motus_call call, void *arg)
{
	struct watched *watched = malloc(sizeof *watched);

	if (watched == NULL)
		return NULL;
	watched->store = store;
	watched->call = call;
	watched->arg = arg;
	watched->begun = microseconds();
	store->observer.begun(store->observer.context, call);
	return watched;
}

/* Tell how it ended; what is left is to call its caller. */
static struct watched
end(void *arg, int status)
{
	struct watched watched = *(struct watched *)arg;
	const struct motus_store_observer *observer = &watched.store->observer;

	free(arg);
	observer->ended(observer->context, watched.call, status,
	    (uint64_t)(microseconds() - watched.begun));
	return watched;
}

static void
got(void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct watched watched = end(arg, status);

	watched.done.got(watched.arg, status, value, size, version);
}

static void
committed(void *arg, int status)
{
	struct watched watched = end(arg, status);

	watched.done.committed(watched.arg, status);
}

static void
ranged(void *arg, int status, const struct motus_entry *entries, size_t count)
{
	struct watched watched = end(arg, status);

	watched.done.ranged(watched.arg, status, entries, count);
}

static void
ranked(void *arg, int status, uint64_t place, int64_t amount)
{
	struct watched watched = end(arg, status);

	watched.done.ranked(watched.arg, status, place, amount);
}

static void
counted(void *arg, int status, uint64_t count)
{
	struct watched watched = end(arg, status);

	watched.done.counted(watched.arg, status, count);
}

static void
observed_get(void *context, const char *key, motus_got *done, void *arg)
{
	struct motus_store *store = context;
	struct watched *watched = watch(store, MOTUS_CALL_GET, arg);

	if (watched == NULL) {
		done(arg, MOTUS_ENOMEM, NULL, 0, 0);
		return;
	}
	watched->done.got = done;
	store->backend->get(store->context, key, got, watched);
}

static void
observed_commit(void *context, const struct motus_batch *batch,
    motus_committed *done, void *arg)
{
	struct motus_store *store = context;
	struct watched *watched = watch(store, MOTUS_CALL_COMMIT, arg);

	if (watched == NULL) {
		done(arg, MOTUS_ENOMEM);
		return;
	}
	watched->done.committed = done;
	store->backend->commit(store->context, batch, committed, watched);
}

static void
observed_range(void *context, const char *ranking, uint64_t from, size_t count,
    motus_ranged *done, void *arg)
{
	struct motus_store *store = context;
	struct watched *watched = watch(store, MOTUS_CALL_RANGE, arg);

	if (watched == NULL) {
		done(arg, MOTUS_ENOMEM, NULL, 0);
		return;
	}
	watched->done.ranged = done;
	store->backend->range(
	    store->context, ranking, from, count, ranged, watched);
}

static void
observed_rank(void *context, const char *ranking, const char *member,
    motus_ranked *done, void *arg)
{
	struct motus_store *store = context;
	struct watched *watched = watch(store, MOTUS_CALL_RANK, arg);

	if (watched == NULL) {
		done(arg, MOTUS_ENOMEM, 0, 0);
		return;
	}
	watched->done.ranked = done;
	store->backend->rank(store->context, ranking, member, ranked, watched);
}

static void
observed_count(
    void *context, const char *ranking, motus_counted *done, void *arg)
{
	struct motus_store *store = context;
	struct watched *watched = watch(store, MOTUS_CALL_COUNT, arg);

	if (watched == NULL) {
		done(arg, MOTUS_ENOMEM, 0);
		return;
	}
	watched->done.counted = done;
	store->backend->count(store->context, ranking, counted, watched);
}

const struct motus_backend store_observed = {
	.get = observed_get,
	.commit = observed_commit,
	.range = observed_range,
	.rank = observed_rank,
	.count = observed_count,
};

void
motus_store_observe(
    struct motus_store *store, const struct motus_store_observer *observer)
{
	store->observer = *observer;
	store->observed = true;
	if (store->connected)
		observer->connected(observer->context, true);
}

void
motus_store_connected(struct motus_store *store, bool connected)
{
	const struct motus_store_observer *observer = &store->observer;

	if (store->connected == connected)
		return;
	store->connected = connected;
	if (store->observed)
		observer->connected(observer->context, connected);
}
