#include <motus/error.h>

#include "daemons/common/calls.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { DURATION, ERRORS, CONNECTED, RECONNECTS, IN_FLIGHT };

static const char *const names[MOTUS_CALLS] = {
	[MOTUS_CALL_GET] = "get",
	[MOTUS_CALL_COMMIT] = "commit",
	[MOTUS_CALL_RANGE] = "range",
	[MOTUS_CALL_RANK] = "rank",
	[MOTUS_CALL_COUNT] = "count",
};

enum { CONFLICT, UNAVAILABLE, LOST, BROKEN };

static const char *const errors[] = {
	[CONFLICT] = "conflict",
	[UNAVAILABLE] = "unavailable",
	[LOST] = "lost",
	[BROKEN] = "broken",
};

const struct metric calls_metrics[CALLS_METRICS] = {
	[DURATION] = { "motus_store_call_duration_seconds",
	    "From a call of the store to its end.", METRIC_HISTOGRAM,
	    { { "call", names, COUNT(names) } } },
	[ERRORS] = { "motus_store_errors_total",
	    "Calls of the store that ended otherwise than done.",
	    METRIC_COUNTER,
	    { { "call", names, COUNT(names) },
		{ "error", errors, COUNT(errors) } } },
	[CONNECTED] = { "motus_store_connected",
	    "Workers that are connected to the store.", METRIC_GAUGE,
	    { { 0 } } },
	[RECONNECTS] = { "motus_store_reconnects_total",
	    "Connections to the store that were made after one was lost.",
	    METRIC_COUNTER, { { 0 } } },
	[IN_FLIGHT] = { "motus_store_calls_in_flight",
	    "Calls of the store that have not ended.", METRIC_GAUGE,
	    { { 0 } } },
};

static size_t
error_of(int status)
{
	switch (status) {
	case MOTUS_ECONFLICT: return CONFLICT;
	case MOTUS_EUNAVAILABLE: return UNAVAILABLE;
	case MOTUS_ELOST: return LOST;
	default: return BROKEN;
	}
}

static void
begun(void *context, enum motus_call call)
{
	const struct calls *calls = context;

	(void)call;
	metrics_add(
	    calls->metrics, (struct metric_at){ .index = IN_FLIGHT }, 1);
}

/* A member that a ranking does not have is no error. */
static void
ended(void *context, enum motus_call call, int status, uint64_t microseconds)
{
	const struct calls *calls = context;

	metrics_add(
	    calls->metrics, (struct metric_at){ .index = IN_FLIGHT }, -1);
	metrics_observe(calls->metrics,
	    (struct metric_at){ DURATION, { call } }, microseconds);
	if (status != 0 && status != MOTUS_EABSENT)
		metrics_add(calls->metrics,
		    (struct metric_at){ ERRORS, { call, error_of(status) } },
		    1);
}

static void
connected(void *context, bool is)
{
	struct calls *calls = context;

	metrics_add(calls->metrics, (struct metric_at){ .index = CONNECTED },
	    is ? 1 : -1);
	if (is && calls->reached)
		metrics_add(calls->metrics,
		    (struct metric_at){ .index = RECONNECTS }, 1);
	calls->reached = true;
}

struct motus_store_observer
calls_observer(struct calls *calls)
{
	return (struct motus_store_observer){ calls, begun, ended, connected };
}
