#include <fcntl.h>
#include <stdlib.h>

#include <sys/epoll.h>

#include <kore/kore.h>

#include <motus/error.h>

#include "daemons/common/glue.h"

/*
 * Kore hands back the address of the event, and may do so once more in the
 * batch in which the watch ended: so a watch that ended is kept until the
 * batch is over, and does nothing.
 */
struct watch {
	struct kore_event event; /* first: Kore takes one for the other */
	int fd;
	unsigned int wanted; /* 0: it ended */
	motus_ready *ready;
	void *arg;
	struct watch *next;
};

struct timer {
	uint64_t due; /* microseconds */
	motus_tick *tick;
	void *arg;
	struct timer *next;
};

static struct watch *watches;
static struct timer *timers;

/* Flags only pile up in Kore: who has seen them clears them. */
static void
on_event(void *arg, int error)
{
	struct watch *watch = arg;
	unsigned int events = 0;

	if (error || watch->event.flags & KORE_EVENT_READ)
		events |= MOTUS_READABLE;
	if (error || watch->event.flags & KORE_EVENT_WRITE)
		events |= MOTUS_WRITABLE;
	watch->event.flags = 0;
	events &= watch->wanted;
	if (events != 0)
		watch->ready(watch->arg, events);
}

static struct watch *
find_watch(int fd)
{
	struct watch *watch = watches;

	while (watch != NULL && (watch->wanted == 0 || watch->fd != fd))
		watch = watch->next;
	return watch;
}

static struct watch *
add_watch(int fd)
{
	struct watch *watch = calloc(1, sizeof *watch);

	if (watch == NULL)
		return NULL;
	watch->event.handle = on_event;
	watch->fd = fd;
	watch->next = watches;
	watches = watch;
	return watch;
}

/* Kore ends the process when epoll does not know the descriptor. */
static void
end_watch(struct watch *watch)
{
	watch->wanted = 0;
	if (fcntl(watch->fd, F_GETFD) != -1)
		kore_platform_disable_read(watch->fd);
}

/*
 * Level-triggered, because hiredis reads a part of what is there and does not
 * say whether there is more.
 */
static int
loop_watch(
    void *context, int fd, unsigned int events, motus_ready *ready, void *arg)
{
	struct watch *watch = find_watch(fd);
	int mask = 0;

	(void)context;
	if (events == 0) {
		if (watch != NULL)
			end_watch(watch);
		return 0;
	}
	if (watch == NULL && (watch = add_watch(fd)) == NULL)
		return MOTUS_ENOMEM;
	watch->ready = ready;
	watch->arg = arg;
	if (watch->wanted == events)
		return 0;
	watch->wanted = events;
	if (events & MOTUS_READABLE)
		mask |= EPOLLIN;
	if (events & MOTUS_WRITABLE)
		mask |= EPOLLOUT;
	kore_platform_event_schedule(fd, mask, 0, watch);
	return 0;
}

static void
cancel_timer(void *arg)
{
	struct timer **link = &timers, *timer;

	while ((timer = *link) != NULL && timer->arg != arg)
		link = &timer->next;
	if (timer != NULL) {
		*link = timer->next;
		free(timer);
	}
}

static int
loop_timer(void *context, int milliseconds, motus_tick *tick, void *arg)
{
	struct timer *timer;

	(void)context;
	cancel_timer(arg);
	if (milliseconds < 0)
		return 0;
	timer = malloc(sizeof *timer);
	if (timer == NULL)
		return MOTUS_ENOMEM;
	timer->due = server_clock() + (uint64_t)milliseconds * 1000;
	timer->tick = tick;
	timer->arg = arg;
	timer->next = timers;
	timers = timer;
	return 0;
}

struct motus_loop
loop_of_kore(void)
{
	return (struct motus_loop){ .watch = loop_watch, .timer = loop_timer };
}

/* Free the watches that ended; called between two batches only. */
static void
free_ended(void)
{
	struct watch **link = &watches, *watch;

	while ((watch = *link) != NULL) {
		if (watch->wanted != 0) {
			link = &watch->next;
			continue;
		}
		*link = watch->next;
		free(watch);
	}
}

/*
 * A tick may set and cancel any timer, so the list is read anew after each;
 * what it sets for now waits for the next run.
 */
void
loop_run_timers(void)
{
	uint64_t now = server_clock();

	free_ended();
	for (struct timer *timer = timers; timer != NULL;) {
		motus_tick *tick = timer->tick;
		void *arg = timer->arg;

		if (timer->due >= now) {
			timer = timer->next;
			continue;
		}
		cancel_timer(arg);
		tick(arg);
		timer = timers;
	}
}
