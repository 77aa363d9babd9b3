#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "daemons/common/log.h"
#include "daemons/game/client.h"
#include "daemons/game/pass.h"

#define SCOPE "score:write"
#define MARGIN 30 /* seconds before it expires */

struct pass {
	const struct service *service;
	char *token; /* NULL: none */
	time_t until;
	struct waiter *waiters; /* for one that was asked for */
};

struct waiter {
	struct waiter *next;
	pass_given *then;
	void *arg;
};

struct pass *
pass_create(const struct service *service)
{
	struct pass *pass = calloc(1, sizeof *pass);

	if (pass != NULL)
		pass->service = service;
	return pass;
}

void
pass_drop(struct pass *pass)
{
	free(pass->token);
	pass->token = NULL;
}

void
pass_destroy(struct pass *pass)
{
	if (pass == NULL)
		return;
	pass_drop(pass);
	free(pass);
}

static void
read_token(struct pass *pass, const char *body, size_t size)
{
	json_t *answer = json_loadb(body, size, JSON_REJECT_DUPLICATES, NULL);
	const char *token =
	    json_string_value(json_object_get(answer, "access_token"));
	json_int_t seconds =
	    json_integer_value(json_object_get(answer, "expires_in"));

	pass_drop(pass);
	if (token != NULL)
		pass->token = strdup(token);
	pass->until = pass->service->now() + (time_t)seconds - MARGIN;
	json_decref(answer);
}

/* Those who wait are told; whoever asks meanwhile is not among them. */
static void
answered(void *arg, int status, const char *body, size_t size)
{
	struct pass *pass = arg;
	struct waiter *waiters = pass->waiters, *next;
	char *token;

	if (status == 200)
		read_token(pass, body, size);
	else
		log_message(LEVEL_WARNING, "no-pass", "the provider answers %d",
		    status);
	token =
	    status == 200 && pass->token != NULL ? strdup(pass->token) : NULL;
	pass->waiters = NULL;
	for (; waiters != NULL; waiters = next) {
		next = waiters->next;
		waiters->then(waiters->arg, token);
		free(waiters);
	}
	free(token);
}

static void
request(struct pass *pass)
{
	const char *const pairs[] = { "grant_type", "client_credentials",
		"scope", SCOPE, NULL };

	client_post(pass->service, CLIENT_GAME, "/auth/token", NULL,
	    client_form("", pairs), answered, pass);
}

void
pass_ask(struct pass *pass, pass_given *then, void *arg)
{
	bool first = pass->waiters == NULL;
	struct waiter *waiter;

	if (pass->token != NULL && pass->service->now() < pass->until) {
		then(arg, pass->token);
		return;
	}
	waiter = malloc(sizeof *waiter);
	if (waiter == NULL) {
		then(arg, NULL);
		return;
	}
	*waiter = (struct waiter){ pass->waiters, then, arg };
	pass->waiters = waiter;
	if (first)
		request(pass);
}
