/*
 * The deletion of an account is told to the services.  Here all of them
 * answer what the test says: fetch() and its like stand for fetch.h's.
 */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/auth/farewell.h"
#include "tests/flow.h"
#include "tests/keeper.h"
#include "tests/loop.h"

#define SUB "CCCCCCCCCCCCCCCCCCCCCC"

/* --- the services --------------------------------------------------------- */

#define SERVICES 2

static struct {
	int status; /* that it answers; -1: it does not yet */
	int requests;
	char method[16], paths[1024], token[4096];
	fetched *done; /* of a request that waits */
	void *arg;
} game;

void
fetch(struct fetcher *fetcher, const struct fetch_request *request,
    fetched *done, void *arg)
{
	static const char bearer[] = "authorization: Bearer ";

	(void)fetcher;
	game.requests++;
	snprintf(game.method, sizeof game.method, "%s", request->method);
	cr_assert(lt(sz, strlen(game.paths) + strlen(request->path) + 1,
	    sizeof game.paths));
	strcat(strcat(game.paths, request->path), " ");
	cr_assert(
	    zero(int, strncmp(request->headers[0], bearer, sizeof bearer - 1)));
	snprintf(game.token, sizeof game.token, "%s",
	    request->headers[0] + sizeof bearer - 1);
	game.done = done;
	game.arg = arg;
	if (game.status >= 0)
		done(arg, game.status, "", 0);
}

struct fetcher *
fetcher_create(const char *gateway)
{
	(void)gateway;
	return NULL;
}

void
fetcher_start(struct fetcher *fetcher, const struct motus_loop *loop)
{
	(void)fetcher;
	(void)loop;
}

void
fetcher_destroy(struct fetcher *fetcher)
{
	(void)fetcher;
}

/* --- an instance ---------------------------------------------------------- */

/* An instance, and the timer that its farewells wait for. */
struct instance {
	struct op *op;
	struct errands *farewells;
	motus_tick *tick;
	void *arg;
};

static int
set_timer(void *context, int milliseconds, motus_tick *tick, void *arg)
{
	struct instance *instance = context;

	instance->tick = milliseconds < 0 ? NULL : tick;
	instance->arg = arg;
	return 0;
}

static void
begin(struct instance *instance, struct motus_store *store)
{
	instance->op = flow_create(store);
	instance->op->provider.loop =
	    (struct motus_loop){ .context = instance, .timer = set_timer };
	instance->farewells = farewells_start(&instance->op->provider);
}

static void
end(struct instance *instance)
{
	errands_stop(instance->farewells);
	errands_destroy(instance->farewells);
	instance->op->provider.loop = test_loop;
	op_destroy(instance->op);
}

/* Fire the timer, until there is nothing to be done at this moment. */
static void
run(struct instance *instance)
{
	int before;

	do {
		motus_tick *tick = instance->tick;

		before = game.requests;
		instance->tick = NULL;
		cr_assert(not(zero(ptr, (void *)tick)), "nothing waits");
		tick(instance->arg);
	} while (game.requests > before && instance->tick != NULL);
}

static struct motus_store *store;
static struct instance one;

static void
start(void)
{
	memset(&game, 0, sizeof game);
	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	begin(&one, store);
}

static void
stop(void)
{
	motus_store_destroy(store);
	end(&one);
}

TestSuite(farewell, .init = start, .fini = stop);

static void
keep_farewell(const char *sub)
{
	struct motus_batch *batch = motus_batch_create();

	farewell_put(batch, sub, NULL, op_now());
	cr_assert(zero(int, commit(store, batch)));
}

/* How many are to be told. */
static size_t
left(void)
{
	struct answer answer = range(store, "farewell", 0, 100);

	cr_assert(zero(int, answer.status));
	return answer.size;
}

Test(farewell, a_service_is_told_whom_to_delete)
{
	json_t *claims, *record;

	game.status = 204;
	keep_farewell(SUB);
	run(&one);
	cr_assert(eq(int, game.requests, SERVICES));
	cr_assert(eq(str, game.method, "DELETE"));
	cr_assert(eq(str, game.paths,
	    "/api/game/players/" SUB " /api/score/players/" SUB " "));
	claims = flow_claims(one.op, game.token, "at+jwt");
	cr_assert(
	    eq(str, (char *)json_string_value(json_object_get(claims, "scope")),
		"player:delete"));
	cr_assert(
	    eq(str, (char *)json_string_value(json_object_get(claims, "sub")),
		"motus-auth"));
	json_decref(claims);
	record = op_record(one.op, "farewell:" SUB);
	cr_assert(zero(ptr, record));
	cr_assert(zero(sz, left()));
	run(&one);
	cr_assert(eq(int, game.requests, SERVICES));
}

Test(farewell, who_has_nothing_of_the_player_is_told_once)
{
	game.status = 404;
	keep_farewell(SUB);
	run(&one);
	run(&one);
	cr_assert(eq(int, game.requests, SERVICES));
	cr_assert(zero(sz, left()));
}

Test(farewell, all_are_told)
{
	game.status = 204;
	keep_farewell(SUB);
	keep_farewell("DDDDDDDDDDDDDDDDDDDDDD");
	keep_farewell("EEEEEEEEEEEEEEEEEEEEEE");
	run(&one);
	cr_assert(eq(int, game.requests, 3 * SERVICES));
	cr_assert(zero(sz, left()));
}

Test(farewell, a_service_that_is_away_is_told_again_after_growing_pauses)
{
	static const int pauses[] = { 5, 10, 20, 40, 60, 60, 60, 60 };
	static const int answers[] = { 0, 500, 503, 401, 403, 302, 429, 400 };
	int requests = 0;

	keep_farewell(SUB);
	for (size_t i = 0; i < sizeof pauses / sizeof *pauses; i++) {
		game.status = answers[i];
		run(&one);
		cr_assert(eq(int, game.requests, ++requests));
		op_later(pauses[i] - 1);
		run(&one);
		cr_assert(eq(int, game.requests, requests), "%zu", i);
		op_later(1);
	}
	cr_assert(op_counted(one.op, "motus_auth_farewells 1"));
	cr_assert(op_counted(one.op, "motus_auth_farewell_age_seconds 314"));
	game.status = 204;
	run(&one);
	run(&one);
	cr_assert(op_counted(one.op, "motus_auth_farewells 0"));
	cr_assert(op_counted(one.op, "motus_auth_farewell_age_seconds 0"));
	cr_assert(eq(int, game.requests, requests + SERVICES));
	cr_assert(zero(sz, left()));
}

Test(farewell, two_instances_do_not_tell_the_same_at_once)
{
	struct instance two;

	begin(&two, store);
	game.status = -1;
	keep_farewell(SUB);
	run(&one);
	run(&two);
	cr_assert(eq(int, game.requests, 1));
	game.status = 204;
	game.done(game.arg, 204, "", 0);
	cr_assert(eq(int, game.requests, SERVICES));
	cr_assert(zero(sz, left()));
	end(&two);
}

Test(farewell, another_instance_tells_what_one_did_not_live_to)
{
	struct instance two;
	fetched *done;
	void *arg;

	game.status = -1;
	keep_farewell(SUB);
	run(&one);
	done = game.done;
	arg = game.arg;
	begin(&two, store);
	op_later(ERRAND_PAUSE_MIN);
	game.status = 204;
	run(&two);
	cr_assert(eq(int, game.requests, 1 + SERVICES));
	cr_assert(zero(sz, left()));
	done(arg, 0, "", 0);
	end(&two);
}
