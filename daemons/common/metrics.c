#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sys/mman.h>

#include "daemons/common/metrics.h"

#define CACHE_LINE 64

/* The upper ends of a histogram's buckets; one more has all the rest. */
static const struct {
	uint64_t microseconds;
	const char *seconds;
} BUCKETS[] = { { 250, "0.00025" }, { 500, "0.0005" }, { 1000, "0.001" },
	{ 2500, "0.0025" }, { 5000, "0.005" }, { 10000, "0.01" },
	{ 25000, "0.025" }, { 50000, "0.05" }, { 100000, "0.1" },
	{ 250000, "0.25" }, { 500000, "0.5" }, { 1000000, "1" },
	{ 2500000, "2.5" }, { 5000000, "5" } };

#define BUCKET_COUNT (sizeof BUCKETS / sizeof *BUCKETS)
#define HISTOGRAM_CELLS (BUCKET_COUNT + 2) /* the rest, and the sum */

struct metrics {
	const struct metric *list;
	size_t count;
	size_t *first; /* of each metric: its first cell in a slot */
	unsigned int workers;
	size_t slot_cells; /* of one worker, up to a whole cache line */
	size_t mapped;
	int64_t *slots;
	int64_t *mine;
};

size_t
metric_place(const char *const *values, size_t count, const char *value)
{
	for (size_t i = 1; i < count; i++)
		if (strcmp(values[i], value) == 0)
			return i;
	return 0;
}

/* How many series a metric has: every combination of its labels' values. */
static size_t
series_count(const struct metric *metric)
{
	size_t count = 1;

	for (size_t i = 0; i < METRIC_LABELS_MAX; i++)
		if (metric->labels[i].name != NULL)
			count *= metric->labels[i].count;
	return count;
}

static size_t
series_cells(const struct metric *metric)
{
	return metric->kind == METRIC_HISTOGRAM ? HISTOGRAM_CELLS : 1;
}

static void
lay_out(struct metrics *metrics)
{
	size_t line = CACHE_LINE / sizeof *metrics->slots, cells = 0;

	for (size_t i = 0; i < metrics->count; i++) {
		metrics->first[i] = cells;
		cells += series_count(&metrics->list[i]) *
		    series_cells(&metrics->list[i]);
	}
	metrics->slot_cells = (cells / line + 1) * line;
	metrics->mapped =
	    metrics->slot_cells * metrics->workers * sizeof *metrics->slots;
}

struct metrics *
metrics_create(const struct metric *list, size_t count, unsigned int workers)
{
	struct metrics *metrics = calloc(1, sizeof *metrics);

	if (metrics == NULL)
		return NULL;
	metrics->list = list;
	metrics->count = count;
	metrics->workers = workers;
	metrics->first = calloc(count + 1, sizeof *metrics->first);
	if (metrics->first == NULL) {
		free(metrics);
		return NULL;
	}
	lay_out(metrics);
	metrics->slots = mmap(NULL, metrics->mapped, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (metrics->slots == MAP_FAILED) {
		free(metrics->first);
		free(metrics);
		return NULL;
	}
	metrics->mine = metrics->slots;
	return metrics;
}

void
metrics_destroy(struct metrics *metrics)
{
	if (metrics == NULL)
		return;
	munmap(metrics->slots, metrics->mapped);
	free(metrics->first);
	free(metrics);
}

void
metrics_enter(struct metrics *metrics, unsigned int worker)
{
	assert(worker < metrics->workers);
	metrics->mine = metrics->slots + worker * metrics->slot_cells;
	for (size_t i = 0; i < metrics->count; i++)
		if (metrics->list[i].kind == METRIC_GAUGE)
			memset(metrics->mine + metrics->first[i], 0,
			    series_count(&metrics->list[i]) *
				sizeof *metrics->mine);
}

static int64_t *
cell_in(const struct metrics *metrics, int64_t *slot, struct metric_at at)
{
	const struct metric *metric = &metrics->list[at.index];
	size_t series = 0;

	assert(at.index < metrics->count);
	for (size_t i = 0; i < METRIC_LABELS_MAX; i++) {
		if (metric->labels[i].name == NULL)
			continue;
		assert(at.label[i] < metric->labels[i].count);
		series = series * metric->labels[i].count + at.label[i];
	}
	return slot + metrics->first[at.index] + series * series_cells(metric);
}

static int64_t *
cell_at(const struct metrics *metrics, struct metric_at at)
{
	return cell_in(metrics, metrics->mine, at);
}

/*
 * One process writes a cell, others may read it: atomic, but no lock and no
 * order among cells is needed.
 */
static void
grow(int64_t *cell, int64_t amount)
{
	__atomic_store_n(cell, *cell + amount, __ATOMIC_RELAXED);
}

/* The first slot has it for all of them. */
void
metrics_set(struct metrics *metrics, struct metric_at at, int64_t level)
{
	__atomic_store_n(
	    cell_in(metrics, metrics->slots, at), level, __ATOMIC_RELAXED);
}

void
metrics_add(struct metrics *metrics, struct metric_at at, int64_t amount)
{
	grow(cell_at(metrics, at), amount);
}

void
metrics_observe(
    struct metrics *metrics, struct metric_at at, uint64_t microseconds)
{
	int64_t *cell = cell_at(metrics, at);
	size_t bucket = 0;

	while (bucket < BUCKET_COUNT &&
	    microseconds > BUCKETS[bucket].microseconds)
		bucket++;
	grow(cell + bucket, 1);
	grow(cell + BUCKET_COUNT + 1, (int64_t)microseconds);
}

/* --- printing ------------------------------------------------------------- */

static int64_t
sum(const struct metrics *metrics, size_t cell)
{
	int64_t total = 0;

	for (unsigned int i = 0; i < metrics->workers; i++)
		total += __atomic_load_n(
		    &metrics->slots[i * metrics->slot_cells + cell],
		    __ATOMIC_RELAXED);
	return total;
}

/* The value of a label in a series: the last label's changes first. */
static const char *
value_of(const struct metric *metric, size_t series, size_t label)
{
	for (size_t i = METRIC_LABELS_MAX - 1; i > label; i--)
		if (metric->labels[i].name != NULL)
			series /= metric->labels[i].count;
	return metric->labels[label]
	    .values[series % metric->labels[label].count];
}

/* The labels of a series, and `le` of a bucket. */
static void
print_labels(
    FILE *out, const struct metric *metric, size_t series, const char *le)
{
	const char *comma = "{";

	for (size_t i = 0; i < METRIC_LABELS_MAX; i++) {
		if (metric->labels[i].name == NULL)
			continue;
		fprintf(out, "%s%s=\"%s\"", comma, metric->labels[i].name,
		    value_of(metric, series, i));
		comma = ",";
	}
	if (le != NULL) {
		fprintf(out, "%sle=\"%s\"", comma, le);
		comma = ",";
	}
	if (*comma == ',')
		fputc('}', out);
}

static void
print_histogram(FILE *out, const struct metrics *metrics,
    const struct metric *metric, size_t series, size_t cell)
{
	int64_t count = 0, total = sum(metrics, cell + BUCKET_COUNT + 1);

	for (size_t i = 0; i <= BUCKET_COUNT; i++) {
		count += sum(metrics, cell + i);
		fprintf(out, "%s_bucket", metric->name);
		print_labels(out, metric, series,
		    i < BUCKET_COUNT ? BUCKETS[i].seconds : "+Inf");
		fprintf(out, " %lld\n", (long long)count);
	}
	fprintf(out, "%s_sum", metric->name);
	print_labels(out, metric, series, NULL);
	fprintf(out, " %lld.%06lld\n", (long long)(total / 1000000),
	    (long long)(total % 1000000));
	fprintf(out, "%s_count", metric->name);
	print_labels(out, metric, series, NULL);
	fprintf(out, " %lld\n", (long long)count);
}

/* Whether a series was ever counted, by any worker. */
static bool
counted(const struct metrics *metrics, const struct metric *metric, size_t cell)
{
	for (size_t i = 0; i < series_cells(metric); i++)
		if (sum(metrics, cell + i) != 0)
			return true;
	return false;
}

/* Whether each of its labels has a value that is in use. */
static bool
named(const struct metric *metric, size_t series)
{
	for (size_t i = 0; i < METRIC_LABELS_MAX; i++)
		if (metric->labels[i].name != NULL &&
		    value_of(metric, series, i) == NULL)
			return false;
	return true;
}

static void
print_metric(FILE *out, const struct metrics *metrics, size_t index)
{
	static const char *const kinds[] = { [METRIC_COUNTER] = "counter",
		[METRIC_GAUGE] = "gauge",
		[METRIC_LEVEL] = "gauge",
		[METRIC_HISTOGRAM] = "histogram" };
	const struct metric *metric = &metrics->list[index];
	size_t cell = metrics->first[index];

	fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", metric->name, metric->help,
	    metric->name, kinds[metric->kind]);
	for (size_t i = 0; i < series_count(metric); i++) {
		if (metric->labels[0].name == NULL ||
		    (metric->kind == METRIC_LEVEL && named(metric, i)) ||
		    counted(metrics, metric, cell)) {
			if (metric->kind == METRIC_HISTOGRAM) {
				print_histogram(out, metrics, metric, i, cell);
			} else {
				fputs(metric->name, out);
				print_labels(out, metric, i, NULL);
				fprintf(out, " %lld\n",
				    (long long)sum(metrics, cell));
			}
		}
		cell += series_cells(metric);
	}
}

void
metrics_print(const struct metrics *metrics, FILE *out)
{
	for (size_t i = 0; i < metrics->count; i++)
		print_metric(out, metrics, i);
}
