/*
 * glue.h - what the files that know Kore say to each other
 */
#ifndef COMMON_GLUE_H
#define COMMON_GLUE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "daemons/common/guard.h"
#include "daemons/common/http.h"
#include "daemons/common/server.h"

struct connection;
struct http_request;

/* --- connection.c: bytes that come in, before Kore reads them ------------ */

/* Whether connection.c judged the head of this request, and let it pass. */
bool connection_passed(const struct http_request *req);

/* The reply is queued: read the next request, guarded as well. */
void connection_next(struct connection *c);

/* --- visit.c: a request of Kore's, as an exchange ------------------------ */

/* Those that have no reply yet, those of clients that left among them. */
unsigned int visit_count(void);

/* --- own.c: the routes and figures that every daemon has ----------------- */

/*
 * Before the fork: lay them out for `workers`.  The daemon's own figures, or
 * NULL without memory.
 */
struct metrics *own_prepare(unsigned int workers);

/* In a worker, numbered from 0 on. */
void own_enter(unsigned int worker);

/* Count what a store, the worker's only one, does. */
void own_watch(struct motus_store *store);

/* A client's connection is there, or is not any more. */
void own_connected(bool connected);

/* Send an exchange to its handler. */
void own_dispatch(struct exchange *exchange);

/* An exchange begins, has its reply, or was refused before it began. */
void own_begun(void);
void own_ended(const struct exchange *exchange, bool client_left);
void own_refused(const struct verdict *verdict);

/* --- loop.c: a store's loop on Kore's ------------------------------------ */

struct motus_loop loop_of_kore(void);

/* Run the timers that are due. */
void loop_run_timers(void);

/* --- accept.c: clients that come ----------------------------------------- */

/* In a worker: take over the listening sockets. */
void accept_prepare(void);

/*
 * Let the first in when the service says that it is ready, or after two
 * seconds.  Until then they wait in the sockets' queues: they would be told
 * that the keys are not there yet, by an instance that had them a moment later.
 */
void accept_when_ready(void *service);

/* Let clients in again, if there was no room and there is now. */
void accept_run(void);

/* Let nobody in any more, in any worker. */
void accept_stop(void);

/* --- drain.c: how a worker ends ------------------------------------------ */

/*
 * In a worker: from now on the signals that end it make it drain; `stop` is
 * called last.
 */
void drain_prepare(void (*stop)(void));

/* Drain without a signal. */
void drain_begin(void);

/* Go a step further, if it has begun; may end the process. */
void drain_run(void);

bool drain_begun(void);

/* --- push.c: the lines of the log, to Loki if LOKI names one -------------- */

/* Before the fork; `instance` is kept.  False without memory. */
bool push_prepare(
    const struct config *config, const char *instance, unsigned int workers);

/* In a worker, numbered from 0 on. */
void push_enter(unsigned int worker, const struct motus_loop *loop);

/* Its figures, for Prometheus. */
void push_print(FILE *out);

/* Send what waits once more, and whether that is done. */
void push_end(void);
bool push_has_ended(void);

/* --- store.c: the store that STORE names ---------------------------------- */

/* Whether all workers can share it; otherwise `complaint` says why not. */
bool store_fits(const struct config *config, char *complaint, size_t size);

/* --- server.c ------------------------------------------------------------ */

/* The service of this worker; NULL until it has started. */
void *server_service(void);

/* Whether the site is https. */
bool server_is_secure(void);

/* This process can't go on: the daemon ends, and not as a success. */
void server_failed(void);

/* Whether the parent process is still there. */
bool server_has_parent(void);

/* Monotonic microseconds. */
uint64_t server_clock(void);

#endif
