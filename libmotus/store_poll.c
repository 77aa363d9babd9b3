#include <poll.h>
#include <time.h>

#include "libmotus/store_backend.h"
#include "libmotus/store_poll.h"

static int
watch(void *context, int fd, unsigned int events, motus_ready *ready, void *arg)
{
	struct store_poll *poll = context;

	poll->fd = fd;
	poll->events = events;
	poll->ready = ready;
	poll->ready_arg = arg;
	return 0;
}

static int
timer(void *context, int milliseconds, motus_tick *tick, void *arg)
{
	struct store_poll *poll = context;

	poll->due = store_clock(CLOCK_MONOTONIC) + milliseconds;
	poll->tick = milliseconds < 0 ? NULL : tick;
	poll->tick_arg = arg;
	return 0;
}

struct motus_loop
store_poll_loop(struct store_poll *poll)
{
	return (struct motus_loop){
		.context = poll, .watch = watch, .timer = timer
	};
}

/* An error or a hang-up counts as readable and as writable. */
static unsigned int
events_of(const struct pollfd *fd)
{
	unsigned int events = 0;

	if ((fd->revents & ~POLLOUT) != 0)
		events |= MOTUS_READABLE;
	if ((fd->revents & ~POLLIN) != 0)
		events |= MOTUS_WRITABLE;
	return events;
}

static void
run_timer(struct store_poll *poll)
{
	motus_tick *tick = poll->tick;

	if (tick == NULL || poll->due > store_clock(CLOCK_MONOTONIC))
		return;
	poll->tick = NULL;
	tick(poll->tick_arg);
}

void
store_poll_turn(struct store_poll *set, int milliseconds)
{
	struct pollfd fd = { .fd = set->events == 0 ? -1 : set->fd };
	int64_t left = set->due - store_clock(CLOCK_MONOTONIC);
	unsigned int events;

	if ((set->events & MOTUS_READABLE) != 0)
		fd.events |= POLLIN;
	if ((set->events & MOTUS_WRITABLE) != 0)
		fd.events |= POLLOUT;
	if (set->tick != NULL && left < milliseconds)
		milliseconds = left < 0 ? 0 : (int)left;
	if (poll(&fd, 1, milliseconds) > 0) {
		events = events_of(&fd) & set->events;
		if (events != 0)
			set->ready(set->ready_arg, events);
	}
	run_timer(set);
}
