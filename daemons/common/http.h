/*
 * http.h - a request, its reply, and the exchange that joins them
 *
 * No Kore here.  The glue (server.c) turns what Kore parsed into a struct
 * exchange, guards it, and hands it to the router; a daemon's handlers see
 * exchanges only, so they run in unit tests with no server.
 *
 * A handler calls exchange_finish() exactly once: before it returns, or later
 * from the callback of a store.  Until then the exchange stays valid, even
 * when the client leaves (the reply then goes nowhere).
 */
#ifndef COMMON_HTTP_H
#define COMMON_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

enum method {
	METHOD_OTHER = 0,
	METHOD_GET = 1,
	METHOD_HEAD = 2,
	METHOD_POST = 4,
	METHOD_PUT = 8,
	METHOD_DELETE = 16,
	METHOD_OPTIONS = 32,
	METHOD_PATCH = 64,
};

struct header {
	const char *name; /* as sent; compare without case */
	const char *value;
};

#define REQUEST_HEADERS_MAX 32
#define REQUEST_PARAMS_MAX 6
#define REQUEST_PARAM_SIZE 80 /* bytes of a path parameter with its NUL */
#define REQUEST_ID_SIZE 64
#define REQUEST_PATH_SIZE 2048 /* bytes of a path with its NUL */

struct request {
	enum method method;
	const char *path; /* as sent, before any '?' */
	const char *query; /* as sent, after '?'; "" when there is none */
	struct header headers[REQUEST_HEADERS_MAX];
	size_t header_count;
	const void *body; /* NULL when there is none */
	size_t body_size;
	char id[REQUEST_ID_SIZE]; /* HAProxy's X-Request-Id, or one made here */
	char params[REQUEST_PARAMS_MAX][REQUEST_PARAM_SIZE]; /* decoded */
};

/* The value of a header, or NULL.  Of several, the first. */
const char *request_header(const struct request *request, const char *name);

/*
 * The value of the cookie `name` (case counts) into `value`; false when it
 * is absent, sent twice, or does not fit.
 */
bool request_cookie(
    const struct request *request, const char *name, char *value, size_t size);

/*
 * The value of `name` in `form` ("a=1&b=x+y%21", a query or the body of a
 * form), decoded into `value`: from the first '=' to the '&', so a later '='
 * stays in it.  FORM_BAD, and "" in `value`: it is there twice, escaped badly,
 * has a NUL, or does not fit.
 */
enum form { FORM_ABSENT, FORM_FOUND, FORM_BAD };

enum form form_value(const char *form, size_t form_size, const char *name,
    char *value, size_t size);

/* The same for the request's query. */
enum form request_query(
    const struct request *request, const char *name, char *value, size_t size);

#define REPLY_HEADERS_MAX 12
#define REPLY_TEXT_SIZE 8192 /* bytes of all values, with a NUL each */

struct reply_header {
	const char *name; /* a constant */
	size_t at; /* where in the reply's text its value begins */
};

struct reply {
	int status; /* 0: no reply yet */
	struct reply_header headers[REPLY_HEADERS_MAX];
	size_t header_count;
	size_t text_size;
	char *location; /* of a redirect, freed with the reply; or NULL */
	const void *body; /* sent as it is */
	size_t body_size;
	void *owned; /* what to free() with the reply, or NULL */
	const char *code; /* a problem's code, for log and metrics, or NULL */
	char
	    text[REPLY_TEXT_SIZE]; /* last: who begins one leaves it as it is */
};

struct route;

struct exchange {
	struct request request;
	const struct route *route; /* NULL: none fits */
	void *service; /* the daemon's own */
	bool secure; /* PUBLIC_URL is https: so are cookies */
	void (*finish)(struct exchange *exchange); /* the glue's, or a test's */
	uint64_t started; /* monotonic microseconds */
	char player[65]; /* who, hashed, for the log; "" for nobody */
	struct reply reply;
};

/*
 * Note for the log that this account asks, or is asked about: `sub` as a hash,
 * the same in every service.
 */
void exchange_note(struct exchange *exchange, const char *sub);

/* The reply is complete: send it.  The exchange may be gone on return. */
void exchange_finish(struct exchange *exchange);

/*
 * Add a header; printf-like.  One that does not fit is a bug: it asserts.  A
 * control character in the value becomes '?'.
 */
void reply_header(struct reply *reply, const char *name, const char *format,
    ...) __attribute__((format(printf, 3, 4)));

/* The value of the `i`th header. */
static inline const char *
reply_value(const struct reply *reply, size_t i)
{
	return reply->text + reply->headers[i].at;
}

/*
 * Reply with `json` (taken) and `status`: application/json, no-store unless
 * a cache-control header was added before.
 */
void reply_json(struct reply *reply, int status, json_t *json);

/* The same with a text that is JSON already; taken, NULL: 500 internal. */
void reply_json_text(struct reply *reply, int status, char *text);

/*
 * Reply with an RFC 9457 problem: `code` is stable and becomes part of
 * "type" ("urn:motus:problem:CODE"), and a constant; `detail` is for people,
 * and copied.
 */
void reply_problem(
    struct reply *reply, int status, const char *code, const char *detail);

/*
 * Reply with a redirect to `location`, a malloc'ed text of any length, taken;
 * no-store.  NULL, or one with a space or a control character: 500 internal.
 */
void reply_redirect(struct reply *reply, int status, char *location);

/* Drop what the reply holds, so that another can be made in its place. */
void reply_reset(struct reply *reply);

/*
 * A route: its methods, its template ("/api/game/puzzles/{lang}/{date}"; a
 * {name} takes one segment, percent-decoded, into request.params in order),
 * its handler.  `label` names it in metrics and logs.
 */
struct route {
	unsigned int methods; /* enum method, or-ed; GET implies HEAD */
	const char *path;
	void (*handle)(struct exchange *exchange);
	const char *label;
};

/*
 * Find the route and call its handler.  No path fits: 404 not-found; the path
 * fits but not the method: 405 with Allow; a path with dot segments, an empty
 * segment, a bad percent-escape, or an encoded slash, dot segment or NUL: 400
 * bad-path.
 */
void route_dispatch(
    const struct route *routes, size_t count, struct exchange *exchange);

/*
 * The body as a JSON object: *json is the caller's.  Otherwise false, and the
 * reply is a problem: 415 not-json (another Content-Type than
 * application/json), 400 bad-json (malformed, not UTF-8, a NUL, a duplicated
 * key, nested too deep, not an object), 400 no-body.
 */
bool request_json(struct exchange *exchange, json_t **json);

/*
 * Guard a write that carries a cookie: true when it is same-origin, by
 * Origin being `origin` or, without Origin, by Sec-Fetch-Site: same-origin.
 * Otherwise false, and the reply is 403 cross-origin.
 */
bool request_same_origin(struct exchange *exchange, const char *origin);

/*
 * The same for a write that may come without a cookie: another site's page must
 * not act in the name of who looks at it.
 */
bool request_may_write(struct exchange *exchange, const char *origin);

#endif
