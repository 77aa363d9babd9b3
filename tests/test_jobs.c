#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/common/jobs.h"
#include "tests/loop.h"
#include "tests/must.h"

#define TASKS 200

/* A job that waits for a byte in its pipe, if it has one. */
struct task {
	int gate[2];
	pthread_t thread;
	int worked, done;
};

static struct task tasks[TASKS];
static struct jobs *jobs;
static int finished[TASKS], finished_count;

static void
work(void *arg)
{
	struct task *task = arg;
	char byte;

	if (task->gate[0] > 0)
		cr_assert(eq(int, (int)read(task->gate[0], &byte, 1), 1));
	task->thread = pthread_self();
	task->worked++;
}

static void
done(void *arg)
{
	struct task *task = arg;

	task->done++;
	finished[finished_count++] = (int)(task - tasks);
}

static void
shut(struct task *task)
{
	cr_assert(zero(int, pipe(task->gate)));
}

static void
open_gate(struct task *task)
{
	cr_assert(eq(int, (int)write(task->gate[1], "", 1), 1));
}

static void
await_all(void)
{
	while (jobs_count(jobs) > 0)
		test_loop_turn(1000);
}

Test(jobs, work_is_done_in_a_thread_and_its_end_told_on_the_loop)
{
	jobs = jobs_create(1, 0, &test_loop);
	cr_assert(jobs_run(jobs, work, done, &tasks[0]));
	cr_assert(eq(sz, jobs_count(jobs), 1));
	await_all();
	cr_assert(eq(int, tasks[0].worked, 1));
	cr_assert(eq(int, tasks[0].done, 1));
	cr_assert(zero(int, pthread_equal(tasks[0].thread, pthread_self())));
	jobs_destroy(jobs);
	must(test_loop_is_idle(), "something is still awaited");
}

Test(jobs, one_thread_keeps_their_order)
{
	jobs = jobs_create(1, TASKS, &test_loop);
	for (int i = 0; i < TASKS; i++)
		cr_assert(jobs_run(jobs, work, done, &tasks[i]));
	await_all();
	for (int i = 0; i < TASKS; i++)
		cr_assert(eq(int, finished[i], i));
	jobs_destroy(jobs);
}

Test(jobs, a_full_queue_refuses)
{
	jobs = jobs_create(2, 1, &test_loop);
	for (int i = 0; i < 3; i++) {
		shut(&tasks[i]);
		cr_assert(jobs_run(jobs, work, done, &tasks[i]));
	}
	cr_assert(not(jobs_run(jobs, work, done, &tasks[3])));
	cr_assert(eq(sz, jobs_count(jobs), 3));
	open_gate(&tasks[1]);
	while (jobs_count(jobs) == 3)
		test_loop_turn(1000);
	cr_assert(eq(int, tasks[1].done, 1));
	cr_assert(jobs_run(jobs, work, done, &tasks[3]));
	open_gate(&tasks[0]);
	open_gate(&tasks[2]);
	await_all();
	cr_assert(eq(int, tasks[3].done, 1));
	jobs_destroy(jobs);
}

Test(jobs, threads_work_side_by_side)
{
	jobs = jobs_create(2, 2, &test_loop);
	shut(&tasks[0]);
	cr_assert(jobs_run(jobs, work, done, &tasks[0]));
	for (int i = 1; i < 3; i++)
		cr_assert(jobs_run(jobs, work, done, &tasks[i]));
	while (jobs_count(jobs) > 1)
		test_loop_turn(1000);
	cr_assert(zero(int, tasks[0].done));
	open_gate(&tasks[0]);
	await_all();
	cr_assert(eq(int, tasks[0].done, 1));
	jobs_destroy(jobs);
}

static void
run_another(void *arg)
{
	done(arg);
	cr_assert(jobs_run(jobs, work, done, &tasks[1]));
}

Test(jobs, the_end_of_one_may_begin_another)
{
	jobs = jobs_create(1, 0, &test_loop);
	cr_assert(jobs_run(jobs, work, run_another, &tasks[0]));
	await_all();
	cr_assert(eq(int, tasks[1].done, 1));
	jobs_destroy(jobs);
}

/* Nothing tells when jobs_destroy() has begun. */
static void *
open_late(void *arg)
{
	usleep(200000);
	open_gate(arg);
	return NULL;
}

Test(jobs, in_the_end_what_runs_is_done_and_what_waits_is_told_so)
{
	pthread_t opener;

	jobs = jobs_create(1, 2, &test_loop);
	shut(&tasks[0]);
	for (int i = 0; i < 3; i++)
		cr_assert(jobs_run(jobs, work, done, &tasks[i]));
	pthread_create(&opener, NULL, open_late, &tasks[0]);
	jobs_destroy(jobs);
	pthread_join(opener, NULL);
	for (int i = 0; i < 3; i++)
		cr_assert(eq(int, tasks[i].done, 1));
	cr_assert(zero(int, tasks[1].worked));
	cr_assert(zero(int, tasks[2].worked));
	must(test_loop_is_idle(), "something is still awaited");
}

static void
note_signals(void *arg)
{
	pthread_sigmask(SIG_SETMASK, NULL, arg);
}

static void
nothing(void *arg)
{
	(void)arg;
}

Test(jobs, signals_go_to_the_thread_of_the_loop)
{
	sigset_t there, here;

	jobs = jobs_create(1, 0, &test_loop);
	cr_assert(jobs_run(jobs, note_signals, nothing, &there));
	await_all();
	pthread_sigmask(SIG_SETMASK, NULL, &here);
	cr_assert(eq(int, sigismember(&there, SIGTERM), 1));
	cr_assert(zero(int, sigismember(&here, SIGTERM)));
	jobs_destroy(jobs);
}

static int
refuse(
    void *context, int fd, unsigned int events, motus_ready *ready, void *arg)
{
	(void)context;
	(void)fd;
	(void)ready;
	(void)arg;
	return events == 0 ? 0 : -1;
}

Test(jobs, without_a_watch_there_are_none)
{
	struct motus_loop loop = { .watch = refuse };

	cr_assert(zero(ptr, jobs_create(1, 1, &loop)));
	jobs_destroy(NULL);
}
