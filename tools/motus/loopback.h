/*
 * loopback.h - where the browser brings the provider's answer (RFC 8252
 * section 7.3)
 */
#ifndef TERMINAL_LOOPBACK_H
#define TERMINAL_LOOPBACK_H

#include <stdbool.h>

#include "tools/motus/form.h"

#define LOOPBACK_URI_SIZE 64
#define LOOPBACK_PATH "/callback"

struct loopback {
	int fd; /* it listens */
	char uri[LOOPBACK_URI_SIZE]; /* "http://127.0.0.1:PORT/callback" */
};

/* Listen on a free port of 127.0.0.1.  EX_OK, else it was said why. */
int loopback_open(struct loopback *loopback);
void loopback_close(struct loopback *loopback);

/*
 * Wait until a browser brings an answer with this state, or its address is
 * typed on standard input (for a browser on another machine): EX_OK, else it
 * was said why, as after five minutes.  What has another state is left aside.
 */
int loopback_wait(const struct loopback *loopback, const char *state,
    struct form_answer *answer, bool french);

#endif
