#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <criterion/criterion.h>

#include <motus/error.h>

#include "tests/keeper.h"
#include "tests/loop.h"
#include "tests/must.h"
#include "tests/shelf.h"

/* In a file, whose name comes after `scheme`. */
static void
start_file(struct keeper *keeper, const char *scheme)
{
	strcpy(keeper->dir, "/tmp/motus-store-XXXXXX");
	cr_assert(mkdtemp(keeper->dir) != NULL);
	snprintf(
	    keeper->url, sizeof keeper->url, "%s%s/store", scheme, keeper->dir);
}

static void
start_sqlite(struct keeper *keeper)
{
#ifndef WITH_SQLITE
	cr_skip_test("built without SQLite");
#endif
	start_file(keeper, "sqlite:");
}

/* What is kept here need not outlive the server: that takes less time. */
static void
start_redis(struct keeper *keeper)
{
	static const char *const options[] = { "--appendonly", "no", NULL };

#ifndef WITH_HIREDIS
	cr_skip_test("built without hiredis");
#endif
	keeper->redis = redis_start(options);
	snprintf(keeper->url, sizeof keeper->url, "redis://127.0.0.1:%d/0",
	    redis_port(keeper->redis));
}

void
keeper_start(struct keeper *keeper, enum keeper_kind kind)
{
	*keeper = (struct keeper){ .kind = kind };
	switch (kind) {
	case ON_MEMORY: strcpy(keeper->url, "memory:"); break;
	case ON_SQLITE: start_sqlite(keeper); break;
	case ON_REDIS:
	case ON_REDIS_LOOP: start_redis(keeper); break;
	case ON_SHELF: start_file(keeper, ""); break;
	}
}

void
keeper_stop(struct keeper *keeper)
{
	for (size_t i = 0; i < keeper->count; i++)
		motus_store_destroy(keeper->stores[i]);
	must(test_loop_is_idle(), "something is still awaited");
	if (keeper->dir[0] != '\0')
		folder_remove(keeper->dir);
	if (keeper->redis != NULL)
		redis_stop(keeper->redis);
}

void
keeper_hold(enum keeper_kind kind, void (*promise)(struct keeper *keeper))
{
	struct keeper keeper;

	keeper_start(&keeper, kind);
	promise(&keeper);
	keeper_stop(&keeper);
}

struct motus_store *
keeper_open(struct keeper *keeper)
{
	struct motus_store *store = NULL;
	int status;

	if (keeper->kind == ON_SHELF)
		status = shelf_store_open(&store, keeper->url);
	else
		status = motus_store_open(&store, keeper->url,
		    keeper->kind == ON_REDIS_LOOP ? &test_loop : NULL);
	cr_assert(status == 0);
	return store;
}

struct motus_store *
keeper_store(struct keeper *keeper)
{

	if (keeper->kind == ON_MEMORY && keeper->count != 0)
		return keeper->stores[0];
	cr_assert(keeper->count < KEEPER_STORES);
	return keeper->stores[keeper->count++] = keeper_open(keeper);
}

void
answer_got(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	static char kept[MOTUS_VALUE_MAX];
	struct answer *answer = arg;

	answer->calls++;
	answer->status = status;
	answer->version = version;
	answer->size = size;
	answer->value = value == NULL ? NULL : memcpy(kept, value, size);
}

void
answer_committed(void *arg, int status)
{
	struct answer *answer = arg;

	answer->calls++;
	answer->status = status;
}

void
answer_ranged(
    void *arg, int status, const struct motus_entry *entries, size_t count)
{
	struct answer *answer = arg;
	size_t used = 0;

	answer->calls++;
	answer->status = status;
	answer->size = count;
	for (size_t i = 0; i < count && used < sizeof answer->text; i++)
		used += (size_t)snprintf(answer->text + used,
		    sizeof answer->text - used, "%s %lld\n", entries[i].member,
		    (long long)entries[i].amount);
}

void
answer_ranked(void *arg, int status, uint64_t place, int64_t amount)
{
	struct answer *answer = arg;

	answer->calls++;
	answer->status = status;
	answer->place = place;
	answer->amount = amount;
}

void
answer_counted(void *arg, int status, uint64_t count)
{
	struct answer *answer = arg;

	answer->calls++;
	answer->status = status;
	answer->size = (size_t)count;
}

void
turn(struct motus_store *store)
{
	if (motus_store_wait(store, 20) == MOTUS_EINVAL)
		test_loop_turn(20);
}

void
await_answer(struct motus_store *store, const struct answer *answer)
{
	time_t deadline = time(NULL) + 20;

	while (answer->calls == 0) {
		cr_assert(time(NULL) < deadline, "no answer");
		turn(store);
	}
	cr_assert(answer->calls == 1, "answered %d times", answer->calls);
}

struct answer
get(struct motus_store *store, const char *key)
{
	struct answer answer = { 0 };

	motus_store_get(store, key, answer_got, &answer);
	await_answer(store, &answer);
	return answer;
}

struct answer
range(
    struct motus_store *store, const char *ranking, uint64_t from, size_t count)
{
	struct answer answer = { 0 };

	motus_store_range(store, ranking, from, count, answer_ranged, &answer);
	await_answer(store, &answer);
	return answer;
}

struct answer
rank(struct motus_store *store, const char *ranking, const char *member)
{
	struct answer answer = { 0 };

	motus_store_rank(store, ranking, member, answer_ranked, &answer);
	await_answer(store, &answer);
	return answer;
}

struct answer
count(struct motus_store *store, const char *ranking)
{
	struct answer answer = { 0 };

	motus_store_count(store, ranking, answer_counted, &answer);
	await_answer(store, &answer);
	return answer;
}

int
commit(struct motus_store *store, struct motus_batch *batch)
{
	struct answer answer = { 0 };

	motus_store_commit(store, batch, answer_committed, &answer);
	motus_batch_destroy(batch);
	await_answer(store, &answer);
	return answer.status;
}

int
put(struct motus_store *store, const char *key, const char *text)
{
	return put_for(store, key, text, 0);
}

int
put_for(
    struct motus_store *store, const char *key, const char *text, uint32_t ttl)
{
	struct motus_batch *batch = motus_batch_create();

	motus_batch_put(batch, key, text, strlen(text), ttl);
	return commit(store, batch);
}

struct motus_batch *
replace(const char *key, uint64_t version, const char *text)
{
	struct motus_batch *batch = motus_batch_create();

	motus_batch_expect(batch, key, version);
	motus_batch_put(batch, key, text, strlen(text), 0);
	return batch;
}

int
drop(struct motus_store *store, const char *key)
{
	struct motus_batch *batch = motus_batch_create();

	motus_batch_delete(batch, key);
	return commit(store, batch);
}

int
rank_set(struct motus_store *store, const char *ranking, const char *member,
    int64_t amount)
{
	struct motus_batch *batch = motus_batch_create();

	motus_batch_rank_set(batch, ranking, member, amount);
	return commit(store, batch);
}

int
rank_add(struct motus_store *store, const char *ranking, const char *member,
    int64_t amount)
{
	struct motus_batch *batch = motus_batch_create();

	motus_batch_rank_add(batch, ranking, member, amount);
	return commit(store, batch);
}

bool
holds(const struct answer *answer, const char *text)
{
	return answer->status == 0 && answer->value != NULL &&
	    answer->size == strlen(text) &&
	    memcmp(answer->value, text, answer->size) == 0;
}

bool
is_absent(const struct answer *answer)
{
	return answer->status == 0 && answer->version == 0 &&
	    answer->value == NULL && answer->size == 0;
}

const char *
text_of_size(size_t size)
{
	static char text[MOTUS_VALUE_MAX + 2];

	memset(text, 'x', size);
	text[size] = '\0';
	return text;
}
