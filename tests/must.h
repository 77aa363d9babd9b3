/*
 * must.h - what a test's own machinery relies on
 *
 * Also for what a fixture's end asks: Criterion lets an assertion that fails
 * there pass, but not an abort.
 */
#ifndef TESTS_MUST_H
#define TESTS_MUST_H

#include <stdio.h>
#include <stdlib.h>

/* End the test (or the program) with a message unless `condition` holds. */
#define must(condition, ...)                                            \
	do {                                                            \
		if (!(condition)) {                                     \
			fprintf(stderr, "%s:%d: ", __FILE__, __LINE__); \
			fprintf(stderr, __VA_ARGS__);                   \
			fputc('\n', stderr);                            \
			abort();                                        \
		}                                                       \
	} while (0)

#endif
