/*
 * resolver.h - a host that is where a test says; all others are where they are
 */
#ifndef TESTS_RESOLVER_H
#define TESTS_RESOLVER_H

#define MOVING_HOST "moving.test"

/* It is `address` from now on, a text that stays; NULL: it can't be told. */
void resolver_move(const char *address);

/* Look-ups outside the process's first thread wait for resolver_let(). */
void resolver_hold(void);
void resolver_let(void);

/* How many such look-ups have begun. */
int resolver_lookups(void);

#endif
