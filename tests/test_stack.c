/*
 * The whole thing, for real: HAProxy, two game instances, Redis or SQLite.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

#include <motus/motus.h>

#include "tests/client.h"
#include "tests/crowd.h"
#include "tests/player.h"
#include "tests/servers.h"
#include "tests/stack.h"

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

/* Of a game that was won on its third turn. */
static void
expect_analysis(struct client *client, struct motus_date date)
{
	char path[128], day[MOTUS_DATE_SIZE];
	struct answer analysis;
	json_t *turns;

	motus_date_format(date, day);
	snprintf(
	    path, sizeof path, "/api/game/puzzles/fr/%s/game/analysis", day);
	analysis = client_send(client, "GET", path, NULL);
	turns = json_object_get(analysis.json, "turns");
	cr_assert(eq(int, analysis.status, 200), "%s", analysis.body);
	cr_assert(eq(sz, json_array_size(turns), 3), "%s", analysis.body);
	cr_assert(eq(int,
	    (int)json_integer_value(
		json_object_get(json_array_get(turns, 2), "left")),
	    1));
	answer_drop(&analysis);
}

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
	expect_analysis(client, date);
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

/* The token of a puzzle of `word`, until the next one. */
static const char *
make_puzzle(struct client *client, const char *word)
{
	static char token[128];
	struct answer made;
	char body[128];

	snprintf(
	    body, sizeof body, "{\"language\":\"fr\",\"word\":\"%s\"}", word);
	made = client_send(client, "POST", "/api/game/customs", body);
	cr_assert(eq(int, made.status, 201), "%s", made.body);
	snprintf(token, sizeof token, "%s", answer_text(&made, "token"));
	answer_drop(&made);
	return token;
}

static struct answer
guess_custom(
    struct client *client, const char *token, int turn, const char *word)
{
	char path[256], body[64];

	snprintf(path, sizeof path, "/api/game/customs/%s/game/guesses/%d",
	    token, turn);
	snprintf(body, sizeof body, "{\"guess\":\"%s\"}", word);
	return client_send(client, "PUT", path, body);
}

static void
take_hint(struct client *client, const char *token)
{
	struct answer answer;
	char path[256];

	snprintf(path, sizeof path, "/api/game/customs/%s/game/hints/1", token);
	answer = client_send(client, "PUT", path, "");
	cr_assert(eq(int, answer.status, 201), "%s", answer.body);
	cr_assert(ne(str, (char *)answer_text(&answer, "hint"), ""));
	answer_drop(&answer);
}

/* An instance is killed at each turn, in turn. */
ON_EACH_STORE(a_friends_puzzle_is_made_and_played_while_instances_die)
{
	struct stack *stack = stack_start_on(STORES[*which]);
	struct client *maker = client_create(stack->url);
	struct client *friend = client_create(stack->url);
	struct motus_date date = player_today(friend, "fr");
	struct motus_word word = stack_puzzle("fr", date).answer.word;
	char token[128], *logs;
	struct answer answer;

	strcpy(token, make_puzzle(maker, word.letter));
	take_hint(friend, token);
	for (int turn = 1; turn <= 4; turn++) {
		struct motus_word guess =
		    turn == 4 ? word : stack_wrong("fr", word, (size_t)turn);

		stack_end_instance(&stack->game, turn % STACK_INSTANCES,
		    turn < 3 ? SIGKILL : SIGTERM);
		answer = guess_custom(friend, token, turn, guess.letter);
		cr_assert(eq(int, answer.status, 201), "%s", answer.body);
		if (turn < 4)
			answer_drop(&answer);
		make_puzzle(maker, word.letter);
		stack_start_instance(
		    stack, &stack->game, turn % STACK_INSTANCES);
		stack_await_ready(stack);
	}
	cr_assert(eq(str, (char *)answer_text(&answer, "outcome"), "won"));
	cr_assert(eq(str, (char *)answer_text(&answer, "answer"), word.letter));
	cr_assert(
	    eq(sz, json_array_size(json_object_get(answer.json, "hints")), 1));
	answer_drop(&answer);
	logs = stack_logs(stack);
	cr_assert(zero(ptr, strcasestr(logs, word.letter)));
	free(logs);
	client_destroy(maker);
	client_destroy(friend);
	stack_stop(stack);
}

/* --- while people play -----------------------------------------------------
 */

ON_EACH_STORE(
    an_instance_killed_while_people_play_costs_no_request_and_no_guess)
{
	struct stack *stack = stack_start_on(STORES[*which]);
	struct crowd *crowd = crowd_gather(stack);

	for (int round = 0; round < 4; round++) {
		crowd_await(crowd, 30);
		stack_end_instance(
		    &stack->game, round % STACK_INSTANCES, SIGKILL);
		crowd_await(crowd, 30);
		stack_start_instance(
		    stack, &stack->game, round % STACK_INSTANCES);
		stack_await_ready(stack);
	}
	crowd_disperse(crowd);
	stack_stop(stack);
}

ON_EACH_STORE(an_instance_told_to_stop_while_people_play_costs_no_request)
{
	struct stack *stack = stack_start_on(STORES[*which]);
	struct crowd *crowd = crowd_gather(stack);

	for (int round = 0; round < 2; round++) {
		crowd_await(crowd, 30);
		stack_end_instance(&stack->game, round, SIGTERM);
		crowd_await(crowd, 30);
		stack_start_instance(stack, &stack->game, round);
		stack_await_ready(stack);
	}
	crowd_disperse(crowd);
	stack_stop(stack);
}

Test(stack, redis_killed_while_people_play_keeps_every_acknowledged_guess)
{
	struct stack *stack = stack_start_on("redis");
	struct crowd *crowd = crowd_gather(stack);

	crowd_do_without(crowd, AT_GAME);
	for (int round = 0; round < 3; round++) {
		redis_kill(stack->game.redis);
		crowd_await_refusals(crowd, AT_GAME, 12);
		redis_restart(stack->game.redis);
		crowd_await_calm(crowd, AT_GAME, 40);
	}
	crowd_disperse(crowd);
	stack_stop(stack);
}

/* Between them, all are asked for by who was sent to one that is gone. */
ON_EACH_STORE(instances_come_and_go_while_people_play_and_cost_no_request)
{
	struct stack *stack = stack_start_on(STORES[*which]);
	struct crowd *crowd = crowd_gather(stack);

	for (int round = 0; round < 2; round++) {
		crowd_await(crowd, 60);
		stack_scale(stack, &stack->game, STACK_INSTANCES_MAX);
		crowd_await(crowd, 60);
		stack_scale(stack, &stack->game, STACK_INSTANCES);
	}
	crowd_await(crowd, 60);
	crowd_disperse(crowd);
	stack_stop(stack);
}
