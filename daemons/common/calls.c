#include <time.h>

#include <motus/error.h>

#include "daemons/common/calls.h"

enum { CONFLICT, UNAVAILABLE, LOST, BROKEN };

const char *const calls_errors[CALLS_ERRORS] = {
	[CONFLICT] = "conflict",
	[UNAVAILABLE] = "unavailable",
	[LOST] = "lost",
	[BROKEN] = "broken",
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

uint64_t
calls_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

void
calls_count(struct metrics *metrics, size_t durations, size_t errors,
    size_t call, uint64_t asked, int status)
{
	metrics_observe(metrics, (struct metric_at){ durations, { call } },
	    calls_clock() - asked);
	if (status != 0 && status != MOTUS_EABSENT)
		metrics_add(metrics,
		    (struct metric_at){ errors, { call, error_of(status) } },
		    1);
}
