#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include <openssl/rand.h>

#include <kore/kore.h>
#include <kore/http.h>

#include "daemons/common/glue.h"
#include "daemons/common/hex.h"

/*
 * A request of Kore's and the exchange made of it.  They end apart: the client
 * may leave while a store works, and then the exchange, which points into what
 * was received, keeps that until its handler is done.
 */
struct visit {
	struct http_request *req; /* NULL: the client left */
	u_int8_t *head; /* what was req's, once the client left */
	struct kore_buf *body;
	bool dispatching, finished;
	struct exchange exchange;
};

static unsigned int unfinished;

/* Kore looks this up by its name: the handler of every request. */
int motus_dispatch(struct http_request *req);

unsigned int
visit_count(void)
{
	return unfinished;
}

static void
visit_destroy(struct visit *visit)
{
	reply_reset(&visit->exchange.reply);
	kore_free(visit->head);
	if (visit->body != NULL)
		kore_buf_free(visit->body);
	free(visit);
}

/* The handler has replied. */
static void
visit_finish(struct exchange *exchange)
{
	struct visit *visit = (struct visit *)((char *)exchange -
	    offsetof(struct visit, exchange));

	visit->finished = true;
	unfinished--;
	own_ended(exchange, visit->req == NULL);
	if (visit->req == NULL)
		visit_destroy(visit);
	else if (!visit->dispatching)
		http_request_wakeup(visit->req);
}

/* Kore is about to free `req`: its reply is sent, or its client left. */
static void
visit_leave(struct http_request *req)
{
	struct visit *visit = req->hdlr_extra;

	req->hdlr_extra = NULL;
	if (visit->finished) {
		visit_destroy(visit);
		return;
	}
	visit->req = NULL;
	visit->head = req->headers;
	visit->body = req->http_body;
	req->headers = NULL;
	req->http_body = NULL;
}

static enum method
method_of(const struct http_request *req)
{
	switch (req->method) {
	case HTTP_METHOD_GET: return METHOD_GET;
	case HTTP_METHOD_HEAD: return METHOD_HEAD;
	case HTTP_METHOD_POST: return METHOD_POST;
	case HTTP_METHOD_PUT: return METHOD_PUT;
	case HTTP_METHOD_DELETE: return METHOD_DELETE;
	case HTTP_METHOD_OPTIONS: return METHOD_OPTIONS;
	case HTTP_METHOD_PATCH: return METHOD_PATCH;
	default: return METHOD_OTHER;
	}
}

/* Random once, then counted: nobody else's, at the cost of a number. */
static void
make_id(struct request *request)
{
	static char worker[17];
	static uint32_t count;
	unsigned char bytes[8];

	if (count++ == 0) {
		RAND_bytes(bytes, sizeof bytes);
		hex_write(bytes, sizeof bytes, worker);
	}
	for (int i = 0; i < 4; i++)
		bytes[i] = (unsigned char)(count >> (24 - 8 * i));
	memcpy(request->id, worker, sizeof worker);
	hex_write(bytes, 4, request->id + sizeof worker - 1);
}

/* HAProxy's id if it is one that can stand anywhere, else a new one. */
static void
choose_id(struct request *request)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789_-";
	const char *given = request_header(request, "x-request-id");
	size_t size = given == NULL ? 0 : strspn(given, allowed);

	if (size > 0 && size < sizeof request->id && given[size] == '\0')
		memcpy(request->id, given, size + 1);
	else
		make_id(request);
}

static void
fill_request(struct request *request, struct http_request *req)
{
	struct http_header *header;

	request->method = method_of(req);
	request->path = req->path;
	request->query = req->query_string == NULL ? "" : req->query_string;
	request->headers[request->header_count++] =
	    (struct header){ "host", req->host };
	TAILQ_FOREACH (header, &req->req_headers, list)
		if (request->header_count < REQUEST_HEADERS_MAX)
			request->headers[request->header_count++] =
			    (struct header){ header->header, header->value };
	if (req->http_body != NULL) {
		request->body = req->http_body->data;
		request->body_size = req->http_body_length;
	}
	choose_id(request);
}

static struct visit *
visit_create(struct http_request *req)
{
	struct visit *visit = malloc(sizeof *visit);

	if (visit == NULL)
		return NULL;
	memset(visit, 0, offsetof(struct visit, exchange.reply.text));
	visit->req = req;
	visit->exchange.service = server_service();
	visit->exchange.secure = server_is_secure();
	visit->exchange.finish = visit_finish;
	visit->exchange.started = server_clock();
	fill_request(&visit->exchange.request, req);
	req->hdlr_extra = visit;
	req->flags |= HTTP_REQUEST_RETAIN_EXTRA;
	req->onfree = visit_leave;
	unfinished++;
	own_begun();
	return visit;
}

static void
add_text(struct kore_buf *head, const char *text)
{
	kore_buf_append(head, text, strlen(text));
}

static void
add_header(struct kore_buf *head, const char *name, const char *value)
{
	add_text(head, name);
	add_text(head, ": ");
	add_text(head, value);
	add_text(head, "\r\n");
}

static void
add_number(struct kore_buf *head, size_t number)
{
	char digits[24], *first = digits + sizeof digits;

	do
		*--first = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	kore_buf_append(head, first, (size_t)(digits + sizeof digits - first));
}

static void
add_status(struct kore_buf *head, int status)
{
	add_text(head, "HTTP/1.1 ");
	add_number(head, (size_t)status);
	add_text(head, " ");
	add_text(head, http_status_text(status));
	add_text(head, "\r\n");
}

/* RFC 9110 section 8.6: these two say no length. */
static void
add_length(struct kore_buf *head, const struct reply *reply)
{
	if (reply->status == 204 || reply->status == 304)
		return;
	add_text(head, "content-length: ");
	add_number(head, reply->body_size);
	add_text(head, "\r\n");
}

static bool
client_closes(const struct request *request)
{
	const char *value = request_header(request, "connection");

	return value != NULL && strcasecmp(value, "close") == 0;
}

static void
write_head(struct kore_buf *head, const struct exchange *exchange, bool last)
{
	const struct reply *reply = &exchange->reply;

	add_status(head, reply->status);
	if (last)
		add_header(head, "connection", "close");
	if (reply->location != NULL)
		add_header(head, "location", reply->location);
	for (size_t i = 0; i < reply->header_count; i++)
		add_header(head, reply->headers[i].name, reply_value(reply, i));
	add_text(head, "x-content-type-options: nosniff\r\n");
	add_header(head, "x-request-id", exchange->request.id);
	add_length(head, reply);
	add_text(head, "\r\n");
}

/*
 * In one piece, where Kore sends 8 kB at a time: an instance that is killed has
 * sent a reply or nothing, and of nothing HAProxy asks another.  What the
 * system does not take at once is left to Kore.
 */
static void
send_whole(struct connection *c, const u_int8_t *bytes, size_t size)
{
	ssize_t sent = TAILQ_EMPTY(&c->send_queue)
	    ? send(c->fd, bytes, size, MSG_NOSIGNAL)
	    : 0;
	size_t taken = sent > 0 ? (size_t)sent : 0;

	if (taken < size)
		net_send_queue(c, bytes + taken, size - taken);
}

/*
 * Kore's own http_response() would begin to read the next request by itself,
 * past the guard, and copies and formats each header, which costs as much as
 * the rest of a small reply.
 */
static void
send_reply(struct http_request *req, const struct exchange *exchange)
{
	static struct kore_buf *whole;
	const struct reply *reply = &exchange->reply;
	struct connection *c = req->owner;

	if (client_closes(&exchange->request) || drain_begun())
		c->flags |= CONN_CLOSE_EMPTY;
	if (whole == NULL)
		whole = kore_buf_alloc(1024);
	kore_buf_reset(whole);
	write_head(whole, exchange, c->flags & CONN_CLOSE_EMPTY);
	if (reply->body_size > 0 && req->method != HTTP_METHOD_HEAD &&
	    reply->status != 304)
		kore_buf_append(whole, reply->body, reply->body_size);
	send_whole(c, whole->data, whole->offset);
	req->status = reply->status;
	connection_next(c);
}

/*
 * Called when a request is whole, and again when it was woken up.  One that
 * came without the guard's leave was sent before the reply to another: its
 * connection ends.
 */
int
motus_dispatch(struct http_request *req)
{
	struct visit *visit = req->hdlr_extra;

	if (visit == NULL) {
		if (!connection_passed(req) ||
		    (visit = visit_create(req)) == NULL)
			return KORE_RESULT_ERROR;
		req->owner->http_timeout = 0;
		visit->dispatching = true;
		own_dispatch(&visit->exchange);
		visit->dispatching = false;
	}
	if (!visit->finished) {
		http_request_sleep(req);
		return KORE_RESULT_RETRY;
	}
	send_reply(req, &visit->exchange);
	return KORE_RESULT_OK;
}
