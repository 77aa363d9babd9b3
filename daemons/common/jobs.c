#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <sys/eventfd.h>
#include <sys/queue.h>

#include "daemons/common/jobs.h"

struct job {
	void (*work)(void *arg);
	void (*done)(void *arg);
	void *arg;
	STAILQ_ENTRY(job) next;
};

STAILQ_HEAD(job_list, job);

struct jobs {
	struct motus_loop loop;
	int fd; /* readable when a job has ended */
	size_t count, capacity;

	pthread_mutex_t lock; /* of what follows */
	pthread_cond_t changed;
	struct job_list waiting;
	struct job_list ended;
	bool is_over;

	unsigned int thread_count;
	pthread_t threads[];
};

/* --- a thread ------------------------------------------------------------- */

/* The next job, the caller's; NULL when there will be none. */
static struct job *
take_job(struct jobs *jobs)
{
	struct job *job;

	pthread_mutex_lock(&jobs->lock);
	while (STAILQ_EMPTY(&jobs->waiting) && !jobs->is_over)
		pthread_cond_wait(&jobs->changed, &jobs->lock);
	job = jobs->is_over ? NULL : STAILQ_FIRST(&jobs->waiting);
	if (job != NULL)
		STAILQ_REMOVE_HEAD(&jobs->waiting, next);
	pthread_mutex_unlock(&jobs->lock);
	return job;
}

/* The counter of the eventfd can't overflow: there are not so many jobs. */
static void
tell_end(struct jobs *jobs, struct job *job)
{
	pthread_mutex_lock(&jobs->lock);
	STAILQ_INSERT_TAIL(&jobs->ended, job, next);
	pthread_mutex_unlock(&jobs->lock);
	eventfd_write(jobs->fd, 1);
}

static void *
run_thread(void *arg)
{
	struct jobs *jobs = arg;
	struct job *job;

	while ((job = take_job(jobs)) != NULL) {
		job->work(job->arg);
		tell_end(jobs, job);
	}
	return NULL;
}

/* --- the loop ------------------------------------------------------------- */

/* A done() may run other jobs. */
static void
finish(struct jobs *jobs, struct job_list *list)
{
	struct job *job;

	while ((job = STAILQ_FIRST(list)) != NULL) {
		STAILQ_REMOVE_HEAD(list, next);
		jobs->count--;
		job->done(job->arg);
		free(job);
	}
}

static void
take_list(struct jobs *jobs, struct job_list *from, struct job_list *list)
{
	STAILQ_INIT(list);
	pthread_mutex_lock(&jobs->lock);
	STAILQ_CONCAT(list, from);
	pthread_mutex_unlock(&jobs->lock);
}

static void
on_end(void *arg, unsigned int events)
{
	struct jobs *jobs = arg;
	struct job_list list;
	eventfd_t count;

	(void)events;
	eventfd_read(jobs->fd, &count);
	take_list(jobs, &jobs->ended, &list);
	finish(jobs, &list);
}

/* --- beginning and end ---------------------------------------------------- */

/* Signals are for the thread of the loop. */
static bool
start_threads(struct jobs *jobs, unsigned int threads)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	while (jobs->thread_count < threads &&
	    pthread_create(&jobs->threads[jobs->thread_count], NULL, run_thread,
		jobs) == 0)
		jobs->thread_count++;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return jobs->thread_count == threads;
}

struct jobs *
jobs_create(unsigned int threads, size_t waiting, const struct motus_loop *loop)
{
	struct jobs *jobs =
	    calloc(1, sizeof *jobs + threads * sizeof *jobs->threads);

	if (jobs == NULL)
		return NULL;
	jobs->loop = *loop;
	jobs->capacity = threads + waiting;
	pthread_mutex_init(&jobs->lock, NULL);
	pthread_cond_init(&jobs->changed, NULL);
	STAILQ_INIT(&jobs->waiting);
	STAILQ_INIT(&jobs->ended);
	jobs->fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (jobs->fd < 0 ||
	    loop->watch(
		loop->context, jobs->fd, MOTUS_READABLE, on_end, jobs) != 0 ||
	    !start_threads(jobs, threads)) {
		jobs_destroy(jobs);
		return NULL;
	}
	return jobs;
}

void
jobs_destroy(struct jobs *jobs)
{
	struct job_list list;

	if (jobs == NULL)
		return;
	pthread_mutex_lock(&jobs->lock);
	jobs->is_over = true;
	pthread_cond_broadcast(&jobs->changed);
	pthread_mutex_unlock(&jobs->lock);
	for (unsigned int i = 0; i < jobs->thread_count; i++)
		pthread_join(jobs->threads[i], NULL);
	take_list(jobs, &jobs->ended, &list);
	STAILQ_CONCAT(&list, &jobs->waiting);
	finish(jobs, &list);
	if (jobs->fd >= 0) {
		jobs->loop.watch(jobs->loop.context, jobs->fd, 0, NULL, NULL);
		close(jobs->fd);
	}
	pthread_cond_destroy(&jobs->changed);
	pthread_mutex_destroy(&jobs->lock);
	free(jobs);
}

bool
jobs_run(struct jobs *jobs, void (*work)(void *arg), void (*done)(void *arg),
    void *arg)
{
	struct job *job;

	if (jobs->is_over || jobs->count >= jobs->capacity)
		return false;
	job = malloc(sizeof *job);
	if (job == NULL)
		return false;
	*job = (struct job){ .work = work, .done = done, .arg = arg };
	jobs->count++;
	pthread_mutex_lock(&jobs->lock);
	STAILQ_INSERT_TAIL(&jobs->waiting, job, next);
	pthread_cond_signal(&jobs->changed);
	pthread_mutex_unlock(&jobs->lock);
	return true;
}

size_t
jobs_count(const struct jobs *jobs)
{
	return jobs->count;
}
