#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bench/bench.h"

#define TURNS 7

static uint64_t
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Nanoseconds for each operation of one turn. */
static double
turn(bench_work *work, void *arg, size_t count, volatile unsigned long *sink)
{
	uint64_t begun = now();

	*sink += work(arg, count);
	return (double)(now() - begun) / (double)count;
}

void
bench_compare(const char *name, bench_work *baseline, bench_work *work,
    void *arg, size_t count)
{
	double before[TURNS], after[TURNS];
	volatile unsigned long sink = 0;

	for (int i = 0; i < TURNS; i++) {
		before[i] = turn(baseline, arg, count, &sink);
		after[i] = turn(work, arg, count, &sink);
	}
	qsort(before, TURNS, sizeof *before, by_size);
	qsort(after, TURNS, sizeof *after, by_size);
	printf("%-44s %9.1f ns  baseline %9.1f ns  %6.2f x\n", name,
	    after[TURNS / 2], before[TURNS / 2],
	    before[TURNS / 2] / after[TURNS / 2]);
}
