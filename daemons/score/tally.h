/*
 * tally.h - what the service counts
 */
#ifndef SCORE_TALLY_H
#define SCORE_TALLY_H

#include <stdint.h>

#include "daemons/common/calls.h"
#include "daemons/score/scores.h"

/* Results that the game told, by language. */
enum tally_result { TALLY_NEW, TALLY_REPEATED, TALLY_REFUSED };

/* Calls of the store. */
enum tally_call {
	TALLY_GET,
	TALLY_COMMIT,
	TALLY_COUNT,
	TALLY_RANK,
	TALLY_RANGE
};

#define TALLY_METRICS 3
extern const struct metric tally_metrics[TALLY_METRICS];

/* The languages of `scores` are the values of the label; once, at start. */
void tally_name_languages(const struct scores *scores);

/* `language` is a place in scores->languages. */
void tally_result(
    const struct scores *scores, size_t language, enum tally_result result);

/* A call that began at the moment `asked`, of calls_clock(), ended so. */
void tally_call(const struct scores *scores, enum tally_call call,
    uint64_t asked, int status);

#endif
