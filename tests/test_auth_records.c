/*
 * Records that are parsed once, on each kind of store.
 */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/auth/records.h"
#include "tests/keeper.h"

static struct records *records;

struct found {
	int calls, status;
	json_t *records[RECORDS_MAX];
};

static void
note(void *arg, int status, json_t *const found[])
{
	struct found *to = arg;

	to->calls++;
	to->status = status;
	for (int i = 0; i < RECORDS_MAX; i++)
		to->records[i] = json_incref(found[i]);
}

static struct found
find(struct motus_store *store)
{
	static const char *const keys[] = { "a", "b", "c" };
	struct found found = { 0 };

	records_get(records, store, keys, 3, note, &found);
	while (found.calls == 0)
		turn(store);
	cr_assert(eq(int, found.calls, 1));
	return found;
}

static void
drop_found(struct found *found)
{
	for (int i = 0; i < RECORDS_MAX; i++)
		json_decref(found->records[i]);
}

static void
expect(struct motus_store *store, int status, int a, int b, int c)
{
	const int expected[] = { a, b, c };
	struct found found = find(store);

	cr_assert(eq(int, found.status, status));
	for (int i = 0; i < RECORDS_MAX; i++)
		cr_assert(eq(int,
			      (int)json_integer_value(
				  json_object_get(found.records[i], "n")),
			      expected[i]),
		    "%d", i);
	drop_found(&found);
}

CONTRACT(records_are_found_in_the_order_of_their_keys)
{
	struct motus_store *store = keeper_store(keeper);

	records = records_create();
	expect(store, 0, 0, 0, 0);
	put(store, "c", "{\"n\":3}");
	put(store, "a", "{\"n\":1}");
	expect(store, 0, 1, 0, 3);
	put(store, "b", "{\"n\":2}");
	expect(store, 0, 1, 2, 3);
	records_destroy(records);
}

CONTRACT(a_changed_record_is_seen_at_once)
{
	struct motus_store *store = keeper_store(keeper);
	struct motus_store *beside = keeper_store(keeper);

	records = records_create();
	put(store, "a", "{\"n\":1}");
	expect(store, 0, 1, 0, 0);
	put(beside, "a", "{\"n\":2}");
	expect(store, 0, 2, 0, 0);
	drop(beside, "a");
	expect(store, 0, 0, 0, 0);
	put(beside, "a", "{\"n\":1}");
	expect(store, 0, 1, 0, 0);
	records_destroy(records);
}

CONTRACT(an_unchanged_record_is_parsed_once)
{
	struct motus_store *store = keeper_store(keeper);
	struct found first, second;

	records = records_create();
	put(store, "a", "{\"n\":1}");
	first = find(store);
	second = find(store);
	cr_assert(eq(ptr, first.records[0], second.records[0]));
	records_destroy(records);
	cr_assert(eq(int,
	    (int)json_integer_value(json_object_get(second.records[0], "n")),
	    1));
	drop_found(&first);
	drop_found(&second);
}

CONTRACT(what_is_no_record_is_told)
{
	struct motus_store *store = keeper_store(keeper);

	records = records_create();
	put(store, "a", "{\"n\":1}");
	put(store, "b", "[]");
	expect(store, MOTUS_EFORMAT, 1, 0, 0);
	put(store, "b", "{\"n\":1,\"n\":2}");
	expect(store, MOTUS_EFORMAT, 1, 0, 0);
	put(store, "b", "{\"n\":2}");
	expect(store, 0, 1, 2, 0);
	records_destroy(records);
}

/* More keys than there are places: two of them share one. */
Test(records, that_share_a_place_do_not_get_mixed_up)
{
	struct motus_store *store;
	char key[16], text[32];

	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	records = records_create();
	for (int round = 0; round < 2; round++) {
		for (int i = 1; i <= 3000; i++) {
			const char *const one[] = { key };
			struct found found = { 0 };

			sprintf(key, "key %d", i);
			sprintf(text, "{\"n\":%d}", i);
			if (round == 0)
				put(store, key, text);
			records_get(records, store, one, 1, note, &found);
			cr_assert(eq(int,
			    (int)json_integer_value(
				json_object_get(found.records[0], "n")),
			    i));
			drop_found(&found);
		}
	}
	records_destroy(records);
	motus_store_destroy(store);
}
