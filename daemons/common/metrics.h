/*
 * metrics.h - figures that Prometheus reads
 *
 * They live in memory that the workers share, made before they are forked.
 * Each worker writes a slot of its own, and any of them adds up all slots; so
 * no figure is lost when a worker dies.
 */
#ifndef COMMON_METRICS_H
#define COMMON_METRICS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum metric_kind {
	METRIC_COUNTER, /* only grows */
	METRIC_GAUGE, /* a worker that starts begins again at 0 */
	METRIC_LEVEL, /* all workers see the same: what the last one told */
	METRIC_HISTOGRAM, /* of microseconds, shown in seconds */
};

#define METRIC_LABELS_MAX 3

/* A label and all the values that it may have: none is made up later. */
struct metric_label {
	const char *name;
	const char *const *values;
	size_t count;
};

/*
 * The place of `value` among `count` of a label; 0, whose value stands for the
 * others, if it has none.
 */
size_t metric_place(const char *const *values, size_t count, const char *value);

struct metric {
	const char *name; /* "motus_http_requests_total" */
	const char *help;
	enum metric_kind kind;
	struct metric_label labels[METRIC_LABELS_MAX];
};

struct metrics;

/*
 * Figures for `list`, which outlives them, and `workers` workers; all 0.  NULL
 * without memory.
 */
struct metrics *metrics_create(
    const struct metric *list, size_t count, unsigned int workers);
void metrics_destroy(struct metrics *metrics);

/* This process is worker `worker`, from 0 on.  Its gauges become 0. */
void metrics_enter(struct metrics *metrics, unsigned int worker);

/*
 * Add to the counter or gauge `index` of the list, at the given value of each
 * of its labels (the others are 0).  metrics_set() tells a level,
 * metrics_observe() counts a duration.
 */
struct metric_at {
	size_t index;
	size_t label[METRIC_LABELS_MAX];
};

void metrics_set(struct metrics *metrics, struct metric_at at, int64_t level);
void metrics_add(struct metrics *metrics, struct metric_at at, int64_t amount);
void metrics_observe(
    struct metrics *metrics, struct metric_at at, uint64_t microseconds);

/*
 * Write all of them, summed over the workers, as Prometheus' text format
 * 0.0.4.  Of what has labels only what was ever counted is shown, but a level
 * always; values of a label that are NULL are not in use.
 */
void metrics_print(const struct metrics *metrics, FILE *out);

#endif
