/*
 * server.h - a daemon: what it is made of, and what it gets
 *
 * Kore's parent process reads the environment, opens what all workers share
 * and listens; each worker it forks runs the daemon's service on an event
 * loop.  A daemon's own file only defines motus_daemon.
 */
#ifndef COMMON_SERVER_H
#define COMMON_SERVER_H

#include <stdbool.h>
#include <stddef.h>

#include <motus/store.h>

#include "daemons/common/config.h"
#include "daemons/common/http.h"
#include "daemons/common/metrics.h"

#define SERVER_ROUTES_MAX 48 /* of a daemon */

struct server {
	const struct config *config;
	const char *folder; /* from -d: lexicons, pages */
	struct metrics *metrics; /* of the daemon's list */
	struct motus_loop loop; /* the worker's; not yet in prepare() */
};

struct daemon {
	const char *name; /* "game": in logs; the program is motus-NAME */
	const struct setting *settings; /* beside config_common; PORT and STORE
					   are among them */
	size_t setting_count;
	const struct metric *metrics;
	size_t metric_count;
	const struct route *routes;
	size_t route_count;

	/*
	 * In the parent, with the rights that it was started with: open what
	 * the workers share.  False stops the start with `complaint`.
	 */
	bool (*prepare)(
	    const struct server *server, char *complaint, size_t size);

	/*
	 * In a worker: begin.  What it returns becomes each exchange's
	 * `service`; NULL stops the whole daemon with `complaint`.
	 */
	void *(*start)(
	    const struct server *server, char *complaint, size_t size);

	/* In a worker, when every exchange has ended. */
	void (*stop)(void *service);

	/* The handler of /readyz: 200 when the store answers, else 503. */
	void (*ready)(struct exchange *exchange);
};

extern const struct daemon motus_daemon;

/*
 * In start(): open the store that STORE names, on the worker's loop.  It is
 * the caller's; NULL: `complaint` says why.
 */
struct motus_store *server_open_store(
    const struct server *server, char *complaint, size_t size);

#endif
