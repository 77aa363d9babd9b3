#include <stdio.h>
#include <string.h>

#include <motus/date.h>

#include "daemons/score/period.h"

static const char *const names[PERIOD_KINDS] = {
	[PERIOD_DAY] = "day",
	[PERIOD_WEEK] = "week",
	[PERIOD_MONTH] = "month",
	[PERIOD_ALL] = "all",
};

bool
period_named(enum period_kind *kind, const char *name)
{
	for (int i = 0; i < PERIOD_KINDS; i++) {
		if (strcmp(names[i], name) == 0) {
			*kind = i;
			return true;
		}
	}
	return false;
}

const char *
period_name(enum period_kind kind)
{
	return names[kind];
}

static struct motus_date
date_of(int32_t day)
{
	struct motus_date date = { 1970, 1, 1 };

	motus_date_from_days(&date, day);
	return date;
}

/* 1970-01-01 was a Thursday. */
static int32_t
monday_of(int32_t day)
{
	return day - (day + 3) % 7;
}

static struct period
month_of(int32_t day)
{
	struct motus_date first = date_of(day), next;

	first.day = 1;
	next = first;
	if (++next.month > 12) {
		next.month = 1;
		next.year++;
	}
	return (struct period){ PERIOD_MONTH, motus_date_days(first),
		motus_date_days(next) - 1 };
}

struct period
period_of(enum period_kind kind, int32_t day)
{
	switch (kind) {
	case PERIOD_DAY: return (struct period){ kind, day, day };
	case PERIOD_WEEK:
		return (
		    struct period){ kind, monday_of(day), monday_of(day) + 6 };
	case PERIOD_MONTH: return month_of(day);
	default: return (struct period){ kind, PERIOD_FIRST, PERIOD_LAST };
	}
}

void
period_board(const struct period *period, const char *language,
    char ranking[MOTUS_KEY_MAX + 1])
{
	const int32_t thursday = period->from + 3;
	struct motus_date date =
	    date_of(period->kind == PERIOD_WEEK ? thursday : period->from);
	int32_t new_year =
	    motus_date_days((struct motus_date){ date.year, 1, 1 });
	char text[MOTUS_DATE_SIZE], which[32] = "";

	motus_date_format(date, text);
	if (period->kind == PERIOD_DAY)
		snprintf(which, sizeof which, ":%s", text);
	else if (period->kind == PERIOD_WEEK)
		snprintf(which, sizeof which, ":%.4s-W%02d", text,
		    (int)(thursday - new_year) / 7 + 1);
	else if (period->kind == PERIOD_MONTH)
		snprintf(which, sizeof which, ":%.7s", text);
	snprintf(ranking, MOTUS_KEY_MAX + 1, "board:%s:%s%s", language,
	    names[period->kind], which);
}
