/*
 * What docs/operations.md says of upgrades and of keys, done while people play.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <signal.h>
#include <sys/stat.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/client.h"
#include "tests/crowd.h"
#include "tests/stack.h"

TestSuite(upgrade, .timeout = 300);

static void
restart(struct stack *stack, struct fleet *fleet, int i)
{
	stack_end_instance(fleet, i, SIGTERM);
	stack_start_instance(stack, fleet, i);
}

static struct fleet *
fleet_named(struct stack *stack, const char *service)
{
	if (strcmp(service, "auth") == 0)
		return &stack->auth;
	return strcmp(service, "game") == 0 ? &stack->game : &stack->score;
}

/* The first of each service, the second of each, ...; the caller frees. */
static char *
list_instances(const struct stack *stack)
{
	const struct fleet *fleets[] = { &stack->auth, &stack->score,
		&stack->game };
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	for (int i = 0; i < STACK_INSTANCES; i++)
		for (size_t j = 0; j < sizeof fleets / sizeof *fleets; j++)
			fprintf(out, " %s=127.0.0.1:%d", fleets[j]->service,
			    fleets[j]->port[i]);
	fclose(out);
	return text;
}

/* The script has the instance restarted here, and waits at a fifo for it. */
static FILE *
start_script(const struct stack *stack, const char *fifo)
{
	const char *source = getenv("srcdir");
	char *instances = list_instances(stack), command[2048];
	FILE *script;

	cr_assert(zero(int, mkfifo(fifo, 0600)));
	snprintf(command, sizeof command,
	    "'%s/conf/restart.sh' http://127.0.0.1:%d/metrics"
	    " 'echo \"$1 $2\"; read -r done <%s'%s",
	    source == NULL ? "." : source, stack->figures, fifo, instances);
	free(instances);
	script = popen(command, "re");
	cr_assert(ne(ptr, script, NULL));
	return script;
}

static void
let_go_on(const char *fifo)
{
	FILE *file = fopen(fifo, "we");

	cr_assert(ne(ptr, file, NULL));
	fputs("\n", file);
	fclose(file);
}

WHILE_PEOPLE_PLAY(
    upgrade, instances_are_restarted_one_by_one_and_nobody_notices)
{
	char fifo[80], line[64], service[16];
	FILE *script;
	int number, restarted = 0;
	struct stack before = *stack;

	snprintf(fifo, sizeof fifo, "%s/restarted", stack->dir);
	script = start_script(stack, fifo);
	while (fgets(line, sizeof line, script) != NULL) {
		if (sscanf(line, "%15[a-z] %d", service, &number) == 2) {
			restart(stack, fleet_named(stack, service), number - 1);
			let_go_on(fifo);
		} else {
			restarted++;
			crowd_await(crowd, SOME);
		}
	}
	cr_assert(zero(int, pclose(script)));
	cr_assert(eq(int, restarted, 3 * STACK_INSTANCES));
	for (int i = 0; i < STACK_INSTANCES; i++) {
		cr_assert(ne(int, stack->auth.pid[i], before.auth.pid[i]));
		cr_assert(ne(int, stack->game.pid[i], before.game.pid[i]));
		cr_assert(ne(int, stack->score.pid[i], before.score.pid[i]));
	}
}

static size_t
count_keys(const struct stack *stack)
{
	struct client *client = client_create(stack->url);
	struct answer answer = client_send(client, "GET", "/auth/jwks", NULL);
	size_t count = json_array_size(json_object_get(answer.json, "keys"));

	answer_drop(&answer);
	client_destroy(client);
	return count;
}

/* What the old ones signed is still believed. */
WHILE_PEOPLE_PLAY(upgrade, keys_are_rotated_and_nobody_notices)
{
	const char *built = getenv("builddir");
	size_t before = count_keys(stack);
	char command[1024];

	snprintf(command, sizeof command,
	    "STORE='%s' '%s/tools/ctl/motusctl' keys rotate", stack->auth.store,
	    built == NULL ? "." : built);
	cr_assert(zero(int, system(command)));
	for (int i = 0; i < STACK_INSTANCES; i++) {
		restart(stack, &stack->auth, i);
		stack_await_ready(stack);
		crowd_await(crowd, SOME);
	}
	cr_assert(gt(sz, count_keys(stack), before));
}

static void
replace_secret(const struct stack *stack, const char *name)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s-secret", stack->dir, name);
	file = fopen(path, "we");
	cr_assert(ne(ptr, file, NULL));
	fprintf(file, "another-secret-of-the-%s\n", name);
	fclose(file);
}

/* The provider learns them first; results that it refuses until then wait. */
WHILE_PEOPLE_PLAY(upgrade, secrets_of_services_are_replaced_and_nobody_notices)
{
	replace_secret(stack, "web");
	replace_secret(stack, "game");
	replace_secret(stack, "score");
	for (int i = 0; i < STACK_INSTANCES; i++) {
		restart(stack, &stack->auth, i);
		stack_await_ready(stack);
	}
	crowd_await(crowd, SOME);
	for (int i = 0; i < STACK_INSTANCES; i++) {
		restart(stack, &stack->game, i);
		stack_await_ready(stack);
	}
}
