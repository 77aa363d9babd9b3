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
		{ "error", calls_errors, CALLS_ERRORS } } },
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

void
tally_call(const struct scores *scores, enum tally_call call, uint64_t asked,
    int status)
{
	calls_count(
	    scores->metrics, STORE_CALLS, STORE_ERRORS, call, asked, status);
}
