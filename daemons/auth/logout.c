#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/client.h"
#include "daemons/auth/forms.h"
#include "daemons/auth/keyring.h"
#include "daemons/auth/logout.h"
#include "daemons/auth/pages.h"
#include "daemons/auth/session.h"
#include "daemons/common/escape.h"
#include "daemons/common/token.h"

#define PATH "/auth/logout"
#define TARGET_MAX 1900 /* bytes that a request for it can have */

struct leaving {
	struct exchange *exchange;
	struct fields fields; /* of the query */
	bool confirmed; /* by the form of ours */
	json_t *hint; /* the claims of the client's ID token, or NULL */
	bool is_signed_in;
	char client_id[CLIENT_ID_SIZE]; /* "" when nobody says which */
};

static void
end(struct leaving *leaving)
{
	struct exchange *exchange = leaving->exchange;

	json_decref(leaving->hint);
	fields_clear(&leaving->fields);
	free(leaving);
	exchange_finish(exchange);
}

static void
end_with_error(struct leaving *leaving, const char *code)
{
	pages_error(leaving->exchange, 400, code);
	end(leaving);
}

/* --- the end -------------------------------------------------------------- */

/* The address to go to, with the state in its query; NULL without memory. */
static char *
location(const char *uri, const char *state)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		return NULL;
	fputs(uri, out);
	if (state != NULL) {
		fprintf(out, "%cstate=", strchr(uri, '?') == NULL ? '?' : '&');
		escape_encode(out, state);
	}
	if (fclose(out) == 0)
		return text;
	free(text);
	return NULL;
}

static void
say_goodbye(struct leaving *leaving)
{
	struct exchange *exchange = leaving->exchange;
	const char *uri =
	    fields_get(&leaving->fields, "post_logout_redirect_uri");
	const char *state = fields_get(&leaving->fields, "state");

	session_drop_cookie(exchange);
	reply_redirect(&exchange->reply, 303,
	    uri == NULL ? strdup("/auth/login?done=logout")
			: location(uri, state));
	end(leaving);
}

static void
ended(void *arg, int status)
{
	struct leaving *leaving = arg;

	if (status == 0) {
		say_goodbye(leaving);
	} else {
		pages_fail(leaving->exchange, status);
		end(leaving);
	}
}

static void
sign_out(struct leaving *leaving)
{
	const struct provider *provider = leaving->exchange->service;
	struct motus_batch *batch = motus_batch_create();

	session_end(leaving->exchange, batch);
	motus_store_commit(provider->store, batch, ended, leaving);
	motus_batch_destroy(batch);
}

/* --- whether to ask ------------------------------------------------------- */

static void
ask(struct leaving *leaving)
{
	pages_show(
	    leaving->exchange, 200, "logout", forms_data(leaving->exchange));
	end(leaving);
}

static void
got_session(void *arg, int status, const struct session *session)
{
	struct leaving *leaving = arg;
	const char *sub =
	    json_string_value(json_object_get(leaving->hint, "sub"));

	if (status != 0) {
		pages_fail(leaving->exchange, status);
		end(leaving);
	} else if (session == NULL) {
		say_goodbye(leaving);
	} else if (leaving->confirmed ||
	    (sub != NULL && strcmp(sub, session->sub) == 0)) {
		sign_out(leaving);
	} else {
		ask(leaving);
	}
}

/* --- who sends, and where to ---------------------------------------------- */

static bool
has_uri(const json_t *client, const char *uri)
{
	const json_t *uris =
	    json_object_get(client, "post_logout_redirect_uris");
	const json_t *one;
	size_t i;

	json_array_foreach (uris, i, one) {
		if (strcmp(json_string_value(one), uri) == 0)
			return true;
	}
	return false;
}

static void
got_client(void *arg, int status, const json_t *client)
{
	struct leaving *leaving = arg;
	const char *uri =
	    fields_get(&leaving->fields, "post_logout_redirect_uri");

	if (status != 0) {
		pages_fail(leaving->exchange, status);
		end(leaving);
	} else if (uri != NULL && !has_uri(client, uri)) {
		end_with_error(leaving, "foreign-redirect");
	} else {
		session_find(leaving->exchange, got_session, leaving);
	}
}

/* An old hint is as good as a new one: it only says who is meant. */
static void
judge_hint(struct leaving *leaving)
{
	const struct provider *provider = leaving->exchange->service;
	const char *hint = fields_get(&leaving->fields, "id_token_hint");
	struct token_expectation expectation = { .typ = "JWT",
		.issuer = provider->issuer,
		.now = provider->now(),
		.even_expired = true };
	size_t count;
	struct token_key *const *keys = keyring_keys(provider->keyring, &count);

	if (hint != NULL)
		token_verify(hint, strlen(hint), keys, count, &expectation,
		    &leaving->hint);
}

/* The client is who the hint was made for, and who it says it is. */
static bool
find_client(struct leaving *leaving)
{
	const char *given = fields_get(&leaving->fields, "client_id");
	const char *meant =
	    json_string_value(json_object_get(leaving->hint, "aud"));
	const char *id = meant == NULL ? given : meant;

	if (given != NULL && meant != NULL && strcmp(given, meant) != 0)
		return false;
	if (id == NULL)
		return true;
	if (!client_id_good(id))
		return false;
	snprintf(leaving->client_id, sizeof leaving->client_id, "%s", id);
	return true;
}

static void
begin(struct exchange *exchange, bool confirmed)
{
	const struct provider *provider = exchange->service;
	const char *query = exchange->request.query;
	struct leaving *leaving = calloc(1, sizeof *leaving);

	if (leaving == NULL) {
		pages_fail(exchange, MOTUS_ENOMEM);
		exchange_finish(exchange);
		return;
	}
	leaving->exchange = exchange;
	leaving->confirmed = confirmed;
	fields_read(&leaving->fields, query, strlen(query));
	judge_hint(leaving);
	if (leaving->fields.fault[0] != '\0')
		end_with_error(leaving, "bad-form");
	else if (!find_client(leaving))
		end_with_error(leaving, "unknown-client");
	else if (leaving->client_id[0] == '\0')
		got_client(leaving, 0, NULL);
	else
		client_get(
		    provider->store, leaving->client_id, got_client, leaving);
}

void
logout_get(struct exchange *exchange)
{
	begin(exchange, false);
}

static bool
can_be_query(const struct request *request)
{
	const char *body = request->body;

	for (size_t i = 0; i < request->body_size; i++)
		if (body[i] <= ' ' || body[i] >= 0x7f)
			return false;
	return request->body_size < TARGET_MAX;
}

/*
 * A client's page sends the form from another site, and so without the session
 * cookie: it comes again by GET.
 */
static void
turn_to_get(struct exchange *exchange)
{
	const struct request *request = &exchange->request;
	char *target = malloc(sizeof PATH + 1 + request->body_size);

	if (target != NULL)
		sprintf(target, "%s?%.*s", PATH, (int)request->body_size,
		    (const char *)request->body);
	reply_redirect(&exchange->reply, 303, target);
	exchange_finish(exchange);
}

void
logout_post(struct exchange *exchange)
{
	const struct provider *provider = exchange->service;
	struct fields fields;
	bool good, ours, confirmed;

	fields_read_body(&fields, &exchange->request);
	good = fields.fault[0] == '\0' && can_be_query(&exchange->request);
	ours = fields_get(&fields, "token") != NULL;
	confirmed = ours && forms_token_good(exchange, &fields);
	fields_clear(&fields);
	if (!good ||
	    (ours && !request_same_origin(exchange, provider->origin))) {
		pages_error(exchange, good ? 403 : 400,
		    good ? "cross-origin" : "bad-form");
		exchange_finish(exchange);
	} else if (ours) {
		begin(exchange, confirmed);
	} else {
		turn_to_get(exchange);
	}
}
