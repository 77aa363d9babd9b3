/*
 * jobs.h - work that takes too long for an event loop, in threads
 *
 * A fixed number of threads takes jobs from a bounded queue in their order.  A
 * job's work runs in a thread and touches nothing but its own argument; its
 * end is told on the loop.
 */
#ifndef COMMON_JOBS_H
#define COMMON_JOBS_H

#include <stdbool.h>
#include <stddef.h>

#include <motus/store.h>

struct jobs; /* opaque: it owns the threads */

/*
 * `threads` threads, and a queue of `waiting` jobs beside those that run.
 * NULL without memory, threads or descriptors.  The context of `loop` outlives
 * it.
 */
struct jobs *jobs_create(
    unsigned int threads, size_t waiting, const struct motus_loop *loop);

/*
 * Wait for the jobs that run, drop those that wait, and call done() of all of
 * them, so that no argument is lost: that of a dropped one is as it was given.
 */
void jobs_destroy(struct jobs *jobs);

/*
 * Run work(arg) in a thread, then done(arg) on the loop.  False when the queue
 * is full: nothing will be called.
 */
bool jobs_run(struct jobs *jobs, void (*work)(void *arg),
    void (*done)(void *arg), void *arg);

/* How many wait or run. */
size_t jobs_count(const struct jobs *jobs);

#endif
