#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/rand.h>

#include <kore/kore.h>
#include <kore/http.h>

#include "daemons/common/glue.h"

/*
 * A request of Kore's and the exchange made of it.  They end apart: the client
 * may leave while a store works, and then the exchange, which points into what
 * was received, keeps that until its handler is done.
 */
struct visit {
	struct exchange exchange;
	struct http_request *req; /* NULL: the client left */
	u_int8_t *head; /* what was req's, once the client left */
	struct kore_buf *body;
	bool dispatching, finished;
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

/* HAProxy's id if it is one that can stand anywhere, else a new one. */
static void
choose_id(struct request *request)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789_-";
	const char *given = request_header(request, "x-request-id");
	unsigned char bytes[16] = { 0 };
	size_t size = given == NULL ? 0 : strspn(given, allowed);

	if (size > 0 && size < sizeof request->id && given[size] == '\0') {
		memcpy(request->id, given, size + 1);
		return;
	}
	RAND_bytes(bytes, sizeof bytes);
	for (size_t i = 0; i < sizeof bytes; i++)
		snprintf(request->id + 2 * i, 3, "%02x", bytes[i]);
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
	struct visit *visit = calloc(1, sizeof *visit);

	if (visit == NULL)
		return NULL;
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

/*
 * Kore would begin to read the next request by itself, past the guard: a
 * connection that is busy is left alone.
 */
static void
send_reply(struct http_request *req, const struct exchange *exchange)
{
	const struct reply *reply = &exchange->reply;
	struct connection *c = req->owner;

	if (reply->location != NULL)
		http_response_header(req, "location", reply->location);
	for (size_t i = 0; i < reply->header_count; i++)
		http_response_header(
		    req, reply->headers[i].name, reply_value(reply, i));
	http_response_header(req, "x-content-type-options", "nosniff");
	http_response_header(req, "x-request-id", exchange->request.id);
	if (reply->status == 304)
		req->flags |= HTTP_REQUEST_NO_CONTENT_LENGTH;
	c->flags |= CONN_IS_BUSY;
	http_response(req, reply->status, reply->body, reply->body_size);
	c->flags &= ~CONN_IS_BUSY;
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
