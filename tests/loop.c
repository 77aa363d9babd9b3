#include <poll.h>
#include <time.h>

#include <criterion/criterion.h>

#include "tests/loop.h"

#define WATCHES 64
#define TIMERS 512

struct watch {
	int fd; /* -1: a free slot */
	unsigned int events;
	motus_ready *ready;
	void *arg;
};

struct timer {
	long long due;
	motus_tick *tick; /* NULL: a free slot */
	void *arg;
};

static struct watch watches[WATCHES];
static struct timer timers[TIMERS];

static long long
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

/* The slot of `fd`, or a free one: those with no events are free. */
static struct watch *
slot_of(int fd)
{
	struct watch *found = NULL;

	for (int i = 0; i < WATCHES; i++) {
		if (watches[i].events != 0 && watches[i].fd == fd)
			return &watches[i];
		if (watches[i].events == 0)
			found = &watches[i];
	}
	cr_assert(found != NULL, "too many watches");
	return found;
}

static int
watch(void *context, int fd, unsigned int events, motus_ready *ready, void *arg)
{
	(void)context;
	*slot_of(fd) = (struct watch){ fd, events, ready, arg };
	return 0;
}

static int
timer(void *context, int milliseconds, motus_tick *tick, void *arg)
{
	struct timer *found = NULL;

	(void)context;
	for (int i = 0; i < TIMERS; i++) {
		if (timers[i].tick != NULL && timers[i].arg == arg)
			timers[i].tick = NULL;
		if (timers[i].tick == NULL)
			found = &timers[i];
	}
	cr_assert(found != NULL, "too many timers");
	if (milliseconds >= 0)
		*found = (struct timer){ now() + milliseconds, tick, arg };
	return 0;
}

const struct motus_loop test_loop = { .watch = watch, .timer = timer };

static void
run_timers(void)
{
	for (int i = 0; i < TIMERS; i++) {
		struct timer due = timers[i];

		if (due.tick == NULL || due.due > now())
			continue;
		timers[i].tick = NULL;
		due.tick(due.arg);
	}
}

static int
until_first_timer(int milliseconds)
{
	for (int i = 0; i < TIMERS; i++) {
		long long left = timers[i].due - now();

		if (timers[i].tick != NULL && left < milliseconds)
			milliseconds = left < 0 ? 0 : (int)left;
	}
	return milliseconds;
}

/* A watch that ended meanwhile, or was replaced, is not told of old events. */
static void
tell(int i, short revents)
{
	unsigned int events = watches[i].events;

	if ((revents & (POLLIN | POLLERR | POLLHUP)) == 0)
		events &= ~MOTUS_READABLE;
	if ((revents & (POLLOUT | POLLERR | POLLHUP)) == 0)
		events &= ~MOTUS_WRITABLE;
	if (events != 0)
		watches[i].ready(watches[i].arg, events);
}

void
test_loop_turn(int milliseconds)
{
	struct pollfd fds[WATCHES];

	for (int i = 0; i < WATCHES; i++) {
		unsigned int events = watches[i].events;

		fds[i].fd = events == 0 ? -1 : watches[i].fd;
		fds[i].events = (short)((events & MOTUS_READABLE ? POLLIN : 0) |
		    (events & MOTUS_WRITABLE ? POLLOUT : 0));
	}
	poll(fds, WATCHES, until_first_timer(milliseconds));
	for (int i = 0; i < WATCHES; i++)
		if (fds[i].fd >= 0 && fds[i].revents != 0 &&
		    fds[i].fd == watches[i].fd)
			tell(i, fds[i].revents);
	run_timers();
}

bool
test_loop_is_idle(void)
{
	for (int i = 0; i < WATCHES; i++)
		if (watches[i].events != 0)
			return false;
	for (int i = 0; i < TIMERS; i++)
		if (timers[i].tick != NULL)
			return false;
	return true;
}
