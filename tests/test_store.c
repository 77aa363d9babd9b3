/* What motus/store.h promises of values, held against every backend. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>
#include <motus/store.h>

#include "tests/keeper.h"

/* Wait until the time of `key`, a second at most, is over. */
static void
await_end_of(struct motus_store *store, const char *key)
{
	struct answer answer = get(store, key);

	for (int i = 0; i < 500 && !is_absent(&answer); i++) {
		nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
		answer = get(store, key);
	}
	cr_assert(is_absent(&answer), "%s lives on", key);
}

/* --- values ------------------------------------------------------------- */

CONTRACT(an_absent_key_has_no_value_and_version_0)
{
	struct answer answer = get(keeper_store(keeper), "nobody");

	cr_assert(is_absent(&answer));
}

CONTRACT(a_value_kept_is_the_value_got)
{
	struct motus_store *store = keeper_store(keeper);
	struct answer answer;

	cr_assert(zero(int, put(store, "key", "value")));
	answer = get(store, "key");
	cr_assert(holds(&answer, "value"));
	cr_assert(ne(u64, answer.version, 0));
}

CONTRACT(what_one_client_keeps_another_finds)
{
	struct motus_store *one = keeper_store(keeper);
	struct motus_store *other = keeper_store(keeper);
	struct answer answer;

	cr_assert(zero(int, put(one, "key", "value")));
	answer = get(other, "key");
	cr_assert(holds(&answer, "value"));
}

CONTRACT(a_second_put_replaces_the_first)
{
	struct motus_store *store = keeper_store(keeper);
	struct answer answer;

	cr_assert(zero(int, put(store, "key", "a longer value")));
	cr_assert(zero(int, put(store, "key", "value")));
	answer = get(store, "key");
	cr_assert(holds(&answer, "value"));
}

CONTRACT(a_deleted_key_is_absent_and_may_be_deleted_again)
{
	struct motus_store *store = keeper_store(keeper);
	struct answer answer;

	cr_assert(zero(int, put(store, "key", "value")));
	cr_assert(zero(int, drop(store, "key")));
	answer = get(store, "key");
	cr_assert(is_absent(&answer));
	cr_assert(zero(int, drop(store, "key")));
}

CONTRACT(a_version_never_comes_back)
{
	struct motus_store *store = keeper_store(keeper);
	uint64_t versions[4];

	put(store, "key", "value");
	versions[0] = get(store, "key").version;
	put(store, "key", "value");
	versions[1] = get(store, "key").version;
	drop(store, "key");
	put_for(store, "key", "fleeting", 1);
	versions[2] = get(store, "key").version;
	await_end_of(store, "key");
	put(store, "key", "value");
	versions[3] = get(store, "key").version;
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < i; j++)
			cr_assert(ne(u64, versions[i], versions[j]));
}

CONTRACT(a_version_stays_while_other_keys_change)
{
	struct motus_store *store = keeper_store(keeper);
	uint64_t version;

	put(store, "key", "value");
	version = get(store, "key").version;
	put(store, "other", "value");
	rank_set(store, "key", "member", 1);
	cr_assert(eq(u64, get(store, "key").version, version));
}

CONTRACT(bytes_of_every_value_are_kept)
{
	struct motus_store *store = keeper_store(keeper);
	struct motus_batch *batch = motus_batch_create();
	unsigned char bytes[256];
	struct answer answer;

	for (int i = 0; i < 256; i++)
		bytes[i] = (unsigned char)(255 - i);
	motus_batch_put(batch, "key", bytes, sizeof bytes, 0);
	cr_assert(zero(int, commit(store, batch)));
	answer = get(store, "key");
	cr_assert(eq(sz, answer.size, sizeof bytes));
	cr_assert(zero(int, memcmp(answer.value, bytes, sizeof bytes)));
}

CONTRACT(an_empty_value_is_present)
{
	struct motus_store *store = keeper_store(keeper);
	struct motus_batch *batch = motus_batch_create();
	struct answer answer;

	motus_batch_put(batch, "key", NULL, 0, 0);
	cr_assert(zero(int, commit(store, batch)));
	answer = get(store, "key");
	cr_assert(holds(&answer, ""));
	cr_assert(ne(u64, answer.version, 0));
}

CONTRACT(a_value_may_be_as_large_as_the_limit_and_no_larger)
{
	struct motus_store *store = keeper_store(keeper);
	struct answer answer;

	cr_assert(zero(int, put(store, "key", text_of_size(MOTUS_VALUE_MAX))));
	answer = get(store, "key");
	cr_assert(holds(&answer, text_of_size(MOTUS_VALUE_MAX)));
	cr_assert(eq(int, put(store, "key", text_of_size(MOTUS_VALUE_MAX + 1)),
	    MOTUS_ETOOBIG));
	answer = get(store, "key");
	cr_assert(eq(sz, answer.size, MOTUS_VALUE_MAX));
}

CONTRACT(keys_differ_when_one_byte_does)
{
	static const char *const keys[] = { "a", "A", "a ", "aa", "v:a", "r:a",
		"\xc3\xa9", "\xff", "%s", "\r\n", "version", "*" };
	struct motus_store *store = keeper_store(keeper);

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		cr_assert(zero(int, put(store, keys[i], keys[i])));
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct answer answer = get(store, keys[i]);

		cr_assert(holds(&answer, keys[i]));
	}
}

/* --- expectations ------------------------------------------------------- */

CONTRACT(a_batch_whose_expectations_hold_is_applied)
{
	struct motus_store *store = keeper_store(keeper);
	struct answer answer;

	cr_assert(zero(int, commit(store, replace("key", 0, "one"))));
	answer = get(store, "key");
	cr_assert(
	    zero(int, commit(store, replace("key", answer.version, "two"))));
	answer = get(store, "key");
	cr_assert(holds(&answer, "two"));
}

CONTRACT(a_key_expected_absent_that_is_there_is_a_conflict)
{
	struct motus_store *store = keeper_store(keeper);
	struct answer answer;

	put(store, "key", "one");
	cr_assert(
	    eq(int, commit(store, replace("key", 0, "two")), MOTUS_ECONFLICT));
	answer = get(store, "key");
	cr_assert(holds(&answer, "one"));
}

CONTRACT(a_stale_version_is_a_conflict)
{
	struct motus_store *store = keeper_store(keeper);
	uint64_t stale;
	struct answer answer;

	put(store, "key", "one");
	stale = get(store, "key").version;
	put(store, "key", "two");
	cr_assert(eq(int, commit(store, replace("key", stale, "three")),
	    MOTUS_ECONFLICT));
	drop(store, "key");
	cr_assert(eq(int, commit(store, replace("key", stale, "three")),
	    MOTUS_ECONFLICT));
	answer = get(store, "key");
	cr_assert(is_absent(&answer));
	cr_assert(eq(int, commit(store, replace("key", UINT64_MAX, "three")),
	    MOTUS_ECONFLICT));
}

CONTRACT(a_key_may_be_expected_and_not_changed)
{
	struct motus_store *store = keeper_store(keeper);
	struct motus_batch *batch = replace("key", 0, "one");

	motus_batch_expect(batch, "other", 0);
	cr_assert(zero(int, commit(store, batch)));
	put(store, "other", "one");
	batch = replace("key", get(store, "key").version, "two");
	motus_batch_expect(batch, "other", 0);
	cr_assert(eq(int, commit(store, batch), MOTUS_ECONFLICT));
}

CONTRACT(the_slower_of_two_clients_decides_again)
{
	struct motus_store *fast = keeper_store(keeper);
	struct motus_store *slow = keeper_store(keeper);
	uint64_t version;
	struct answer answer;

	put(fast, "key", "one");
	version = get(slow, "key").version;
	cr_assert(zero(int, commit(fast, replace("key", version, "fast"))));
	cr_assert(eq(int, commit(slow, replace("key", version, "slow")),
	    MOTUS_ECONFLICT));
	answer = get(slow, "key");
	cr_assert(holds(&answer, "fast"));
	cr_assert(
	    zero(int, commit(slow, replace("key", answer.version, "slow"))));
	answer = get(fast, "key");
	cr_assert(holds(&answer, "slow"));
}

/* Clients that each read, and only then each write one more. */
CONTRACT(clients_that_count_together_lose_no_count)
{
	enum { CLIENTS = 4, ROUNDS = 5 };
	struct motus_store *store[CLIENTS];
	uint64_t version[CLIENTS];
	int count[CLIENTS];
	char text[16];

	for (int i = 0; i < CLIENTS; i++)
		store[i] = keeper_store(keeper);
	put(store[0], "count", "0");
	for (int round = 0; round < ROUNDS * CLIENTS; round++) {
		for (int i = 0; i < CLIENTS; i++) {
			struct answer answer = get(store[i], "count");

			snprintf(text, sizeof text, "%.*s", (int)answer.size,
			    (const char *)answer.value);
			version[i] = answer.version;
			count[i] = atoi(text) + 1;
		}
		for (int i = 0; i < CLIENTS; i++) {
			int who = (i + round) % CLIENTS, status;

			snprintf(text, sizeof text, "%d", count[who]);
			status = commit(
			    store[who], replace("count", version[who], text));
			cr_assert(
			    eq(int, status, i == 0 ? 0 : MOTUS_ECONFLICT));
		}
	}
	snprintf(text, sizeof text, "%d", ROUNDS * CLIENTS);
	for (int i = 0; i < CLIENTS; i++) {
		struct answer answer = get(store[i], "count");

		cr_assert(holds(&answer, text));
	}
}

/* --- batches ------------------------------------------------------------ */

/* All that a batch can change. */
static struct motus_batch *
every_change(uint64_t version)
{
	struct motus_batch *batch = motus_batch_create();

	motus_batch_put(batch, "new", "new", 3, 0);
	motus_batch_put(batch, "changed", "new", 3, 60);
	motus_batch_delete(batch, "deleted");
	motus_batch_rank_set(batch, "ranking", "set", 7);
	motus_batch_rank_add(batch, "ranking", "added", 3);
	motus_batch_rank_add(batch, "ranking", "fresh", -1);
	motus_batch_rank_remove(batch, "ranking", "removed");
	motus_batch_rank_set(batch, "other ranking", "set", 1);
	motus_batch_expect(batch, "last", version);
	return batch;
}

static void
before_every_change(struct motus_store *store)
{
	put(store, "changed", "old");
	put(store, "deleted", "old");
	put(store, "last", "old");
	rank_set(store, "ranking", "set", 5);
	rank_set(store, "ranking", "added", 5);
	rank_set(store, "ranking", "removed", 5);
}

CONTRACT(a_batch_with_one_broken_expectation_changes_nothing)
{
	struct motus_store *store = keeper_store(keeper);
	struct answer answer;

	before_every_change(store);
	cr_assert(eq(int, commit(store, every_change(0)), MOTUS_ECONFLICT));
	answer = get(store, "new");
	cr_assert(is_absent(&answer));
	answer = get(store, "changed");
	cr_assert(holds(&answer, "old"));
	answer = get(store, "deleted");
	cr_assert(holds(&answer, "old"));
	answer = range(store, "ranking", 0, 10);
	cr_assert(eq(str, answer.text, "added 5\nremoved 5\nset 5\n"));
	answer = range(store, "other ranking", 0, 10);
	cr_assert(eq(sz, answer.size, 0));
}

CONTRACT(a_batch_whose_last_expectation_holds_changes_all)
{
	struct motus_store *store = keeper_store(keeper);
	struct answer answer;

	before_every_change(store);
	answer = get(store, "last");
	cr_assert(zero(int, commit(store, every_change(answer.version))));
	answer = get(store, "new");
	cr_assert(holds(&answer, "new"));
	answer = get(store, "changed");
	cr_assert(holds(&answer, "new"));
	answer = get(store, "deleted");
	cr_assert(is_absent(&answer));
	answer = range(store, "ranking", 0, 10);
	cr_assert(eq(str, answer.text, "added 8\nset 7\nfresh -1\n"));
	answer = range(store, "other ranking", 0, 10);
	cr_assert(eq(str, answer.text, "set 1\n"));
}

CONTRACT(changes_of_a_batch_are_applied_in_order)
{
	struct motus_store *store = keeper_store(keeper);
	struct motus_batch *batch = motus_batch_create();
	struct answer answer;

	motus_batch_put(batch, "kept", "one", 3, 0);
	motus_batch_delete(batch, "kept");
	motus_batch_put(batch, "kept", "two", 3, 0);
	motus_batch_put(batch, "gone", "one", 3, 0);
	motus_batch_delete(batch, "gone");
	motus_batch_rank_add(batch, "ranking", "a", 5);
	motus_batch_rank_set(batch, "ranking", "a", 1);
	motus_batch_rank_add(batch, "ranking", "a", 1);
	motus_batch_rank_set(batch, "ranking", "b", 1);
	motus_batch_rank_remove(batch, "ranking", "b");
	cr_assert(zero(int, commit(store, batch)));
	answer = get(store, "kept");
	cr_assert(holds(&answer, "two"));
	answer = get(store, "gone");
	cr_assert(is_absent(&answer));
	answer = range(store, "ranking", 0, 10);
	cr_assert(eq(str, answer.text, "a 2\n"));
}

CONTRACT(a_batch_may_be_committed_again)
{
	struct motus_store *store = keeper_store(keeper);
	struct motus_batch *batch = motus_batch_create();
	struct answer first = { 0 }, second = { 0 };

	motus_batch_rank_add(batch, "ranking", "member", 2);
	motus_store_commit(store, batch, answer_committed, &first);
	motus_store_commit(store, batch, answer_committed, &second);
	motus_batch_destroy(batch);
	await_answer(store, &first);
	await_answer(store, &second);
	cr_assert(zero(int, first.status));
	cr_assert(zero(int, second.status));
	cr_assert(eq(i64, rank(store, "ranking", "member").amount, 4));
}

CONTRACT(an_empty_batch_is_no_error)
{
	cr_assert(
	    zero(int, commit(keeper_store(keeper), motus_batch_create())));
}

CONTRACT(a_batch_for_which_there_was_no_memory_is_refused)
{
	struct motus_store *store = keeper_store(keeper);

	motus_batch_expect(NULL, "key", 0);
	motus_batch_put(NULL, "key", "", 0, 0);
	motus_batch_delete(NULL, "key");
	motus_batch_rank_set(NULL, "ranking", "member", 0);
	motus_batch_rank_add(NULL, "ranking", "member", 0);
	motus_batch_rank_remove(NULL, "ranking", "member");
	cr_assert(eq(int, commit(store, NULL), MOTUS_ENOMEM));
}

CONTRACT(a_batch_may_have_as_many_parts_as_the_limit_and_no_more)
{
	struct motus_store *store = keeper_store(keeper);
	struct motus_batch *batch = motus_batch_create();
	char key[16];

	for (int i = 0; i < MOTUS_BATCH_MAX; i++) {
		snprintf(key, sizeof key, "key %d", i);
		motus_batch_put(batch, key, key, strlen(key), 0);
	}
	cr_assert(zero(int, commit(store, batch)));
	for (int i = 0; i < MOTUS_BATCH_MAX; i++) {
		struct answer answer;

		snprintf(key, sizeof key, "key %d", i);
		answer = get(store, key);
		cr_assert(holds(&answer, key));
	}
	batch = motus_batch_create();
	for (int i = 0; i <= MOTUS_BATCH_MAX; i++)
		motus_batch_delete(batch, "key 0");
	cr_assert(eq(int, commit(store, batch), MOTUS_ETOOBIG));
	cr_assert(ne(u64, get(store, "key 0").version, 0));
}

/* --- time to live ------------------------------------------------------- */

CONTRACT(a_value_is_gone_after_its_time_to_live)
{
	struct motus_store *store = keeper_store(keeper);
	struct answer answer;

	cr_assert(zero(int, put_for(store, "long", "lasting", UINT32_MAX)));
	cr_assert(zero(int, put_for(store, "key", "fleeting", 1)));
	answer = get(store, "key");
	cr_assert(holds(&answer, "fleeting"));
	await_end_of(store, "key");
	cr_assert(eq(int, commit(store, replace("key", answer.version, "new")),
	    MOTUS_ECONFLICT));
	cr_assert(zero(int, commit(store, replace("key", 0, "new"))));
	answer = get(store, "key");
	cr_assert(holds(&answer, "new"));
	answer = get(store, "long");
	cr_assert(holds(&answer, "lasting"));
}

CONTRACT(a_put_without_time_to_live_ends_an_earlier_one)
{
	struct motus_store *store = keeper_store(keeper);
	struct answer answer;

	put_for(store, "key", "fleeting", 1);
	put(store, "key", "lasting");
	put_for(store, "later", "fleeting", 1);
	await_end_of(store, "later");
	answer = get(store, "key");
	cr_assert(holds(&answer, "lasting"));
}

/* --- limits ------------------------------------------------------------- */

CONTRACT(the_longest_names_are_kept_and_longer_ones_refused)
{
	struct motus_store *store = keeper_store(keeper);
	char name[MOTUS_KEY_MAX + 2];
	struct answer answer;

	strcpy(name, text_of_size(MOTUS_KEY_MAX));
	cr_assert(zero(int, put(store, name, "value")));
	cr_assert(zero(int, rank_set(store, name, name, 1)));
	answer = get(store, name);
	cr_assert(holds(&answer, "value"));
	answer = range(store, name, 0, 1);
	cr_assert(eq(sz, answer.size, 1));
	cr_assert(zero(int, rank(store, name, name).status));
	strcpy(name, text_of_size(MOTUS_KEY_MAX + 1));
	cr_assert(eq(int, put(store, name, "value"), MOTUS_ETOOBIG));
	cr_assert(eq(int, get(store, name).status, MOTUS_ETOOBIG));
	cr_assert(eq(int, drop(store, name), MOTUS_ETOOBIG));
	cr_assert(eq(int, rank_set(store, name, "m", 1), MOTUS_ETOOBIG));
	cr_assert(eq(int, rank_set(store, "r", name, 1), MOTUS_ETOOBIG));
	cr_assert(eq(int, range(store, name, 0, 1).status, MOTUS_ETOOBIG));
	cr_assert(eq(int, rank(store, name, "m").status, MOTUS_ETOOBIG));
	cr_assert(eq(int, rank(store, "r", name).status, MOTUS_ETOOBIG));
}

CONTRACT(a_name_without_bytes_is_refused)
{
	struct motus_store *store = keeper_store(keeper);

	cr_assert(eq(int, put(store, "", "value"), MOTUS_EINVAL));
	cr_assert(eq(int, put(store, NULL, "value"), MOTUS_EINVAL));
	cr_assert(eq(int, get(store, "").status, MOTUS_EINVAL));
	cr_assert(eq(int, get(store, NULL).status, MOTUS_EINVAL));
	cr_assert(eq(int, drop(store, ""), MOTUS_EINVAL));
	cr_assert(eq(int, rank_set(store, "", "m", 1), MOTUS_EINVAL));
	cr_assert(eq(int, rank_set(store, "r", "", 1), MOTUS_EINVAL));
	cr_assert(eq(int, rank_set(store, "r", NULL, 1), MOTUS_EINVAL));
	cr_assert(eq(int, range(store, "", 0, 1).status, MOTUS_EINVAL));
	cr_assert(eq(int, rank(store, "", "m").status, MOTUS_EINVAL));
	cr_assert(eq(int, rank(store, "r", "").status, MOTUS_EINVAL));
}

CONTRACT(the_first_bad_part_of_a_batch_is_reported_and_nothing_applied)
{
	struct motus_store *store = keeper_store(keeper);
	struct motus_batch *batch = motus_batch_create();
	struct answer answer;

	motus_batch_put(batch, "key", "value", 5, 0);
	motus_batch_put(batch, "", "value", 5, 0);
	motus_batch_put(batch, text_of_size(MOTUS_KEY_MAX + 1), "value", 5, 0);
	cr_assert(eq(int, commit(store, batch), MOTUS_EINVAL));
	answer = get(store, "key");
	cr_assert(is_absent(&answer));
	batch = motus_batch_create();
	motus_batch_put(batch, "key", NULL, 1, 0);
	cr_assert(eq(int, commit(store, batch), MOTUS_EINVAL));
}
