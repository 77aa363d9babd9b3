#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/loop.h"
#include "tests/visit.h"

#define PATIENCE 20 /* seconds */

/* --- cookies -------------------------------------------------------------- */

/* Where the cookie `name` of `size` bytes begins in `line`; NULL: nowhere. */
static char *
find_cookie(char *line, const char *name, size_t size)
{
	while (*line != '\0') {
		line += strspn(line, "; ");
		if (strncmp(line, name, size) == 0 && line[size] == '=')
			return line;
		line += strcspn(line, ";");
	}
	return NULL;
}

const char *
browser_cookie(const struct browser *browser, const char *name)
{
	static struct browser copy;
	char *found;

	copy = *browser;
	found = find_cookie(copy.cookie, name, strlen(name));
	if (found == NULL)
		return "";
	found[strcspn(found, ";")] = '\0';
	return found + strlen(name) + 1;
}

static void
forget_cookie(struct browser *browser, const char *name, size_t size)
{
	char *found = find_cookie(browser->cookie, name, size);
	char *next;

	if (found == NULL)
		return;
	next = found + strcspn(found, ";");
	next += strspn(next, "; ");
	memmove(found, next, strlen(next) + 1);
}

/* One that is over at once takes an earlier one away. */
static void
keep_cookie(struct browser *browser, const char *set)
{
	size_t size = strcspn(set, ";\n"), used;

	forget_cookie(browser, set, strcspn(set, "="));
	if (strcasestr(set, "; Max-Age=0") != NULL)
		return;
	used = strlen(browser->cookie);
	cr_assert(lt(sz, used + size + 2, sizeof browser->cookie));
	sprintf(browser->cookie + used, "%s%.*s", used == 0 ? "" : "; ",
	    (int)size, set);
}

/* --- a request ------------------------------------------------------------ */

static void
add_header(struct request *request, const char *name, const char *value)
{
	request->headers[request->header_count++] =
	    (struct header){ name, value };
}

static void
note_reply(struct exchange *exchange)
{
	struct visit *visit = (struct visit *)exchange;
	const struct reply *reply = &exchange->reply;
	char *headers = visit->headers;

	visit->finished++;
	visit->text =
	    strndup(reply->body == NULL ? "" : reply->body, reply->body_size);
	visit->json = json_loads(visit->text, 0, NULL);
	if (reply->location != NULL)
		headers += sprintf(headers, "location: %s\n", reply->location);
	for (size_t i = 0; i < reply->header_count; i++)
		headers += sprintf(headers, "%s: %s\n", reply->headers[i].name,
		    reply_value(reply, i));
}

static void
fill(struct visit *visit, const struct sending *sending)
{
	struct request *request = &visit->exchange.request;
	const char *query = strchr(visit->target, '?');

	request->method = sending->method;
	request->path = visit->path;
	request->query = query == NULL ? "" : query + 1;
	add_header(request, "Host", "localhost:3101");
	if (visit->cookie[0] != '\0')
		add_header(request, "Cookie", visit->cookie);
	if (visit->browser != NULL && visit->browser->origin != NULL)
		add_header(request, "Origin", visit->browser->origin);
	if (sending->type != NULL)
		add_header(request, "Content-Type", sending->type);
	for (size_t i = 0;
	     i < VISIT_HEADERS && sending->headers[i].name != NULL; i++)
		request->headers[request->header_count++] = sending->headers[i];
	if (sending->body != NULL) {
		request->body = visit->sent;
		request->body_size = sending->body_size != 0
		    ? sending->body_size
		    : strlen(sending->body);
	}
}

/* A copy that valgrind would see read past its end. */
static char *
copy_body(const struct sending *sending)
{
	size_t size = sending->body_size;
	char *copy;

	if (sending->body == NULL)
		return NULL;
	if (size == 0)
		size = strlen(sending->body);
	copy = malloc(size == 0 ? 1 : size);
	return memcpy(copy, sending->body, size);
}

struct visit *
visit_send(const struct host *host, struct browser *browser,
    const struct sending *sending)
{
	struct visit *visit = calloc(1, sizeof *visit);

	visit->store = host->store;
	visit->browser = browser;
	visit->target = strdup(sending->target);
	visit->path = strndup(sending->target, strcspn(sending->target, "?"));
	visit->sent = copy_body(sending);
	visit->cookie = strdup(browser == NULL ? "" : browser->cookie);
	visit->exchange.service = host->service;
	visit->exchange.secure = host->secure;
	visit->exchange.finish = note_reply;
	fill(visit, sending);
	route_dispatch(host->routes, host->route_count, &visit->exchange);
	return visit;
}

static void
keep_cookies(struct visit *visit)
{
	static const char name[] = "set-cookie: ";
	const char *at = visit->headers;

	while ((at = strstr(at, name)) != NULL) {
		char *set = strndup(
		    at + sizeof name - 1, strcspn(at + sizeof name - 1, "\n"));

		keep_cookie(visit->browser, set);
		free(set);
		at++;
	}
}

void
visit_wait(struct visit *visit)
{
	time_t deadline = time(NULL) + PATIENCE;

	motus_store_wait(visit->store, 1000 * PATIENCE);
	while (visit->finished == 0) {
		cr_assert(lt(long, time(NULL), deadline), "no reply");
		test_loop_turn(20);
		motus_store_wait(visit->store, 1000 * PATIENCE);
	}
	cr_assert(eq(int, visit->finished, 1), "finished once");
	if (visit->browser != NULL)
		keep_cookies(visit);
}

void
visit_drop(struct visit *visit)
{
	json_decref(visit->json);
	reply_reset(&visit->exchange.reply);
	free(visit->target);
	free(visit->path);
	free(visit->sent);
	free(visit->cookie);
	free(visit->text);
	free(visit);
}

/* --- a reply -------------------------------------------------------------- */

int
visit_status(const struct visit *visit)
{
	return visit->exchange.reply.status;
}

const char *
visit_header(const struct visit *visit, const char *name)
{
	static char value[8192];
	const char *line = visit->headers;
	size_t size = strlen(name);

	while (*line != '\0') {
		size_t length = strcspn(line, "\n");

		if (strncasecmp(line, name, size) == 0 && line[size] == ':') {
			snprintf(value, sizeof value, "%.*s",
			    (int)(length - size - 2), line + size + 2);
			return value;
		}
		line += length + 1;
	}
	return "";
}

const char *
visit_text(const struct visit *visit, const char *key)
{
	const char *text = json_string_value(json_object_get(visit->json, key));

	return text == NULL ? "" : text;
}

void
visit_expect(struct visit *visit, int status, const char *code)
{
	const char *given = status < 400 ? "" : visit_text(visit, "code");

	cr_assert(eq(int, visit_status(visit), status), "%s: %s", visit->path,
	    visit->text);
	cr_assert(eq(str, (char *)given, (char *)code), "%s: %s", visit->path,
	    visit->text);
	visit_drop(visit);
}
