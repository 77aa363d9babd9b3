/*
 * loop.h - an event loop for tests, as programs bring one to a store
 */
#ifndef TESTS_LOOP_H
#define TESTS_LOOP_H

#include <stdbool.h>

#include <motus/store.h>

/* The one loop of this process. */
extern const struct motus_loop test_loop;

/* What is ready and due, or becomes so within `milliseconds`. */
void test_loop_turn(int milliseconds);

/* Whether nothing is watched and no timer runs. */
bool test_loop_is_idle(void);

#endif
