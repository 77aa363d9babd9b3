#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bench/bench.h"

#define TURNS 7

/* The time that this thread ran: others may be at work too. */
static uint64_t
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
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
bench_turns(
    const struct bench_task *task, size_t tasks, size_t count, double *ns)
{
	double times[BENCH_TASKS][TURNS];
	volatile unsigned long sink = 0;

	for (int i = 0; i < TURNS; i++) {
		for (size_t j = 0; j < tasks; j++)
			times[j][i] =
			    turn(task[j].work, task[j].arg, count, &sink);
	}
	for (size_t j = 0; j < tasks; j++) {
		qsort(times[j], TURNS, sizeof *times[j], by_size);
		ns[j] = times[j][TURNS / 2];
	}
}

void
bench_compare(const char *name, bench_work *baseline, bench_work *work,
    void *arg, size_t count)
{
	struct bench_task task[] = { { baseline, arg }, { work, arg } };
	double ns[2];

	bench_turns(task, 2, count, ns);
	printf("%-44s %9.1f ns  baseline %9.1f ns  %6.2f x\n", name, ns[1],
	    ns[0], ns[0] / ns[1]);
}
