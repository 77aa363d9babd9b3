/*
 * visit.h - a request to handlers in the test's process, and what came of it
 *
 * A host is a service, its routes and its store; a browser keeps what cookies
 * it was given.
 */
#ifndef TESTS_VISIT_H
#define TESTS_VISIT_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include <motus/store.h>

#include "daemons/common/http.h"

#define VISIT_ORIGIN "http://localhost:3101"
#define VISIT_HEADERS 4

struct host {
	void *service;
	const struct route *routes;
	size_t route_count;
	struct motus_store *store; /* works while a visit is awaited */
	bool secure; /* the site is https */
};

struct browser {
	char cookie[8192]; /* "name=value; name=value"; "" at first */
	const char *origin; /* NULL: none is sent */
};

#define BROWSER ((struct browser){ .origin = VISIT_ORIGIN })

/* The value of a cookie it has, "" when it has none; static. */
const char *browser_cookie(const struct browser *browser, const char *name);

struct sending {
	enum method method;
	const char *target; /* a path, and perhaps '?' and a query */
	const char *type; /* Content-Type; NULL: none is sent */
	const char *body; /* NULL: none */
	size_t body_size; /* 0: up to its NUL */
	struct header headers[VISIT_HEADERS]; /* more, up to one without name */
};

struct visit {
	struct exchange exchange;
	struct motus_store *store;
	struct browser *browser; /* NULL: who sent it keeps no cookies */
	int finished; /* how many times the handler said so */
	char *target, *path, *sent, *cookie; /* copies of what was sent */
	char *text; /* the reply's body */
	json_t *json; /* the same, if it is JSON */
	char headers[8192]; /* "name: value\n" each */
};

/* Send a request; everything is copied.  visit_drop() what comes back. */
struct visit *visit_send(const struct host *host, struct browser *browser,
    const struct sending *sending);

/* Wait until it is finished; the browser then has its cookies. */
void visit_wait(struct visit *visit);
void visit_drop(struct visit *visit);

int visit_status(const struct visit *visit);

/* A header of the reply, "" when there is none; static. */
const char *visit_header(const struct visit *visit, const char *name);

/* A string of the reply's JSON, "" when there is none. */
const char *visit_text(const struct visit *visit, const char *key);

/* The reply has this status and this problem's code, "" for none; dropped. */
void visit_expect(struct visit *visit, int status, const char *code);

#endif
