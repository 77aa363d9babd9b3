/*
 * Games are played whatever Loki does: real instances, and a Loki of ours.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sys/wait.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

#include <motus/motus.h>

#include "daemons/common/loki.h"
#include "tests/client.h"
#include "tests/fake_loki.h"
#include "tests/player.h"
#include "tests/process.h"
#include "tests/stack.h"

#define PATIENCE 60 /* seconds */

TestSuite(loki_stack, .timeout = 240);

static struct stack *
start(const char *host, int port)
{
	char url[64];

	snprintf(url, sizeof url, "http://%s:%d", host, port);
	return stack_start(
	    &(struct stack_options){ .store = "redis", .loki = url });
}

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/*
 * A worker that waited for Loki would wait for LOKI_PATIENCE, or until it got
 * what it waits for.
 */
static void
play(const struct stack *stack)
{
	struct client *client = client_create(stack->url);
	struct motus_date date = player_today(client, "fr");
	struct motus_word answer = stack_puzzle("fr", date).answer.word;

	for (int turn = 1; turn <= MOTUS_TURNS; turn++) {
		double begun = now();

		player_expect_guess(client, "fr", date, turn,
		    stack_wrong("fr", answer, (size_t)turn).letter, 201);
		cr_assert(lt(dbl, now() - begun, LOKI_PATIENCE / 2000.0));
	}
	client_destroy(client);
}

/* A figure of both instances; -1 if one of them does not have it. */
static long
figure(const struct stack *stack, const char *name)
{
	char url[64], line[128];
	long sum = 0;

	snprintf(line, sizeof line, "\n%s ", name);
	for (int i = 0; i < STACK_INSTANCES; i++) {
		struct client *client;
		struct answer answer;
		const char *at;

		snprintf(url, sizeof url, "http://127.0.0.1:%d",
		    stack->game.port[i]);
		client = client_create(url);
		answer = client_send(client, "GET", "/metrics", NULL);
		at = strstr(answer.body, line);
		if (sum >= 0 && at != NULL)
			sum += atol(at + strlen(line));
		else
			sum = -1;
		answer_drop(&answer);
		client_destroy(client);
	}
	return sum;
}

static bool
a_push_failed(void *stack)
{
	return figure(stack, "motus_log_push_errors_total") > 0;
}

static bool
was_pushed_to(void *stack)
{
	(void)stack;
	return fake_loki_pushes() > 1;
}

static bool
guesses_came(void *stack)
{
	(void)stack;
	return fake_loki_has("\"route\":\"guess\"") &&
	    fake_loki_has("are taken again");
}

ParameterizedTestParameters(loki_stack, guesses_do_not_wait_for_one_that_is_ill)
{
	static enum fake_loki ills[] = { LOKI_HANGS, LOKI_IS_BUSY, LOKI_FAILS,
		LOKI_BABBLES };

	return cr_make_param_array(enum fake_loki, ills, 4);
}

ParameterizedTest(enum fake_loki *ill, loki_stack,
    guesses_do_not_wait_for_one_that_is_ill)
{
	struct stack *stack = start("localhost", fake_loki_start(*ill));

	cr_assert(await(was_pushed_to, stack, PATIENCE));
	play(stack);
	cr_assert(await(a_push_failed, stack, PATIENCE));
	play(stack);
	cr_assert(zero(long, figure(stack, "motus_log_lines_pushed_total")));
	fake_loki_become(LOKI_TAKES);
	cr_assert(await(guesses_came, stack, PATIENCE));
	cr_assert(gt(long, figure(stack, "motus_log_lines_pushed_total"), 0L));
	cr_assert(zero(long, figure(stack, "motus_log_lines_dropped_total")));
	cr_assert(eq(long, figure(stack, "motus_worker_starts_total"), 2L));
	stack_stop(stack);
}

/* One that nobody listens for, and one that nobody knows. */
ParameterizedTestParameters(loki_stack,
    guesses_do_not_wait_for_one_that_is_away)
{
	static int known[] = { 0, 1 };

	return cr_make_param_array(int, known, 2);
}

ParameterizedTest(int *known, loki_stack,
    guesses_do_not_wait_for_one_that_is_away)
{
	struct stack *stack =
	    start(*known ? "127.0.0.1" : "loki.invalid", free_port());

	play(stack);
	cr_assert(await(a_push_failed, stack, PATIENCE));
	play(stack);
	cr_assert(zero(long, figure(stack, "motus_log_lines_dropped_total")));
	cr_assert(eq(long, figure(stack, "motus_worker_starts_total"), 2L));
	stack_stop(stack);
}

Test(loki_stack, an_instance_sends_its_last_lines_when_it_ends)
{
	struct stack *stack = start("127.0.0.1", fake_loki_start(LOKI_TAKES));
	int status = process_end(stack->game.pid[0], SIGTERM);

	stack->game.pid[0] = 0;
	cr_assert(ne(int, WIFEXITED(status), 0));
	cr_assert(fake_loki_has("\"event\":\"started\""));
	cr_assert(fake_loki_has("\"event\":\"drained\""));
	stack_stop(stack);
}

Test(loki_stack, an_instance_ends_although_nobody_takes_its_last_lines)
{
	struct stack *stack = start("127.0.0.1", fake_loki_start(LOKI_HANGS));
	double begun;
	int status;

	cr_assert(await(was_pushed_to, stack, PATIENCE));
	begun = now();
	status = process_end(stack->game.pid[0], SIGTERM);
	stack->game.pid[0] = 0;
	cr_assert(ne(int, WIFEXITED(status), 0));
	cr_assert(lt(dbl, now() - begun, LOKI_PATIENCE / 1000.0));
	stack_stop(stack);
}

Test(loki_stack, without_loki_its_figures_are_zero)
{
	struct stack *stack = stack_start_on("redis");

	play(stack);
	cr_assert(zero(long, figure(stack, "motus_log_lines_pushed_total")));
	cr_assert(zero(long, figure(stack, "motus_log_lines_dropped_total")));
	cr_assert(zero(long, figure(stack, "motus_log_push_errors_total")));
	stack_stop(stack);
}
