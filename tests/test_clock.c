#include <stdlib.h>
#include <time.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/common/clock.h"

static void
enter(const char *zone)
{
	setenv("TZ", zone, 1);
	tzset();
}

/* "date begins at" in UTC. */
static const char *
begins(int year, int month, int day)
{
	static char text[CLOCK_STAMP_SIZE];
	struct motus_date date = { (int16_t)year, (int8_t)month, (int8_t)day };
	time_t moment = clock_day_begins(date);

	date = clock_date(moment);
	cr_assert(eq(int, date.day, day));
	cr_assert(eq(int, date.month, month));
	cr_assert(eq(int, date.year, year));
	cr_assert(ne(int, clock_date(moment - 1).day, day));
	clock_stamp(moment, text);
	return text;
}

#define BEGINS(y, m, d, stamp) \
	cr_assert(eq(str, (char *)begins(y, m, d), stamp))

Test(clock, a_day_in_utc_begins_at_midnight)
{
	enter("UTC");
	BEGINS(1970, 1, 1, "1970-01-01T00:00:00Z");
	BEGINS(2026, 12, 31, "2026-12-31T00:00:00Z");
}

Test(clock, a_day_of_23_or_25_hours_in_paris_begins_at_midnight)
{
	enter("Europe/Paris");
	BEGINS(2026, 3, 28, "2026-03-27T23:00:00Z");
	BEGINS(2026, 3, 29, "2026-03-28T23:00:00Z");
	BEGINS(2026, 3, 30, "2026-03-29T22:00:00Z");
	BEGINS(2026, 10, 25, "2026-10-24T22:00:00Z");
	BEGINS(2026, 10, 26, "2026-10-25T23:00:00Z");
}

Test(clock, the_29th_of_february_is_a_day)
{
	enter("Europe/Paris");
	BEGINS(2028, 2, 29, "2028-02-28T23:00:00Z");
	BEGINS(2028, 3, 1, "2028-02-29T23:00:00Z");
}

Test(clock, a_day_without_a_midnight_begins_at_one)
{
	enter("America/Santiago");
	BEGINS(2026, 9, 6, "2026-09-06T04:00:00Z");
	enter("Africa/Cairo");
	BEGINS(2026, 4, 24, "2026-04-23T22:00:00Z");
	enter("Asia/Beirut");
	BEGINS(2026, 3, 29, "2026-03-28T22:00:00Z");
}

Test(clock, an_evening_that_comes_twice_is_one_day)
{
	enter("America/Santiago");
	BEGINS(2026, 4, 5, "2026-04-05T04:00:00Z");
	cr_assert(eq(int,
	    clock_date(
		clock_day_begins((struct motus_date){ 2026, 4, 5 }) - 3600)
		.day,
	    4));
}

Test(clock, a_midnight_that_comes_twice_counts_the_first_time)
{
	struct motus_date date = { 2006, 10, 29 };

	enter("Atlantic/Azores");
	BEGINS(2026, 10, 25, "2026-10-25T00:00:00Z");
	enter("America/St_Johns");
	cr_assert(eq(int, (int)clock_day_begins(date),
	    (int)(1162089000))); /* 02:30 UTC; at 02:31 clocks went back */
}

Test(clock, the_ends_of_the_zones_have_their_own_dates)
{
	enter("Pacific/Kiritimati");
	BEGINS(2026, 1, 1, "2025-12-31T10:00:00Z");
	enter("Pacific/Pago_Pago");
	BEGINS(2026, 1, 1, "2026-01-01T11:00:00Z");
}

Test(clock, the_last_second_is_of_the_day_before)
{
	time_t midnight;

	enter("Europe/Paris");
	midnight = clock_day_begins((struct motus_date){ 2026, 7, 14 });
	cr_assert(eq(int, clock_date(midnight - 1).day, 13));
	cr_assert(eq(int, clock_date(midnight).day, 14));
}
