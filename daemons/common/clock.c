#include <stdbool.h>

#include "daemons/common/clock.h"

#define HOUR 3600
#define DAY (24 * HOUR)

struct motus_date
clock_date(time_t now)
{
	struct tm local = { 0 };

	localtime_r(&now, &local);
	return (struct motus_date){ (int16_t)(local.tm_year + 1900),
		(int8_t)(local.tm_mon + 1), (int8_t)local.tm_mday };
}

static int
compare(struct motus_date a, struct motus_date b)
{
	if (a.year != b.year)
		return a.year - b.year;
	if (a.month != b.month)
		return a.month - b.month;
	return a.day - b.day;
}

static bool
begun(struct motus_date date, time_t moment)
{
	return compare(clock_date(moment), date) >= 0;
}

/*
 * Midnight is somewhere within the day before and the day after 00:00 UTC, and
 * is looked for there, so that it need not exist.  Where clocks go back an
 * hour over midnight the day begins twice; the first time counts.
 */
time_t
clock_day_begins(struct motus_date date)
{
	struct tm utc = { .tm_year = date.year - 1900,
		.tm_mon = date.month - 1,
		.tm_mday = date.day };
	time_t after = timegm(&utc) + DAY, before = after - 2 * DAY;

	while (after - before > 1) {
		time_t middle = before + (after - before) / 2;

		if (begun(date, middle))
			after = middle;
		else
			before = middle;
	}
	if (begun(date, after - HOUR))
		return after - HOUR;
	return after;
}

void
clock_stamp(time_t moment, char text[CLOCK_STAMP_SIZE])
{
	struct tm utc = { 0 };

	gmtime_r(&moment, &utc);
	strftime(text, CLOCK_STAMP_SIZE, "%Y-%m-%dT%H:%M:%SZ", &utc);
}
