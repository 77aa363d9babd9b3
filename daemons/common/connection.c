#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <kore/kore.h>
#include <kore/http.h>

#include "daemons/common/glue.h"

#define PASSED 1 /* what req->fsm_state says; nobody else uses it */

/* Kore looks this up by its name: called for each connection. */
void motus_connect(struct connection *c);

static int receive_head(struct netbuf *nb);

bool
connection_passed(const struct http_request *req)
{
	return req->fsm_state == PASSED;
}

static void
send_refusal(struct connection *c, const struct verdict *verdict)
{
	struct reply reply = { 0 };
	char line[512];
	int size;

	if (verdict->status == 405)
		reply_header(&reply, "allow",
		    "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
	reply_problem(&reply, verdict->status, verdict->code, verdict->detail);
	size = snprintf(line, sizeof line,
	    "HTTP/1.1 %d %s\r\nconnection: close\r\ncontent-length: %zu\r\n",
	    verdict->status, http_status_text(verdict->status),
	    reply.body_size);
	net_send_queue(c, line, (size_t)size);
	for (size_t i = 0; i < reply.header_count; i++) {
		size = snprintf(line, sizeof line, "%s: %s\r\n",
		    reply.headers[i].name, reply_value(&reply, i));
		net_send_queue(c, line, (size_t)size);
	}
	net_send_queue(c, "\r\n", 2);
	if (reply.body_size > 0)
		net_send_queue(c, reply.body, reply.body_size);
	reply_reset(&reply);
}

/* Whatever else comes on this connection is read by nobody. */
static void
ignore(struct netbuf *nb)
{
	nb->s_off = 0;
	nb->owner->evt.flags &= ~KORE_EVENT_READ;
}

static void
refuse(struct netbuf *nb, const struct verdict *verdict)
{
	struct connection *c = nb->owner;

	own_refused(verdict);
	send_refusal(c, verdict);
	ignore(nb);
	c->flags |= CONN_CLOSE_EMPTY;
	if (!net_send_flush(c))
		kore_connection_disconnect(c);
}

static struct http_request *
newest_request(struct connection *c)
{
	struct http_request *req, *newest = NULL;

	TAILQ_FOREACH (req, &c->http_requests, olist)
		newest = req;
	return newest;
}

/*
 * A client has http_header_timeout seconds for a head, from its first byte on.
 * Kore would count from the last reply, and tell an idle connection that it is
 * late.
 */
static void
begin_clock(struct connection *c)
{
	if (c->http_timeout != 0)
		return;
	c->http_start = kore_time_ms();
	c->http_timeout = http_header_timeout * 1000;
}

/*
 * Kore gives the buffer that it parses to the request, which keeps it, and
 * clears a new one: 16 kB each time.  So it gets a copy that is just as large
 * as what came; the connection keeps its own, which Kore frees with it.  A
 * buffer of NULL tells Kore not to read.
 */
static int
parse_head(struct netbuf *nb)
{
	u_int8_t *own = nb->buf, *copy = kore_malloc(nb->s_off);
	int result;

	memcpy(copy, own, nb->s_off);
	nb->buf = copy;
	result = http_header_recv(nb);
	if (nb->buf != copy) {
		nb->owner->hdlr_extra = own;
		return result;
	}
	/* Not taken, and too small to be read into. */
	kore_free(copy);
	nb->buf = own;
	return result;
}

/* Called whenever bytes of a head have come. */
static int
receive_head(struct netbuf *nb)
{
	struct connection *c = nb->owner;
	struct http_request *before = newest_request(c), *req;
	bool is_drained = nb->s_off < nb->b_len;
	struct verdict verdict;
	int result;

	if (c->flags & CONN_CLOSE_EMPTY) {
		ignore(nb);
		return KORE_RESULT_OK;
	}
	begin_clock(c);
	verdict = guard_judge((char *)nb->buf, nb->s_off);
	if (verdict.wait)
		return KORE_RESULT_OK;
	if (verdict.status != 0) {
		refuse(nb, &verdict);
		return KORE_RESULT_OK;
	}
	/* What comes later is a new event: do not ask the socket again now. */
	if (is_drained)
		c->evt.flags &= ~KORE_EVENT_READ;
	guard_mend((char *)nb->buf, nb->s_off);
	result = parse_head(nb);
	req = newest_request(c);
	if (req != before)
		req->fsm_state = PASSED;
	return result;
}

/* With the buffer that parse_head() kept. */
static void
expect_head(struct connection *c)
{
	struct netbuf *nb = c->rnb;

	kore_free(nb->buf);
	nb->buf = c->hdlr_extra;
	c->hdlr_extra = NULL;
	nb->cb = receive_head;
	nb->b_len = http_header_max;
	nb->m_len = http_header_max;
	nb->s_off = 0;
}

void
connection_next(struct connection *c)
{
	if (c->flags & CONN_CLOSE_EMPTY)
		return;
	c->http_timeout = 0;
	expect_head(c);
	if (!net_recv_flush(c))
		kore_connection_disconnect(c);
}

static void
connection_ended(struct connection *c)
{
	(void)c;
	own_connected(false);
}

void
motus_connect(struct connection *c)
{
	own_connected(true);
	c->disconnect = connection_ended;
	c->proto = CONN_PROTO_HTTP;
	c->http_timeout = 0;
	c->idle_timer.length = http_keepalive_time * 1000;
	net_recv_queue(c, http_header_max, NETBUF_CALL_CB_ALWAYS, receive_head);
}
