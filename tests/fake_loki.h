/*
 * fake_loki.h - a Loki in a test's process, in good health or not
 */
#ifndef TESTS_FAKE_LOKI_H
#define TESTS_FAKE_LOKI_H

#include <stdbool.h>

enum fake_loki {
	LOKI_TAKES, /* 204 */
	LOKI_HANGS, /* no answer */
	LOKI_IS_BUSY, /* 429, come again after a second */
	LOKI_FAILS, /* 500 */
	LOKI_BABBLES, /* what is no HTTP */
};

/* Start one; returns its port on 127.0.0.1.  It ends with the process. */
int fake_loki_start(enum fake_loki health);

/* From the next push on it is like this. */
void fake_loki_become(enum fake_loki health);

/* How many pushes there were so far. */
int fake_loki_pushes(void);

/* Whether `text` was in a line that it took. */
bool fake_loki_has(const char *text);

#endif
