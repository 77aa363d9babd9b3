/*
 * What the door lets in and what it refuses: HAProxy and an instance attacked.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/motus.h>

#include "tests/client.h"
#include "tests/player.h"
#include "tests/servers.h"
#include "tests/stack.h"

/* How many replies begin in `text`. */
static int
replies(const char *text)
{
	int count = 0;

	while ((text = strstr(text, "HTTP/1.1 ")) != NULL) {
		text += strlen("HTTP/1.1 ");
		count += isdigit((unsigned char)*text) != 0;
	}
	return count;
}

#define INNER "GET /api/game/puzzles/fr/today HTTP/1.1\r\nHost: inner\r\n\r\n"

/* In each, the inner request is the body of the outer one: 56 bytes, x38. */
static const char *const SMUGGLED[] = {
	"DELETE /api/session HTTP/1.1\r\nHost: a\r\n"
	"Content-Length: 56\r\n\r\n" INNER,
	"GET /api/session HTTP/1.1\r\nHost: a\r\n"
	"Content-Length: 56\r\n\r\n" INNER,
	"GET /api/session HTTP/1.1\r\nHost: a\r\n"
	"Transfer-Encoding: chunked\r\n\r\n38\r\n" INNER "\r\n0\r\n\r\n",
	"PUT /api/session HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n"
	"Transfer-Encoding: chunked\r\n\r\n38\r\n" INNER "\r\n0\r\n\r\n",
	"PUT /api/session HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n"
	"Content-Length: 56\r\n\r\n" INNER,
	"OPTIONS /api/session HTTP/1.1\r\nHost: a\r\n"
	"Transfer-Encoding: xchunked\r\n\r\n" INNER,
};

/*
 * Whatever of the attack is answered, the request that hides in it is not:
 * one reply, an error, and the connection ends.
 */
static void
attack(int port)
{
	for (size_t i = 0; i < sizeof SMUGGLED / sizeof *SMUGGLED; i++) {
		char *text =
		    raw_exchange(port, SMUGGLED[i], strlen(SMUGGLED[i]), 1000);

		cr_assert(eq(int, replies(text), 1), "attack %zu: %s", i, text);
		cr_assert(eq(int, strncmp(text, "HTTP/1.1 4", 10), 0),
		    "attack %zu: %s", i, text);
		cr_assert(zero(ptr, strstr(text, "commitment")));
		free(text);
	}
}

Test(door, a_smuggled_request_gets_no_reply_with_or_without_haproxy)
{
	struct stack *stack = stack_start_on("sqlite");
	struct client *client = client_create(stack->url);

	attack(stack->port);
	attack(stack->game.port[0]);
	player_today(client, "fr");
	client_destroy(client);
	stack_stop(stack);
}

struct bad {
	const char *method, *path, *body;
	int status;
	const char *code;
};

#define TODAY "/api/game/puzzles/fr/%s/game/guesses/"

static const struct bad BAD[] = {
	{ "PUT", TODAY "1", "{\"guess\":\"\xff\xfe\"}", 400, "bad-json" },
	{ "PUT", TODAY "1", "{\"guess\":\"AB1DE\"}", 422, "not-a-word" },
	{ "PUT", TODAY "1", "{\"guess\":\"\xf0\x9f\x98\x80\"}", 422,
	    "not-a-word" },
	{ "PUT", TODAY "1", "{\"guess\":\"AB\\u0000CD\"}", 400, "bad-json" },
	{ "PUT", TODAY "1", "{\"guess\":", 400, "bad-json" },
	{ "PUT", TODAY "1", "{\"guess\":\"A\",\"guess\":\"B\"}", 400,
	    "bad-json" },
	{ "PUT", TODAY "1", "[]", 400, "bad-json" },
	{ "PUT", TODAY "1", "{\"guess\":7}", 400, "bad-guess" },
	{ "PUT", TODAY "0", "{\"guess\":\"A\"}", 404, "no-such-turn" },
	{ "PUT", TODAY "7", "{\"guess\":\"A\"}", 404, "no-such-turn" },
	{ "PUT", TODAY "-1", "{\"guess\":\"A\"}", 404, "no-such-turn" },
	{ "GET", "/api/game/puzzles/xx/today", NULL, 404, "unknown-language" },
	{ "GET", "/api/game/puzzles/fr/2027-02-30", NULL, 404,
	    "no-such-puzzle" },
	{ "GET", "/api/game/puzzles/fr/2126-01-01", NULL, 404,
	    "no-such-puzzle" },
	{ "GET", "/api/game/../session", NULL, 400, "bad-path" },
	{ "GET", "/api/game/%%2e%%2e/session", NULL, 400, "bad-path" },
	{ "GET", "/../../etc/passwd", NULL, 400, "bad-path" },
	{ "GET", "/%%2e%%2e/%%2e%%2e/etc/passwd", NULL, 400, "bad-path" },
	{ "GET", "/api/game/nothing", NULL, 404, "not-found" },
	{ "DELETE", "/api/game/puzzles/fr/today", NULL, 405,
	    "method-not-allowed" },
	{ "BREW", "/api/game/puzzles/fr/today", NULL, 405,
	    "method-not-allowed" },
	{ "GET", "/metrics", NULL, 404, "not-found" },
	{ "GET", "/readyz", NULL, 404, "not-found" },
};

static void
expect_problem(
    const struct answer *answer, int status, const char *code, const char *what)
{
	cr_assert(eq(int, answer->status, status), "%s: %d %s", what,
	    answer->status, answer->body);
	cr_assert(eq(str, (char *)answer_header(answer, "content-type"),
	    "application/problem+json"));
	cr_assert(eq(str, (char *)answer_text(answer, "code"), (char *)code),
	    "%s", what);
}

Test(door, bad_input_gets_its_problem_and_costs_no_turn)
{
	struct stack *stack = stack_start_on("redis");
	struct client *client = client_create(stack->url);
	struct motus_date date = player_today(client, "fr");
	char day[MOTUS_DATE_SIZE], path[256];
	struct answer answer;

	motus_date_format(date, day);
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
		snprintf(path, sizeof path, BAD[i].path, day);
		answer = client_send(client, BAD[i].method, path, BAD[i].body);
		expect_problem(&answer, BAD[i].status, BAD[i].code, path);
		answer_drop(&answer);
	}
	answer = player_game(client, "fr", date);
	cr_assert(eq(int, answer.status, 200));
	cr_assert(eq(str, (char *)player_guesses(&answer), ""));
	answer_drop(&answer);
	client_destroy(client);
	stack_stop(stack);
}

Test(door, too_much_of_anything_is_refused_and_the_instance_stays_up)
{
	struct stack *stack = stack_start_on("sqlite");
	struct client *client = client_create(stack->url);
	static const char head[] = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
	char *huge = malloc(1048577), *text;
	struct answer answer;

	memset(huge, 'a', 1048576);
	huge[1048576] = '\0';
	answer = client_send(
	    client, "PUT", "/api/game/puzzles/fr/today/game/guesses/1", huge);
	expect_problem(&answer, 413, "body-too-large", "a body of 1 MB");
	answer_drop(&answer);

	memcpy(huge, head, sizeof head - 1);
	memcpy(huge + 100000, "\r\n\r\n", 5);
	text = raw_exchange(stack->port, huge, 100004, 2000);
	cr_assert(eq(int, strncmp(text, "HTTP/1.1 4", 10), 0), "%s", text);
	free(text);
	memcpy(huge + 20000, "\r\n\r\n", 5);
	text = raw_exchange(stack->port, huge, 20004, 2000);
	cr_assert(eq(int, strncmp(text, "HTTP/1.1 431", 12), 0), "%s", text);
	free(text);
	free(huge);

	/* Directly, as no client should: the instance survives as well. */
	text =
	    raw_exchange(stack->game.port[0], "GET / HTTP/1.1\r\nHo", 18, 100);
	free(text);
	player_today(client, "fr");
	client_destroy(client);
	stack_stop(stack);
}

Test(door, a_slow_client_is_told_so_and_the_others_go_on)
{
	struct stack *stack = stack_start_on("sqlite");
	struct client *client = client_create(stack->url);
	const char half[] =
	    "PUT /api/game/puzzles/fr/today/game/guesses/1 "
	    "HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n{";
	char *text = raw_exchange(stack->port, half, sizeof half - 1, 20000);

	cr_assert(eq(int, strncmp(text, "HTTP/1.1 408", 12), 0), "%s", text);
	free(text);
	player_today(client, "fr");
	client_destroy(client);
	stack_stop(stack);
}

Test(door, who_asks_too_often_is_told_when_to_come_back)
{
	struct stack *stack = stack_start(&(struct stack_options){
	    .store = "redis", .limit_address = 1000, .limit_guesses = 3 });
	struct client *client = client_create(stack->url);
	struct motus_date date = player_today(client, "fr");
	struct answer answer = { 0 };

	for (int i = 0; i < 4; i++) {
		answer_drop(&answer);
		answer = player_guess(client, "fr", date, 1, "AB1");
	}
	expect_problem(&answer, 429, "too-many-requests", "the fourth guess");
	cr_assert(eq(str, (char *)answer_header(&answer, "retry-after"), "10"));
	answer_drop(&answer);
	answer = client_send(client, "PUT",
	    "/api/game/customs/token/game/guesses/1", "{\"guess\":\"AB1\"}");
	expect_problem(&answer, 429, "too-many-requests", "a friend's puzzle");
	answer_drop(&answer);
	client_destroy(client);
	stack_stop(stack);
}

/* How many of so many requests for the puzzle are answered with it. */
static int
answered(int port, int requests)
{
	char url[64];
	struct client *client;
	int good = 0;

	snprintf(url, sizeof url, "http://127.0.0.1:%d", port);
	client = client_create(url);
	for (int i = 0; i < requests; i++) {
		struct answer answer = client_send(
		    client, "GET", "/api/game/puzzles/fr/today", NULL);

		good += answer.status == 200;
		answer_drop(&answer);
	}
	client_destroy(client);
	return good;
}

Test(door, an_instance_speaks_for_many_players_and_is_not_counted_as_one)
{
	struct stack *stack = stack_start(&(struct stack_options){
	    .store = "sqlite", .limit_address = 20, .limit_guesses = 1000 });

	cr_assert(eq(int, answered(stack->gateway, 60), 60));
	cr_assert(eq(int, answered(stack->port, 60), 20));
	cr_assert(eq(int, answered(stack->gateway, 60), 60));
	stack_stop(stack);
}

Test(door, the_answer_is_nowhere_before_the_game_is_over)
{
	struct stack *stack = stack_start_on("redis");
	struct client *client = client_create(stack->url);
	struct motus_date date = player_today(client, "fr");
	struct motus_answer secret = stack_puzzle("fr", date).answer;
	struct answer answer;
	char *logs;

	for (int turn = 1; turn < MOTUS_TURNS; turn++) {
		answer = player_guess(client, "fr", date, turn,
		    stack_wrong("fr", secret.word, (size_t)turn).letter);
		cr_assert(eq(int, answer.status, 201));
		cr_assert(zero(ptr, strstr(answer.body, secret.word.letter)));
		cr_assert(
		    zero(ptr, strstr(answer.headers, secret.word.letter)));
		cr_assert(zero(ptr, strstr(answer.body, secret.display)));
		answer_drop(&answer);
	}
	player_expect_guess(
	    client, "fr", date, MOTUS_TURNS, secret.word.letter, 201);
	logs = stack_logs(stack);
	cr_assert(not(zero(ptr, strstr(logs, "\"event\":\"request\""))));
	cr_assert(zero(ptr, strcasestr(logs, secret.word.letter)));
	cr_assert(zero(ptr, strstr(logs, secret.display)));
	free(logs);
	client_destroy(client);
	stack_stop(stack);
}

Test(door, a_player_stays_on_an_instance_and_a_request_has_an_id)
{
	struct stack *stack = stack_start_on("redis");
	struct client *client = client_create(stack->url);
	struct answer first, again;

	first = client_send(client, "GET", "/", NULL);
	cr_assert(eq(int, first.status, 200));
	cr_assert(not(zero(ptr, strstr(first.headers, "motus_instance="))));
	cr_assert(not(zero(
	    ptr, (void *)answer_header(&first, "content-security-policy"))));
	cr_assert(zero(ptr,
	    strstr(
		answer_header(&first, "content-security-policy"), "unsafe")));
	cr_assert(
	    not(zero(ptr, (void *)answer_header(&first, "x-request-id"))));
	again = client_send(client, "GET", "/", NULL);
	cr_assert(zero(ptr, strstr(again.headers, "motus_instance=")),
	    "the cookie is set once");
	answer_drop(&first);
	answer_drop(&again);
	client_destroy(client);
	stack_stop(stack);
}

Test(door, the_page_appears_while_the_store_is_away)
{
	static const char *const views[] = { "/", "/rankings", "/groups",
		"/custom/token" };
	struct stack *stack = stack_start_on("redis");
	struct client *client = client_create(stack->url);
	struct answer answer;

	redis_kill(stack->game.redis);
	answer = player_game(client, "fr", (struct motus_date){ 2026, 1, 1 });
	expect_problem(&answer, 503, answer_text(&answer, "code"), "a game");
	cr_assert(
	    not(zero(ptr, (void *)answer_header(&answer, "retry-after"))));
	answer_drop(&answer);
	for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
		answer = client_send(client, "GET", views[i], NULL);
		cr_assert(eq(int, answer.status, 200), "%s", views[i]);
		answer_drop(&answer);
	}
	redis_restart(stack->game.redis);
	stack_await_ready(stack);
	player_today(client, "fr");
	client_destroy(client);
	stack_stop(stack);
}

Test(door, a_yesterday_is_open_and_the_day_before_is_closed)
{
	struct stack *stack = stack_start_on("sqlite");
	struct client *client = client_create(stack->url);
	struct motus_date yesterday = day_before(player_today(client, "fr"));
	struct motus_date before = day_before(yesterday);
	struct motus_word answer = stack_puzzle("fr", yesterday).answer.word;
	struct answer closed;
	char path[64], day[MOTUS_DATE_SIZE];

	player_expect_guess(client, "fr", yesterday, 1, answer.letter, 201);
	player_expect_guess(client, "fr", before, 1,
	    stack_puzzle("fr", before).answer.word.letter, 410);
	motus_date_format(before, day);
	snprintf(path, sizeof path, "/api/game/puzzles/fr/%s", day);
	closed = client_send(client, "GET", path, NULL);
	cr_assert(eq(str, (char *)answer_text(&closed, "answer"),
	    stack_puzzle("fr", before).answer.word.letter));
	answer_drop(&closed);
	client_destroy(client);
	stack_stop(stack);
}
