/*
 * counted.h - what a service in the test's process has counted
 */
#ifndef TESTS_COUNTED_H
#define TESTS_COUNTED_H

#include <stdbool.h>

#include "daemons/common/metrics.h"

/* Whether the figures have this whole line. */
bool counted(const struct metrics *metrics, const char *line);

#endif
