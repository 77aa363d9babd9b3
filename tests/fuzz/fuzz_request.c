/*
 * Takes any bytes for what came on a connection: what the guard lets pass is
 * split as Kore does it, and goes through every parser to a route.
 */
#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "daemons/common/fields.h"
#include "daemons/common/guard.h"
#include "daemons/common/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int finished;

/* What the guard promises holds, or the fuzzer sees the end of the program. */
static void
expect(bool promise)
{
	if (!promise)
		abort();
}

static void
finish(struct exchange *exchange)
{
	expect(exchange->reply.status >= 200);
	finished++;
}

static void
handle(struct exchange *exchange)
{
	struct request *request = &exchange->request;
	struct fields fields;
	char value[64];
	json_t *json;

	for (size_t i = 0; i < REQUEST_PARAMS_MAX; i++)
		expect(strchr(request->params[i], '/') == NULL);
	request_query(request, "a", value, sizeof value);
	request_cookie(request, "a", value, sizeof value);
	if (request->body != NULL)
		form_value(request->body, request->body_size, "a", value,
		    sizeof value);
	fields_read(&fields, request->query, strlen(request->query));
	fields_clear(&fields);
	fields_read_body(&fields, request);
	fields_clear(&fields);
	if (request_same_origin(exchange, "http://a") &&
	    request_json(exchange, &json))
		reply_json(&exchange->reply, 200, json);
	exchange_finish(exchange);
}

static const struct route routes[] = {
	{ METHOD_GET | METHOD_PUT, "/", handle, "root" },
	{ METHOD_GET | METHOD_PUT, "/a/{x}", handle, "a" },
	{ METHOD_GET | METHOD_PUT, "/{x}/{y}/{z}", handle, "any" },
};

/* The next line of the head, without what ends it; NULL at its end. */
static char *
next_line(char **rest)
{
	char *line;

	do
		line = strsep(rest, "\r\n");
	while (line != NULL && *line == '\0');
	return line;
}

static void
read_head(struct request *request, char *head)
{
	char *line = next_line(&head), *path;

	request->method = line[0] == 'G' ? METHOD_GET : METHOD_PUT;
	strsep(&line, " ");
	path = strsep(&line, " ");
	request->path = strsep(&path, "?");
	request->query = path == NULL ? "" : path;
	while ((line = next_line(&head)) != NULL) {
		const char *name = strsep(&line, ":");

		expect(line != NULL && request->header_count < 23);
		request->headers[request->header_count++] =
		    (struct header){ name, line + strspn(line, " ") };
	}
	expect(request_header(request, "host") != NULL);
	expect(request_header(request, "transfer-encoding") == NULL);
}

static void
pass(char *bytes, size_t size)
{
	struct exchange exchange = { .finish = finish };
	char *end = memmem(bytes, size, "\r\n\r\n", 4);

	guard_mend(bytes, size);
	expect(memmem(bytes, size, "\r\n\r\n", 4) == end);
	expect(memmem(bytes, (size_t)(end - bytes), "\n\n", 2) == NULL);
	*end = '\0';
	expect(strlen(bytes) == (size_t)(end - bytes));
	exchange.request.body = end + 4;
	exchange.request.body_size = size - (size_t)(end + 4 - bytes);
	read_head(&exchange.request, bytes);
	finished = 0;
	route_dispatch(routes, sizeof routes / sizeof *routes, &exchange);
	expect(finished == 1);
	reply_reset(&exchange.reply);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct verdict verdict = guard_judge((const char *)data, size);
	char *copy;

	if (verdict.wait || verdict.status != 0)
		return 0;
	copy = malloc(size + 1);
	if (copy == NULL)
		return 0;
	memcpy(copy, data, size);
	copy[size] = '\0';
	pass(copy, size);
	free(copy);
	return 0;
}
