/*
 * bench.h - one operation beside a baseline, in the same run
 *
 * Machines are noisy, so each is measured in turns, the fastest turn of each
 * counts, which was disturbed least, and what is printed is a ratio.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stddef.h>

#define BENCH_TASKS 4 /* at most, in one measurement */

/* Do `count` operations; returns something that depends on all of them. */
typedef unsigned long bench_work(void *arg, size_t count);

struct bench_task {
	bench_work *work;
	void *arg;
};

/* Take turns at `tasks` tasks; ns[i] is what an operation of task i costs. */
void bench_turns(
    const struct bench_task *task, size_t tasks, size_t count, double *ns);

/* Measure both and print a line: name, ns for each operation, the ratio. */
void bench_compare(const char *name, bench_work *baseline, bench_work *work,
    void *arg, size_t count);

#endif
