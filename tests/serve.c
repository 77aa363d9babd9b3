#include <config.h>

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "tests/must.h"
#include "tests/serve.h"

/* A socket, and what is done with those who come or with who came. */
struct talk {
	int fd;
	void (*converse)(int fd);
};

bool
serve_say(int fd, const void *bytes, size_t size)
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

/* The bytes of a request, once its head has come; 0 before. */
static size_t
whole_size(const char *request)
{
	const char *end = strstr(request, "\r\n\r\n");
	const char *length = strcasestr(request, "content-length: ");

	if (end == NULL)
		return 0;
	return (size_t)(end - request) + 4 +
	    (length == NULL ? 0 : strtoul(length + 16, NULL, 10));
}

char *
serve_hear(int fd)
{
	char *request = NULL;
	size_t size = 0, room = 0, whole = 0;

	while (whole == 0 || size < whole) {
		ssize_t got;

		if (room - size < 8192) {
			room += 65536;
			request = realloc(request, room);
			must(request != NULL, "no memory");
		}
		got = recv(fd, request + size, room - size - 1, 0);
		if (got <= 0) {
			free(request);
			return NULL;
		}
		size += (size_t)got;
		request[size] = '\0';
		if (whole == 0)
			whole = whole_size(request);
	}
	return request;
}

static void *
talk(void *arg)
{
	struct talk talk = *(struct talk *)arg;
	int yes = 1;

	free(arg);
	setsockopt(talk.fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	talk.converse(talk.fd);
	close(talk.fd);
	return NULL;
}

static void *
welcome(void *arg)
{
	struct talk *server = arg;
	pthread_t thread;

	for (;;) {
		struct talk *client = malloc(sizeof *client);

		must(client != NULL, "no memory");
		client->converse = server->converse;
		client->fd = accept(server->fd, NULL, NULL);
		must(client->fd >= 0, "accept");
		must(pthread_create(&thread, NULL, talk, client) == 0,
		    "no thread");
		pthread_detach(thread);
	}
	return NULL;
}

int
serve_start(void (*converse)(int fd))
{
	struct talk *server = malloc(sizeof *server);
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof address;
	pthread_t thread;

	must(server != NULL, "no memory");
	server->converse = converse;
	server->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	must(bind(server->fd, (struct sockaddr *)&address, size) == 0 &&
		listen(server->fd, 64) == 0 &&
		getsockname(server->fd, (struct sockaddr *)&address, &size) ==
		    0,
	    "no port");
	must(pthread_create(&thread, NULL, welcome, server) == 0, "no thread");
	pthread_detach(thread);
	return ntohs(address.sin_port);
}
