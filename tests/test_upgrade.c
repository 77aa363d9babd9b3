/*
 * What docs/operations.md says of upgrades and of keys, done while people play.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <signal.h>
#include <sys/stat.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/motus.h>

#include "tests/client.h"
#include "tests/crowd.h"
#include "tests/player.h"
#include "tests/process.h"
#include "tests/stack.h"

#define PATIENCE 60 /* seconds */

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

	crowd_let_in_makers(crowd);
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

/* motusctl with the provider's store; what it prints, the caller's. */
static json_t *
ctl(const struct stack *stack, const char *words)
{
	const char *built = getenv("builddir");
	char command[1024];
	json_t *said;
	FILE *out;

	snprintf(command, sizeof command,
	    "STORE='%s' '%s/tools/ctl/motusctl' %s", stack->auth.store,
	    built == NULL ? "." : built, words);
	out = popen(command, "re");
	cr_assert(ne(ptr, out, NULL));
	said = json_loadf(out, 0, NULL);
	cr_assert(zero(int, pclose(out)), "%s", command);
	return said;
}

/* What the old ones signed is still believed. */
WHILE_PEOPLE_PLAY(upgrade, keys_are_rotated_and_nobody_notices)
{
	size_t before = count_keys(stack);

	json_decref(ctl(stack, "keys rotate"));
	for (int i = 0; i < STACK_INSTANCES; i++) {
		restart(stack, &stack->auth, i);
		stack_await_ready(stack);
		crowd_await(crowd, SOME);
	}
	cr_assert(gt(sz, count_keys(stack), before));
}

#define SHOP                               \
	"client add --name Shop --id shop" \
	" --auth client_secret_post --grant client_credentials"

/* The secret of another site's client, and what the provider says to it. */
struct knock {
	const struct stack *stack;
	const json_t *shop; /* as motusctl printed it */
	int status;
};

static bool
is_answered_so(void *arg)
{
	const struct knock *knock = arg;
	struct client *client = client_create(knock->stack->url);
	struct answer answer;
	char form[256];
	bool so;

	snprintf(form, sizeof form,
	    "grant_type=client_credentials&client_id=shop&client_secret=%s",
	    json_string_value(json_object_get(knock->shop, "client_secret")));
	answer = client_post_form(client, "/auth/token", form);
	so = answer.status == knock->status;
	answer_drop(&answer);
	client_destroy(client);
	return so;
}

static void
await_status(const struct stack *stack, const json_t *shop, int status)
{
	cr_assert(await(is_answered_so, &(struct knock){ stack, shop, status },
		      PATIENCE),
	    "never %d", status);
}

/* Each instance remembers a client for some seconds. */
WHILE_PEOPLE_PLAY(
    upgrade, the_secret_of_another_client_is_replaced_and_nobody_notices)
{
	json_t *before = ctl(stack, SHOP), *after;

	await_status(stack, before, 200);
	json_decref(ctl(stack, "client remove shop"));
	after = ctl(stack, SHOP);
	await_status(stack, before, 401);
	await_status(stack, after, 200);
	crowd_await(crowd, SOME);
	json_decref(before);
	json_decref(after);
}

/* The text of one of the secrets' files; the caller frees. */
static char *
read_secret(const struct stack *stack, const char *file)
{
	char path[128], *text = calloc(1, 512);
	FILE *in;

	snprintf(path, sizeof path, "%s/%s", stack->dir, file);
	in = fopen(path, "re");
	cr_assert(ne(ptr, in, NULL));
	cr_assert(gt(sz, fread(text, 1, 511, in), 0));
	fclose(in);
	return text;
}

static void
write_secret(const struct stack *stack, const char *file, const char *text)
{
	char path[128];
	FILE *out;

	snprintf(path, sizeof path, "%s/%s", stack->dir, file);
	out = fopen(path, "we");
	cr_assert(ne(ptr, out, NULL));
	fputs(text, out);
	fclose(out);
}

static void
replace_secret(const struct stack *stack, const char *name)
{
	char file[32], text[64];

	snprintf(file, sizeof file, "%s-secret", name);
	snprintf(text, sizeof text, "another-secret-of-the-%s\n", name);
	write_secret(stack, file, text);
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

/* What is said of the day that was so many days ago; the caller frees. */
static char *
say_day(const struct stack *stack, int32_t ago)
{
	struct client *client = client_create(stack->url);
	struct motus_date date = player_today(client, "fr");
	char day[MOTUS_DATE_SIZE], path[64], *text;
	struct answer answer;

	motus_date_from_days(&date, motus_date_days(date) - ago);
	motus_date_format(date, day);
	snprintf(path, sizeof path, "/api/game/puzzles/fr/%s", day);
	answer = client_send(client, "GET", path, NULL);
	cr_assert(eq(int, answer.status, 200), "%s", answer.body);
	text = strdup(answer.body);
	answer_drop(&answer);
	client_destroy(client);
	return text;
}

/* The key in the file, and another one from the day after tomorrow on. */
static void
append_key(const struct stack *stack)
{
	char *old = read_secret(stack, "key"), text[256] = "", *at = text;
	struct motus_date date;
	char day[MOTUS_DATE_SIZE];

	for (size_t i = 0; i < MOTUS_KEY_SIZE; i++)
		at += sprintf(at, "%02x", (unsigned char)old[i]);
	motus_date_from_days(&date, (int32_t)(time(NULL) / 86400) + 2);
	motus_date_format(date, day);
	sprintf(at, "\n%s %064x\n", day, 1);
	write_secret(stack, "key", text);
	free(old);
}

/* Days before it keep their words, and their proofs. */
WHILE_PEOPLE_PLAY(
    upgrade, the_key_of_the_days_is_followed_by_another_and_nobody_notices)
{
	char *before[] = { say_day(stack, 0), say_day(stack, 1),
		say_day(stack, 2) };

	cr_assert(ne(ptr, strstr(before[2], "\"salt\":"), NULL));
	append_key(stack);
	for (int i = 0; i < STACK_INSTANCES; i++) {
		restart(stack, &stack->game, i);
		stack_await_ready(stack);
		crowd_await(crowd, SOME);
	}
	for (int i = 0; i < 3; i++) {
		char *after = say_day(stack, i);

		cr_assert(eq(str, after, before[i]));
		free(after);
		free(before[i]);
	}
}
