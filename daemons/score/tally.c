#include <time.h>

#include <motus/error.h>

#include "daemons/score/tally.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { RESULTS, STORE_CALLS, STORE_ERRORS };

/* Named at start; a language that is not offered is never counted. */
static const char *languages[SCORES_LANGUAGES_MAX];

static const char *const results[] = {
	[TALLY_NEW] = "new",
	[TALLY_REPEATED] = "repeated",
	[TALLY_REFUSED] = "refused",
};

static const char *const calls[] = {
	[TALLY_GET] = "get",
	[TALLY_COMMIT] = "commit",
	[TALLY_COUNT] = "count",
	[TALLY_RANK] = "rank",
	[TALLY_RANGE] = "range",
};

enum { CONFLICT, UNAVAILABLE, LOST, BROKEN };

static const char *const errors[] = {
	[CONFLICT] = "conflict",
	[UNAVAILABLE] = "unavailable",
	[LOST] = "lost",
	[BROKEN] = "broken",
};

const struct metric tally_metrics[TALLY_METRICS] = {
	[RESULTS] = { "motus_score_results_total",
	    "Results that the game told, by what became of them.",
	    METRIC_COUNTER,
	    { { "language", languages, COUNT(languages) },
		{ "result", results, COUNT(results) } } },
	[STORE_CALLS] = { "motus_score_store_call_duration_seconds",
	    "From a call of the store to its end.", METRIC_HISTOGRAM,
	    { { "call", calls, COUNT(calls) } } },
	[STORE_ERRORS] = { "motus_score_store_errors_total",
	    "Calls of the store that ended otherwise than done.",
	    METRIC_COUNTER,
	    { { "call", calls, COUNT(calls) },
		{ "error", errors, COUNT(errors) } } },
};

void
tally_name_languages(const struct scores *scores)
{
	for (size_t i = 0; i < scores->language_count; i++)
		languages[i] = scores->languages[i];
}

void
tally_result(
    const struct scores *scores, size_t language, enum tally_result result)
{
	metrics_add(scores->metrics,
	    (struct metric_at){ RESULTS, { language, result } }, 1);
}

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

/* A member that is not there is an answer as good as another. */
void
tally_call(const struct scores *scores, enum tally_call call, uint64_t asked,
    int status)
{
	metrics_observe(scores->metrics,
	    (struct metric_at){ STORE_CALLS, { call } }, tally_clock() - asked);
	if (status != 0 && status != MOTUS_EABSENT)
		metrics_add(scores->metrics,
		    (struct metric_at){
			STORE_ERRORS, { call, error_of(status) } },
		    1);
}

uint64_t
tally_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}
