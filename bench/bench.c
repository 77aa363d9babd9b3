#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bench/bench.h"

#define TURNS 7 /* at least */
#define LEAST 500000000u /* nanoseconds that they take together, at least */

/* The time that this thread ran: others may be at work too. */
static uint64_t
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
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
	volatile unsigned long sink = 0;
	uint64_t begun = now();

	for (int i = 0; i < TURNS || now() - begun < LEAST; i++) {
		for (size_t j = 0; j < tasks; j++) {
			double took =
			    turn(task[j].work, task[j].arg, count, &sink);

			if (i == 0 || took < ns[j])
				ns[j] = took;
		}
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
