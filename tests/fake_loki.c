#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

#include <jansson.h>

#include "tests/fake_loki.h"
#include "tests/must.h"
#include "tests/serve.h"

static atomic_int health, pushes;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *lines; /* all that were taken, one after the other */
static size_t size;

static void
keep_stream(FILE *out, json_t *stream)
{
	json_t *value;
	size_t i;

	must(json_object_size(json_object_get(stream, "stream")) == 3,
	    "labels of a stream");
	json_array_foreach (json_object_get(stream, "values"), i, value)
		fprintf(
		    out, "%s\n", json_string_value(json_array_get(value, 1)));
}

static void
keep(const char *request)
{
	json_t *json = json_loads(strstr(request, "\r\n\r\n") + 4, 0, NULL);
	json_t *stream;
	char *more;
	size_t i, more_size;
	FILE *out = open_memstream(&more, &more_size);

	must(json != NULL, "no JSON: %s", request);
	json_array_foreach (json_object_get(json, "streams"), i, stream)
		keep_stream(out, stream);
	fclose(out);
	json_decref(json);
	pthread_mutex_lock(&lock);
	lines = realloc(lines, size + more_size + 1);
	must(lines != NULL, "no memory");
	memcpy(lines + size, more, more_size + 1);
	size += more_size;
	pthread_mutex_unlock(&lock);
	free(more);
}

static bool
say(int fd, const char *text)
{
	return serve_say(fd, text, strlen(text));
}

/* False ends the connection. */
static bool
reply(int fd, const char *request)
{
	char byte;

	must(strncmp(request, "POST /loki/api/v1/push HTTP/1.1\r\n", 33) == 0,
	    "%s", request);
	switch ((enum fake_loki)health) {
	case LOKI_TAKES:
		keep(request);
		return say(fd, "HTTP/1.1 204 No Content\r\n\r\n");
	case LOKI_HANGS:
		while (recv(fd, &byte, 1, 0) > 0)
			continue;
		return false;
	case LOKI_IS_BUSY:
		return say(fd,
		    "HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\n"
		    "content-length: 4\r\n\r\nbusy");
	case LOKI_FAILS:
		return say(fd,
		    "HTTP/1.1 500 Internal Server Error\r\n"
		    "content-length: 4\r\n\r\nfail");
	case LOKI_BABBLES: say(fd, "\x01\xff{\"streams\":0}\r\n\r\n");
	}
	return false;
}

static void
converse(int fd)
{
	char *request;
	bool more = true;

	while (more && (request = serve_hear(fd)) != NULL) {
		pushes++;
		more = reply(fd, request);
		free(request);
	}
}

int
fake_loki_start(enum fake_loki first)
{
	health = (int)first;
	return serve_start(converse);
}

void
fake_loki_become(enum fake_loki next)
{
	health = (int)next;
}

int
fake_loki_pushes(void)
{
	return pushes;
}

bool
fake_loki_has(const char *text)
{
	bool has;

	pthread_mutex_lock(&lock);
	has = lines != NULL && strstr(lines, text) != NULL;
	pthread_mutex_unlock(&lock);
	return has;
}
