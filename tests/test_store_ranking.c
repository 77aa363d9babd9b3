/* What motus/store.h promises of rankings, held against every backend. */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>
#include <motus/store.h>

#include "tests/keeper.h"

CONTRACT(the_highest_amount_is_first_and_equals_are_in_byte_order)
{
	struct motus_store *store = keeper_store(keeper);
	struct answer answer;

	rank_set(store, "ranking", "\xff", 5);
	rank_set(store, "ranking", "b", 5);
	rank_set(store, "ranking", "low", -5);
	rank_set(store, "ranking", "ba", 5);
	rank_set(store, "ranking", "high", 50);
	rank_set(store, "ranking", "Z", 5);
	rank_set(store, "ranking", "\xc3\xa9", 5);
	rank_set(store, "ranking", "none", 0);
	answer = range(store, "ranking", 0, 10);
	cr_assert(eq(str, answer.text,
	    "high 50\nZ 5\nb 5\nba 5\n\xc3\xa9 5\n\xff 5\nnone 0\nlow -5\n"));
	for (uint64_t i = 0; i < answer.size; i++) {
		struct answer one = range(store, "ranking", i, 1);
		struct answer place;

		*strchr(one.text, ' ') = '\0';
		place = rank(store, "ranking", one.text);
		cr_assert(zero(int, place.status));
		cr_assert(eq(u64, place.place, i));
	}
	cr_assert(eq(i64, rank(store, "ranking", "low").amount, -5));
}

CONTRACT(a_range_ends_where_the_ranking_ends)
{
	struct motus_store *store = keeper_store(keeper);
	struct answer answer;

	rank_set(store, "ranking", "a", 3);
	rank_set(store, "ranking", "b", 2);
	rank_set(store, "ranking", "c", 1);
	answer = range(store, "ranking", 1, 1);
	cr_assert(eq(str, answer.text, "b 2\n"));
	answer = range(store, "ranking", 1, MOTUS_RANGE_MAX);
	cr_assert(eq(str, answer.text, "b 2\nc 1\n"));
	cr_assert(zero(sz, range(store, "ranking", 3, 1).size));
	cr_assert(zero(sz, range(store, "ranking", UINT64_MAX, 1).size));
	cr_assert(zero(int, range(store, "ranking", UINT64_MAX, 1).status));
	cr_assert(zero(sz, range(store, "ranking", 0, 0).size));
	cr_assert(zero(int, range(store, "ranking", 0, 0).status));
	cr_assert(zero(sz, range(store, "nothing", 0, 1).size));
	cr_assert(zero(int, range(store, "nothing", 0, 1).status));
	cr_assert(
	    eq(int, range(store, "ranking", 0, MOTUS_RANGE_MAX + 1).status,
		MOTUS_ETOOBIG));
}

CONTRACT(a_ranking_longer_than_a_range_is_read_in_pages)
{
	struct motus_store *store = keeper_store(keeper);
	char member[16];
	struct answer answer;

	for (int i = 0; i < MOTUS_RANGE_MAX + 24; i += 64) {
		struct motus_batch *batch = motus_batch_create();

		for (int j = i; j < i + 64; j++) {
			snprintf(member, sizeof member, "%04d", j);
			motus_batch_rank_set(batch, "ranking", member, j / 2);
		}
		cr_assert(zero(int, commit(store, batch)));
	}
	answer = range(store, "ranking", 0, MOTUS_RANGE_MAX);
	cr_assert(eq(sz, answer.size, MOTUS_RANGE_MAX));
	answer = range(store, "ranking", MOTUS_RANGE_MAX, MOTUS_RANGE_MAX);
	cr_assert(eq(sz, answer.size, 24));
	answer = range(store, "ranking", MOTUS_RANGE_MAX, 2);
	cr_assert(eq(str, answer.text, "0022 11\n0023 11\n"));
	cr_assert(eq(sz, count(store, "ranking").size, MOTUS_RANGE_MAX + 24));
	cr_assert(eq(u64, rank(store, "ranking", "0001").place, 1023));
	cr_assert(eq(u64, rank(store, "ranking", "1022").place, 0));
}

CONTRACT(adding_begins_at_nothing)
{
	struct motus_store *store = keeper_store(keeper);

	cr_assert(zero(int, rank_add(store, "ranking", "member", 3)));
	cr_assert(eq(i64, rank(store, "ranking", "member").amount, 3));
	cr_assert(zero(int, rank_add(store, "ranking", "member", -5)));
	cr_assert(eq(i64, rank(store, "ranking", "member").amount, -2));
	cr_assert(zero(int, rank_set(store, "ranking", "member", 9)));
	cr_assert(eq(i64, rank(store, "ranking", "member").amount, 9));
}

CONTRACT(a_removed_member_has_no_place)
{
	struct motus_store *store = keeper_store(keeper);

	rank_set(store, "ranking", "first", 2);
	rank_set(store, "ranking", "second", 1);
	for (int i = 0; i < 2; i++) {
		struct motus_batch *batch = motus_batch_create();

		motus_batch_rank_remove(batch, "ranking", "first");
		cr_assert(zero(int, commit(store, batch)));
	}
	cr_assert(
	    eq(int, rank(store, "ranking", "first").status, MOTUS_EABSENT));
	cr_assert(zero(u64, rank(store, "ranking", "second").place));
	cr_assert(
	    eq(int, rank(store, "nothing", "first").status, MOTUS_EABSENT));
	cr_assert(zero(int, rank_add(store, "ranking", "first", 1)));
	cr_assert(eq(i64, rank(store, "ranking", "first").amount, 1));
}

CONTRACT(a_count_follows_what_comes_and_goes)
{
	struct motus_store *store = keeper_store(keeper);
	struct motus_batch *batch = motus_batch_create();

	cr_assert(zero(int, count(store, "ranking").status));
	cr_assert(zero(sz, count(store, "ranking").size));
	rank_set(store, "ranking", "a", 1);
	rank_set(store, "ranking", "a", 2);
	rank_set(store, "ranking", "b", 2);
	rank_set(store, "other", "c", 3);
	put(store, "ranking", "value");
	cr_assert(eq(sz, count(store, "ranking").size, 2));
	motus_batch_rank_remove(batch, "ranking", "a");
	motus_batch_rank_remove(batch, "ranking", "b");
	cr_assert(zero(int, commit(store, batch)));
	cr_assert(zero(sz, count(store, "ranking").size));
	cr_assert(eq(int, count(store, "").status, MOTUS_EINVAL));
	cr_assert(eq(int, count(store, NULL).status, MOTUS_EINVAL));
}

CONTRACT(the_largest_amounts_are_kept_exactly_and_larger_ones_refused)
{
	struct motus_store *store = keeper_store(keeper);
	const int64_t max = MOTUS_AMOUNT_MAX;

	cr_assert(zero(int, rank_set(store, "ranking", "high", max)));
	cr_assert(zero(int, rank_set(store, "ranking", "less", max - 1)));
	cr_assert(zero(int, rank_set(store, "ranking", "low", -max)));
	cr_assert(eq(i64, rank(store, "ranking", "high").amount, max));
	cr_assert(eq(i64, rank(store, "ranking", "less").amount, max - 1));
	cr_assert(eq(i64, rank(store, "ranking", "low").amount, -max));
	cr_assert(eq(u64, rank(store, "ranking", "less").place, 1));
	cr_assert(zero(int, rank_add(store, "ranking", "low", max)));
	cr_assert(zero(i64, rank(store, "ranking", "low").amount));
	cr_assert(
	    eq(int, rank_set(store, "ranking", "x", max + 1), MOTUS_EINVAL));
	cr_assert(
	    eq(int, rank_add(store, "ranking", "x", -max - 1), MOTUS_EINVAL));
	cr_assert(
	    eq(int, rank_set(store, "ranking", "x", INT64_MIN), MOTUS_EINVAL));
}

CONTRACT(a_key_and_a_ranking_of_one_name_share_nothing)
{
	struct motus_store *store = keeper_store(keeper);
	struct answer answer;

	put(store, "name", "value");
	rank_set(store, "name", "member", 1);
	drop(store, "name");
	cr_assert(zero(int, rank(store, "name", "member").status));
	put(store, "name", "value");
	answer = get(store, "name");
	cr_assert(holds(&answer, "value"));
}
