/* What motus/store.h promises of calls, held against every backend. */
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>
#include <motus/store.h>

#include "tests/keeper.h"
#include "tests/loop.h"

CONTRACT(calls_are_applied_in_the_order_in_which_they_were_made)
{
	enum { CALLS = 200 };
	struct motus_store *store = keeper_store(keeper);
	struct answer committed[CALLS] = { 0 };
	uint64_t version = 0;

	for (int i = 0; i < CALLS; i++) {
		struct motus_batch *batch = motus_batch_create();
		struct answer before = { 0 }, after = { 0 };

		motus_batch_rank_add(batch, "ranking", "member", 1);
		motus_batch_put(batch, "key", &i, sizeof i, 0);
		motus_store_get(store, "key", answer_got, &before);
		motus_store_commit(
		    store, batch, answer_committed, &committed[i]);
		motus_batch_destroy(batch);
		motus_store_get(store, "key", answer_got, &after);
		await_answer(store, &after);
		cr_assert(eq(u64, before.version, version));
		cr_assert(zero(int, memcmp(after.value, &i, sizeof i)));
		cr_assert(eq(int, committed[i].calls, 1));
		version = after.version;
	}
	cr_assert(eq(i64, rank(store, "ranking", "member").amount, CALLS));
}

CONTRACT(many_calls_at_once_are_each_answered_once)
{
	enum { CALLS = 2000 };
	static struct answer got[CALLS], ranked[CALLS], committed[CALLS];
	struct motus_store *store = keeper_store(keeper);

	for (int i = 0; i < CALLS; i++) {
		struct motus_batch *batch = motus_batch_create();

		motus_batch_rank_add(batch, "ranking", "member", 1);
		motus_batch_put(batch, "key", "value", 5, 0);
		motus_store_commit(
		    store, batch, answer_committed, &committed[i]);
		motus_batch_destroy(batch);
		motus_store_get(store, "key", answer_got, &got[i]);
		motus_store_rank(
		    store, "ranking", "member", answer_ranked, &ranked[i]);
	}
	await_answer(store, &ranked[CALLS - 1]);
	for (int i = 0; i < CALLS; i++) {
		cr_assert(eq(int, committed[i].calls, 1));
		cr_assert(zero(int, committed[i].status));
		cr_assert(eq(int, got[i].calls, 1));
		cr_assert(holds(&got[i], "value"));
		cr_assert(eq(int, ranked[i].calls, 1));
		cr_assert(eq(i64, ranked[i].amount, i + 1));
	}
}

/* A chain of calls, each made from the callback of the one before it. */
struct chain {
	struct motus_store *store;
	struct answer last;
	int length;
	bool intact; /* the value given was still there after the put */
};

static motus_got chain_got;

static void
chain_committed(void *arg, int status)
{
	struct chain *chain = arg;

	cr_assert(zero(int, status));
	if (--chain->length == 0)
		motus_store_get(chain->store, "key", answer_got, &chain->last);
	else
		motus_store_get(chain->store, "key", chain_got, chain);
}

static void
chain_got(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct chain *chain = arg;
	struct motus_batch *batch = motus_batch_create();
	char before[64], longer[64];

	cr_assert(zero(int, status));
	memcpy(before, value, size);
	memcpy(longer, value, size);
	longer[size] = '+';
	motus_batch_expect(batch, "key", version);
	motus_batch_put(batch, "key", longer, size + 1, 0);
	motus_store_commit(chain->store, batch, chain_committed, chain);
	motus_batch_destroy(batch);
	if (memcmp(before, value, size) != 0)
		chain->intact = false;
}

CONTRACT(a_callback_may_change_what_it_was_given)
{
	struct chain chain = {
		.store = keeper_store(keeper), .length = 5, .intact = true
	};

	put(chain.store, "key", "value");
	motus_store_get(chain.store, "key", chain_got, &chain);
	await_answer(chain.store, &chain.last);
	cr_assert(holds(&chain.last, "value+++++"));
	cr_assert(chain.intact);
}

static void
remove_ranged(
    void *arg, int status, const struct motus_entry *entries, size_t count)
{
	struct chain *chain = arg;
	struct motus_batch *batch = motus_batch_create();

	cr_assert(zero(int, status));
	cr_assert(eq(sz, count, 2));
	motus_batch_rank_remove(batch, "ranking", entries[0].member);
	motus_batch_rank_remove(batch, "ranking", entries[1].member);
	motus_store_commit(chain->store, batch, answer_committed, &chain->last);
	motus_batch_destroy(batch);
	chain->intact = strcmp(entries[0].member, "first") == 0 &&
	    strcmp(entries[1].member, "second") == 0;
}

CONTRACT(a_callback_may_remove_the_members_it_was_given)
{
	struct chain chain = { .store = keeper_store(keeper) };

	rank_set(chain.store, "ranking", "first", 2);
	rank_set(chain.store, "ranking", "second", 1);
	motus_store_range(chain.store, "ranking", 0, 10, remove_ranged, &chain);
	await_answer(chain.store, &chain.last);
	cr_assert(chain.intact);
	cr_assert(zero(sz, range(chain.store, "ranking", 0, 10).size));
}

CONTRACT(destroying_a_store_ends_every_call_first)
{
	struct motus_store *store = keeper_open(keeper);
	struct motus_batch *batch = motus_batch_create();
	struct answer got = { 0 }, committed = { 0 }, ranged = { 0 },
		      ranked = { 0 }, counted = { 0 };
	bool later = keeper->kind == ON_REDIS || keeper->kind == ON_REDIS_LOOP;
	int status = later ? MOTUS_ELOST : 0;

	put(store, "key", "value");
	motus_batch_rank_set(batch, "ranking", "member", 1);
	motus_store_commit(store, batch, answer_committed, &committed);
	motus_batch_destroy(batch);
	motus_store_get(store, "key", answer_got, &got);
	motus_store_range(store, "ranking", 0, 1, answer_ranged, &ranged);
	motus_store_rank(store, "ranking", "member", answer_ranked, &ranked);
	motus_store_count(store, "ranking", answer_counted, &counted);
	motus_store_destroy(store);
	cr_assert(eq(int, committed.calls, 1));
	cr_assert(eq(int, committed.status, status));
	cr_assert(eq(int, got.calls, 1));
	cr_assert(eq(int, got.status, status));
	cr_assert(eq(int, ranged.calls, 1));
	cr_assert(eq(int, ranged.status, status));
	cr_assert(eq(int, ranked.calls, 1));
	cr_assert(eq(int, ranked.status, status));
	cr_assert(eq(int, counted.calls, 1));
	cr_assert(eq(int, counted.status, status));
}

CONTRACT(waiting_for_nothing_takes_no_time)
{
	struct motus_store *store = keeper_store(keeper);
	bool loop = keeper->kind == ON_REDIS_LOOP;

	put(store, "key", "value");
	cr_assert(
	    eq(int, motus_store_wait(store, 60000), loop ? MOTUS_EINVAL : 0));
}

Test(store, destroying_no_store_is_allowed)
{
	motus_store_destroy(NULL);
}

Test(store, a_store_on_a_loop_is_not_waited_for)
{
	struct motus_store *store = NULL;

	cr_assert(zero(int, motus_store_open(&store, "memory:", &test_loop)));
	cr_assert(eq(int, motus_store_wait(store, 0), MOTUS_EINVAL));
	motus_store_destroy(store);
}
