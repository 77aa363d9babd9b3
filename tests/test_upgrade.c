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

#define SOME 40 /* requests of each part, to see that all is well */

static struct stack *stack;
static struct crowd *crowd;

static void
begin(void)
{
	stack = stack_start(&(struct stack_options){
	    .store = "redis", .auth = true, .score = true });
	crowd = crowd_gather(stack);
	crowd_await(crowd, SOME);
}

static void
end(void)
{
	crowd_await(crowd, SOME);
	crowd_disperse(crowd);
	stack_stop(stack);
}

/* What fails in a .fini does not fail the test: so each begins and ends. */
#define WHILE_PEOPLE_PLAY(sentence) \
	static void sentence(void); \
	Test(upgrade, sentence)     \
	{                           \
		begin();            \
		sentence();         \
		end();              \
	}                           \
	static void sentence(void)

TestSuite(upgrade, .timeout = 300);

static void
restart(struct fleet *fleet, int i)
{
	stack_end_instance(fleet, i, SIGTERM);
	stack_start_instance(stack, fleet, i);
}

static struct fleet *
fleet_named(const char *service)
{
	if (strcmp(service, "auth") == 0)
		return &stack->auth;
	return strcmp(service, "game") == 0 ? &stack->game : &stack->score;
}

/* The script has the instance restarted here, and waits at a fifo for it. */
static FILE *
start_script(const char *fifo)
{
	const char *source = getenv("srcdir");
	char instances[512], command[2048];
	FILE *script;

	cr_assert(zero(int, mkfifo(fifo, 0600)));
	stack_instances(stack, instances, sizeof instances);
	snprintf(command, sizeof command,
	    "'%s/conf/restart.sh' http://127.0.0.1:%d/metrics"
	    " 'echo \"$1 $2\"; read -r done <%s'%s",
	    source == NULL ? "." : source, stack->figures, fifo, instances);
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

WHILE_PEOPLE_PLAY(instances_are_restarted_one_by_one_and_nobody_notices)
{
	char fifo[80], line[64], service[16];
	FILE *script;
	int number, restarted = 0;

	snprintf(fifo, sizeof fifo, "%s/restarted", stack->dir);
	script = start_script(fifo);
	while (fgets(line, sizeof line, script) != NULL) {
		if (sscanf(line, "%15[a-z] %d", service, &number) == 2) {
			restart(fleet_named(service), number - 1);
			let_go_on(fifo);
		} else {
			restarted++;
			crowd_await(crowd, SOME);
		}
	}
	cr_assert(zero(int, pclose(script)));
	cr_assert(eq(int, restarted, 3 * STACK_INSTANCES));
}

static size_t
count_keys(void)
{
	struct client *client = client_create(stack->url);
	struct answer answer = client_send(client, "GET", "/auth/jwks", NULL);
	size_t count = json_array_size(json_object_get(answer.json, "keys"));

	answer_drop(&answer);
	client_destroy(client);
	return count;
}

/* What the old ones signed is still believed. */
WHILE_PEOPLE_PLAY(keys_are_rotated_and_nobody_notices)
{
	const char *built = getenv("builddir");
	size_t before = count_keys();
	char command[1024];

	snprintf(command, sizeof command,
	    "STORE='%s' '%s/tools/ctl/motusctl' keys rotate", stack->auth.store,
	    built == NULL ? "." : built);
	cr_assert(zero(int, system(command)));
	for (int i = 0; i < STACK_INSTANCES; i++) {
		restart(&stack->auth, i);
		stack_await_ready(stack);
	}
	cr_assert(gt(sz, count_keys(), before));
}

static void
replace_secret(const char *name)
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
WHILE_PEOPLE_PLAY(secrets_of_services_are_replaced_and_nobody_notices)
{
	replace_secret("web");
	replace_secret("game");
	replace_secret("score");
	for (int i = 0; i < STACK_INSTANCES; i++) {
		restart(&stack->auth, i);
		stack_await_ready(stack);
	}
	crowd_await(crowd, SOME);
	for (int i = 0; i < STACK_INSTANCES; i++) {
		restart(&stack->game, i);
		stack_await_ready(stack);
	}
}
