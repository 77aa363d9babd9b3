/*
 * bench.h - one operation beside a baseline, in the same run
 *
 * Machines are noisy, so each is measured in turns, the median of the turns
 * counts, and what is printed is a ratio.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stddef.h>

/* Do `count` operations; returns something that depends on all of them. */
typedef unsigned long bench_work(void *arg, size_t count);

/* Measure both and print a line: name, ns for each operation, the ratio. */
void bench_compare(const char *name, bench_work *baseline, bench_work *work,
    void *arg, size_t count);

#endif
