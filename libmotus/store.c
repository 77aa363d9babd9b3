#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <motus/backend.h>
#include <motus/error.h>
#include <motus/store.h>

#include "libmotus/store_backend.h"

/* No ranking has so many members, and every backend counts so far. */
#define PLACE_MAX ((uint64_t)1 << 53)

static int
open_backend(struct motus_store **store, const struct store_url *url,
    const struct motus_loop *loop)
{
	switch (url->kind) {
	case STORE_MEMORY: return store_memory_open(store);
#ifdef WITH_SQLITE
	case STORE_SQLITE: return store_sqlite_open(store, url->path);
#endif
#ifdef WITH_HIREDIS
	case STORE_REDIS: return store_redis_open(store, url, loop);
#endif
	default: (void)loop; return MOTUS_EUNSUPPORTED;
	}
}

int
motus_store_open(
    struct motus_store **store, const char *url, const struct motus_loop *loop)
{
	struct store_url parsed;
	struct motus_store *opened;
	int status = store_url_parse(&parsed, url);

	if (status == 0)
		status = open_backend(&opened, &parsed, loop);
	if (status != 0)
		return status;
	opened->has_loop = loop != NULL;
	*store = opened;
	return 0;
}

int
motus_store_create(struct motus_store **store,
    const struct motus_backend *backend, void *context)
{
	struct motus_store *created = calloc(1, sizeof *created);

	if (created == NULL)
		return MOTUS_ENOMEM;
	created->backend = backend;
	created->context = context;
	created->connected = true;
	*store = created;
	return 0;
}

void
motus_store_destroy(struct motus_store *store)
{
	if (store == NULL)
		return;
	store->backend->destroy(store->context);
	free(store);
}

int
store_check_name(const char *name, size_t max)
{
	if (name == NULL || *name == '\0')
		return MOTUS_EINVAL;
	return strnlen(name, max + 1) > max ? MOTUS_ETOOBIG : 0;
}

/* Where calls go: to an observer, which passes them on, or to the backend. */
static const struct motus_backend *
first(const struct motus_store *store)
{
	return store->observed ? &store_observed : store->backend;
}

static void *
first_context(struct motus_store *store)
{
	return store->observed ? store : store->context;
}

void
motus_store_get(
    struct motus_store *store, const char *key, motus_got *done, void *arg)
{
	int status = store_check_name(key, MOTUS_KEY_MAX);

	if (status != 0)
		done(arg, status, NULL, 0, 0);
	else
		first(store)->get(first_context(store), key, done, arg);
}

void
motus_store_commit(struct motus_store *store, const struct motus_batch *batch,
    motus_committed *done, void *arg)
{
	int status = batch == NULL ? MOTUS_ENOMEM : batch->status;

	if (status != 0)
		done(arg, status);
	else
		first(store)->commit(first_context(store), batch, done, arg);
}

void
motus_store_range(struct motus_store *store, const char *ranking, uint64_t from,
    size_t count, motus_ranged *done, void *arg)
{
	int status = store_check_name(ranking, MOTUS_KEY_MAX);

	if (status == 0 && count > MOTUS_RANGE_MAX)
		status = MOTUS_ETOOBIG;
	if (status != 0 || count == 0) {
		done(arg, status, NULL, 0);
		return;
	}
	if (from > PLACE_MAX)
		from = PLACE_MAX;
	first(store)->range(
	    first_context(store), ranking, from, count, done, arg);
}

void
motus_store_rank(struct motus_store *store, const char *ranking,
    const char *member, motus_ranked *done, void *arg)
{
	int status = store_check_name(ranking, MOTUS_KEY_MAX);

	if (status == 0)
		status = store_check_name(member, MOTUS_MEMBER_MAX);
	if (status != 0)
		done(arg, status, 0, 0);
	else
		first(store)->rank(
		    first_context(store), ranking, member, done, arg);
}

void
motus_store_count(struct motus_store *store, const char *ranking,
    motus_counted *done, void *arg)
{
	int status = store_check_name(ranking, MOTUS_KEY_MAX);

	if (status != 0)
		done(arg, status, 0);
	else
		first(store)->count(first_context(store), ranking, done, arg);
}

int
motus_store_wait(struct motus_store *store, int milliseconds)
{
	if (store->has_loop)
		return MOTUS_EINVAL;
	if (store->backend->wait == NULL)
		return 0;
	return store->backend->wait(store->context, milliseconds);
}

int64_t
store_clock(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t
store_amount(int64_t amount)
{
	if (amount > MOTUS_AMOUNT_MAX)
		return MOTUS_AMOUNT_MAX;
	return amount < -MOTUS_AMOUNT_MAX ? -MOTUS_AMOUNT_MAX : amount;
}

struct range *
range_create(size_t room)
{
	struct range *range = malloc(sizeof *range +
	    room * (sizeof *range->entries + sizeof *range->members));

	if (range == NULL)
		return NULL;
	range->members = (void *)&range->entries[room];
	range->count = 0;
	return range;
}

void
range_add(struct range *range, const char *member, size_t size, int64_t amount)
{
	char *copy = range->members[range->count];

	memcpy(copy, member, size);
	copy[size] = '\0';
	range->entries[range->count++] =
	    (struct motus_entry){ .member = copy, .amount = amount };
}
