/*
 * A daemon that tests attack: it echoes, late if asked to, and crashes.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <sodium.h>

#include <motus/error.h>

#include "daemons/common/clock.h"
#include "daemons/common/fetch.h"
#include "daemons/common/jobs.h"
#include "daemons/common/server.h"

struct echo {
	const struct server *server;
	struct motus_store *store;
	struct fetcher *fetcher;
	struct jobs *jobs;
};

static struct echo echoes;

enum { ECHOES };

static const struct metric metrics[] = {
	[ECHOES] = { "echo_total", "Echoes.", METRIC_COUNTER, { { 0 } } },
};

static const struct setting settings[] = {
	{ "PORT", "3999", SETTING_NUMBER, 1, 65535, NULL },
	{ "STORE", "memory:", SETTING_TEXT, 1, 200, NULL },
};

/* What came, as JSON. */
static void
echo(struct exchange *exchange)
{
	const struct request *request = &exchange->request;
	struct echo *service = exchange->service;
	const char *text = request_header(request, "x-echo");

	metrics_add(
	    service->server->metrics, (struct metric_at){ .index = ECHOES }, 1);
	reply_json(&exchange->reply, 200,
	    json_pack("{s:s, s:s, s:s%, s:i, s:i}", "param", request->params[0],
		"echo", text == NULL ? "" : text, "body",
		request->body == NULL ? "" : request->body, request->body_size,
		"uid", (int)getuid(), "pid", (int)getpid()));
	exchange_finish(exchange);
}

static void
echo_late(void *arg)
{
	echo(arg);
}

/* /late/{milliseconds} */
static void
late(struct exchange *exchange)
{
	const struct motus_loop *loop =
	    &((struct echo *)exchange->service)->server->loop;

	loop->timer(loop->context, 60000, echo_late, exchange);
	loop->timer(loop->context, atoi(exchange->request.params[0]), echo_late,
	    exchange);
}

/* /big/{bytes} */
static void
big(struct exchange *exchange)
{
	size_t size = strtoul(exchange->request.params[0], NULL, 10);
	char *body = malloc(size);

	memset(body, 'x', size);
	exchange->reply.status = 200;
	exchange->reply.owned = body;
	exchange->reply.body = body;
	exchange->reply.body_size = size;
	exchange_finish(exchange);
}

/* /crash/{signal} */
static void
crash(struct exchange *exchange)
{
	raise(atoi(exchange->request.params[0]));
}

/* Kore's own sandbox would kill a worker that asks for the time here. */
static void
today(struct exchange *exchange)
{
	char text[MOTUS_DATE_SIZE];
	FILE *file = fopen("/etc/hostname", "re");

	if (file != NULL)
		fclose(file);
	motus_date_format(clock_date(0), text);
	reply_json(&exchange->reply, 200, json_pack("{s:s}", "date", text));
	exchange_finish(exchange);
}

/* What a sandbox is for. */
static void
escape(struct exchange *exchange)
{
	execl("/bin/true", "true", (char *)NULL);
	big(exchange);
}

/* A process of its own would outlive the sandbox's rules. */
static void
split(struct exchange *exchange)
{
	if (fork() == 0)
		_exit(0);
	reply_json(&exchange->reply, 200, json_object());
	exchange_finish(exchange);
}

/* /hash/{password}: what takes long, in a thread. */
struct hashing {
	struct exchange *exchange;
	bool is_right;
};

static void
hash_work(void *arg)
{
	struct hashing *hashing = arg;
	const char *password = hashing->exchange->request.params[0];
	char hash[crypto_pwhash_STRBYTES];

	hashing->is_right = crypto_pwhash_str(hash, password, strlen(password),
				2, 19922944) == 0 &&
	    crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}

static void
hash_done(void *arg)
{
	struct hashing *hashing = arg;
	struct exchange *exchange = hashing->exchange;

	reply_json(&exchange->reply, 200,
	    json_pack("{s:b}", "right", hashing->is_right));
	free(hashing);
	exchange_finish(exchange);
}

static void
hash(struct exchange *exchange)
{
	struct echo *service = exchange->service;
	struct hashing *hashing = calloc(1, sizeof *hashing);

	hashing->exchange = exchange;
	if (!jobs_run(service->jobs, hash_work, hash_done, hashing)) {
		free(hashing);
		reply_json(&exchange->reply, 503, json_object());
		exchange_finish(exchange);
	}
}

static void
got(void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct exchange *exchange = arg;

	(void)value;
	(void)size;
	reply_json(&exchange->reply, status == 0 ? 200 : 503,
	    json_pack("{s:i, s:i}", "status", status, "version", (int)version));
	exchange_finish(exchange);
}

static void
look_up(struct exchange *exchange)
{
	struct echo *service = exchange->service;

	motus_store_get(service->store, "key", got, exchange);
}

static void
committed(void *arg, int status)
{
	got(arg, status, NULL, 0, 0);
}

static void
keep(struct exchange *exchange)
{
	struct echo *service = exchange->service;
	struct motus_batch *batch = motus_batch_create();

	motus_batch_put(batch, "key", "value", 5, 0);
	motus_store_commit(service->store, batch, committed, exchange);
	motus_batch_destroy(batch);
}

/* /ask/{port}: ask a server there, by the loop, as a store does. */
struct question {
	struct exchange *exchange;
	const struct motus_loop *loop;
	int fd;
	bool asked;
};

static void
answer(struct question *question, ssize_t got)
{
	struct exchange *exchange = question->exchange;

	question->loop->watch(
	    question->loop->context, question->fd, 0, NULL, NULL);
	close(question->fd);
	free(question);
	reply_json(&exchange->reply, 200, json_pack("{s:b}", "got", got > 0));
	exchange_finish(exchange);
}

static void
ask_ready(void *arg, unsigned int events)
{
	static const char request[] =
	    "GET /late/10 HTTP/1.1\r\nHost: a\r\n\r\n";
	struct question *question = arg;
	char reply[1024];

	if (question->asked) {
		if (events & MOTUS_READABLE)
			answer(
			    question, read(question->fd, reply, sizeof reply));
		return;
	}
	question->asked = true;
	if (send(question->fd, request, sizeof request - 1, MSG_NOSIGNAL) < 0)
		answer(question, -1);
	else
		question->loop->watch(question->loop->context, question->fd,
		    MOTUS_READABLE, ask_ready, question);
}

static void
ask(struct exchange *exchange)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)atoi(exchange->request.params[0])),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct question *question = calloc(1, sizeof *question);

	question->exchange = exchange;
	question->loop = &((struct echo *)exchange->service)->server->loop;
	question->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	connect(question->fd, (struct sockaddr *)&address, sizeof address);
	question->loop->watch(question->loop->context, question->fd,
	    MOTUS_WRITABLE, ask_ready, question);
}

static void
relay_answer(void *arg, int status, const char *body, size_t size)
{
	struct exchange *exchange = arg;

	reply_json(&exchange->reply, 200,
	    json_pack("{s:i, s:s%}", "status", status, "body", body, size));
	exchange_finish(exchange);
}

/* /relay/{text}: what the gateway echoes. */
static void
relay(struct exchange *exchange)
{
	struct echo *service = exchange->service;
	char path[128];
	struct fetch_request request = { .method = "PUT",
		.path = path,
		.body = "relayed",
		.body_size = 7,
		.milliseconds = 5000 };

	snprintf(path, sizeof path, "/echo/%s", exchange->request.params[0]);
	fetch(service->fetcher, &request, relay_answer, exchange);
}

static const struct route routes[] = {
	{ METHOD_GET | METHOD_PUT | METHOD_DELETE, "/echo/{text}", echo,
	    "echo" },
	{ METHOD_GET | METHOD_PUT, "/late/{milliseconds}", late, "late" },
	{ METHOD_GET, "/big/{bytes}", big, "big" },
	{ METHOD_GET, "/crash/{signal}", crash, "crash" },
	{ METHOD_GET, "/today", today, "today" },
	{ METHOD_GET, "/escape/{bytes}", escape, "escape" },
	{ METHOD_GET, "/ask/{port}", ask, "ask" },
	{ METHOD_GET, "/relay/{text}", relay, "relay" },
	{ METHOD_GET, "/fork", split, "fork" },
	{ METHOD_GET, "/hash/{password}", hash, "hash" },
	{ METHOD_GET, "/store", look_up, "store" },
	{ METHOD_PUT, "/store", keep, "store" },
};

static bool
prepare(const struct server *server, char *complaint, size_t size)
{
	if (strcmp(server->folder, "refuse") == 0) {
		snprintf(complaint, size, "this folder is refused");
		return false;
	}
	echoes.fetcher =
	    fetcher_create(config_text(server->config, "GATEWAY_URL"));
	return echoes.fetcher != NULL;
}

static void *
start(const struct server *server, char *complaint, size_t size)
{
	echoes.server = server;
	echoes.store = server_open_store(server, complaint, size);
	fetcher_start(echoes.fetcher, &server->loop);
	echoes.jobs = jobs_create(2, 64, &server->loop);
	return echoes.store == NULL || echoes.jobs == NULL ? NULL : &echoes;
}

static void
stop(void *service)
{
	(void)service;
	jobs_destroy(echoes.jobs);
	motus_store_destroy(echoes.store);
	fetcher_destroy(echoes.fetcher);
}

const struct daemon motus_daemon = {
	.name = "echo",
	.settings = settings,
	.setting_count = sizeof settings / sizeof *settings,
	.metrics = metrics,
	.metric_count = sizeof metrics / sizeof *metrics,
	.routes = routes,
	.route_count = sizeof routes / sizeof *routes,
	.prepare = prepare,
	.start = start,
	.stop = stop,
	.ready = look_up,
};
