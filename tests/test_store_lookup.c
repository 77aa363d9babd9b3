/* A server whose name leads elsewhere. */
#include <stdio.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>
#include <motus/store.h>

#include "tests/keeper.h"
#include "tests/loop.h"
#include "tests/must.h"
#include "tests/resolver.h"

#define HERE "127.0.0.1"
#define ELSEWHERE "127.0.0.2" /* where nothing listens */

static struct redis *redis;
static struct motus_store *store;

static void
begin(const char *host)
{
	char url[64];

	redis = redis_start(NULL);
	snprintf(url, sizeof url, "redis://%s:%d", host, redis_port(redis));
	cr_assert(zero(int, motus_store_open(&store, url, &test_loop)));
}

static void
end(void)
{
	motus_store_destroy(store);
	must(test_loop_is_idle(), "something is still awaited");
	redis_stop(redis);
}

TestSuite(store_lookup, .fini = end, .timeout = 60);

/* Call again until it ends so: with 0 the server answers. */
static void
call_until(int status)
{
	while (put(store, "key", "value") != status)
		test_loop_turn(5);
}

Test(store_lookup, a_server_that_moved_is_found_by_its_name)
{
	resolver_move(ELSEWHERE);
	begin(MOVING_HOST);
	call_until(MOTUS_EUNAVAILABLE);
	resolver_move(HERE);
	call_until(0);
}

Test(store_lookup, it_is_found_again_wherever_it_went_meanwhile)
{
	resolver_move(HERE);
	begin(MOVING_HOST);
	call_until(0);
	resolver_move(ELSEWHERE);
	redis_kill(redis);
	while (resolver_lookups() < 2)
		call_until(MOTUS_EUNAVAILABLE);
	redis_restart(redis);
	resolver_move(HERE);
	call_until(0);
}

Test(store_lookup, a_name_that_is_unknown_for_a_while_stays_where_it_was)
{
	resolver_move(HERE);
	begin(MOVING_HOST);
	resolver_move(NULL);
	redis_kill(redis);
	while (resolver_lookups() < 2)
		call_until(MOTUS_EUNAVAILABLE);
	redis_restart(redis);
	call_until(0);
}

Test(store_lookup, a_resolver_that_hangs_holds_up_nobody)
{
	resolver_move(ELSEWHERE);
	begin(MOVING_HOST);
	resolver_hold();
	for (int i = 0; i < 20; i++) {
		call_until(MOTUS_EUNAVAILABLE);
		test_loop_turn(20);
	}
	cr_assert(eq(int, resolver_lookups(), 1));
	resolver_move(HERE);
	resolver_let();
	call_until(0);
}

Test(store_lookup, a_store_may_be_destroyed_meanwhile)
{
	resolver_move(ELSEWHERE);
	begin(MOVING_HOST);
	resolver_hold();
	call_until(MOTUS_EUNAVAILABLE);
	motus_store_destroy(store);
	store = NULL;
	resolver_let();
}

Test(store_lookup, an_address_is_not_looked_up)
{
	begin(HERE);
	redis_kill(redis);
	call_until(MOTUS_EUNAVAILABLE);
	redis_restart(redis);
	call_until(0);
	cr_assert(zero(int, resolver_lookups()));
}
