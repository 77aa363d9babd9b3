/*
 * What docs/operations.md says of backups, done: copied while people play, lost
 * altogether, and put back.
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

#include <motus/motus.h>

#include "tests/client.h"
#include "tests/passes.h"
#include "tests/player.h"
#include "tests/process.h"
#include "tests/servers.h"
#include "tests/stack.h"

#define PATIENCE 60 /* seconds */

static const char *const STORES[] = { "redis", "sqlite" };

struct trial {
	struct stack *stack;
	struct motus_date date;
	struct motus_word answer, wrong;
	struct client *alice, *bob;
	atomic_bool over;
	atomic_int played, failed;
};

/* The order of docs/operations.md. */
#define FLEETS(trial)                                          \
	{                                                      \
		&(trial)->stack->game, &(trial)->stack->score, \
		    &(trial)->stack->auth                      \
	}
#define FLEET_COUNT 3

/* Guests come and guess, one after the other. */
static void *
play_on(void *arg)
{
	struct trial *trial = arg;

	while (!atomic_load(&trial->over)) {
		struct client *guest = client_create(trial->stack->url);
		struct answer answer = player_game(guest, "fr", trial->date);
		bool good = answer.status == 200;

		answer_drop(&answer);
		answer = player_guess(
		    guest, "fr", trial->date, 1, trial->wrong.letter);
		if (!good || answer.status != 201)
			atomic_fetch_add(&trial->failed, 1);
		answer_drop(&answer);
		atomic_fetch_add(&trial->played, 1);
		client_destroy(guest);
	}
	return NULL;
}

static bool
has_played(void *arg)
{
	struct trial *trial = arg;

	return atomic_load(&trial->played) > 0;
}

/* motusctl VERB the file of each service's backup. */
static void
ctl(const struct trial *trial, const char *verb)
{
	const struct fleet *fleets[] = FLEETS(trial);
	const char *built = getenv("builddir");
	char command[1024];

	for (size_t i = 0; i < FLEET_COUNT; i++) {
		snprintf(command, sizeof command,
		    "STORE='%s' '%s/tools/ctl/motusctl' %s '%s/%s.backup'",
		    fleets[i]->store, built == NULL ? "." : built, verb,
		    trial->stack->dir, fleets[i]->service);
		cr_assert(zero(int, system(command)), "%s", command);
	}
}

/* The server that a backup is taken from; as conf/redis/redis.conf has it. */
static void
hasten(const struct fleet *fleet)
{
	if (fleet->redis != NULL)
		redis_tell(
		    fleet->redis, "CONFIG SET repl-diskless-sync-delay 0");
}

/* The disk is gone: what comes in its place is empty. */
static void
lose(struct fleet *fleet)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	char path[160];

	if (fleet->redis != NULL) {
		redis_stop(fleet->redis);
		fleet->redis = redis_start(NULL);
		snprintf(fleet->store, sizeof fleet->store,
		    "redis://127.0.0.1:%d/0", redis_port(fleet->redis));
		return;
	}
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		snprintf(path, sizeof path, "%s%s",
		    fleet->store + strlen("sqlite:"), ends[i]);
		unlink(path);
	}
	cr_assert(ne(int, access(fleet->store + strlen("sqlite:"), F_OK), 0));
}

static void
end_all(struct trial *trial)
{
	struct fleet *fleets[] = FLEETS(trial);

	for (size_t i = 0; i < FLEET_COUNT; i++)
		for (int j = 0; j < STACK_INSTANCES; j++)
			stack_end_instance(fleets[i], j, SIGTERM);
}

static void
start_all(struct trial *trial)
{
	struct fleet *fleets[] = FLEETS(trial);

	for (size_t i = FLEET_COUNT; i-- > 0;) {
		for (int j = 0; j < STACK_INSTANCES; j++)
			stack_start_instance(trial->stack, fleets[i], j);
		stack_await_ready(trial->stack);
	}
}

/* As the score service knows her. */
static bool
alice_has_won_once(void *arg)
{
	struct trial *trial = arg;
	struct answer answer = client_send(
	    trial->alice, "GET", "/api/score/players/me?language=fr", NULL);
	bool once = answer.status == 200 &&
	    json_integer_value(json_object_get(answer.json, "games")) == 1 &&
	    json_integer_value(json_object_get(answer.json, "wins")) == 1;

	answer_drop(&answer);
	return once;
}

static void
expect_game(const struct trial *trial, struct client *client,
    const char *guesses, const char *outcome)
{
	struct answer answer = player_game(client, "fr", trial->date);

	cr_assert(eq(int, answer.status, 200), "%s", answer.body);
	cr_assert(eq(str, (char *)player_guesses(&answer), (char *)guesses));
	cr_assert(
	    eq(str, (char *)answer_text(&answer, "outcome"), (char *)outcome));
	answer_drop(&answer);
}

static struct client *
sign_in(const struct trial *trial, const char *sub)
{
	struct passes *passes = passes_open(trial->stack);
	struct client *client = client_create(trial->stack->url);
	char *token = passes_player(passes, sub);

	client_bearer(client, token);
	free(token);
	passes_close(passes);
	return client;
}

static void
begin(struct trial *trial, const char *store)
{
	struct client *reader;

	trial->stack = stack_start(&(struct stack_options){
	    .store = store, .auth = true, .score = true });
	reader = client_create(trial->stack->url);
	trial->date = player_today(reader, "fr");
	trial->answer = stack_puzzle("fr", trial->date).answer.word;
	trial->wrong = stack_wrong("fr", trial->answer, 0);
	client_destroy(reader);
	trial->alice = sign_in(trial, "alice");
	trial->bob = sign_in(trial, "bob");
}

static void
back_up_while_people_play(struct trial *trial)
{
	pthread_t guests;

	hasten(&trial->stack->game);
	hasten(&trial->stack->score);
	hasten(&trial->stack->auth);
	pthread_create(&guests, NULL, play_on, trial);
	cr_assert(await(has_played, trial, PATIENCE));
	ctl(trial, "backup");
	atomic_store(&trial->over, true);
	pthread_join(guests, NULL);
	cr_assert(zero(int, atomic_load(&trial->failed)));
}

/* Tokens, games and points are those of the moment of the backup. */
ParameterizedTestParameters(backup, what_was_lost_is_there_again)
{
	static int which[] = { 0, 1 };

	return cr_make_param_array(int, which, 2);
}

ParameterizedTest(int *which, backup, what_was_lost_is_there_again)
{
	struct trial trial = { 0 };
	char won[64], begun[64];

	begin(&trial, STORES[*which]);
	snprintf(
	    won, sizeof won, "%s %s ", trial.wrong.letter, trial.answer.letter);
	snprintf(begun, sizeof begun, "%s ", trial.wrong.letter);
	player_expect_guess(
	    trial.alice, "fr", trial.date, 1, trial.wrong.letter, 201);
	player_expect_guess(
	    trial.alice, "fr", trial.date, 2, trial.answer.letter, 201);
	player_expect_guess(
	    trial.bob, "fr", trial.date, 1, trial.wrong.letter, 201);
	cr_assert(await(alice_has_won_once, &trial, PATIENCE));

	back_up_while_people_play(&trial);
	player_expect_guess(
	    trial.bob, "fr", trial.date, 2, trial.answer.letter, 201);

	end_all(&trial);
	lose(&trial.stack->game);
	lose(&trial.stack->score);
	lose(&trial.stack->auth);
	ctl(&trial, "restore");
	start_all(&trial);

	expect_game(&trial, trial.alice, won, "won");
	expect_game(&trial, trial.bob, begun, "playing");
	cr_assert(alice_has_won_once(&trial));
	player_expect_guess(
	    trial.bob, "fr", trial.date, 2, trial.answer.letter, 201);
	client_destroy(trial.alice);
	client_destroy(trial.bob);
	stack_stop(trial.stack);
}
