#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/game/key.h"
#include "tests/site.h"
#include "tests/slow_store.h"

static struct browser me = { .origin = VISIT_ORIGIN };

static void
expect_puzzle(struct site *site, int status)
{
	struct visit *visit = visit_start(
	    site, &me, METHOD_GET, "/api/game/puzzles/fr/today", NULL);

	cr_assert(eq(int, visit_status(visit), status), "%s", visit->text);
	if (status == 503) {
		cr_assert(eq(str, (char *)visit_text(visit, "code"),
		    "store-unavailable"));
		cr_assert(
		    not(zero(ptr, strstr(visit->headers, "retry-after: 1\n"))));
	}
	visit_drop(visit);
}

static void
expect_ready(struct site *site, int status)
{
	struct visit *visit = visit_readiness(site);

	cr_assert(eq(int, visit_status(visit), status), "%s", visit->text);
	visit_drop(visit);
}

static bool
same_key(const struct site *one, const struct site *two)
{
	return one->service.has_key && two->service.has_key &&
	    memcmp(one->service.keys[0].bytes, two->service.keys[0].bytes,
		MOTUS_KEY_SIZE) == 0;
}

Test(key, is_made_at_the_first_start_and_kept)
{
	static const unsigned char none[MOTUS_KEY_SIZE];
	struct motus_store *store = slow_store_create();
	struct site *site = site_create_without_key(store);

	expect_puzzle(site, 503);
	slow_store_settle(store);
	expect_puzzle(site, 200);
	cr_assert(
	    ne(int, memcmp(site->service.keys[0].bytes, none, sizeof none), 0));
	cr_assert(eq(sz, slow_store_commits(store), 1));
	site_destroy(site);
}

Test(key, is_another_on_another_store)
{
	struct motus_store *one = slow_store_create();
	struct motus_store *two = slow_store_create();
	struct site *here = site_create_without_key(one);
	struct site *there = site_create_without_key(two);

	slow_store_settle(one);
	slow_store_settle(two);
	cr_assert(here->service.has_key && there->service.has_key);
	cr_assert(not(same_key(here, there)));
	site_destroy(here);
	site_destroy(there);
}

Test(key, is_made_once_by_two_that_start_together)
{
	struct motus_store *one = slow_store_create();
	struct motus_store *two = slow_store_beside(one);
	struct site *here = site_create_without_key(one);
	struct site *there = site_create_without_key(two);
	struct visit *first, *second;

	slow_store_step(one);
	slow_store_step(two);
	cr_assert(eq(sz, slow_store_commits(one), 1), "both found none");
	cr_assert(eq(sz, slow_store_commits(two), 1));
	slow_store_settle(two);
	slow_store_settle(one);
	cr_assert(same_key(here, there));
	first = visit_get(here, &me, "/api/game/puzzles/fr/today");
	second = visit_get(there, &me, "/api/game/puzzles/fr/today");
	cr_assert(eq(str, first->text, second->text));
	visit_drop(first);
	visit_drop(second);
	site_destroy(here);
	site_destroy(there);
}

Test(key, is_asked_for_with_growing_pauses_while_the_store_is_away)
{
	static const int pauses[] = { 100, 200, 400, 800, 1600, 3200, 5000,
		5000 };
	struct motus_store *store = slow_store_create();
	struct site *site;

	slow_store_fail_gets(store, MOTUS_EUNAVAILABLE);
	site = site_create_without_key(store);
	slow_store_settle(store);
	for (size_t i = 0; i < sizeof pauses / sizeof *pauses; i++) {
		cr_assert(eq(int, site->pause, pauses[i]));
		expect_puzzle(site, 503);
		site_tick(site);
	}
	slow_store_fail_gets(store, 0);
	site_tick(site);
	expect_puzzle(site, 200);
	cr_assert(zero(ptr, (void *)site->tick), "it is not asked for again");
	site_destroy(site);
}

Test(key, that_was_made_as_the_store_left_is_read_back)
{
	struct motus_store *store = slow_store_create();
	struct motus_store *beside = slow_store_beside(store);
	struct site *site, *other;

	slow_store_fail_commits(store, MOTUS_ELOST, true);
	site = site_create_without_key(store);
	slow_store_settle(store);
	expect_puzzle(site, 503);
	site_tick(site);
	expect_puzzle(site, 200);
	other = site_create_without_key(beside);
	slow_store_settle(beside);
	cr_assert(same_key(site, other));
	site_destroy(site);
	site_destroy(other);
}

Test(key, that_is_damaged_is_neither_used_nor_replaced)
{
	struct motus_store *store = slow_store_create();
	struct site *site;

	slow_store_put(store, KEY_NAME, "short", 5);
	site = site_create_without_key(store);
	slow_store_settle(store);
	expect_puzzle(site, 503);
	cr_assert(zero(sz, slow_store_commits(store)));
	site_destroy(site);
}

Test(key, is_not_waited_for_by_who_stops)
{
	struct motus_store *store = slow_store_create();
	struct site *site;

	slow_store_fail_gets(store, MOTUS_EUNAVAILABLE);
	site = site_create_without_key(store);
	slow_store_settle(store);
	cr_assert(not(zero(ptr, (void *)site->tick)));
	site_destroy(site);
}

/* --- one after the other -------------------------------------------------- */

static const unsigned char OTHER[MOTUS_KEY_SIZE] =
    "another key of the days of sites";

static struct site *
site_of(const unsigned char *first, const char *from)
{
	struct motus_store *store;
	struct site *site;

	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	site = site_create_with_key(store, first);
	if (from != NULL)
		site_use_key(site, from, OTHER);
	return site;
}

/* Both say the same of a day, proof and all. */
static void
expect_same_day(struct site *one, struct site *two, const char *date)
{
	struct visit *visits[2];
	char path[64];

	snprintf(path, sizeof path, "/api/game/puzzles/fr/%s", date);
	visits[0] = visit_get(one, &me, path);
	visits[1] = visit_get(two, &me, path);
	cr_assert(eq(int, visit_status(visits[0]), 200), "%s", path);
	cr_assert(eq(str, visits[0]->text, visits[1]->text));
	visit_drop(visits[0]);
	visit_drop(visits[1]);
}

Test(key, that_follows_another_leaves_earlier_days_as_they_were)
{
	struct site *before = site_of(SITE_KEY, NULL);
	struct site *after = site_of(OTHER, NULL);
	struct site *site = site_of(SITE_KEY, "2026-03-29");

	expect_same_day(site, before, "2026-03-27");
	expect_same_day(site, before, "2026-03-28");
	site_set_clock("2026-03-29T12:00:00Z");
	expect_same_day(site, before, "2026-03-28");
	expect_same_day(site, after, "2026-03-29");
	site_set_clock("2026-04-10T12:00:00Z");
	expect_same_day(site, before, "2026-03-28");
	expect_same_day(site, after, "2026-03-29");
	expect_same_day(site, after, "2026-04-10");
	site_destroy(before);
	site_destroy(after);
	site_destroy(site);
}

Test(key, of_the_store_is_followed_by_that_of_a_file)
{
	struct motus_store *store = slow_store_create();
	struct motus_store *beside = slow_store_beside(store);
	struct site *before, *site;

	/* A key of chance would choose, now and then, the words of another. */
	slow_store_put(store, KEY_NAME, SITE_KEY, MOTUS_KEY_SIZE);
	before = site_create_without_key(store);
	site = site_create_without_key(beside);
	site_use_key(site, "2026-03-29", OTHER);
	expect_puzzle(site, 503);
	slow_store_settle(store);
	slow_store_settle(beside);
	expect_same_day(site, before, "2026-03-28");
	cr_assert(eq(int, site_puzzle(site, "2026-03-29").number,
	    site_puzzle(before, "2026-03-29").number));
	cr_assert(
	    not(motus_word_equal(site_puzzle(site, "2026-03-29").answer.word,
		site_puzzle(before, "2026-03-29").answer.word)));
	site_destroy(site);
	site_destroy(before);
}

#define DIGITS                             \
	"000102030405060708090a0b0c0d0e0f" \
	"101112131415161718191A1B1C1D1E1F"

static void
expect_keys(const char *text, int status, size_t count)
{
	struct keys keys;

	cr_assert(
	    eq(int, keys_read(&keys, text, strlen(text)), status), "%s", text);
	if (status != 0)
		return;
	cr_assert(eq(sz, keys.count, count), "%s", text);
	for (size_t i = 0; i < count; i++)
		cr_assert(eq(int, keys.list[i].bytes[31], 31));
}

Test(keys, are_lines_in_the_order_of_their_days)
{
	struct keys keys;

	expect_keys(DIGITS, 0, 1);
	expect_keys(DIGITS "\n", 0, 1);
	expect_keys("2026-03-29 " DIGITS, 0, 1);
	expect_keys(DIGITS "\n2026-03-29 " DIGITS "\n", 0, 2);
	expect_keys("\n2026-03-29 " DIGITS "\n\n2026-03-30 " DIGITS "\n", 0, 2);
	cr_assert(zero(int, keys_read(&keys, (const char *)SITE_KEY, 32)));
	cr_assert(zero(int, memcmp(keys.list[0].bytes, SITE_KEY, 32)));
	cr_assert(eq(int, keys.list[0].from, SERVICE_ALWAYS));
}

Test(keys, are_nothing_else)
{
	static const char *const bad[] = { "", "\n", "0", DIGITS "0",
		DIGITS "\r\n", " " DIGITS, "2026-03-29" DIGITS,
		"2026-02-29 " DIGITS, "2026-03-29  " DIGITS, DIGITS "\n" DIGITS,
		"2026-03-29 " DIGITS "\n" DIGITS,
		"2026-03-29 " DIGITS "\n2026-03-29 " DIGITS,
		"2026-03-29 " DIGITS "\n2026-03-28 " DIGITS,
		("2026-03-29 g00102030405060708090a0b0c0d0e0f"
		 "101112131415161718191A1B1C1D1E1F") };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		expect_keys(bad[i], MOTUS_EFORMAT, 0);
}

Test(keys, are_not_more_than_there_is_room_for)
{
	char text[4096] = "";

	for (int i = 0; i < SERVICE_KEYS_MAX; i++)
		sprintf(
		    text + strlen(text), "2026-03-%02d %s\n", i + 1, DIGITS);
	expect_keys(text, 0, SERVICE_KEYS_MAX);
	strcat(text, "2026-03-31 " DIGITS);
	expect_keys(text, MOTUS_EFORMAT, 0);
}

/* --- readiness ------------------------------------------------------------ */

Test(ready, is_an_instance_whose_store_answers_and_that_knows_the_key)
{
	struct motus_store *store = slow_store_create();
	struct site *site;

	slow_store_fail_gets(store, MOTUS_EUNAVAILABLE);
	site = site_create_without_key(store);
	slow_store_settle(store);
	expect_ready(site, 503);
	slow_store_fail_gets(store, 0);
	expect_ready(site, 503);
	site_tick(site);
	expect_ready(site, 200);
	slow_store_fail_gets(store, MOTUS_EUNAVAILABLE);
	expect_ready(site, 503);
	site_destroy(site);
}
