#include <config.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "tests/must.h"
#include "tests/odd.h"

static atomic_int connections, now_open, most, requests;

static bool
say(int fd, const void *bytes, size_t size)
{
	const char *from = bytes;

	while (size > 0) {
		ssize_t sent = send(fd, from, size, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		from += sent;
		size -= (size_t)sent;
	}
	return true;
}

static bool
answer(int fd, int status, const char *header, const void *body, size_t size)
{
	char head[512];
	int length = snprintf(head, sizeof head,
	    "HTTP/1.1 %d Odd\r\n%scontent-length: %zu\r\n\r\n", status, header,
	    size);

	return say(fd, head, (size_t)length) && say(fd, body, size);
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
	while (say(fd, noise, sizeof noise))
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
	if (is(path, "/big/", &rest))
		return answer_big(fd, (size_t)atol(rest));
	if (is(path, "/never", &rest))
		wait_for_client_to_leave(fd);
	else if (is(path, "/endless", &rest))
		talk_without_end(fd);
	else if (is(path, "/cut", &rest))
		say(fd, "HTTP/1.1 200 Odd\r\ncontent-length: 8\r\n\r\nhalf",
		    42);
	else if (is(path, "/noise", &rest))
		say(fd, "220 mail.example ESMTP\r\n", 24);
	else if (is(path, "/last", &rest))
		answer_text(fd, 200, "", "last");
	return false;
}

/* Read a head, and the body that it says there is; false at the end. */
static bool
hear(int fd, char request[8192])
{
	size_t size = 0, whole = 0;

	while (whole == 0 || size < whole) {
		ssize_t got = recv(fd, request + size, 8191 - size, 0);
		const char *end, *length;

		if (got <= 0)
			return false;
		size += (size_t)got;
		request[size] = '\0';
		end = strstr(request, "\r\n\r\n");
		length = strcasestr(request, "content-length: ");
		if (end != NULL)
			whole = (size_t)(end - request) + 4 +
			    (length == NULL ? 0
					    : strtoul(length + 16, NULL, 10));
	}
	return true;
}

static void *
converse(void *arg)
{
	int fd = *(int *)arg, open, yes = 1;
	char request[8192], path[256];

	free(arg);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	open = ++now_open;
	if (open > most)
		most = open;
	while (hear(fd, request)) {
		requests++;
		path[0] = '\0';
		sscanf(request, "%*s %255s", path);
		if (!serve(fd, path, request))
			break;
	}
	now_open--;
	close(fd);
	return NULL;
}

static void *
welcome(void *arg)
{
	int listening = *(int *)arg;
	pthread_t thread;

	for (;;) {
		int *fd = malloc(sizeof *fd);

		*fd = accept(listening, NULL, NULL);
		must(*fd >= 0, "accept");
		connections++;
		must(pthread_create(&thread, NULL, converse, fd) == 0,
		    "no thread");
		pthread_detach(thread);
	}
	return NULL;
}

int
odd_start(void)
{
	static int listening;
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof address;
	pthread_t thread;

	listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	must(bind(listening, (struct sockaddr *)&address, size) == 0 &&
		listen(listening, 64) == 0 &&
		getsockname(listening, (struct sockaddr *)&address, &size) == 0,
	    "no port");
	must(pthread_create(&thread, NULL, welcome, &listening) == 0,
	    "no thread");
	pthread_detach(thread);
	return ntohs(address.sin_port);
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
