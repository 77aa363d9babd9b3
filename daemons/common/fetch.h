/*
 * fetch.h - HTTP requests of ours to another service, through HAProxy, on the
 * event loop (libcurl's multi interface)
 */
#ifndef COMMON_FETCH_H
#define COMMON_FETCH_H

#include <stddef.h>

#include <motus/store.h>

/* Bytes of a body; a longer one is no answer. */
#define FETCH_ANSWER_MAX 65536
#define FETCH_HEADERS_MAX 4

struct fetcher; /* opaque: it owns the connections */

/*
 * Requests to `gateway` ("http://haproxy:3101"), whose host is looked up now,
 * which may take a while: call it where that is allowed.  It is looked up again
 * for new connections, so that a gateway that moved is found.  NULL: the host
 * is unknown, or there is no memory.
 */
struct fetcher *fetcher_create(const char *gateway);

/*
 * The same for a host that may be unknown now: it is only looked up for new
 * connections.  NULL without memory.
 */
struct fetcher *fetcher_create_unchecked(const char *gateway);

/* In a worker: from now on it works on this loop (copied). */
void fetcher_start(struct fetcher *fetcher, const struct motus_loop *loop);

/*
 * Requests in flight end with status 0 first, their callbacks called.  Not to
 * be called in one.  NULL is allowed.
 */
void fetcher_destroy(struct fetcher *fetcher);

struct fetch_request {
	const char *method; /* "GET", "POST", "PUT" or "DELETE" */
	const char *path; /* "/auth/jwks" */
	const char *headers[FETCH_HEADERS_MAX]; /* "name: value", or NULL */
	const char *id; /* of the request that this one is for, or NULL */
	const char *body; /* NULL: none */
	size_t body_size;
	int milliseconds; /* for all of it, at most */
	int *retry_after; /* NULL, or where the seconds go that the answer asks
			     to wait, 0 when it does not, before `done` */
};

/*
 * Called exactly once.  `status` is HTTP's, 0 when no answer came in time;
 * `body`, with a NUL after it, is valid until the callback returns.
 */
typedef void fetched(void *arg, int status, const char *body, size_t size);

/*
 * Everything in `request` is copied.  `done` may be called before it returns.
 * A redirect is an answer like others.  A few connections serve all requests:
 * one that finds none free waits, and too many that wait are refused (status
 * 0).  A POST is sent once; others may be sent again when the connection they
 * were sent on had been closed.
 */
void fetch(struct fetcher *fetcher, const struct fetch_request *request,
    fetched *done, void *arg);

#endif
