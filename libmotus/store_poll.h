/*
 * store_poll.h - a loop for programs that have none: one descriptor, one timer
 */
#ifndef MOTUS_STORE_POLL_H
#define MOTUS_STORE_POLL_H

#include <stdint.h>

#include <motus/store.h>

struct store_poll {
	int fd;
	unsigned int events; /* 0: nothing is watched */
	motus_ready *ready;
	void *ready_arg;
	int64_t due; /* on CLOCK_MONOTONIC */
	motus_tick *tick; /* NULL: no timer runs */
	void *tick_arg;
};

/* `poll`, all zero at first, as the loop that a store is given. */
struct motus_loop store_poll_loop(struct store_poll *poll);

/* Do what is ready and due, or becomes so within `milliseconds`. */
void store_poll_turn(struct store_poll *poll, int milliseconds);

#endif
