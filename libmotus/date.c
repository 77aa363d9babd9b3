#include <stdbool.h>

#include <motus/date.h>
#include <motus/error.h>

#define ERA_DAYS 146097 /* the calendar repeats after 400 years */
#define EPOCH 719468 /* days from 0000-03-01 to 1970-01-01 */

/* The value of `count` decimal digits, or -1 when one is none. */
static int
digits(const char *text, int count)
{
	int value = 0;

	for (int i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = 10 * value + (text[i] - '0');
	}
	return value;
}

static int
days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return month == 2 && leap ? 29 : days[month - 1];
}

int
motus_date_parse(struct motus_date *date, const char *text, size_t size)
{
	int year, month, day;

	if (size != MOTUS_DATE_SIZE - 1 || text[4] != '-' || text[7] != '-')
		return MOTUS_EDATE;
	year = digits(text, 4);
	month = digits(text + 5, 2);
	day = digits(text + 8, 2);
	if (year < 1 || month < 1 || month > 12 || day < 1 ||
	    day > days_in_month(year, month))
		return MOTUS_EDATE;
	date->year = (int16_t)year;
	date->month = (int8_t)month;
	date->day = (int8_t)day;
	return 0;
}

void
motus_date_format(struct motus_date date, char text[MOTUS_DATE_SIZE])
{
	int number = (date.year * 100 + date.month) * 100 + date.day;

	text[MOTUS_DATE_SIZE - 1] = '\0';
	for (int i = MOTUS_DATE_SIZE - 2; i >= 0; i--) {
		if (i == 4 || i == 7) {
			text[i] = '-';
			continue;
		}
		text[i] = (char)('0' + number % 10);
		number /= 10;
	}
}

/*
 * Years are counted from 1 March, so that the day that leap years add is the
 * last one of its year and the months before it always begin on the same day.
 */
int32_t
motus_date_days(struct motus_date date)
{
	int32_t year = date.month > 2 ? date.year : date.year - 1;
	int32_t month = (date.month + 9) % 12; /* 0 is March */
	int32_t day = (153 * month + 2) / 5 + date.day - 1; /* of the year */

	return 365 * year + year / 4 - year / 100 + year / 400 + day - EPOCH;
}

int
motus_date_from_days(struct motus_date *date, int32_t days)
{
	static const struct motus_date first = { 1, 1, 1 };
	static const struct motus_date last = { 9999, 12, 31 };
	int32_t day, year, month;

	if (days < motus_date_days(first) || days > motus_date_days(last))
		return MOTUS_EDATE;
	day = (days + EPOCH) % ERA_DAYS;
	year = (day - day / 1460 + day / 36524 - day / (ERA_DAYS - 1)) / 365;
	day -= 365 * year + year / 4 - year / 100;
	month = (5 * day + 2) / 153; /* 0 is March */
	day -= (153 * month + 2) / 5;
	year += 400 * ((days + EPOCH) / ERA_DAYS);

	date->day = (int8_t)(day + 1);
	date->month = (int8_t)(month < 10 ? month + 3 : month - 9);
	date->year = (int16_t)(month < 10 ? year : year + 1);
	return 0;
}
