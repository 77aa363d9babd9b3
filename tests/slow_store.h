/*
 * slow_store.h - a store that answers when the test says so
 *
 * What is asked is done at once, in memory; that it was done is told later,
 * one call at a time, in the order in which the calls were made.  So two
 * requests can be made to read before either writes.  What rankings have is
 * told at once.
 */
#ifndef TESTS_SLOW_STORE_H
#define TESTS_SLOW_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include <motus/store.h>

struct motus_store *slow_store_create(void);

/* Another client of the same data. */
struct motus_store *slow_store_beside(struct motus_store *store);

/* Put a value there at once. */
void slow_store_put(
    struct motus_store *store, const char *key, const void *value, size_t size);

/* How many calls are not answered. */
size_t slow_store_waiting(const struct motus_store *store);

/* Answer the oldest call. */
void slow_store_step(struct motus_store *store);

/* Answer until nothing waits. */
void slow_store_settle(struct motus_store *store);

/*
 * From now on each commit ends with `status`, done all the same or not;
 * 0 and true: back to normal.
 */
void slow_store_fail_commits(
    struct motus_store *store, int status, bool done_all_the_same);

/* The same of reads. */
void slow_store_fail_gets(struct motus_store *store, int status);

/* How many commits were asked for. */
size_t slow_store_commits(const struct motus_store *store);

#endif
