#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/common/fetch.h"
#include "tests/loop.h"
#include "tests/must.h"
#include "tests/odd.h"
#include "tests/process.h"
#include "tests/resolver.h"

#define PATIENCE 20000 /* milliseconds that a request may take: none does */

static struct fetcher *fetcher;

/* What came of a request. */
struct outcome {
	int told; /* how many times */
	int status;
	char *body;
	size_t size;
	const char *next; /* a path to ask for then */
};

static struct fetcher *
create(const char *host, int port)
{
	struct fetcher *made;
	char gateway[64];

	snprintf(gateway, sizeof gateway, "http://%s:%d", host, port);
	made = fetcher_create(gateway);
	cr_assert(not(zero(ptr, made)));
	fetcher_start(made, &test_loop);
	return made;
}

static void
start(void)
{
	fetcher = create("127.0.0.1", odd_start());
}

static void
stop(void)
{
	fetcher_destroy(fetcher);
	must(test_loop_is_idle(), "something is still awaited");
}

TestSuite(fetch, .init = start, .fini = stop, .timeout = 60);

static void note(void *arg, int status, const char *body, size_t size);

static void
begin(struct outcome *outcome, const char *path, int milliseconds)
{
	struct fetch_request request = {
		.method = "GET", .path = path, .milliseconds = milliseconds
	};

	fetch(fetcher, &request, note, outcome);
}

static void
note(void *arg, int status, const char *body, size_t size)
{
	struct outcome *outcome = arg;
	const char *next = outcome->next;

	cr_assert(eq(chr, body[size], '\0'));
	free(outcome->body);
	outcome->told++;
	outcome->status = status;
	outcome->body = strdup(body);
	outcome->size = size;
	outcome->next = NULL;
	if (next != NULL)
		begin(outcome, next, PATIENCE);
}

static void
await_told(const struct outcome *outcome, int times)
{
	while (outcome->told < times)
		test_loop_turn(1000);
	cr_assert(eq(int, outcome->told, times));
}

/* Send and wait; the caller frees the body. */
static struct outcome
ask(const struct fetch_request *request)
{
	struct outcome outcome = { 0 };

	fetch(fetcher, request, note, &outcome);
	await_told(&outcome, 1);
	return outcome;
}

static struct outcome
get(const char *path, int milliseconds)
{
	return ask(&(struct fetch_request){
	    .method = "GET", .path = path, .milliseconds = milliseconds });
}

static void
expect(const char *path, int milliseconds, int status, const char *body)
{
	struct outcome outcome = get(path, milliseconds);

	cr_assert(eq(int, outcome.status, status), "%s", path);
	cr_assert(eq(str, outcome.body, (char *)body), "%s", path);
	free(outcome.body);
}

Test(fetch, an_answer_comes_with_its_status_and_body)
{
	expect("/status/200", PATIENCE, 200, "so be it");
	expect("/status/404", PATIENCE, 404, "so be it");
	expect("/status/503", PATIENCE, 503, "so be it");
}

Test(fetch, a_request_arrives_as_it_was_asked_for)
{
	static const char body[] = "a=1&b=\0two";
	struct outcome outcome = ask(&(struct fetch_request){ .method = "POST",
	    .path = "/echo/../x?y=%2F",
	    .headers = { "Authorization: Basic abc", "X-One: 1" },
	    .body = body,
	    .body_size = sizeof body - 1,
	    .milliseconds = PATIENCE });

	cr_assert(eq(int, outcome.status, 200));
	cr_assert(eq(int,
	    strncmp(outcome.body, "POST /echo/../x?y=%2F HTTP/1.1\r\n", 32),
	    0));
	cr_assert(not(zero(ptr, strstr(outcome.body, "\r\nHost: 127.0.0.1:"))));
	cr_assert(not(zero(
	    ptr, strstr(outcome.body, "\r\nAuthorization: Basic abc\r\n"))));
	cr_assert(not(zero(ptr, strstr(outcome.body, "\r\nX-One: 1\r\n"))));
	cr_assert(
	    not(zero(ptr, strstr(outcome.body, "\r\nContent-Length: 10\r\n"))));
	cr_assert(zero(ptr, strstr(outcome.body, "Expect")));
	cr_assert(not(zero(ptr, strstr(outcome.body, "\r\n\r\na=1&b="))));
	free(outcome.body);
}

Test(fetch, each_method_says_whether_a_body_comes)
{
	static const char *const with[] = { "POST", "PUT" };
	static const char *const without[] = { "GET", "DELETE" };

	for (size_t i = 0; i < 2; i++) {
		struct fetch_request request = { .method = with[i],
			.path = "/echo",
			.milliseconds = PATIENCE };
		struct outcome outcome = ask(&request);

		cr_assert(
		    zero(int, strncmp(outcome.body, with[i], strlen(with[i]))));
		cr_assert(not(zero(
		    ptr, strstr(outcome.body, "\r\nContent-Length: 0\r\n"))));
		free(outcome.body);
		request.method = without[i];
		outcome = ask(&request);
		cr_assert(zero(int,
		    strncmp(outcome.body, without[i], strlen(without[i]))));
		cr_assert(zero(ptr, strstr(outcome.body, "Content-Length")));
		free(outcome.body);
	}
}

Test(fetch, a_long_body_is_sent_at_once)
{
	static char body[8000];
	struct outcome outcome;

	memset(body, 'x', sizeof body);
	outcome = ask(&(struct fetch_request){ .method = "PUT",
	    .path = "/late/1",
	    .body = body,
	    .body_size = sizeof body,
	    .milliseconds = PATIENCE });
	cr_assert(eq(int, outcome.status, 200));
	free(outcome.body);
}

Test(fetch, who_does_not_answer_in_time_has_not_answered)
{
	expect("/never", 50, 0, "");
	expect("/late/30000", 50, 0, "");
}

Test(fetch, an_answer_that_breaks_off_is_none)
{
	expect("/cut", PATIENCE, 0, "");
	expect("/rude", PATIENCE, 0, "");
	expect("/noise", PATIENCE, 0, "");
}

Test(fetch, an_answer_has_a_size_that_it_may_not_exceed)
{
	struct outcome outcome = get("/big/65536", PATIENCE);

	cr_assert(eq(int, outcome.status, 200));
	cr_assert(eq(sz, outcome.size, 65536));
	free(outcome.body);
	expect("/big/65537", PATIENCE, 0, "");
	expect("/big/20000000", PATIENCE, 0, "");
	expect("/endless", PATIENCE, 0, "");
}

Test(fetch, nobody_there_is_no_answer)
{
	struct fetcher *odd = fetcher;

	fetcher = create("127.0.0.1", free_port());
	expect("/echo", PATIENCE, 0, "");
	fetcher_destroy(fetcher);
	fetcher = odd;
}

Test(fetch, a_redirect_is_not_followed)
{
	expect("/to/echo", PATIENCE, 302, "");
	cr_assert(eq(int, odd_requests(), 1));
}

Test(fetch, no_proxy_comes_from_the_environment)
{
	setenv("http_proxy", "http://127.0.0.1:1", 1);
	setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
	expect("/status/200", PATIENCE, 200, "so be it");
}

Test(fetch, the_gateway_may_have_a_name)
{
	struct fetcher *odd = fetcher;

	fetcher = create("localhost", odd_start());
	expect("/status/200", PATIENCE, 200, "so be it");
	fetcher_destroy(fetcher);
	fetcher = odd;
}

/* Nothing listens at 127.0.0.2. */
Test(fetch, a_gateway_that_moved_is_found_by_its_name)
{
	struct fetcher *odd = fetcher;
	struct outcome outcome = { 0 };

	resolver_move("127.0.0.1");
	fetcher = create(MOVING_HOST, odd_start());
	resolver_move("127.0.0.2");
	expect("/status/200", PATIENCE, 0, "");
	resolver_move("127.0.0.1");
	do {
		free(outcome.body);
		outcome = get("/status/200", PATIENCE);
		test_loop_turn(5);
	} while (outcome.status == 0);
	cr_assert(eq(int, outcome.status, 200));
	free(outcome.body);
	fetcher_destroy(fetcher);
	fetcher = odd;
}

Test(fetch, a_resolver_that_hangs_holds_up_nobody)
{
	struct fetcher *odd = fetcher;
	struct outcome unfinished = { 0 };

	fetcher = create(MOVING_HOST, odd_start());
	resolver_hold();
	expect("/status/200", 1, 0, "");
	begin(&unfinished, "/status/200", PATIENCE);
	fetcher_destroy(fetcher);
	cr_assert(zero(int, unfinished.status));
	free(unfinished.body);
	resolver_let();
	fetcher = odd;
}

Test(fetch, a_server_may_be_looked_up_when_it_is_needed)
{
	struct fetcher *odd = fetcher;
	char origin[64];

	snprintf(origin, sizeof origin, "http://localhost:%d", odd_start());
	fetcher = fetcher_create_unchecked(origin);
	fetcher_start(fetcher, &test_loop);
	expect("/status/200", PATIENCE, 200, "so be it");
	fetcher_destroy(fetcher);
	fetcher = fetcher_create_unchecked("http://nowhere.invalid");
	fetcher_start(fetcher, &test_loop);
	expect("/status/200", 500, 0, "");
	fetcher_destroy(fetcher);
	fetcher = odd;
}

Test(fetch, an_answer_may_ask_to_wait)
{
	int seconds = -1;
	struct fetch_request request = { .method = "GET",
		.path = "/wait/17",
		.milliseconds = PATIENCE,
		.retry_after = &seconds };
	struct outcome outcome = ask(&request);

	cr_assert(eq(int, outcome.status, 429));
	cr_assert(eq(int, seconds, 17));
	free(outcome.body);
	request.path = "/status/429";
	free(ask(&request).body);
	cr_assert(zero(int, seconds));
}

Test(fetch, a_gateway_that_is_nowhere_is_refused)
{
	cr_assert(zero(ptr, fetcher_create("http://not a host")));
	cr_assert(zero(ptr, fetcher_create("http://:3101")));
	cr_assert(zero(ptr, fetcher_create("http://999.999.999.999:3101")));
	cr_assert(zero(ptr, fetcher_create("")));
}

Test(fetch, a_connection_serves_again_but_a_post_has_its_own)
{
	struct fetch_request post = {
		.method = "POST", .path = "/echo", .milliseconds = PATIENCE
	};

	expect("/status/200", PATIENCE, 200, "so be it");
	expect("/status/201", PATIENCE, 201, "so be it");
	cr_assert(eq(int, odd_connections(), 1));
	free(ask(&post).body);
	cr_assert(eq(int, odd_connections(), 2));
}

Test(fetch, a_connection_that_was_closed_meanwhile_costs_no_answer)
{
	for (int i = 0; i < 20; i++)
		expect("/last", PATIENCE, 200, "last");
}

Test(fetch, a_callback_may_ask_again)
{
	struct outcome outcome = { .next = "/late/1" };

	begin(&outcome, "/status/200", PATIENCE);
	await_told(&outcome, 2);
	cr_assert(eq(str, outcome.body, "late"));
	free(outcome.body);
}

Test(fetch, many_requests_share_few_connections)
{
	enum { MANY = 40 };
	static struct outcome outcomes[MANY];

	for (int i = 0; i < MANY; i++)
		begin(&outcomes[i], "/late/20", PATIENCE);
	for (int i = 0; i < MANY; i++) {
		await_told(&outcomes[i], 1);
		cr_assert(eq(int, outcomes[i].status, 200));
		free(outcomes[i].body);
	}
	cr_assert(le(int, odd_most_at_once(), 16));
	cr_assert(eq(int, odd_requests(), MANY));
}

Test(fetch, a_request_that_waits_for_a_connection_has_its_time_too)
{
	enum { ALL = 16 };
	static struct outcome slow[ALL];
	struct outcome late = { 0 }, next = { 0 };

	for (int i = 0; i < ALL; i++)
		begin(&slow[i], "/never", i == 0 ? 500 : PATIENCE);
	begin(&late, "/status/200", 1);
	begin(&next, "/status/200", PATIENCE);
	await_told(&late, 1);
	cr_assert(zero(int, late.status));
	await_told(&next, 1);
	cr_assert(eq(int, next.status, 200));
	cr_assert(eq(int, slow[0].told, 1));
	cr_assert(zero(int, slow[1].told));
	fetcher_destroy(fetcher);
	fetcher = NULL;
	for (int i = 0; i < ALL; i++)
		free(slow[i].body);
	free(late.body);
	free(next.body);
}

Test(fetch, too_many_requests_at_once_are_refused)
{
	enum { MANY = 257 };
	static struct outcome outcomes[MANY];

	for (int i = 0; i < MANY; i++)
		begin(&outcomes[i], "/never", PATIENCE);
	cr_assert(zero(int, outcomes[MANY - 2].told));
	cr_assert(eq(int, outcomes[MANY - 1].told, 1));
	cr_assert(zero(int, outcomes[MANY - 1].status));
	fetcher_destroy(fetcher);
	fetcher = NULL;
	for (int i = 0; i < MANY; i++)
		free(outcomes[i].body);
}

Test(fetch, what_is_in_flight_at_the_end_is_told_so)
{
	struct outcome flying[3] = { { 0 }, { .next = "/status/200" }, { 0 } };

	expect("/status/200", PATIENCE, 200, "so be it");
	for (int i = 0; i < 3; i++)
		begin(&flying[i], "/never", PATIENCE);
	test_loop_turn(0);
	fetcher_destroy(fetcher);
	fetcher = NULL;
	for (int i = 0; i < 3; i++) {
		cr_assert(eq(int, flying[i].told, i == 1 ? 2 : 1));
		cr_assert(zero(int, flying[i].status));
		free(flying[i].body);
	}
}
