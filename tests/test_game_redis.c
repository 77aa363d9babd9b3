/*
 * Two instances on one Redis, which is killed and comes back.
 */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "tests/process.h"
#include "tests/servers.h"
#include "tests/site.h"

#define TODAY "2026-03-28"
#define DEADLINE 30 /* seconds */

static struct redis *redis;
static struct site *one, *two;
static struct browser me;

static struct motus_store *
open_store(void)
{
	struct motus_store *store;
	char url[64];
	int error;

	snprintf(url, sizeof url, "redis://127.0.0.1:%d/0", redis_port(redis));
	error = motus_store_open(&store, url, NULL);
	if (error == MOTUS_EUNSUPPORTED)
		cr_skip_test("libmotus was built without hiredis");
	cr_assert(zero(int, error));
	return store;
}

/* A timer asks for the key again while the store is still connecting. */
static bool
has_key(void *arg)
{
	struct site *site = arg;

	motus_store_wait(site->service.store, 1000);
	if (!site->service.has_key && site->tick != NULL)
		site_tick(site);
	return site->service.has_key;
}

static void
start(void)
{
	redis = redis_start(NULL);
	one = site_create_without_key(open_store());
	two = site_create_without_key(open_store());
	cr_assert(await(has_key, one, DEADLINE));
	cr_assert(await(has_key, two, DEADLINE));
	me = BROWSER;
}

static void
stop(void)
{
	site_destroy(one);
	site_destroy(two);
	redis_stop(redis);
}

TestSuite(redis, .init = start, .fini = stop);

static void
expect_game(struct site *site, const char *guesses)
{
	struct visit *visit = visit_game(site, &me, TODAY);

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(eq(str, (char *)visit_guesses(visit), (char *)guesses));
	visit_drop(visit);
}

Test(redis, both_instances_have_the_same_word_and_the_same_game)
{
	char game[64];

	cr_assert(eq(int,
	    motus_word_equal(site_puzzle(one, TODAY).answer.word,
		site_puzzle(two, TODAY).answer.word),
	    1));
	visit_expect(visit_guess(one, &me, TODAY, 1, site_wrong(one, TODAY, 0)),
	    201, "");
	visit_expect(visit_guess(two, &me, TODAY, 1, site_wrong(one, TODAY, 0)),
	    200, "");
	visit_expect(visit_guess(two, &me, TODAY, 1, site_wrong(one, TODAY, 1)),
	    409, "turn-taken");
	visit_expect(visit_guess(two, &me, TODAY, 2, site_wrong(one, TODAY, 1)),
	    201, "");
	strcpy(game, site_wrong(one, TODAY, 0));
	strcat(game, " ");
	strcat(game, site_wrong(one, TODAY, 1));
	strcat(game, " ");
	expect_game(one, game);
	expect_game(two, game);
}

Test(redis, two_guesses_on_a_turn_at_once_are_one)
{
	struct visit *first, *second;
	int statuses;

	visit_drop(visit_get(one, &me, "/api/session"));
	first =
	    visit_guess_start(one, &me, TODAY, 1, site_wrong(one, TODAY, 0));
	second =
	    visit_guess_start(two, &me, TODAY, 1, site_wrong(one, TODAY, 1));
	visit_wait(second);
	visit_wait(first);
	statuses = visit_status(first) + visit_status(second);
	cr_assert(
	    eq(int, statuses, 201 + 409), "%s %s", first->text, second->text);
	visit_drop(first);
	visit_drop(second);
}

static bool
ready(void *arg)
{
	struct visit *visit = visit_readiness(arg);
	bool is_ready = visit_status(visit) == 200;

	visit_drop(visit);
	return is_ready;
}

Test(redis, killed_costs_no_turn_and_loses_no_guess)
{
	char game[64];

	visit_expect(visit_guess(one, &me, TODAY, 1, site_wrong(one, TODAY, 0)),
	    201, "");
	redis_kill(redis);
	visit_expect(visit_guess(one, &me, TODAY, 2, site_wrong(one, TODAY, 1)),
	    503, "store-unavailable");
	visit_expect(visit_game(two, &me, TODAY), 503, "store-unavailable");
	cr_assert(not(ready(one)));
	redis_restart(redis);
	cr_assert(await(ready, one, DEADLINE));
	cr_assert(await(ready, two, DEADLINE));
	strcpy(game, site_wrong(one, TODAY, 0));
	strcat(game, " ");
	expect_game(two, game);
	visit_expect(visit_guess(two, &me, TODAY, 2, site_wrong(one, TODAY, 1)),
	    201, "");
}
