/*
 * motus/date.h - civil dates
 *
 * A puzzle belongs to a day of the calendar, not to a moment: libmotus reads
 * no clock and knows no time zone.  Who calls it turns both into a date.  The
 * calendar is the proleptic Gregorian one, years 0001 to 9999.
 */
#ifndef MOTUS_DATE_H
#define MOTUS_DATE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct motus_date {
	int16_t year; /* 1 to 9999 */
	int8_t month; /* 1 to 12 */
	int8_t day; /* 1 to 31, as the month has them */
};

#define MOTUS_DATE_SIZE 11 /* "YYYY-MM-DD" and its NUL */

/*
 * Read "YYYY-MM-DD" (RFC 3339's full-date) from exactly `size` bytes.
 *
 *	MOTUS_EDATE	another form, or a day that does not exist
 */
int motus_date_parse(struct motus_date *date, const char *text, size_t size);

/* Write "YYYY-MM-DD" and a NUL. */
void motus_date_format(struct motus_date date, char text[MOTUS_DATE_SIZE]);

/* Days from 1970-01-01 to `date`; negative before. */
int32_t motus_date_days(struct motus_date date);

/*
 * The date `days` days after 1970-01-01.
 *
 *	MOTUS_EDATE	not in the years 1 to 9999
 */
int motus_date_from_days(struct motus_date *date, int32_t days);

#ifdef __cplusplus
}
#endif

#endif
