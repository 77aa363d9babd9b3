#include <config.h>

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>

#include "tests/odd.h"
#include "tests/serve.h"

static atomic_int connections, now_open, most, requests;

static bool
answer(int fd, int status, const char *header, const void *body, size_t size)
{
	char head[512];
	int length = snprintf(head, sizeof head,
	    "HTTP/1.1 %d Odd\r\n%scontent-length: %zu\r\n\r\n", status, header,
	    size);

	return serve_say(fd, head, (size_t)length) && serve_say(fd, body, size);
}

static bool
answer_text(int fd, int status, const char *header, const char *body)
{
	return answer(fd, status, header, body, strlen(body));
}

static bool
answer_big(int fd, size_t size)
{
	char *body = malloc(size);
	bool open;

	memset(body, 'x', size);
	open = answer(fd, 200, "", body, size);
	free(body);
	return open;
}

static void
wait_for_client_to_leave(int fd)
{
	char byte;

	while (recv(fd, &byte, 1, 0) > 0)
		continue;
}

static void
talk_without_end(int fd)
{
	static const char noise[4096];

	answer(fd, 200, "x-no: ", "", 0);
	while (serve_say(fd, noise, sizeof noise))
		continue;
}

/* Whether `path` begins with `name`; *rest is what comes after it. */
static bool
is(const char *path, const char *name, const char **rest)
{
	size_t size = strlen(name);

	*rest = path + size;
	return strncmp(path, name, size) == 0;
}

/* False ends the connection. */
static bool
serve(int fd, const char *path, const char *request)
{
	char header[128];
	const char *rest;

	if (is(path, "/echo", &rest))
		return answer_text(fd, 200, "", request);
	if (is(path, "/status/", &rest))
		return answer_text(fd, atoi(rest), "", "so be it");
	if (is(path, "/late/", &rest)) {
		usleep((useconds_t)atoi(rest) * 1000);
		return answer_text(fd, 200, "", "late");
	}
	if (is(path, "/to", &rest)) {
		snprintf(header, sizeof header, "location: %.99s\r\n", rest);
		return answer_text(fd, 302, header, "");
	}
	if (is(path, "/wait/", &rest)) {
		snprintf(header, sizeof header, "retry-after: %.9s\r\n", rest);
		return answer_text(fd, 429, header, "");
	}
	if (is(path, "/big/", &rest))
		return answer_big(fd, (size_t)atol(rest));
	if (is(path, "/never", &rest))
		wait_for_client_to_leave(fd);
	else if (is(path, "/endless", &rest))
		talk_without_end(fd);
	else if (is(path, "/cut", &rest))
		serve_say(fd,
		    "HTTP/1.1 200 Odd\r\ncontent-length: 8\r\n\r\nhalf", 42);
	else if (is(path, "/noise", &rest))
		serve_say(fd, "220 mail.example ESMTP\r\n", 24);
	else if (is(path, "/last", &rest))
		answer_text(fd, 200, "", "last");
	return false;
}

static void
converse(int fd)
{
	char *request, path[256];
	int open = ++now_open;
	bool more = true;

	connections++;
	if (open > most)
		most = open;
	while (more && (request = serve_hear(fd)) != NULL) {
		requests++;
		path[0] = '\0';
		sscanf(request, "%*s %255s", path);
		more = serve(fd, path, request);
		free(request);
	}
	now_open--;
}

int
odd_start(void)
{
	return serve_start(converse);
}

int
odd_connections(void)
{
	return connections;
}

int
odd_most_at_once(void)
{
	return most;
}

int
odd_requests(void)
{
	return requests;
}
