#include <signal.h>
#include <unistd.h>

#include <kore/kore.h>
#include <kore/http.h>

#include "daemons/common/glue.h"
#include "daemons/common/log.h"

#define DEADLINE (10 * 1000000) /* microseconds */
#define LINGER (2 * 1000000) /* the same, as HAProxy's checks are 1 s apart */
#define PUSH_DEADLINE 1000000 /* the same, of the last lines */

static volatile sig_atomic_t asked;
static bool begun, drained;
static uint64_t deadline, lingers;
static void (*stop_service)(void);

bool
drain_begun(void)
{
	return begun;
}

static void
on_signal(int sig)
{
	(void)sig;
	asked = 1;
}

void
drain_prepare(void (*stop)(void))
{
	struct sigaction action = { .sa_handler = on_signal };

	stop_service = stop;
	sigfillset(&action.sa_mask);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGQUIT, &action, NULL);
	sigaction(SIGINT, &action, NULL);
}

/*
 * With one worker's end the socket is shut for all: so the whole daemon ends,
 * also when only this process was told to.
 */
void
drain_begin(void)
{
	if (begun)
		return;
	begun = true;
	deadline = server_clock() + DEADLINE;
	lingers = server_clock() + LINGER;
	http_keepalive_time = 0;
	accept_stop();
	if (server_has_parent())
		kore_shutdown();
	log_message(
	    LEVEL_INFO, "draining", "%u requests in flight", visit_count());
}

/* Neither a request nor a reply is under way. */
static bool
idle(const struct connection *c)
{
	return TAILQ_EMPTY(&c->http_requests) && TAILQ_EMPTY(&c->send_queue) &&
	    (c->rnb == NULL || c->rnb->s_off == 0);
}

/*
 * Close what is idle; how many connections are left.  At first HAProxy takes
 * them for open, and what it has sent on one that is closed is lost, if it may
 * not be sent twice.  So who asks is answered once more, until HAProxy has
 * found that nobody is let in.
 */
static unsigned int
close_idle(void)
{
	struct connection *c, *next;
	unsigned int left = 0;

	for (c = TAILQ_FIRST(&connections); c != NULL; c = next) {
		next = TAILQ_NEXT(c, list);
		if (c->proto != CONN_PROTO_HTTP)
			continue;
		if (idle(c) && server_clock() >= lingers)
			kore_connection_disconnect(c);
		else
			left++;
	}
	return left;
}

/* Every request had its reply, or its time. */
static void
note_drained(unsigned int left)
{
	drained = true;
	deadline = server_clock() + PUSH_DEADLINE;
	log_message(LEVEL_INFO, "drained", "%u requests given up", left);
	push_end();
}

/*
 * Not through Kore's own end of a worker, which uses the connection to a
 * parent that may be gone.
 */
void
drain_run(void)
{
	unsigned int left;

	if (asked)
		drain_begin();
	if (!begun)
		return;
	left = close_idle() + visit_count();
	if (!drained && left > 0 && server_clock() < deadline)
		return;
	if (!drained)
		note_drained(left);
	if (!push_has_ended() && server_clock() < deadline)
		return;
	stop_service();
	log_flush();
	_exit(0);
}
