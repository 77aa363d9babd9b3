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
	struct motus_store store;
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

static void
slow_get(struct motus_store *store, const char *key, motus_got *done, void *arg)
{
	struct slow *slow = (struct slow *)store;
	struct call *call = queue(slow, arg);

	call->got = done;
	if (slow->get_status != 0)
		call->status = slow->get_status;
	else
		motus_store_get(slow->memory, key, note_value, call);
}

static void
slow_commit(struct motus_store *store, const struct motus_batch *batch,
    motus_committed *done, void *arg)
{
	struct slow *slow = (struct slow *)store;
	struct call *call = queue(slow, arg);

	slow->commits++;
	call->committed = done;
	if (slow->done_all_the_same)
		motus_store_commit(
		    slow->memory, batch, note_status, &call->status);
	if (slow->commit_status != 0)
		call->status = slow->commit_status;
}

static struct motus_store *
memory_of(struct motus_store *store)
{
	return ((struct slow *)store)->memory;
}

static void
slow_range(struct motus_store *store, const char *ranking, uint64_t from,
    size_t count, motus_ranged *done, void *arg)
{
	motus_store_range(memory_of(store), ranking, from, count, done, arg);
}

static void
slow_rank(struct motus_store *store, const char *ranking, const char *member,
    motus_ranked *done, void *arg)
{
	motus_store_rank(memory_of(store), ranking, member, done, arg);
}

static void
slow_count(struct motus_store *store, const char *ranking, motus_counted *done,
    void *arg)
{
	motus_store_count(memory_of(store), ranking, done, arg);
}

void
slow_store_step(struct motus_store *store)
{
	struct slow *slow = (struct slow *)store;
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

void
slow_store_settle(struct motus_store *store)
{
	while (slow_store_waiting(store) > 0)
		slow_store_step(store);
}

static int
slow_wait(struct motus_store *store, int milliseconds)
{
	(void)milliseconds;
	slow_store_settle(store);
	return 0;
}

static void
slow_destroy(struct motus_store *store)
{
	struct slow *slow = (struct slow *)store;

	slow_store_settle(store);
	if (--*slow->clients == 0) {
		motus_store_destroy(slow->memory);
		free(slow->clients);
	}
	free(slow);
}

static struct motus_store *
create(struct motus_store *memory, int *clients)
{
	static const struct store_backend backend = {
		.destroy = slow_destroy,
		.get = slow_get,
		.commit = slow_commit,
		.range = slow_range,
		.rank = slow_rank,
		.count = slow_count,
		.wait = slow_wait,
	};
	struct slow *slow = calloc(1, sizeof *slow);

	cr_assert(not(zero(ptr, slow)));
	slow->store.backend = &backend;
	slow->end = &slow->first;
	slow->done_all_the_same = true;
	slow->memory = memory;
	slow->clients = clients;
	++*clients;
	return &slow->store;
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
	struct slow *slow = (struct slow *)store;

	return create(slow->memory, slow->clients);
}

void
slow_store_put(
    struct motus_store *store, const char *key, const void *value, size_t size)
{
	struct slow *slow = (struct slow *)store;
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
	return ((const struct slow *)store)->waiting;
}

size_t
slow_store_commits(const struct motus_store *store)
{
	return ((const struct slow *)store)->commits;
}

void
slow_store_fail_commits(
    struct motus_store *store, int status, bool done_all_the_same)
{
	struct slow *slow = (struct slow *)store;

	slow->commit_status = status;
	slow->done_all_the_same = done_all_the_same;
}

void
slow_store_fail_gets(struct motus_store *store, int status)
{
	((struct slow *)store)->get_status = status;
}
