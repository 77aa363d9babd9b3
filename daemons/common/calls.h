/*
 * calls.h - what a store is asked, and whether it can be reached, as figures
 */
#ifndef COMMON_CALLS_H
#define COMMON_CALLS_H

#include <stdbool.h>

#include <motus/store.h>

#include "daemons/common/metrics.h"

#define CALLS_METRICS 5
extern const struct metric calls_metrics[CALLS_METRICS];

struct calls {
	struct metrics *metrics; /* of that list; somebody else's */
	bool reached; /* the store was connected once */
};

/* Who counts what a store does; `calls` outlives it. */
struct motus_store_observer calls_observer(struct calls *calls);

#endif
