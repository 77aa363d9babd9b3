#include <sys/epoll.h>
#include <sys/socket.h>

#include <kore/kore.h>

#include "daemons/common/glue.h"

static bool parked, stopped;

static void
each_listener(void (*act)(struct listener *listener))
{
	struct kore_server *server;
	struct listener *listener;

	LIST_FOREACH (server, &kore_servers, list)
		LIST_FOREACH (listener, &server->listeners, list)
			act(listener);
}

static bool
full(void)
{
	return worker_active_connections >= worker_max_connections;
}

/* Hear nothing more of it, but leave it where Kore may take it out. */
static void
park(struct listener *listener)
{
	kore_platform_event_schedule(listener->fd, EPOLLET, 0, listener);
	parked = true;
}

static void
unpark(struct listener *listener)
{
	kore_platform_event_schedule(listener->fd, EPOLLIN, 0, listener);
}

/*
 * Kore would be told of the next client again and again while it has no room
 * for one; and an error, which a socket that was shut down has for ever, would
 * end it.
 */
static void
on_listener(void *arg, int error)
{
	struct listener *listener = arg;

	if (error || stopped || full())
		park(listener);
	else
		kore_listener_accept(listener, 0);
}

static void
take_over(struct listener *listener)
{
	listener->evt.handle = on_listener;
}

/*
 * The parent has the socket open too, so closing it here would leave clients
 * waiting in its queue.  Shut down, it refuses them at once, HAProxy tries
 * another instance, and the port is free.
 */
static void
shut(struct listener *listener)
{
	shutdown(listener->fd, SHUT_RDWR);
}

void
accept_prepare(void)
{
	each_listener(take_over);
}

void
accept_run(void)
{
	if (!parked || stopped || full() || !worker->has_lock)
		return;
	parked = false;
	each_listener(unpark);
}

void
accept_stop(void)
{
	stopped = true;
	each_listener(shut);
}
