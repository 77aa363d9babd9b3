#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/wait.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/common/metrics.h"

static const char *const outcomes[] = { "played", "refused" };
static const char *const languages[] = { "fr", "en", "br" };
static const char *const offered[] = { "fr", "en", NULL };

enum { GUESSES, OPEN, TIME, DEPTH, PLAYERS };

static const struct metric list[] = {
	[GUESSES] = { "guesses_total", "Guesses.", METRIC_COUNTER,
	    { { "language", languages, 3 }, { "outcome", outcomes, 2 } } },
	[OPEN] = { "open", "Open ones.", METRIC_GAUGE, { { 0 } } },
	[DEPTH] = { "depth", "How deep.", METRIC_LEVEL, { { 0 } } },
	[PLAYERS] = { "players", "Players.", METRIC_LEVEL,
	    { { "language", offered, 3 } } },
	[TIME] = { "time_seconds", "Time.", METRIC_HISTOGRAM,
	    { { "language", languages, 3 } } },
};

static char *
printed(const struct metrics *metrics)
{
	static char text[65536];
	FILE *out = fmemopen(text, sizeof text, "w");

	metrics_print(metrics, out);
	fclose(out);
	return text;
}

/* Whether a whole line is there. */
static bool
has_line(const struct metrics *metrics, const char *line)
{
	char *text = printed(metrics);
	const char *at = strstr(text, line);

	return at != NULL && (at == text || at[-1] == '\n') &&
	    at[strlen(line)] == '\n';
}

static struct metrics *
fresh(unsigned int workers)
{
	struct metrics *metrics =
	    metrics_create(list, sizeof list / sizeof *list, workers);

	cr_assert(not(zero(ptr, metrics)));
	return metrics;
}

Test(metrics, nothing_counted_shows_what_there_could_be)
{
	struct metrics *metrics = fresh(1);
	char *text = printed(metrics);

	cr_assert(eq(str, text,
	    "# HELP guesses_total Guesses.\n# TYPE guesses_total counter\n"
	    "# HELP open Open ones.\n# TYPE open gauge\nopen 0\n"
	    "# HELP time_seconds Time.\n# TYPE time_seconds histogram\n"
	    "# HELP depth How deep.\n# TYPE depth gauge\ndepth 0\n"
	    "# HELP players Players.\n# TYPE players gauge\n"
	    "players{language=\"fr\"} 0\nplayers{language=\"en\"} 0\n"));
	metrics_destroy(metrics);
}

Test(metrics, each_combination_of_labels_counts_for_itself)
{
	struct metrics *metrics = fresh(1);

	metrics_add(metrics, (struct metric_at){ GUESSES, { 2, 0 } }, 5);
	metrics_add(metrics, (struct metric_at){ GUESSES, { 0, 1 } }, 1);
	metrics_add(metrics, (struct metric_at){ GUESSES, { 0, 1 } }, 1);
	cr_assert(has_line(
	    metrics, "guesses_total{language=\"br\",outcome=\"played\"} 5"));
	cr_assert(has_line(
	    metrics, "guesses_total{language=\"fr\",outcome=\"refused\"} 2"));
	cr_assert(not(has_line(
	    metrics, "guesses_total{language=\"fr\",outcome=\"played\"} 0")));
	metrics_destroy(metrics);
}

Test(metrics, a_histogram_adds_up_from_bucket_to_bucket)
{
	struct metrics *metrics = fresh(1);
	struct metric_at en = { TIME, { 1 } };

	metrics_observe(metrics, en, 250);
	metrics_observe(metrics, en, 251);
	metrics_observe(metrics, en, 9000000);
	cr_assert(has_line(
	    metrics, "time_seconds_bucket{language=\"en\",le=\"0.00025\"} 1"));
	cr_assert(has_line(
	    metrics, "time_seconds_bucket{language=\"en\",le=\"0.0005\"} 2"));
	cr_assert(has_line(
	    metrics, "time_seconds_bucket{language=\"en\",le=\"5\"} 2"));
	cr_assert(has_line(
	    metrics, "time_seconds_bucket{language=\"en\",le=\"+Inf\"} 3"));
	cr_assert(
	    has_line(metrics, "time_seconds_sum{language=\"en\"} 9.000501"));
	cr_assert(has_line(metrics, "time_seconds_count{language=\"en\"} 3"));
	metrics_destroy(metrics);
}

static void
in_a_worker(struct metrics *metrics, unsigned int worker, int64_t amount)
{
	pid_t pid = fork();

	if (pid == 0) {
		metrics_enter(metrics, worker);
		for (int64_t i = 0; i < amount; i++) {
			metrics_add(metrics,
			    (struct metric_at){ GUESSES, { 0, 0 } }, 1);
			metrics_add(
			    metrics, (struct metric_at){ .index = OPEN }, 1);
		}
		_exit(0);
	}
	waitpid(pid, NULL, 0);
}

Test(metrics, any_process_sees_the_sum_of_all_workers)
{
	struct metrics *metrics = fresh(3);

	in_a_worker(metrics, 0, 10);
	in_a_worker(metrics, 1, 20);
	in_a_worker(metrics, 2, 30);
	cr_assert(has_line(
	    metrics, "guesses_total{language=\"fr\",outcome=\"played\"} 60"));
	cr_assert(has_line(metrics, "open 60"));
	metrics_destroy(metrics);
}

Test(metrics, a_worker_that_starts_again_keeps_counters_and_drops_gauges)
{
	struct metrics *metrics = fresh(2);

	in_a_worker(metrics, 0, 10);
	in_a_worker(metrics, 1, 20);
	in_a_worker(metrics, 1, 1);
	cr_assert(has_line(
	    metrics, "guesses_total{language=\"fr\",outcome=\"played\"} 31"));
	cr_assert(has_line(metrics, "open 11"));
	metrics_destroy(metrics);
}

Test(metrics, a_level_is_what_any_worker_told_last)
{
	struct metrics *metrics = fresh(3);

	for (unsigned int worker = 0; worker < 3; worker++) {
		metrics_enter(metrics, worker);
		metrics_set(metrics, (struct metric_at){ .index = DEPTH },
		    7 - (int64_t)worker);
	}
	cr_assert(has_line(metrics, "depth 5"));
	metrics_enter(metrics, 0);
	cr_assert(has_line(metrics, "depth 5"));
	metrics_destroy(metrics);
}
