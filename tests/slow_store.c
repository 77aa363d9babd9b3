#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "libmotus/store_backend.h"
#include "tests/slow_store.h"

/* A call whose end is not told yet. */
struct call {
	struct call *next;
	motus_got *got; /* of a get */
	motus_committed *committed; /* of a commit */
	void *arg;
	int status;
	void *value;
	size_t size;
	uint64_t version;
};

struct slow {
	struct motus_store *memory;
	int *clients; /* of the memory */
	struct call *first, **end;
	size_t waiting, commits;
	int get_status, commit_status;
	bool done_all_the_same;
};

static struct call *
queue(struct slow *slow, void *arg)
{
	struct call *call = calloc(1, sizeof *call);

	cr_assert(not(zero(ptr, call)));
	call->arg = arg;
	*slow->end = call;
	slow->end = &call->next;
	slow->waiting++;
	return call;
}

static void
note_value(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct call *call = arg;

	call->status = status;
	call->size = size;
	call->version = version;
	if (value != NULL) {
		call->value = malloc(size + 1);
		memcpy(call->value, value, size);
	}
}

static void
note_status(void *arg, int status)
{
	*(int *)arg = status;
}

static struct slow *
slow_of(const struct motus_store *store)
{
	return store->context;
}

static void
slow_get(void *context, const char *key, motus_got *done, void *arg)
{
	struct slow *slow = context;
	struct call *call = queue(slow, arg);

	call->got = done;
	if (slow->get_status != 0)
		call->status = slow->get_status;
	else
		motus_store_get(slow->memory, key, note_value, call);
}

static void
slow_commit(void *context, const struct motus_batch *batch,
    motus_committed *done, void *arg)
{
	struct slow *slow = context;
	struct call *call = queue(slow, arg);

	slow->commits++;
	call->committed = done;
	if (slow->done_all_the_same)
		motus_store_commit(
		    slow->memory, batch, note_status, &call->status);
	if (slow->commit_status != 0)
		call->status = slow->commit_status;
}

static void
slow_range(void *context, const char *ranking, uint64_t from, size_t count,
    motus_ranged *done, void *arg)
{
	motus_store_range(
	    ((struct slow *)context)->memory, ranking, from, count, done, arg);
}

static void
slow_rank(void *context, const char *ranking, const char *member,
    motus_ranked *done, void *arg)
{
	motus_store_rank(
	    ((struct slow *)context)->memory, ranking, member, done, arg);
}

static void
slow_count(void *context, const char *ranking, motus_counted *done, void *arg)
{
	motus_store_count(((struct slow *)context)->memory, ranking, done, arg);
}

static void
step(struct slow *slow)
{
	struct call *call = slow->first;

	cr_assert(not(zero(ptr, call)), "nothing waits");
	slow->first = call->next;
	if (slow->first == NULL)
		slow->end = &slow->first;
	slow->waiting--;
	if (call->got != NULL)
		call->got(call->arg, call->status, call->value, call->size,
		    call->version);
	else
		call->committed(call->arg, call->status);
	free(call->value);
	free(call);
}

static void
settle(struct slow *slow)
{
	while (slow->waiting > 0)
		step(slow);
}

void
slow_store_step(struct motus_store *store)
{
	step(slow_of(store));
}

void
slow_store_settle(struct motus_store *store)
{
	settle(slow_of(store));
}

static int
slow_wait(void *context, int milliseconds)
{
	(void)milliseconds;
	settle(context);
	return 0;
}

static void
slow_destroy(void *context)
{
	struct slow *slow = context;

	settle(slow);
	if (--*slow->clients == 0) {
		motus_store_destroy(slow->memory);
		free(slow->clients);
	}
	free(slow);
}

static struct motus_store *
create(struct motus_store *memory, int *clients)
{
	static const struct motus_backend backend = {
		.destroy = slow_destroy,
		.get = slow_get,
		.commit = slow_commit,
		.range = slow_range,
		.rank = slow_rank,
		.count = slow_count,
		.wait = slow_wait,
	};
	struct slow *slow = calloc(1, sizeof *slow);
	struct motus_store *store;

	cr_assert(not(zero(ptr, slow)));
	slow->end = &slow->first;
	slow->done_all_the_same = true;
	slow->memory = memory;
	slow->clients = clients;
	++*clients;
	cr_assert(zero(int, motus_store_create(&store, &backend, slow)));
	motus_store_connected(store, false);
	return store;
}

struct motus_store *
slow_store_create(void)
{
	int *clients = calloc(1, sizeof *clients);
	struct motus_store *memory;

	cr_assert(not(zero(ptr, clients)));
	cr_assert(zero(int, motus_store_open(&memory, "memory:", NULL)));
	return create(memory, clients);
}

struct motus_store *
slow_store_beside(struct motus_store *store)
{
	struct slow *slow = slow_of(store);

	return create(slow->memory, slow->clients);
}

void
slow_store_put(
    struct motus_store *store, const char *key, const void *value, size_t size)
{
	struct slow *slow = slow_of(store);
	struct motus_batch *batch = motus_batch_create();
	int status = 0;

	motus_batch_put(batch, key, value, size, 0);
	motus_store_commit(slow->memory, batch, note_status, &status);
	motus_batch_destroy(batch);
	cr_assert(zero(int, status));
}

size_t
slow_store_waiting(const struct motus_store *store)
{
	return slow_of(store)->waiting;
}

size_t
slow_store_commits(const struct motus_store *store)
{
	return slow_of(store)->commits;
}

void
slow_store_fail_commits(
    struct motus_store *store, int status, bool done_all_the_same)
{
	struct slow *slow = slow_of(store);

	slow->commit_status = status;
	slow->done_all_the_same = done_all_the_same;
}

void
slow_store_fail_gets(struct motus_store *store, int status)
{
	slow_of(store)->get_status = status;
}
