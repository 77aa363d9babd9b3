/*
 * calls.h - how calls of a store went, as figures
 *
 * A daemon names two metrics of its own: a histogram with the label "call", and
 * a counter with the labels "call" and "error", whose values are calls_errors.
 */
#ifndef COMMON_CALLS_H
#define COMMON_CALLS_H

#include <stddef.h>
#include <stdint.h>

#include "daemons/common/metrics.h"

#define CALLS_ERRORS 4
extern const char *const calls_errors[CALLS_ERRORS];

/* Microseconds of a clock that nobody sets. */
uint64_t calls_clock(void);

/*
 * A call, of that place among the label's values, began at the moment `asked`
 * of calls_clock() and ended with `status`.  A member that a ranking does not
 * have is no error.
 */
void calls_count(struct metrics *metrics, size_t durations, size_t errors,
    size_t call, uint64_t asked, int status);

#endif
