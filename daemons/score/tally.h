/*
 * tally.h - what the service counts
 */
#ifndef SCORE_TALLY_H
#define SCORE_TALLY_H

#include "daemons/common/metrics.h"
#include "daemons/score/scores.h"

/* Results that the game told, by language. */
enum tally_result { TALLY_NEW, TALLY_REPEATED, TALLY_REFUSED };

#define TALLY_METRICS 1
extern const struct metric tally_metrics[TALLY_METRICS];

/* The languages of `scores` are the values of the label; once, at start. */
void tally_name_languages(const struct scores *scores);

/* `language` is a place in scores->languages. */
void tally_result(
    const struct scores *scores, size_t language, enum tally_result result);

#endif
