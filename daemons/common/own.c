#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <motus/version.h>

#include "daemons/common/calls.h"
#include "daemons/common/glue.h"
#include "daemons/common/log.h"

#define ROUTES_MAX (SERVER_ROUTES_MAX + 3)
#define COUNT(array) (sizeof(array) / sizeof *(array))

static void healthz(struct exchange *exchange);
static void readyz(struct exchange *exchange);
static void metrics(struct exchange *exchange);

/* Ours first, then the daemon's. */
static struct route routes[ROUTES_MAX] = {
	{ METHOD_GET, "/healthz", healthz, "healthz" },
	{ METHOD_GET, "/readyz", readyz, "readyz" },
	{ METHOD_GET, "/metrics", metrics, "metrics" },
};
static size_t route_count = 3;

/* --- figures -------------------------------------------------------------- */

static const char *route_labels[ROUTES_MAX + 1] = { "none" };
static size_t label_of[ROUTES_MAX]; /* of each route, in that list */

static const enum method METHODS[] = { METHOD_OTHER, METHOD_GET, METHOD_HEAD,
	METHOD_POST, METHOD_PUT, METHOD_PATCH, METHOD_DELETE, METHOD_OPTIONS };

static const char *const METHOD_NAMES[] = { "other", "GET", "HEAD", "POST",
	"PUT", "PATCH", "DELETE", "OPTIONS" };

static const char *const STATUSES[] = { "other", "200", "201", "202", "204",
	"302", "303", "304", "400", "401", "403", "404", "405", "409", "410",
	"413", "415", "422", "429", "500", "502", "503", "504" };

#define STATUS_MAX 600
static unsigned char status_places[STATUS_MAX]; /* of each, in that list */

static const char *const REFUSALS[] = { "other", "bad-request", "bad-path",
	"body-not-allowed", "not-alone", "method-not-allowed",
	"length-required", "body-too-large", "uri-too-long",
	"headers-too-large", "http-version" };

enum {
	REQUESTS,
	DURATION,
	IN_FLIGHT,
	CLIENT_LEFT,
	REFUSED,
	CONNECTIONS,
	STARTS,
};

static struct metric figures[] = {
	[REQUESTS] = { "motus_http_requests_total",
	    "Requests that got a reply.", METRIC_COUNTER,
	    { { "route", route_labels, 1 },
		{ "method", METHOD_NAMES, COUNT(METHOD_NAMES) },
		{ "status", STATUSES, COUNT(STATUSES) } } },
	[DURATION] = { "motus_http_request_duration_seconds",
	    "From a whole request to its reply.", METRIC_HISTOGRAM,
	    { { "route", route_labels, 1 } } },
	[IN_FLIGHT] = { "motus_http_requests_in_flight",
	    "Requests that wait for their reply.", METRIC_GAUGE, { { 0 } } },
	[CLIENT_LEFT] = { "motus_http_clients_left_total",
	    "Requests whose client left before the reply.", METRIC_COUNTER,
	    { { 0 } } },
	[REFUSED] = { "motus_http_refused_total",
	    "Requests that the guard refused.", METRIC_COUNTER,
	    { { "code", REFUSALS, COUNT(REFUSALS) } } },
	[CONNECTIONS] = { "motus_http_connections",
	    "Connections of clients that are open.", METRIC_GAUGE, { { 0 } } },
	[STARTS] = { "motus_worker_starts_total",
	    "Starts of a worker: more than there are workers means crashes.",
	    METRIC_COUNTER, { { 0 } } },
};

static struct metrics *counts, *daemon_counts;
static struct calls calls;
static time_t born;

static void
add_route(const struct route *route)
{
	routes[route_count++] = *route;
}

/* Routes may share a label: each label is listed once. */
static void
list_labels(void)
{
	size_t count = 1;

	for (size_t i = 0; i < route_count; i++) {
		label_of[i] =
		    metric_place(route_labels, count, routes[i].label);
		if (label_of[i] == 0) {
			route_labels[count] = routes[i].label;
			label_of[i] = count++;
		}
	}
	figures[REQUESTS].labels[0].count = count;
	figures[DURATION].labels[0].count = count;
}

/* What each request looks up must not be searched for each time. */
static void
list_statuses(void)
{
	for (size_t i = 1; i < COUNT(STATUSES); i++)
		status_places[atoi(STATUSES[i])] = (unsigned char)i;
}

struct metrics *
own_prepare(unsigned int workers)
{
	for (size_t i = 0; i < motus_daemon.route_count; i++)
		if (route_count < ROUTES_MAX)
			add_route(&motus_daemon.routes[i]);
	list_labels();
	list_statuses();
	born = time(NULL);
	counts = metrics_create(figures, COUNT(figures), workers);
	calls.metrics = metrics_create(calls_metrics, CALLS_METRICS, workers);
	daemon_counts = metrics_create(
	    motus_daemon.metrics, motus_daemon.metric_count, workers);
	return counts == NULL || calls.metrics == NULL ? NULL : daemon_counts;
}

void
own_enter(unsigned int worker)
{
	metrics_enter(counts, worker);
	metrics_enter(calls.metrics, worker);
	metrics_enter(daemon_counts, worker);
	metrics_add(counts, (struct metric_at){ .index = STARTS }, 1);
}

void
own_watch(struct motus_store *store)
{
	struct motus_store_observer observer = calls_observer(&calls);

	motus_store_observe(store, &observer);
}

/* --- each request --------------------------------------------------------- */

void
own_dispatch(struct exchange *exchange)
{
	route_dispatch(routes, route_count, exchange);
}

void
own_connected(bool connected)
{
	metrics_add(counts, (struct metric_at){ .index = CONNECTIONS },
	    connected ? 1 : -1);
}

void
own_begun(void)
{
	metrics_add(counts, (struct metric_at){ .index = IN_FLIGHT }, 1);
}

static size_t
method_place(enum method method)
{
	for (size_t i = 0; i < COUNT(METHODS); i++)
		if (METHODS[i] == method)
			return i;
	return 0;
}

static void
count_exchange(const struct exchange *exchange, uint64_t microseconds)
{
	int status = exchange->reply.status;
	size_t route =
	    exchange->route == NULL ? 0 : label_of[exchange->route - routes];
	metrics_add(counts,
	    (struct metric_at){ REQUESTS,
		{ route, method_place(exchange->request.method),
		    status > 0 && status < STATUS_MAX ? status_places[status]
						      : 0 } },
	    1);
	metrics_observe(
	    counts, (struct metric_at){ DURATION, { route } }, microseconds);
}

/* Checks come every second and say nothing new. */
static enum log_level
importance(const struct exchange *exchange)
{
	if (exchange->route >= routes && exchange->route < routes + 3)
		return LEVEL_DEBUG;
	return exchange->reply.status >= 500 ? LEVEL_WARNING : LEVEL_INFO;
}

static void
log_exchange(
    const struct exchange *exchange, bool client_left, uint64_t microseconds)
{
	const struct request *request = &exchange->request;
	struct log_line line;

	if (!log_begin(&line, importance(exchange), "request"))
		return;
	log_text(&line, "request_id", request->id);
	log_text(&line, "method", METHOD_NAMES[method_place(request->method)]);
	log_text(&line, "route",
	    exchange->route == NULL ? "none" : exchange->route->label);
	log_number(&line, "status", exchange->reply.status);
	if (exchange->reply.code != NULL)
		log_text(&line, "code", exchange->reply.code);
	log_number(&line, "duration_us", (int64_t)microseconds);
	if (exchange->player[0] != '\0')
		log_text(&line, "player", exchange->player);
	if (client_left)
		log_text(&line, "client", "left");
	log_end(&line);
}

void
own_ended(const struct exchange *exchange, bool client_left)
{
	uint64_t microseconds = server_clock() - exchange->started;

	metrics_add(counts, (struct metric_at){ .index = IN_FLIGHT }, -1);
	if (client_left)
		metrics_add(
		    counts, (struct metric_at){ .index = CLIENT_LEFT }, 1);
	else
		count_exchange(exchange, microseconds);
	log_exchange(exchange, client_left, microseconds);
}

void
own_refused(const struct verdict *verdict)
{
	struct log_line line;

	metrics_add(counts,
	    (struct metric_at){ REFUSED,
		{ metric_place(REFUSALS, COUNT(REFUSALS), verdict->code) } },
	    1);
	if (!log_begin(&line, LEVEL_INFO, "refused"))
		return;
	log_number(&line, "status", verdict->status);
	log_text(&line, "code", verdict->code);
	log_end(&line);
}

/* --- our own routes ------------------------------------------------------- */

static void
healthz(struct exchange *exchange)
{
	reply_json(&exchange->reply, 200, json_pack("{s:s}", "status", "ok"));
	exchange_finish(exchange);
}

static void
readyz(struct exchange *exchange)
{
	if (!drain_begun()) {
		motus_daemon.ready(exchange);
		return;
	}
	reply_problem(
	    &exchange->reply, 503, "draining", "This instance is ending.");
	exchange_finish(exchange);
}

static void
print_constants(FILE *out)
{
	fprintf(out,
	    "# HELP motus_build_info Always 1: what runs here.\n"
	    "# TYPE motus_build_info gauge\n"
	    "motus_build_info{service=\"%s\",version=\"%s\"} 1\n"
	    "# HELP process_start_time_seconds When the daemon started.\n"
	    "# TYPE process_start_time_seconds gauge\n"
	    "process_start_time_seconds %lld\n",
	    motus_daemon.name, motus_version(), (long long)born);
}

static void
metrics(struct exchange *exchange)
{
	struct reply *reply = &exchange->reply;
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	if (out != NULL) {
		print_constants(out);
		metrics_print(counts, out);
		metrics_print(calls.metrics, out);
		metrics_print(daemon_counts, out);
		push_print(out);
	}
	if (out == NULL || fclose(out) != 0) {
		free(text);
		reply_problem(reply, 500, "internal", "There is no memory.");
	} else {
		reply_header(reply, "content-type", "%s",
		    "text/plain; version=0.0.4; charset=utf-8");
		reply->status = 200;
		reply->owned = text;
		reply->body = text;
		reply->body_size = size;
	}
	exchange_finish(exchange);
}
