/*
 * scores.h - the score service: what its handlers share
 */
#ifndef SCORE_SCORES_H
#define SCORE_SCORES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <motus/lexicon.h>
#include <motus/store.h>

#include "daemons/common/fetch.h"
#include "daemons/common/http.h"
#include "daemons/common/metrics.h"
#include "daemons/common/verifier.h"

#define SCORES_LANGUAGES_MAX 16

struct scores {
	time_t (*now)(void);
	const char *origin; /* PUBLIC_URL; somebody else's memory */
	struct metrics *metrics; /* somebody else's too */
	struct fetcher *fetcher;
	char languages[SCORES_LANGUAGES_MAX][MOTUS_LANGUAGE_SIZE];
	size_t language_count; /* at least one */

	struct motus_store *store;
	struct motus_loop loop;
	struct verifier *verifier; /* NULL: nobody is known by a token */
};

/* The languages of "fr,en"; false when they are too many. */
bool scores_use_languages(struct scores *scores, const char *names);

/* The place of a language; scores->language_count when it is not played. */
size_t scores_find(const struct scores *scores, const char *language);
bool scores_has(const struct scores *scores, const char *language);

/* The day that it is, as motus_date_days() counts. */
int32_t scores_today(const struct scores *scores);

/*
 * Reply with what `error`, a MOTUS_E..., means: 503 store-unavailable, or 500
 * internal, which is logged.  The exchange is still to be finished.
 */
void scores_fail(struct exchange *exchange, int error);

#endif
