#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/date.h>

#include "daemons/score/period.h"

static int32_t
day(const char *text)
{
	struct motus_date date = { 0 };

	cr_assert(zero(int, motus_date_parse(&date, text, strlen(text))));
	return motus_date_days(date);
}

static void
expect(enum period_kind kind, const char *of, const char *from, const char *to,
    const char *board)
{
	struct period period = period_of(kind, day(of));
	char ranking[MOTUS_KEY_MAX + 1];

	cr_assert(eq(int, period.kind, kind));
	cr_assert(eq(i32, period.from, day(from)), "%s", of);
	cr_assert(eq(i32, period.to, day(to)), "%s", of);
	period_board(&period, "fr", ranking);
	cr_assert(eq(str, ranking, (char *)board));
}

Test(period, a_day_is_a_day)
{
	expect(PERIOD_DAY, "2026-03-28", "2026-03-28", "2026-03-28",
	    "board:fr:day:2026-03-28");
}

Test(period, a_week_goes_from_monday_to_sunday)
{
	static const char board[] = "board:fr:week:2026-W13";

	expect(PERIOD_WEEK, "2026-03-23", "2026-03-23", "2026-03-29", board);
	expect(PERIOD_WEEK, "2026-03-28", "2026-03-23", "2026-03-29", board);
	expect(PERIOD_WEEK, "2026-03-29", "2026-03-23", "2026-03-29", board);
}

Test(period, a_week_is_of_the_year_that_has_its_thursday)
{
	expect(PERIOD_WEEK, "2021-01-03", "2020-12-28", "2021-01-03",
	    "board:fr:week:2020-W53");
	expect(PERIOD_WEEK, "2024-12-31", "2024-12-30", "2025-01-05",
	    "board:fr:week:2025-W01");
	expect(PERIOD_WEEK, "2026-12-31", "2026-12-28", "2027-01-03",
	    "board:fr:week:2026-W53");
	expect(PERIOD_WEEK, "2027-01-04", "2027-01-04", "2027-01-10",
	    "board:fr:week:2027-W01");
}

Test(period, a_month_ends_with_its_last_day)
{
	expect(PERIOD_MONTH, "2026-12-31", "2026-12-01", "2026-12-31",
	    "board:fr:month:2026-12");
	expect(PERIOD_MONTH, "2027-02-01", "2027-02-01", "2027-02-28",
	    "board:fr:month:2027-02");
	expect(PERIOD_MONTH, "2028-02-29", "2028-02-01", "2028-02-29",
	    "board:fr:month:2028-02");
}

Test(period, all_time_begins_with_the_first_puzzle_there_could_be)
{
	expect(PERIOD_ALL, "2026-03-28", "2020-01-01", "9999-12-31",
	    "board:fr:all");
}

Test(period, a_period_is_known_by_its_name)
{
	enum period_kind kind;

	for (int i = 0; i < PERIOD_KINDS; i++) {
		cr_assert(eq(int, period_named(&kind, period_name(i)), 1));
		cr_assert(eq(int, kind, i));
	}
	cr_assert(zero(int, period_named(&kind, "year")));
	cr_assert(zero(int, period_named(&kind, "")));
}
