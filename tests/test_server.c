/*
 * A server attacked: what comes in as no decent client would send it.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/client.h"
#include "tests/echo.h"

static struct echo echo;
static char heard[65536];

static void
set_up(void)
{
	echo = echo_start();
}

static void
tear_down(void)
{
	echo_stop(&echo);
}

TestSuite(server, .init = set_up, .fini = tear_down, .timeout = 120);

#define SMUGGLED "GET /echo/smuggled HTTP/1.1\r\nHost: b\r\n\r\n"

/* How many replies there are. */
static int
replies(const char *text)
{
	int count = 0;

	for (; (text = strstr(text, "HTTP/1.1 ")) != NULL; text++)
		count++;
	return count;
}

static void
attack(const void *bytes, size_t size, int status, const char *code)
{
	char *text = raw_exchange(echo.port, bytes, size, 5000), expected[64];

	snprintf(expected, sizeof expected, "HTTP/1.1 %d ", status);
	cr_assert(zero(int, strncmp(text, expected, strlen(expected))),
	    "%s: %s", code, text);
	cr_assert(eq(int, replies(text), 1), "%s: %s", code, text);
	cr_assert(not(zero(ptr, strstr(text, "connection: close\r\n"))),
	    "%s: %s", code, text);
	snprintf(expected, sizeof expected, "\"code\":\"%s\"", code);
	cr_assert(not(zero(ptr, strstr(text, expected))), "%s", text);
	free(text);
}

static void
attack_text(const char *text, int status, const char *code)
{
	attack(text, strlen(text), status, code);
}

Test(server, a_request_with_all_that_belongs_to_it_is_answered)
{
	struct client *client = client_create(echo.url);
	struct answer answer =
	    client_send(client, "PUT", "/echo/caf%C3%A9", "{\"a\":\"b\"}");

	cr_assert(eq(int, answer.status, 200));
	cr_assert(
	    eq(str, (char *)answer_text(&answer, "param"), "caf\xc3\xa9"));
	cr_assert(
	    eq(str, (char *)answer_text(&answer, "body"), "{\"a\":\"b\"}"));
	cr_assert(
	    eq(str, (char *)answer_header(&answer, "x-content-type-options"),
		"nosniff"));
	cr_assert(eq(
	    str, (char *)answer_header(&answer, "cache-control"), "no-store"));
	answer_drop(&answer);
	client_destroy(client);
}

Test(server, a_body_where_none_belongs_is_not_the_next_request)
{
	attack_text("DELETE /echo/a HTTP/1.1\r\nHost: a\r\n"
		    "Content-Length: 45\r\n\r\n" SMUGGLED,
	    400, "body-not-allowed");
	attack_text("GET /echo/a HTTP/1.1\r\nHost: a\r\n"
		    "Content-Length: 45\r\n\r\n" SMUGGLED,
	    400, "body-not-allowed");
	attack_text("GET /echo/a HTTP/1.1\r\nHost: a\r\n"
		    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" SMUGGLED,
	    400, "body-not-allowed");
	attack_text("PUT /echo/a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
		    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" SMUGGLED,
	    400, "bad-request");
	attack_text("PUT /echo/a HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n"
		    "Content-Length: 45\r\n\r\n" SMUGGLED,
	    400, "bad-request");
	attack_text("PUT /echo/a HTTP/1.1\r\nHost: a\r\n"
		    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
	    411, "length-required");
}

Test(server, the_second_request_of_a_connection_is_guarded_too)
{
	int fd = echo_dial(&echo);

	echo_say(fd, "GET /echo/first HTTP/1.1\r\nHost: a\r\n\r\n");
	cr_assert(echo_hear(fd, "}", 10, heard));
	echo_say(fd,
	    "DELETE /echo/a HTTP/1.1\r\nHost: a\r\n"
	    "Content-Length: 45\r\n\r\n" SMUGGLED);
	cr_assert(echo_hear(fd, NULL, 10, heard));
	cr_assert(eq(int, replies(heard), 1), "%s", heard);
	cr_assert(not(zero(ptr, strstr(heard, "body-not-allowed"))));
	close(fd);
}

Test(server, a_request_sent_before_the_reply_to_another_is_not_answered)
{
	int fd;

	attack_text("GET /late/50 HTTP/1.1\r\nHost: a\r\n\r\n" SMUGGLED, 400,
	    "not-alone");
	fd = echo_dial(&echo);
	echo_say(fd,
	    "PUT /late/1500 HTTP/1.1\r\nHost: a\r\n"
	    "Content-Length: 4\r\n\r\nab");
	echo_await_figure(&echo, "motus_http_requests_in_flight", 1);
	echo_say(fd, "cd" SMUGGLED);
	cr_assert(echo_hear(fd, NULL, 10, heard));
	cr_assert(zero(ptr, strstr(heard, "smuggled")), "%s", heard);
	close(fd);
}

Test(server, a_request_that_comes_while_another_is_answered_waits)
{
	int fd = echo_dial(&echo);

	echo_say(fd, "GET /late/1500 HTTP/1.1\r\nHost: a\r\n\r\n");
	echo_await_figure(&echo, "motus_http_requests_in_flight", 2);
	echo_say(fd,
	    "GET /echo/second HTTP/1.1\r\nHost: a\r\n"
	    "Connection: close\r\n\r\n");
	cr_assert(echo_hear(fd, NULL, 10, heard));
	cr_assert(eq(int, replies(heard), 2), "%s", heard);
	cr_assert(lt(ptr, strstr(heard, "\"1500\""), strstr(heard, "second")));
	close(fd);
}

Test(server, what_kore_would_read_otherwise_than_haproxy_is_refused)
{
	const char nul[] = "GET /echo/a HTTP/1.1\r\nHost: a\r\nX: \0\r\n"
			   "Content-Length: 45\r\n\r\n" SMUGGLED;
	char headers[1024] = "GET /echo/a HTTP/1.1\r\nHost: a\r\n";

	attack(nul, sizeof nul - 1, 400, "bad-request");
	attack_text("GET /echo/a HTTP/1.1\r\nHostile: a\r\nHost: b\r\n\r\n",
	    400, "bad-request");
	for (int i = 0; i < 30; i++)
		sprintf(headers + strlen(headers), "X-%d: y\r\n", i);
	strcat(headers, "\r\n");
	attack_text(headers, 431, "headers-too-large");
}

Test(server, what_http_allows_and_kore_does_not_is_answered)
{
	int fd = echo_dial(&echo);

	echo_say(fd,
	    "GET /echo/a HTTP/1.1\r\nHost: a\r\nX-Empty:\r\n"
	    "Cookie: other=\xc3\xa9\r\nX-Echo: a\tb\r\nX-Last: \r\n"
	    "Connection: close\r\n\r\n");
	cr_assert(echo_hear(fd, NULL, 10, heard));
	cr_assert(
	    not(zero(ptr, strstr(heard, "\"echo\":\"a b\""))), "%s", heard);
	close(fd);
}

Test(server, all_22_headers_arrive)
{
	char text[1024] = "GET /echo/a HTTP/1.1\r\nHost: a\r\n";
	char *reply;

	for (int i = 0; i < 20; i++)
		sprintf(text + strlen(text), "X-%d: y\r\n", i);
	strcat(text, "Connection: close\r\nX-Echo: the last\r\n\r\n");
	reply = raw_exchange(echo.port, text, strlen(text), 5000);
	cr_assert(not(zero(ptr, strstr(reply, "\"echo\":\"the last\""))), "%s",
	    reply);
	free(reply);
}

Test(server, too_much_of_anything_is_refused)
{
	char *huge = malloc(1100000);

	memset(huge, 'a', 1100000);
	memcpy(huge, "GET / HTTP/1.1\r\nHost: a\r\nX: ", 28);
	memcpy(huge + 100000, "\r\n\r\n", 4);
	attack(huge, 100004, 431, "headers-too-large");
	memset(huge, 'a', 1100000);
	memcpy(huge,
	    "PUT /echo/a HTTP/1.1\r\nHost: a\r\n"
	    "Content-Length: 1048576\r\n\r\n",
	    58);
	attack(huge, 58 + 1048576, 413, "body-too-large");
	memset(huge, 'a', 3000);
	memcpy(huge, "GET /", 5);
	strcpy(huge + 2500, " HTTP/1.1\r\nHost: a\r\n\r\n");
	attack_text(huge, 414, "uri-too-long");
	free(huge);
}

Test(server, a_method_that_does_not_exist_is_told_which_do)
{
	char *reply;

	attack_text("BREW /echo/a HTTP/1.1\r\nHost: a\r\n\r\n", 405,
	    "method-not-allowed");
	reply = raw_exchange(
	    echo.port, "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 29, 5000);
	cr_assert(not(zero(ptr, strstr(reply, "\r\nallow: GET, "))));
	free(reply);
}

Test(server, head_gets_the_length_and_no_body)
{
	int fd = echo_dial(&echo);

	echo_say(fd,
	    "HEAD /big/1000 HTTP/1.1\r\nHost: a\r\n"
	    "Connection: close\r\n\r\n");
	cr_assert(echo_hear(fd, NULL, 10, heard));
	cr_assert(not(zero(ptr, strstr(heard, "content-length: 1000\r\n"))));
	cr_assert(eq(str, strstr(heard, "\r\n\r\n"), "\r\n\r\n"), "%s", heard);
	close(fd);
}

Test(server, a_large_reply_comes_whole)
{
	struct client *client = client_create(echo.url);
	struct answer answer = client_send(client, "GET", "/big/5000000", NULL);

	cr_assert(eq(int, answer.status, 200));
	cr_assert(eq(sz, answer.size, 5000000));
	answer_drop(&answer);
	client_destroy(client);
}

Test(server, a_largest_body_in_many_pieces_comes_whole)
{
	char *body = malloc(65537), *text = malloc(70000);
	int fd = echo_dial(&echo);

	memset(body, 'b', 65536);
	body[65536] = '\0';
	echo_say(fd,
	    "PUT /echo/a HTTP/1.1\r\nHost: a\r\n"
	    "Content-Length: 65536\r\n\r\n");
	for (size_t i = 0; i < 65536; i += 4096) {
		memcpy(text, body + i, 4096);
		text[4096] = '\0';
		echo_say(fd, text);
	}
	cr_assert(echo_hear(fd, "bbbb", 10, heard));
	close(fd);
	free(body);
	free(text);
}

Test(server, a_client_that_leaves_harms_nobody)
{
	int fds[10];

	for (size_t i = 0; i < 10; i++) {
		fds[i] = echo_dial(&echo);
		echo_say(fds[i],
		    "PUT /late/1500 HTTP/1.1\r\nHost: a\r\n"
		    "X-Echo: gone\r\nContent-Length: 2\r\n\r\n{}");
	}
	echo_await_figure(&echo, "motus_http_requests_in_flight", 11);
	for (size_t i = 0; i < 10; i++)
		close(fds[i]);
	echo_await_figure(&echo, "motus_http_clients_left_total", 10);
	echo_await_figure(&echo, "motus_http_requests_in_flight", 1);
	cr_assert(
	    eq(long, echo_figure(&echo, "motus_worker_starts_total"), 1L));
	cr_assert(eq(long, echo_figure(&echo, "echo_total"), 10L));
}

Test(server, a_slow_client_is_told_so_and_an_idle_one_is_not)
{
	int slow = echo_dial(&echo), idle = echo_dial(&echo);

	echo_say(idle, "GET /echo/a HTTP/1.1\r\nHost: a\r\n\r\n");
	cr_assert(echo_hear(idle, "}", 10, heard));
	echo_say(slow, "GET /echo/a HTTP/1.1\r\nHo");
	cr_assert(not(echo_hear(slow, "HTTP", 5, heard)));
	cr_assert(eq(int, echo_get(&echo, "/echo/a", heard), 200));
	cr_assert(echo_hear(slow, NULL, 15, heard));
	cr_assert(not(zero(ptr, strstr(heard, "HTTP/1.1 408"))), "%s", heard);
	echo_say(idle, "GET /echo/again HTTP/1.1\r\nHost: a\r\n\r\n");
	cr_assert(echo_hear(idle, "}", 10, heard));
	cr_assert(not(zero(ptr, strstr(heard, "HTTP/1.1 200"))), "%s", heard);
	close(slow);
	close(idle);
}

Test(server, an_id_is_kept_if_it_is_one)
{
	int fd = echo_dial(&echo);

	echo_say(fd,
	    "GET /echo/a HTTP/1.1\r\nHost: a\r\n"
	    "X-Request-Id: 0f-A_9\r\n\r\n");
	cr_assert(echo_hear(fd, "}", 10, heard));
	cr_assert(not(zero(ptr, strstr(heard, "x-request-id: 0f-A_9\r\n"))));
	echo_say(fd,
	    "GET /echo/a HTTP/1.1\r\nHost: a\r\n"
	    "X-Request-Id: a\"b\r\n\r\n");
	cr_assert(echo_hear(fd, "}", 10, heard));
	cr_assert(zero(ptr, strstr(heard, "a\"b")));
	close(fd);
}
