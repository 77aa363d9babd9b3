#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/date.h>
#include <motus/error.h>

static int
parse(const char *text)
{
	struct motus_date date;

	return motus_date_parse(&date, text, strlen(text));
}

static int32_t
days(const char *text)
{
	struct motus_date date;

	cr_assert(zero(int, motus_date_parse(&date, text, strlen(text))));
	return motus_date_days(date);
}

Test(date, a_date_is_read_as_it_is_written)
{
	struct motus_date date;
	char text[MOTUS_DATE_SIZE];

	cr_assert(zero(int, motus_date_parse(&date, "2027-03-09", 10)));
	cr_assert(eq(int, date.year, 2027));
	cr_assert(eq(int, date.month, 3));
	cr_assert(eq(int, date.day, 9));
	motus_date_format(date, text);
	cr_assert(eq(str, text, "2027-03-09"));
	motus_date_format((struct motus_date){ 1, 1, 1 }, text);
	cr_assert(eq(str, text, "0001-01-01"));
	motus_date_format((struct motus_date){ 9999, 12, 31 }, text);
	cr_assert(eq(str, text, "9999-12-31"));
}

Test(date, a_day_that_does_not_exist_is_refused)
{
	static const char *const refused[] = { "2027-02-29", "2028-02-30",
		"2100-02-29", "1900-02-29", "2027-04-31", "2027-06-31",
		"2027-09-31", "2027-11-31", "2027-01-32", "2027-01-00",
		"2027-00-10", "2027-13-01", "0000-01-01" };

	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		cr_assert(
		    eq(int, parse(refused[i]), MOTUS_EDATE), "%s", refused[i]);
}

Test(date, a_leap_day_exists_in_its_years)
{
	cr_assert(zero(int, parse("2028-02-29")));
	cr_assert(zero(int, parse("2000-02-29")));
	cr_assert(zero(int, parse("2400-02-29")));
}

Test(date, another_form_is_refused)
{
	static const char *const refused[] = { "", "2027", "2027-3-9",
		"27-03-09", "2027/03/09", "2027-03-9 ", " 027-03-09",
		"+027-03-09", "-027-03-09", "2027-+3-09", "2027-03--9",
		"2027-03-0x", "20270309", "2027-03-091", "2027-03-09 ",
		"02027-03-09", "2027-03-09T00:00:00Z", "aaaa-bb-cc",
		"2027-\u0660\u0661-1" };

	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		cr_assert(
		    eq(int, parse(refused[i]), MOTUS_EDATE), "%s", refused[i]);
}

Test(date, a_nul_is_no_digit)
{
	struct motus_date date = { 2000, 1, 1 };

	cr_assert(
	    eq(int, motus_date_parse(&date, "2027-03-\0009", 10), MOTUS_EDATE));
	cr_assert(eq(int, date.year, 2000));
}

Test(date, days_are_counted_from_1970)
{
	cr_assert(zero(i32, days("1970-01-01")));
	cr_assert(eq(i32, days("1970-01-02"), 1));
	cr_assert(eq(i32, days("1969-12-31"), -1));
	cr_assert(eq(i32, days("2000-03-01"), 11017));
	cr_assert(eq(i32, days("0001-01-01"), -719162));
	cr_assert(eq(i32, days("9999-12-31"), 2932896));
}

Test(date, the_day_after_28_february_depends_on_the_year)
{
	cr_assert(eq(i32, days("2027-03-01") - days("2027-02-28"), 1));
	cr_assert(eq(i32, days("2028-03-01") - days("2028-02-28"), 2));
	cr_assert(eq(i32, days("2100-03-01") - days("2100-02-28"), 1));
	cr_assert(eq(i32, days("2000-03-01") - days("2000-02-28"), 2));
}

/* The next day, by the rules as they are told at school. */
static struct motus_date
tomorrow(struct motus_date date)
{
	bool leap = date.year % 400 == 0 ||
	    (date.year % 4 == 0 && date.year % 100 != 0);
	bool thirty = date.month == 4 || date.month == 6 || date.month == 9 ||
	    date.month == 11;
	int last = date.month == 2 ? 28 + leap : 31 - thirty;

	if (date.day < last)
		date.day++;
	else if (date.month < 12)
		date = (struct motus_date){ date.year, date.month + 1, 1 };
	else
		date = (struct motus_date){ date.year + 1, 1, 1 };
	return date;
}

Test(date, every_day_of_ten_thousand_years_comes_back_from_its_count)
{
	struct motus_date date = { 1, 1, 1 }, back;

	for (int32_t count = -719162; count <= 2932896; count++) {
		cr_assert(eq(i32, motus_date_days(date), count));
		cr_assert(zero(int, motus_date_from_days(&back, count)));
		cr_assert(zero(int, memcmp(&back, &date, sizeof(date))));
		date = tomorrow(date);
	}
	cr_assert(eq(int, date.year, 10000));
}

Test(date, every_day_of_400_years_is_read_back_as_it_was_written)
{
	struct motus_date date = { 1900, 1, 1 }, back;
	char text[MOTUS_DATE_SIZE];

	for (; date.year < 2300; date = tomorrow(date)) {
		motus_date_format(date, text);
		cr_assert(zero(int, motus_date_parse(&back, text, 10)));
		cr_assert(zero(int, memcmp(&back, &date, sizeof(date))));
	}
}

Test(date, a_count_outside_the_years_1_to_9999_is_refused)
{
	struct motus_date date = { 2000, 1, 1 };

	cr_assert(eq(int, motus_date_from_days(&date, -719163), MOTUS_EDATE));
	cr_assert(eq(int, motus_date_from_days(&date, 2932897), MOTUS_EDATE));
	cr_assert(eq(int, motus_date_from_days(&date, INT32_MIN), MOTUS_EDATE));
	cr_assert(eq(int, motus_date_from_days(&date, INT32_MAX), MOTUS_EDATE));
	cr_assert(eq(int, date.year, 2000));
}
