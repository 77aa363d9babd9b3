/*
 * period.h - what boards are for: a day, an ISO week, a month, all time
 */
#ifndef SCORE_PERIOD_H
#define SCORE_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

#include <motus/store.h>

enum period_kind { PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH, PERIOD_ALL };

#define PERIOD_KINDS 4

/* No puzzle is of a day before 2020-01-01, or after 9999-12-31. */
#define PERIOD_FIRST 18262
#define PERIOD_LAST 2932896

struct period {
	enum period_kind kind;
	int32_t from, to; /* days, as motus_date_days() counts; both in it */
};

/* The kind of that name ("week"); false when there is none. */
bool period_named(enum period_kind *kind, const char *name);
const char *period_name(enum period_kind kind);

/* The period that has `day`, from PERIOD_FIRST to PERIOD_LAST, in it. */
struct period period_of(enum period_kind kind, int32_t day);

/*
 * The ranking in the store: "board:fr:day:2026-03-28", "board:fr:week:2026-W13"
 * (of the year that has its Thursday), "board:fr:month:2026-03",
 * "board:fr:all".
 */
void period_board(const struct period *period, const char *language,
    char ranking[MOTUS_KEY_MAX + 1]);

#endif
