#include <sys/epoll.h>
#include <sys/socket.h>

#include <kore/kore.h>

#include "daemons/common/glue.h"

#define PATIENCE 2000000 /* microseconds */

static bool parked, stopped;

/* Whether the service has what it fetches as it starts. */
static struct {
	struct exchange exchange; /* as if a client asked for /readyz */
	bool asked; /* and not answered yet */
	bool over;
	uint64_t deadline;
} question;

/* --- the listening sockets ------------------------------------------------ */

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

	if (error || stopped || !question.over || full())
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

/* --- when they are heard -------------------------------------------------- */

static void
answered(struct exchange *exchange)
{
	question.asked = false;
	question.over = question.over || exchange->reply.status == 200;
	reply_reset(&exchange->reply);
}

void
accept_when_ready(void *service)
{
	question.exchange.service = service;
	question.exchange.finish = answered;
	question.deadline = server_clock() + PATIENCE;
}

/* A store that is away does not keep the page from being shown. */
static void
ask(void)
{
	if (server_clock() >= question.deadline) {
		question.over = true;
	} else if (!question.asked) {
		question.asked = true;
		motus_daemon.ready(&question.exchange);
	}
}

void
accept_run(void)
{
	if (question.exchange.service != NULL && !question.over)
		ask();
	if (!parked || stopped || !question.over || full() || !worker->has_lock)
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
