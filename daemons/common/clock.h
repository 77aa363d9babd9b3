/*
 * clock.h - the moment and the zone, turned into civil dates
 */
#ifndef COMMON_CLOCK_H
#define COMMON_CLOCK_H

#include <stdint.h>
#include <time.h>

#include <motus/date.h>

/*
 * The civil date in the process's zone (TZ, set once at start from TIMEZONE)
 * at the moment `now`.
 */
struct motus_date clock_date(time_t now);

/*
 * The moment at which `date` begins there: the first second of that day, also
 * where 00:00 does not exist or comes twice.
 */
time_t clock_day_begins(struct motus_date date);

/* "YYYY-MM-DDThh:mm:ssZ" (RFC 3339, UTC) and a NUL. */
#define CLOCK_STAMP_SIZE 21
void clock_stamp(time_t moment, char text[CLOCK_STAMP_SIZE]);

#endif
