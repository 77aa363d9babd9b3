/*
 * The whole thing, for real: HAProxy, two game instances, Redis or SQLite.
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

#include <motus/motus.h>

#include "tests/client.h"
#include "tests/player.h"
#include "tests/servers.h"
#include "tests/stack.h"

#define PLAYERS 6

static const char *const STORES[] = { "redis", "sqlite" };

/* A test's process has its own copy of the names: it is told which one. */
#define ON_EACH_STORE(name)                                \
	ParameterizedTestParameters(stack, name)           \
	{                                                  \
		static int which[] = { 0, 1 };             \
                                                           \
		return cr_make_param_array(int, which, 2); \
	}                                                  \
	ParameterizedTest(int *which, stack, name)

ON_EACH_STORE(a_game_is_won_through_both_instances)
{
	struct stack *stack = stack_start_on(STORES[*which]);
	struct client *client = client_create(stack->url);
	struct motus_date date = player_today(client, "fr");
	struct motus_word answer = stack_puzzle("fr", date).answer.word;
	struct answer end;

	player_expect_guess(
	    client, "fr", date, 1, stack_wrong("fr", answer, 0).letter, 201);
	stack_end_instance(&stack->game, 0, SIGTERM);
	player_expect_guess(
	    client, "fr", date, 2, stack_wrong("fr", answer, 1).letter, 201);
	stack_start_instance(stack, &stack->game, 0);
	stack_await_ready(stack);
	stack_end_instance(&stack->game, 1, SIGTERM);
	end = player_guess(client, "fr", date, 3, answer.letter);
	cr_assert(eq(int, end.status, 201));
	cr_assert(eq(str, (char *)answer_text(&end, "outcome"), "won"));
	cr_assert(eq(str, (char *)answer_text(&end, "answer"), answer.letter));
	answer_drop(&end);
	client_destroy(client);
	stack_stop(stack);
}

ON_EACH_STORE(everything_stopped_and_started_again_has_the_same_word_and_game)
{
	struct stack *stack = stack_start_on(STORES[*which]);
	struct client *client = client_create(stack->url);
	struct motus_date date = player_today(client, "fr");
	struct motus_word answer = stack_puzzle("fr", date).answer.word;
	struct answer before, after;

	player_expect_guess(
	    client, "fr", date, 1, stack_wrong("fr", answer, 3).letter, 201);
	before = player_game(client, "fr", date);
	stack_end_instance(&stack->game, 0, SIGTERM);
	stack_end_instance(&stack->game, 1, SIGTERM);
	if (stack->game.redis != NULL) {
		redis_kill(stack->game.redis);
		redis_restart(stack->game.redis);
	}
	stack_start_instance(stack, &stack->game, 0);
	stack_start_instance(stack, &stack->game, 1);
	stack_await_ready(stack);
	after = player_game(client, "fr", date);
	cr_assert(eq(int, after.status, 200));
	cr_assert(eq(str, after.body, before.body));
	answer_drop(&before);
	answer_drop(&after);
	client_destroy(client);
	stack_stop(stack);
}

/* --- players who play while things break ---------------------------------- */

struct crowd {
	struct stack *stack;
	struct motus_date date;
	struct motus_word wrong[2][MOTUS_TURNS]; /* fr, en */
	bool patient; /* a 503 with Retry-After is tried again */
	atomic_bool over;
	atomic_int acknowledged, refused, failures;
	char complaint[512];
};

static const char *const TONGUES[] = { "fr", "en" };

static void
complain(struct crowd *crowd, const char *what, const struct answer *answer)
{
	if (atomic_fetch_add(&crowd->failures, 1) == 0)
		snprintf(crowd->complaint, sizeof crowd->complaint, "%s: %d %s",
		    what, answer->status, answer->body);
}

/* Whether the guess came to be on its turn. */
static bool
play_turn(struct crowd *crowd, struct client *client, int tongue, int turn)
{
	struct answer answer;
	bool played;

	for (;;) {
		answer = player_guess(client, TONGUES[tongue], crowd->date,
		    turn + 1, crowd->wrong[tongue][turn].letter);
		played = answer.status == 200 || answer.status == 201;
		if (played || !crowd->patient || answer.status != 503 ||
		    answer_header(&answer, "retry-after") == NULL)
			break;
		atomic_fetch_add(&crowd->refused, 1);
		answer_drop(&answer);
	}
	if (played)
		atomic_fetch_add(&crowd->acknowledged, 1);
	else
		complain(crowd, "a guess failed", &answer);
	answer_drop(&answer);
	return played;
}

/* Every guess that was acknowledged is in the game, once, in its place. */
static void
check_game(struct crowd *crowd, struct client *client, int tongue, int turns)
{
	char expected[256] = "";
	struct answer answer;

	for (int turn = 0; turn < turns; turn++) {
		strcat(expected, crowd->wrong[tongue][turn].letter);
		strcat(expected, " ");
	}
	do {
		answer = player_game(client, TONGUES[tongue], crowd->date);
		if (!crowd->patient || answer.status != 503)
			break;
		answer_drop(&answer);
	} while (true);
	if (answer.status != 200 ||
	    strcmp(player_guesses(&answer), expected) != 0)
		complain(crowd, "a game is not as it was played", &answer);
	answer_drop(&answer);
}

/* A guest whose cookie has come; NULL when the site failed. */
static struct client *
arrive(struct crowd *crowd)
{
	struct client *client = client_create(crowd->stack->url);
	struct answer answer;

	do {
		answer = player_game(client, "fr", crowd->date);
		if (answer.status == 200 || !crowd->patient ||
		    answer.status != 503)
			break;
		answer_drop(&answer);
	} while (true);
	if (answer.status != 200)
		complain(crowd, "a guest could not arrive", &answer);
	answer_drop(&answer);
	return client;
}

static void *
play_on(void *arg)
{
	struct crowd *crowd = arg;

	while (!atomic_load(&crowd->over)) {
		struct client *client = arrive(crowd);

		for (int tongue = 0; tongue < 2; tongue++) {
			int turn = 0;

			while (turn < MOTUS_TURNS &&
			    play_turn(crowd, client, tongue, turn))
				turn++;
			check_game(crowd, client, tongue, turn);
		}
		client_destroy(client);
	}
	return NULL;
}

static void
gather(struct crowd *crowd, struct stack *stack, bool patient)
{
	struct client *client = client_create(stack->url);

	*crowd = (struct crowd){ .stack = stack, .patient = patient };
	crowd->date = player_today(client, "fr");
	for (int tongue = 0; tongue < 2; tongue++)
		for (int turn = 0; turn < MOTUS_TURNS; turn++)
			crowd->wrong[tongue][turn] =
			    stack_wrong(TONGUES[tongue],
				stack_puzzle(TONGUES[tongue], crowd->date)
				    .answer.word,
				(size_t)turn);
	client_destroy(client);
}

/* Wait until `count` more guesses were acknowledged, or one failed. */
static void
await_guesses(struct crowd *crowd, int count)
{
	int until = atomic_load(&crowd->acknowledged) + count;

	while (atomic_load(&crowd->acknowledged) < until &&
	    atomic_load(&crowd->failures) == 0)
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
}

static void
disperse(struct crowd *crowd, pthread_t *players)
{
	atomic_store(&crowd->over, true);
	for (int i = 0; i < PLAYERS; i++)
		pthread_join(players[i], NULL);
	cr_assert(zero(int, atomic_load(&crowd->failures)), "%d failures; %s",
	    atomic_load(&crowd->failures), crowd->complaint);
}

ON_EACH_STORE(
    an_instance_killed_while_people_play_costs_no_request_and_no_guess)
{
	struct stack *stack = stack_start_on(STORES[*which]);
	pthread_t players[PLAYERS];
	struct crowd crowd;

	gather(&crowd, stack, false);
	for (int i = 0; i < PLAYERS; i++)
		pthread_create(&players[i], NULL, play_on, &crowd);
	for (int round = 0; round < 4; round++) {
		await_guesses(&crowd, 30);
		stack_end_instance(
		    &stack->game, round % STACK_INSTANCES, SIGKILL);
		await_guesses(&crowd, 30);
		stack_start_instance(
		    stack, &stack->game, round % STACK_INSTANCES);
		stack_await_ready(stack);
	}
	disperse(&crowd, players);
	stack_stop(stack);
}

ON_EACH_STORE(an_instance_told_to_stop_while_people_play_costs_no_request)
{
	struct stack *stack = stack_start_on(STORES[*which]);
	pthread_t players[PLAYERS];
	struct crowd crowd;

	gather(&crowd, stack, false);
	for (int i = 0; i < PLAYERS; i++)
		pthread_create(&players[i], NULL, play_on, &crowd);
	for (int round = 0; round < 2; round++) {
		await_guesses(&crowd, 30);
		stack_end_instance(&stack->game, round, SIGTERM);
		await_guesses(&crowd, 30);
		stack_start_instance(stack, &stack->game, round);
		stack_await_ready(stack);
	}
	disperse(&crowd, players);
	stack_stop(stack);
}

Test(stack, redis_killed_while_people_play_keeps_every_acknowledged_guess)
{
	struct stack *stack = stack_start_on("redis");
	pthread_t players[PLAYERS];
	struct crowd crowd;

	gather(&crowd, stack, true);
	for (int i = 0; i < PLAYERS; i++)
		pthread_create(&players[i], NULL, play_on, &crowd);
	for (int round = 0; round < 3; round++) {
		await_guesses(&crowd, 40);
		redis_kill(stack->game.redis);
		while (atomic_load(&crowd.refused) < PLAYERS * (round + 1) &&
		    atomic_load(&crowd.failures) == 0)
			nanosleep(
			    &(struct timespec){ .tv_nsec = 1000000 }, NULL);
		redis_restart(stack->game.redis);
	}
	await_guesses(&crowd, 40);
	disperse(&crowd, players);
	stack_stop(stack);
}
