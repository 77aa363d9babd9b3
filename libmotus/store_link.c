#include <errno.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

#include <hiredis/async.h>

#include <motus/backend.h>
#include <motus/error.h>

#include "libmotus/store_backend.h"
#include "libmotus/store_link.h"
#include "libmotus/store_lookup.h"
#include "libmotus/store_poll.h"

#define CALLS_MAX 10000 /* that wait for their end at one time */

/* Milliseconds. */
#define PATIENCE 2000 /* from a call to its reply */
#define PAUSE_MIN 50 /* between attempts to connect, doubled each time */
#define PAUSE_MAX 2000

STAILQ_HEAD(calls, call);

/*
 * Down: `context` is NULL.  Then it is set, and the server is asked to accept
 * password and database; calls wait meanwhile.  `ready`: they are sent.
 */
struct link {
	struct motus_store *store;
	struct motus_loop loop;
	struct store_poll poll; /* the loop, where none was given */
	bool waits; /* in link_wait() */
	bool closing;
	bool timing; /* the timer runs */

	struct store_url url;
	struct lookup *lookup; /* NULL: none is under way */
	struct addrinfo *addresses;
	struct addrinfo *address; /* the next to try, or the one in use */
	int untried; /* addresses, in this attempt to connect */
	int pause;
	int64_t retry_at; /* no attempt before this moment */

	redisAsyncContext *context;
	bool ready;
	unsigned int wanted; /* events */

	struct calls waiting; /* not sent: their commands are still here */
	struct calls sent; /* in the order of the replies to come */
	size_t count; /* of both */
};

static motus_ready link_ready;
static motus_tick link_tick;

static void
end_call(
    struct link *link, struct call *call, int status, const redisReply *reply)
{
	link->count--;
	call->end(call, status, reply);
	redisFreeCommand(call->command);
	free(call);
}

/* Their callbacks may make new calls, which go to the list that was here. */
static void
end_calls(struct link *link, struct calls *calls, int status)
{
	struct calls ending = STAILQ_HEAD_INITIALIZER(ending);
	struct call *call;

	STAILQ_CONCAT(&ending, calls);
	while ((call = STAILQ_FIRST(&ending)) != NULL) {
		STAILQ_REMOVE_HEAD(&ending, entry);
		end_call(link, call, status, NULL);
	}
}

/* --- what hiredis asks of the loop --------------------------------------- */

/*
 * A loop that can't watch is noticed when the calls run out of time: hiredis
 * has no way to be told.
 */
static void
want(struct link *link, unsigned int events)
{
	if (events == link->wanted)
		return;
	link->wanted = events;
	link->loop.watch(
	    link->loop.context, link->context->c.fd, events, link_ready, link);
}

static void
add_read(void *arg)
{
	struct link *link = arg;

	want(link, link->wanted | MOTUS_READABLE);
}

static void
remove_read(void *arg)
{
	struct link *link = arg;

	want(link, link->wanted & ~MOTUS_READABLE);
}

static void
add_write(void *arg)
{
	struct link *link = arg;

	want(link, link->wanted | MOTUS_WRITABLE);
}

static void
remove_write(void *arg)
{
	struct link *link = arg;

	want(link, link->wanted & ~MOTUS_WRITABLE);
}

/* hiredis is about to free the context, for whatever reason. */
static void
forget_context(void *arg)
{
	struct link *link = arg;

	if (link->context == NULL)
		return;
	want(link, 0);
	link->context = NULL;
}

/* --- connecting ---------------------------------------------------------- */

static void
on_welcome(redisAsyncContext *context, void *reply, void *arg)
{
	(void)arg;
	if (reply != NULL && ((redisReply *)reply)->type == REDIS_REPLY_ERROR)
		redisAsyncFree(context);
}

static void
set_ready(struct link *link, bool ready)
{
	link->ready = ready;
	motus_store_connected(link->store, ready);
}

/* The server has accepted all: the calls that waited may go. */
static void
on_selected(redisAsyncContext *context, void *reply, void *arg)
{
	struct link *link = context->data;

	on_welcome(context, reply, arg);
	if (reply == NULL || ((redisReply *)reply)->type == REDIS_REPLY_ERROR)
		return;
	set_ready(link, true);
	link->pause = PAUSE_MIN;
	if (!STAILQ_EMPTY(&link->waiting))
		add_write(link);
}

/* What the server must hear before any call. */
static bool
greet(struct link *link)
{
	if (link->url.password[0] != '\0' &&
	    redisAsyncCommand(link->context, on_welcome, NULL, "AUTH %s",
		link->url.password) != REDIS_OK)
		return false;
	return redisAsyncCommand(link->context, on_selected, NULL, "SELECT %d",
		   link->url.database) == REDIS_OK;
}

/* Begin to connect; `context` stays NULL when that fails at once. */
static void
connect_to(struct link *link, const struct addrinfo *address)
{
	char host[NI_MAXHOST], port[NI_MAXSERV];
	redisAsyncContext *context = NULL;

	if (getnameinfo(address->ai_addr, address->ai_addrlen, host,
		sizeof host, port, sizeof port,
		NI_NUMERICHOST | NI_NUMERICSERV) == 0)
		context = redisAsyncConnect(host, atoi(port));
	if (context == NULL)
		return;
	link->context = context;
	context->data = link;
	context->ev.data = link;
	context->ev.addRead = add_read;
	context->ev.delRead = remove_read;
	context->ev.addWrite = add_write;
	context->ev.delWrite = remove_write;
	context->ev.cleanup = forget_context;
	if (context->err != 0 || !greet(link))
		redisAsyncFree(context);
}

static void
next_address(struct link *link)
{
	link->address = link->address->ai_next;
	if (link->address == NULL)
		link->address = link->addresses;
}

static void
begin_attempt(struct link *link)
{
	link->untried = 0;
	for (struct addrinfo *i = link->addresses; i != NULL; i = i->ai_next)
		link->untried++;
}

/* A server that can't be reached may have moved: its name tells where to. */
static void
look_up(struct link *link)
{
	if (link->lookup == NULL && !lookup_is_vain(link->url.host))
		link->lookup = lookup_begin(link->url.host, link->url.port);
}

static void
take_addresses(struct link *link)
{
	struct addrinfo *found;

	if (link->lookup == NULL || !lookup_end(link->lookup, &found))
		return;
	link->lookup = NULL;
	if (found == NULL)
		return;
	freeaddrinfo(link->addresses);
	link->addresses = link->address = found;
}

static void
back_off(struct link *link)
{
	look_up(link);
	link->retry_at = store_clock(CLOCK_MONOTONIC) + link->pause;
	link->pause *= 2;
	if (link->pause > PAUSE_MAX)
		link->pause = PAUSE_MAX;
}

/* Go on with the attempt: the addresses that were not tried yet. */
static void
connect_next(struct link *link)
{
	while (link->context == NULL && link->untried > 0) {
		link->untried--;
		connect_to(link, link->address);
		if (link->context == NULL)
			next_address(link);
	}
	if (link->context == NULL)
		back_off(link);
}

/*
 * The connection ended, or could not be made.  Nobody knows what became of the
 * calls that were sent; those that were not may still be, when `again`.
 */
static void
lost(struct link *link, bool again)
{
	if (link->ready)
		begin_attempt(link);
	else
		next_address(link);
	set_ready(link, false);
	end_calls(link, &link->sent, MOTUS_ELOST);
	if (!again)
		back_off(link);
	else if (link->context == NULL && !STAILQ_EMPTY(&link->waiting))
		connect_next(link);
	if (link->context == NULL)
		end_calls(link, &link->waiting, MOTUS_EUNAVAILABLE);
}

/* --- calls ---------------------------------------------------------------- */

/* What an error of the server's means; it did nothing then. */
static int
status_of(const redisReply *reply)
{
	static const char *const busy[] = { "BUSY", "CLUSTERDOWN", "LOADING",
		"MASTERDOWN", "MISCONF", "NOAUTH", "NOPERM", "NOREPLICAS",
		"OOM", "READONLY", "TRYAGAIN" };

	if (reply->type != REDIS_REPLY_ERROR)
		return 0;
	if (strstr(reply->str, "WRONGTYPE") != NULL ||
	    strstr(reply->str, "not an integer") != NULL)
		return MOTUS_EFORMAT;
	for (size_t i = 0; i < sizeof busy / sizeof *busy; i++)
		if (strncmp(reply->str, busy[i], strlen(busy[i])) == 0)
			return MOTUS_EUNAVAILABLE;
	errno = EPROTO;
	return MOTUS_EIO;
}

/* With no reply the connection is about to end: lost() sees to the calls. */
static void
on_reply(redisAsyncContext *context, void *reply, void *arg)
{
	struct link *link = context->data;
	struct call *call = arg;
	int status;

	if (reply == NULL)
		return;
	STAILQ_REMOVE_HEAD(&link->sent, entry);
	status = status_of(reply);
	end_call(link, call, status, status == 0 ? reply : NULL);
}

static void
send_waiting(struct link *link)
{
	struct call *call;

	while (link->context != NULL &&
	    (call = STAILQ_FIRST(&link->waiting)) != NULL) {
		STAILQ_REMOVE_HEAD(&link->waiting, entry);
		STAILQ_INSERT_TAIL(&link->sent, call, entry);
		if (redisAsyncFormattedCommand(link->context, on_reply, call,
			call->command, call->size) != REDIS_OK)
			redisAsyncFree(link->context);
		redisFreeCommand(call->command);
		call->command = NULL;
	}
}

/*
 * Reading comes first: where the server has left, what was not sent need not
 * be lost.
 */
static void
link_ready(void *arg, unsigned int events)
{
	struct link *link = arg;

	if ((events & MOTUS_READABLE) != 0)
		redisAsyncHandleRead(link->context);
	if (link->context != NULL && link->ready)
		send_waiting(link);
	if (link->context != NULL && (events & MOTUS_WRITABLE) != 0)
		redisAsyncHandleWrite(link->context);
	if (link->context == NULL)
		lost(link, true);
}

static int
start_timer(struct link *link, int64_t milliseconds)
{
	int status;

	if (link->timing)
		return 0;
	status = link->loop.timer(
	    link->loop.context, (int)milliseconds, link_tick, link);
	link->timing = status == 0;
	return status;
}

/*
 * A server that doesn't answer the oldest call in time is left, lest its late
 * reply be taken for another's.
 */
static void
link_tick(void *arg)
{
	struct link *link = arg;
	struct call *oldest = STAILQ_FIRST(&link->sent);
	int64_t left;

	link->timing = false;
	if (oldest == NULL)
		oldest = STAILQ_FIRST(&link->waiting);
	if (oldest == NULL)
		return;
	left = oldest->deadline - store_clock(CLOCK_MONOTONIC);
	if (left > 0 && start_timer(link, left) == 0)
		return;
	redisAsyncFree(link->context);
	lost(link, false);
}

void
link_call(struct link *link, struct call *call)
{
	int64_t now = store_clock(CLOCK_MONOTONIC);
	int status = 0;

	link->count++;
	if (link->context == NULL && now >= link->retry_at && !link->closing) {
		take_addresses(link);
		begin_attempt(link);
		connect_next(link);
	}
	if (link->context == NULL || link->count > CALLS_MAX)
		status = MOTUS_EUNAVAILABLE;
	else
		status = start_timer(link, PATIENCE);
	if (status != 0) {
		end_call(link, call, status, NULL);
		return;
	}
	call->deadline = now + PATIENCE;
	STAILQ_INSERT_TAIL(&link->waiting, call, entry);
	if (link->ready)
		add_write(link);
}

int
link_wait(struct link *link, int milliseconds)
{
	int64_t end = store_clock(CLOCK_MONOTONIC) + milliseconds;
	int64_t left = milliseconds;

	if (link->waits)
		return MOTUS_EINVAL;
	link->waits = true;
	while (link->count > 0) {
		store_poll_turn(&link->poll, left < 0 ? 0 : (int)left);
		left = end - store_clock(CLOCK_MONOTONIC);
		if (left <= 0)
			break;
	}
	link->waits = false;
	return link->count == 0 ? 0 : MOTUS_EUNAVAILABLE;
}

/* --- beginning and end ---------------------------------------------------- */

int
link_create(struct link **created, struct motus_store *store,
    const struct store_url *url, const struct motus_loop *loop)
{
	struct link *link = calloc(1, sizeof *link);
	int status;

	if (link == NULL)
		return MOTUS_ENOMEM;
	status = lookup_now(url->host, url->port, &link->addresses);
	if (status != 0) {
		free(link);
		return status;
	}
	link->store = store;
	link->address = link->addresses;
	link->url = *url;
	link->loop = loop == NULL ? store_poll_loop(&link->poll) : *loop;
	link->pause = PAUSE_MIN;
	STAILQ_INIT(&link->waiting);
	STAILQ_INIT(&link->sent);
	*created = link;
	return 0;
}

void
link_destroy(struct link *link)
{
	link->closing = true;
	if (link->context != NULL)
		redisAsyncFree(link->context);
	set_ready(link, false);
	end_calls(link, &link->sent, MOTUS_ELOST);
	end_calls(link, &link->waiting, MOTUS_ELOST);
	if (link->timing)
		link->loop.timer(link->loop.context, -1, link_tick, link);
	if (link->lookup != NULL)
		lookup_abandon(link->lookup);
	freeaddrinfo(link->addresses);
	free(link);
}
