/*
 * loki.h - the lines of the log, pushed to Loki as well
 *
 * Lines wait in a queue of bounded size and go out in batches, one at a time,
 * on the event loop.  A batch that Loki does not take now is sent again, for
 * as long as it takes; one that it refuses is dropped.  When the queue is full
 * its oldest lines are dropped: what happened last is what somebody looks for,
 * and standard output has it all.
 *
 * A parent process only queues; each line that it says goes to the first
 * worker that starts afterwards.
 */
#ifndef COMMON_LOKI_H
#define COMMON_LOKI_H

#include <stdbool.h>
#include <stdint.h>

#include <motus/store.h>

#include "daemons/common/fetch.h"
#include "daemons/common/metrics.h"

#define LOKI_QUEUE_SIZE (2 * 1024 * 1024) /* bytes of lines that wait */
#define LOKI_BATCH_SIZE (256 * 1024) /* bytes of lines in a batch */
#define LOKI_DELAY 1000 /* milliseconds until a line goes out */
#define LOKI_PATIENCE 5000 /* milliseconds for an answer */
#define LOKI_PAUSE_MIN 1000 /* milliseconds until the next try; doubled */
#define LOKI_PAUSE_MAX 30000
#define LOKI_RETRY_AFTER_MAX 60 /* seconds that Loki may ask to wait */

/* The figures of a log, which are there without Loki as well. */
enum { LOKI_PUSHED, LOKI_DROPPED, LOKI_ERRORS, LOKI_METRICS };

extern const struct metric loki_metrics[LOKI_METRICS];

struct loki_setup {
	const char *service, *instance; /* labels, with no control character */
	struct fetcher *fetcher; /* to Loki's origin */
	struct metrics *metrics; /* of loki_metrics */
	uint64_t *taken; /* 0 at first, and shared by all processes */
};

struct loki; /* opaque: a process's */

/*
 * From now on lines are queued.  `setup` is copied, what it points to must
 * outlive this.  NULL without memory.
 */
struct loki *loki_create(const struct loki_setup *setup);

/*
 * In a worker: from now on lines are pushed, on this loop (copied), on which
 * the fetcher was started.  Of the parent's lines those that another worker
 * took are left out.
 */
void loki_start(struct loki *loki, const struct motus_loop *loop);

/* Send what waits, now and once; then nothing more is tried. */
void loki_end(struct loki *loki);

/* Whether that is done. */
bool loki_has_ended(const struct loki *loki);

/* The fetcher must be gone.  NULL is allowed. */
void loki_destroy(struct loki *loki);

#endif
