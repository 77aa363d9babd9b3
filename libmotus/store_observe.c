#include <stdlib.h>

#include <motus/error.h>
#include <motus/store.h>

#include "libmotus/store_backend.h"

/* A call that is watched: what its caller asked to be called. */
struct watched {
	struct motus_store *store;
	enum motus_call call;
	int64_t begun; /* microseconds */
	union {
		motus_got *got;
		motus_committed *committed;
		motus_ranged *ranged;
		motus_ranked *ranked;
		motus_counted *counted;
	} done;
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
observed_get(
    struct motus_store *store, const char *key, motus_got *done, void *arg)
{
	struct watched *watched = watch(store, MOTUS_CALL_GET, arg);

	if (watched == NULL) {
		done(arg, MOTUS_ENOMEM, NULL, 0, 0);
		return;
	}
	watched->done.got = done;
	store->observed->get(store, key, got, watched);
}

static void
observed_commit(struct motus_store *store, const struct motus_batch *batch,
    motus_committed *done, void *arg)
{
	struct watched *watched = watch(store, MOTUS_CALL_COMMIT, arg);

	if (watched == NULL) {
		done(arg, MOTUS_ENOMEM);
		return;
	}
	watched->done.committed = done;
	store->observed->commit(store, batch, committed, watched);
}

static void
observed_range(struct motus_store *store, const char *ranking, uint64_t from,
    size_t count, motus_ranged *done, void *arg)
{
	struct watched *watched = watch(store, MOTUS_CALL_RANGE, arg);

	if (watched == NULL) {
		done(arg, MOTUS_ENOMEM, NULL, 0);
		return;
	}
	watched->done.ranged = done;
	store->observed->range(store, ranking, from, count, ranged, watched);
}

static void
observed_rank(struct motus_store *store, const char *ranking,
    const char *member, motus_ranked *done, void *arg)
{
	struct watched *watched = watch(store, MOTUS_CALL_RANK, arg);

	if (watched == NULL) {
		done(arg, MOTUS_ENOMEM, 0, 0);
		return;
	}
	watched->done.ranked = done;
	store->observed->rank(store, ranking, member, ranked, watched);
}

static void
observed_count(struct motus_store *store, const char *ranking,
    motus_counted *done, void *arg)
{
	struct watched *watched = watch(store, MOTUS_CALL_COUNT, arg);

	if (watched == NULL) {
		done(arg, MOTUS_ENOMEM, 0);
		return;
	}
	watched->done.counted = done;
	store->observed->count(store, ranking, counted, watched);
}

static void
observed_destroy(struct motus_store *store)
{
	store->observed->destroy(store);
}

static int
observed_wait(struct motus_store *store, int milliseconds)
{
	return store->observed->wait(store, milliseconds);
}

static const struct store_backend observed_backend = {
	.destroy = observed_destroy,
	.get = observed_get,
	.commit = observed_commit,
	.range = observed_range,
	.rank = observed_rank,
	.count = observed_count,
	.wait = observed_wait,
};

void
motus_store_observe(
    struct motus_store *store, const struct motus_store_observer *observer)
{
	store->observer = *observer;
	store->observed = store->backend;
	store->backend = &observed_backend;
	if (store->connected)
		observer->connected(observer->context, true);
}

void
store_connected(struct motus_store *store, bool connected)
{
	const struct motus_store_observer *observer = &store->observer;

	if (store->connected == connected)
		return;
	store->connected = connected;
	if (store->observed != NULL)
		observer->connected(observer->context, connected);
}
