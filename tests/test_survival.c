/*
 * The whole thing while people play: each of its processes is stopped in turn,
 * and nobody notices more than that their own service is away.
 */
#include <signal.h>

#include <criterion/criterion.h>

#include "tests/crowd.h"
#include "tests/process.h"
#include "tests/servers.h"
#include "tests/stack.h"

TestSuite(survival, .timeout = 300);

/* Asked to stop, and as by a power cut. */
static void
lose_instances(struct stack *stack, struct crowd *crowd, struct fleet *fleet)
{
	static const int signals[] = { SIGTERM, SIGKILL };

	for (int i = 0; i < 2 * STACK_INSTANCES; i++) {
		stack_end_instance(fleet, i / 2, signals[i % 2]);
		crowd_await(crowd, SOME);
		stack_start_instance(stack, fleet, i / 2);
		stack_await_ready(stack);
	}
}

WHILE_PEOPLE_PLAY(survival, no_instance_of_the_game_is_missed)
{
	lose_instances(stack, crowd, &stack->game);
}

WHILE_PEOPLE_PLAY(survival, no_instance_of_the_score_service_is_missed)
{
	lose_instances(stack, crowd, &stack->score);
}

WHILE_PEOPLE_PLAY(survival, no_instance_of_the_provider_is_missed)
{
	lose_instances(stack, crowd, &stack->auth);
}

/* The others go on meanwhile. */
static void
lose_store(struct crowd *crowd, struct fleet *fleet, enum part part)
{
	crowd_do_without(crowd, part);
	redis_kill(fleet->redis);
	crowd_await_refusals(crowd, part, SOME);
	crowd_await(crowd, SOME);
	redis_restart(fleet->redis);
	crowd_await_calm(crowd, part, SOME);
}

WHILE_PEOPLE_PLAY(survival, without_its_store_only_the_game_waits)
{
	lose_store(crowd, &stack->game, AT_GAME);
}

WHILE_PEOPLE_PLAY(survival, without_its_store_only_the_score_service_waits)
{
	lose_store(crowd, &stack->score, AT_SCORE);
}

WHILE_PEOPLE_PLAY(survival, without_its_store_only_the_provider_waits)
{
	lose_store(crowd, &stack->auth, AT_AUTH);
}

WHILE_PEOPLE_PLAY(
    survival, haproxy_reads_its_configuration_again_and_nobody_notices)
{
	stack_scale(stack, &stack->score, STACK_INSTANCES_MAX);
	crowd_await(crowd, SOME);
	stack_scale(stack, &stack->score, STACK_INSTANCES);
}

WHILE_PEOPLE_PLAY(survival, who_asks_again_finds_haproxy_started_again)
{
	crowd_do_without(crowd, AT_DOOR);
	process_end(stack->haproxy, SIGKILL);
	crowd_await_refusals(crowd, AT_DOOR, SOME);
	stack_start_haproxy(stack);
	stack_await_ready(stack);
}
