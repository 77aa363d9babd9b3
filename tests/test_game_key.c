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
	    memcmp(one->service.key, two->service.key, MOTUS_KEY_SIZE) == 0;
}

Test(key, is_made_at_the_first_start_and_kept)
{
	static const unsigned char none[MOTUS_KEY_SIZE];
	struct motus_store *store = slow_store_create();
	struct site *site = site_create_without_key(store);

	expect_puzzle(site, 503);
	slow_store_settle(store);
	expect_puzzle(site, 200);
	cr_assert(ne(int, memcmp(site->service.key, none, sizeof none), 0));
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

	slow_store_put(store, "day-key", "short", 5);
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
