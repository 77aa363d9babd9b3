#include "daemons/score/tally.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { RESULTS };

/* Named at start; a language that is not offered is never counted. */
static const char *languages[SCORES_LANGUAGES_MAX];

static const char *const results[] = {
	[TALLY_NEW] = "new",
	[TALLY_REPEATED] = "repeated",
	[TALLY_REFUSED] = "refused",
};

const struct metric tally_metrics[TALLY_METRICS] = {
	[RESULTS] = { "motus_score_results_total",
	    "Results that the game told, by what became of them.",
	    METRIC_COUNTER,
	    { { "language", languages, COUNT(languages) },
		{ "result", results, COUNT(results) } } },
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
