/*
 * What is logged, by all of a site: that one id leads through it, and that no
 * secret is in it (stack_stop() looks).
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <jansson.h>
#include <motus/motus.h>

#include "tests/client.h"
#include "tests/player.h"
#include "tests/process.h"
#include "tests/resident.h"
#include "tests/stack.h"

#define PATIENCE 30 /* seconds until a line is there */
#define ID_SIZE 64

TestSuite(logs, .timeout = 240);

/* A site, somebody on it, and the id of what they do. */
struct scene {
	struct stack *stack;
	struct client *client;
	char id[ID_SIZE];
};

static struct scene
begin(void)
{
	struct scene scene = {
		.stack = stack_start(&(struct stack_options){
		    .store = "redis", .auth = true, .score = true })
	};

	scene.client = client_create(scene.stack->url);
	return scene;
}

static void
end(struct scene *scene)
{
	client_destroy(scene->client);
	stack_stop(scene->stack);
}

/* --- lines ---------------------------------------------------------------- */

static const char *
text(const json_t *line, const char *key)
{
	const char *value = json_string_value(json_object_get(line, key));

	return value == NULL ? "" : value;
}

/* The next line of JSON, the caller's; NULL at the end. */
static json_t *
next_line(const char **at)
{
	json_t *line = NULL;

	while (line == NULL && **at != '\0') {
		size_t size = strcspn(*at, "\n");

		if (**at == '{')
			line = json_loadb(*at, size, 0, NULL);
		*at += size + ((*at)[size] == '\n');
	}
	return line;
}

/* A line that is looked for: of a request, with what is not NULL here. */
struct wanted {
	const struct stack *stack;
	const char *service, *id, *route, *path;
	json_t *found; /* the caller's */
};

static bool
is(const json_t *line, const char *key, const char *wanted)
{
	return wanted == NULL || strcmp(text(line, key), wanted) == 0;
}

static bool
is_there(void *arg)
{
	struct wanted *wanted = arg;
	char *logs = stack_logs(wanted->stack);
	const char *at = logs;
	json_t *line;

	while (wanted->found == NULL && (line = next_line(&at)) != NULL) {
		if (is(line, "event", "request") &&
		    is(line, "service", wanted->service) &&
		    is(line, "request_id", wanted->id) &&
		    is(line, "route", wanted->route) &&
		    is(line, "path", wanted->path))
			wanted->found = json_incref(line);
		json_decref(line);
	}
	free(logs);
	return wanted->found != NULL;
}

/* The line; the test fails if it does not come. */
static json_t *
expect_line(struct wanted wanted)
{
	cr_assert(await(is_there, &wanted, PATIENCE), "no line of %s %s%s: %s",
	    wanted.service, wanted.route == NULL ? "" : wanted.route,
	    wanted.path == NULL ? "" : wanted.path, stack_logs(wanted.stack));
	return wanted.found;
}

/* That of the service's request, or of HAProxy's for the path. */
static json_t *
line_of(const struct scene *scene, const char *service, const char *route)
{
	return expect_line((struct wanted){
	    scene->stack, service, scene->id, route, NULL, NULL });
}

static void
expect_at_door(const struct scene *scene, const char *path)
{
	json_decref(expect_line((struct wanted){
	    scene->stack, "haproxy", scene->id, NULL, path, NULL }));
}

static void
take_id(struct scene *scene, const struct answer *answer)
{
	const char *value = answer_header(answer, "x-request-id");

	cr_assert(not(zero(ptr, (void *)value)), "%s", answer->headers);
	snprintf(scene->id, ID_SIZE, "%s", value);
}

/* Both lines are about the same player. */
static void
expect_same_player(json_t *one, json_t *other)
{
	cr_assert(eq(sz, strlen(text(one, "player")), 64));
	cr_assert(eq(
	    str, (char *)text(one, "player"), (char *)text(other, "player")));
	json_decref(one);
	json_decref(other);
}

/* --- one id --------------------------------------------------------------- */

static void
arrive(struct scene *scene, const char *name)
{
	struct answer answer =
	    resident_arrive(scene->stack, scene->client, name);

	take_id(scene, &answer);
	answer_drop(&answer);
}

/* The last guess of a game that is won. */
static void
win(struct scene *scene)
{
	struct motus_date date = player_today(scene->client, "fr");
	struct answer answer = player_guess(scene->client, "fr", date, 1,
	    stack_puzzle("fr", date).answer.word.letter);

	cr_assert(eq(int, answer.status, 201), "%s", answer.body);
	take_id(scene, &answer);
	answer_drop(&answer);
}

static void
expect_result_told(const struct scene *scene)
{
	expect_same_player(
	    line_of(scene, "game", "guess"), line_of(scene, "score", "result"));
}

Test(logs, one_id_leads_from_a_guess_to_its_result)
{
	struct scene scene = begin();
	char path[128], date[MOTUS_DATE_SIZE];

	arrive(&scene, "Ada");
	motus_date_format(player_today(scene.client, "fr"), date);
	win(&scene);
	snprintf(
	    path, sizeof path, "/api/game/puzzles/fr/%s/game/guesses/1", date);
	expect_at_door(&scene, path);
	snprintf(path, sizeof path, "/api/score/results/fr/%s/*", date);
	expect_at_door(&scene, path);
	expect_result_told(&scene);
	end(&scene);
}

/* The score service is away when the game ends. */
Test(logs, a_result_that_is_told_later_keeps_the_id_of_its_guess)
{
	struct scene scene = begin();

	for (int i = 0; i < STACK_INSTANCES; i++)
		stack_end_instance(&scene.stack->score, i, SIGTERM);
	win(&scene);
	stack_start_instance(scene.stack, &scene.stack->score, 0);
	expect_result_told(&scene);
	end(&scene);
}

Test(logs, one_id_leads_from_a_sign_in_to_the_provider)
{
	struct scene scene = begin();

	arrive(&scene, "Ada");
	expect_same_player(line_of(&scene, "game", "callback"),
	    line_of(&scene, "auth", "token"));
	json_decref(line_of(&scene, "auth", "userinfo"));
	end(&scene);
}

Test(logs, one_id_leads_from_a_deleted_account_to_what_is_deleted)
{
	struct scene scene = begin();
	struct answer answer;

	arrive(&scene, "Ada");
	answer = resident_send(scene.stack, scene.client, "/auth/account",
	    "/auth/account/delete", "password=" RESIDENT_PASSWORD);
	cr_assert(eq(int, answer.status, 303), "%s", answer.body);
	take_id(&scene, &answer);
	answer_drop(&answer);
	expect_same_player(line_of(&scene, "auth", "account-delete"),
	    line_of(&scene, "game", "player"));
	json_decref(line_of(&scene, "score", "player"));
	end(&scene);
}

static void
expect_id(int port, const char *sent, bool kept)
{
	char request[256], expected[128], *heard;
	int size = snprintf(request, sizeof request,
	    "GET /api/session HTTP/1.1\r\nHost: test\r\nX-Request-Id: %s\r\n"
	    "Connection: close\r\n\r\n",
	    sent);

	snprintf(expected, sizeof expected, "\r\nx-request-id: %s\r\n", sent);
	heard = raw_exchange(port, request, (size_t)size, 5000);
	cr_assert(zero(int, strncmp(heard, "HTTP/1.1 200", 12)), "%s", heard);
	cr_assert(eq(int, strstr(heard, expected) != NULL, kept), "%s", heard);
	free(heard);
}

Test(logs, an_id_is_taken_from_instances_only)
{
	struct stack *stack = stack_start_on("redis");

	expect_id(stack->gateway, "one-Of_ours-1", true);
	expect_id(stack->gateway, "no\"id", false);
	expect_id(stack->port, "one-Of_ours-1", false);
	stack_stop(stack);
}

/* --- what each line has --------------------------------------------------- */

static bool
has_text(const json_t *line, const char *key)
{
	return text(line, key)[0] != '\0';
}

static bool
has_number(const json_t *line, const char *key)
{
	return json_is_integer(json_object_get(line, key));
}

/* HAProxy's have its own, and no instance: it is one. */
static bool
is_whole(const json_t *line)
{
	bool is_haproxy = strcmp(text(line, "service"), "haproxy") == 0;
	bool whole = has_text(line, "time") && has_text(line, "level") &&
	    has_text(line, "service") && has_text(line, "event") &&
	    (is_haproxy || has_text(line, "instance"));

	if (strcmp(text(line, "event"), "request") != 0)
		return whole;
	return whole && has_text(line, "request_id") &&
	    has_text(line, "method") && has_number(line, "status") &&
	    (is_haproxy
		    ? has_text(line, "path") && has_number(line, "duration_ms")
		    : has_text(line, "route") &&
			has_number(line, "duration_us"));
}

static void
check_lines(const struct stack *stack)
{
	char *logs = stack_logs(stack);
	const char *at = logs;
	json_t *line;
	int lines = 0;

	while ((line = next_line(&at)) != NULL) {
		char *dump = json_dumps(line, 0);

		cr_assert(is_whole(line), "%s", dump);
		free(dump);
		json_decref(line);
		lines++;
	}
	cr_assert(gt(int, lines, 50));
	free(logs);
}

/* --- what no line has ----------------------------------------------------- */

#define MAIL "ada.lovelace@mail.example"
#define TYPED "ada.lovelace%40mail.example"

/* Whatever came of it. */
static void
do_send(struct client *client, const char *method, const char *path,
    const char *body)
{
	struct answer answer = client_send(client, method, path, body);

	cr_assert(ne(int, answer.status, 0), "%s", path);
	answer_drop(&answer);
}

static void
do_form(struct stack *stack, struct client *client, const char *page,
    const char *action, const char *fields)
{
	struct answer answer =
	    resident_send(stack, client, page, action, fields);

	cr_assert(lt(int, answer.status, 500), "%s", answer.body);
	answer_drop(&answer);
}

/* Passwords that are wrong, or not good enough, and one that is forgotten. */
static void
mistype(struct stack *stack)
{
	struct client *client = client_create(stack->url);
	char fields[256];
	size_t count = stack->planted_count;

	stack_plant(stack, "a-wrong-password");
	stack_plant(stack, "ANNA-ANNA-ANNA-ANNA");
	stack_plant(stack, "the-next-password");
	do_form(stack, client, "/auth/login", NULL,
	    "name=" TYPED "&password=a-wrong-password");
	do_form(stack, client, "/auth/recover", NULL,
	    "name=" TYPED
	    "&code=ANNA-ANNA-ANNA-ANNA&new_password=the-next-password");
	for (size_t i = 0; i < count; i++)
		if (strlen(stack->planted[i]) == 19 &&
		    strchr(stack->planted[i], '-') != NULL) {
			snprintf(fields, sizeof fields,
			    "name=" TYPED
			    "&code=%s&new_password=the-next-password",
			    stack->planted[i]);
			do_form(stack, client, "/auth/recover", NULL, fields);
			break;
		}
	client_destroy(client);
}

/* What no good client would send, with a secret wherever it can be. */
static void
blunder(struct stack *stack)
{
	struct client *client = client_create(stack->url);

	stack_plant(stack, "planted-somewhere");
	client_bearer(client, "planted-somewhere");
	do_send(client, "GET",
	    "/api/session/callback?code=planted-somewhere"
	    "&state=planted-somewhere",
	    NULL);
	do_send(client, "GET",
	    "/auth/authorize?state=planted-somewhere"
	    "&login_hint=planted-somewhere&client_id="
	    "planted-somewhere",
	    NULL);
	do_send(client, "GET", "/auth/userinfo", NULL);
	do_send(client, "GET", "/api/score/players/me", NULL);
	do_send(client, "POST", "/api/score/groups/join",
	    "{\"code\":\"planted-somewhere\"");
	do_send(client, "POST", "/auth/token", "planted-somewhere");
	do_form(stack, client, "/auth/login", "/auth/token",
	    "grant_type=authorization_code&code=planted-somewhere&"
	    "client_id=motus-web&client_secret=planted-somewhere");
	do_form(stack, client, "/auth/login", "/auth/token",
	    "grant_type=refresh_token&refresh_token=planted-somewhere&"
	    "client_id=planted-somewhere");
	client_destroy(client);
}

/* A group, and somebody who joins it. */
static void
meet(struct stack *stack, struct client *client)
{
	struct client *other = client_create(stack->url);
	struct answer answer = resident_arrive(stack, other, "Bob");
	char body[128];

	answer_drop(&answer);
	answer = client_send(client, "POST", "/api/score/groups",
	    "{\"name\":\"We who were invited\"}");
	cr_assert(eq(int, answer.status, 201), "%s", answer.body);
	cr_assert(gt(sz, strlen(answer_text(&answer, "code")), 4));
	stack_plant(stack, answer_text(&answer, "code"));
	stack_plant(stack, "We who were invited");
	snprintf(body, sizeof body, "{\"code\":\"%s\"}",
	    answer_text(&answer, "code"));
	answer_drop(&answer);
	answer = client_send(other, "POST", "/api/score/groups/join", body);
	cr_assert(eq(int, answer.status, 200), "%s", answer.body);
	answer_drop(&answer);
	client_destroy(other);
}

static void
win_in_english(struct client *client)
{
	struct motus_date date = player_today(client, "en");

	player_expect_guess(client, "en", date, 1,
	    stack_puzzle("en", date).answer.word.letter, 201);
}

/* All the ways in and out, and then stack_stop() looks at what was logged. */
Test(logs, a_line_has_what_it_should_and_no_secret)
{
	struct scene scene = begin(), won;
	struct stack *stack = scene.stack;
	struct client *client = scene.client;

	stack_plant(stack, MAIL);
	stack_plant(stack, TYPED);
	win_in_english(client);
	arrive(&scene, TYPED);
	win(&scene);
	won = scene;
	do_send(client, "POST", "/api/session/refresh", "");
	meet(stack, client);
	blunder(stack);
	do_send(client, "POST", "/api/session/logout", "");
	do_form(stack, client, "/auth/account", "/auth/account/delete",
	    "password=" RESIDENT_PASSWORD);
	arrive(&scene, TYPED);
	mistype(stack);
	expect_result_told(&won);
	check_lines(stack);
	end(&scene);
}
