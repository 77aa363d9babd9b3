/*
 * century.h - all the days of a calendar, and whether they keep the rules
 */
#ifndef TESTS_CENTURY_H
#define TESTS_CENTURY_H

#include <motus/daily.h>

#include "tests/small.h"

/* A lexicon, its calendar, and which answer each day has. */
struct century {
	struct small small;
	struct motus_calendar *calendar;
	int32_t first; /* days from 1970-01-01 */
	struct motus_answer *answers; /* in the order of the alphabet */
	size_t count; /* of them */
	int day[MOTUS_CALENDAR_DAYS]; /* an index of `answers` */
};

/* A lexicon of an answers file, with no other words than its answers. */
struct small small_of(const char *answers);

/* The calendar of that lexicon under `key`.  The test fails when it fails. */
struct century *century_create(const char *answers, const unsigned char *key);
void century_destroy(struct century *century);

/* The puzzle of a day, the first being 0. */
struct motus_puzzle century_puzzle(const struct century *century, int32_t day);

/* How many days have a length or an initial of the day before. */
int century_alike(const struct century *century);

/*
 * How many days have an answer that is not in their edition, or that had come
 * before while another one of their edition had not come yet.
 */
int century_out_of_turn(const struct century *century);

/* The fewest days after which an answer comes again. */
int32_t century_apart(const struct century *century);

/* How many of the first `days` days have the same word in both. */
int century_same(
    const struct century *a, const struct century *b, int32_t days);

#endif
