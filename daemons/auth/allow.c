#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/allow.h"
#include "daemons/auth/client.h"
#include "daemons/auth/consent.h"
#include "daemons/auth/forms.h"
#include "daemons/auth/onward.h"
#include "daemons/auth/pages.h"
#include "daemons/auth/scope.h"
#include "daemons/auth/session.h"

#define ASKED_SIZE 512

struct allowing {
	struct exchange *exchange;
	struct fields fields;
	bool posted;
	struct session session;
	char client_id[CLIENT_ID_SIZE];
	char scope[SCOPE_SIZE];
};

static void
end(struct allowing *allowing)
{
	struct exchange *exchange = allowing->exchange;

	if (allowing->posted)
		fields_clear(&allowing->fields);
	free(allowing);
	exchange_finish(exchange);
}

static void
fail(struct allowing *allowing, int error)
{
	pages_fail(allowing->exchange, error);
	end(allowing);
}

/* --- asking --------------------------------------------------------------- */

/* The host of a client's first address, or the scheme of an app's. */
static json_t *
site_of(const json_t *client)
{
	const char *uri = json_string_value(
	    json_array_get(json_object_get(client, "redirect_uris"), 0));
	const char *host;

	if (uri == NULL)
		return NULL;
	host = strstr(uri, "://");
	if (host == NULL)
		return json_stringn(uri, strcspn(uri, ":"));
	return json_stringn(host + 3, strcspn(host + 3, "/?"));
}

static json_t *
list_scopes(const char *scope)
{
	json_t *list = json_array();
	char key[64];

	while (*(scope += strspn(scope, " ")) != '\0') {
		size_t size = strcspn(scope, " ");

		snprintf(key, sizeof key, "scope_%.*s", (int)size, scope);
		json_array_append_new(list, json_pack("{s:s}", "message", key));
		scope += size;
	}
	return list;
}

static void
show(struct allowing *allowing, const json_t *client)
{
	json_t *data = forms_data(allowing->exchange);
	json_t *more = json_pack("{s:O*, s:o*, s:o, s:s, s:s}", "client",
	    json_object_get(client, "name"), "site", site_of(client), "scopes",
	    list_scopes(allowing->scope), "name", allowing->session.name,
	    "account", allowing->session.sub);

	json_object_update(data, more);
	json_decref(more);
	pages_show(allowing->exchange, 200, "consent", data);
	end(allowing);
}

/* --- the answer ----------------------------------------------------------- */

static enum change
allow(void *arg, json_t *account, struct motus_batch *batch)
{
	struct allowing *allowing = arg;
	const struct provider *provider = allowing->exchange->service;

	(void)batch;
	if (account == NULL)
		return CHANGE_NOTHING;
	return consent_add(account, allowing->client_id, allowing->scope,
		   provider->now())
	    ? CHANGE_KEEP
	    : CHANGE_FAIL;
}

static void
lead(struct allowing *allowing, char *location)
{
	reply_redirect(&allowing->exchange->reply, 303, location);
	end(allowing);
}

static void
allowed(void *arg, int status)
{
	struct allowing *allowing = arg;

	if (status != 0)
		fail(allowing, status);
	else
		lead(allowing,
		    onward_go(allowing->exchange, " consent ", false));
}

/*
 * Whether it is the answer of whoever is signed in now: in another tab that
 * may be somebody else.
 */
static bool
is_answered(const struct allowing *allowing, const char *answer)
{
	const struct fields *fields = &allowing->fields;
	const char *account = fields_get(fields, "account");
	const char *given = fields_get(fields, "answer");

	return account != NULL && given != NULL &&
	    forms_token_good(allowing->exchange, fields) &&
	    strcmp(account, allowing->session.sub) == 0 &&
	    strcmp(given, answer) == 0;
}

static void
got_client(void *arg, int status, const json_t *client)
{
	struct allowing *allowing = arg;
	struct exchange *exchange = allowing->exchange;
	const char *scope = json_string_value(json_object_get(client, "scope"));
	char asked[ASKED_SIZE];

	if (status != 0) {
		fail(allowing, status);
		return;
	}
	if (client == NULL || scope == NULL ||
	    !onward_query(exchange, "scope", asked, sizeof asked)) {
		pages_error(exchange, 400, "unknown-client");
		end(allowing);
		return;
	}
	scope_grant(asked, scope, SCOPE_PLAYER, allowing->scope);
	if (allowing->posted && is_answered(allowing, "allow"))
		account_change(exchange->service, allowing->session.sub, allow,
		    allowed, allowing);
	else if (allowing->posted && is_answered(allowing, "deny"))
		lead(allowing, onward_refuse(exchange));
	else
		show(allowing, client);
}

/* --- who and for whom ----------------------------------------------------- */

static void
got_session(void *arg, int status, const struct session *session)
{
	struct allowing *allowing = arg;
	struct exchange *exchange = allowing->exchange;
	const struct provider *provider = exchange->service;

	if (status != 0) {
		fail(allowing, status);
	} else if (session == NULL) {
		lead(allowing, onward_link(exchange, "/auth/login"));
	} else {
		allowing->session = *session;
		client_get(
		    provider->store, allowing->client_id, got_client, allowing);
	}
}

static void
begin(struct exchange *exchange, bool posted)
{
	struct allowing *allowing = calloc(1, sizeof *allowing);

	if (allowing == NULL ||
	    (posted && !forms_read(exchange, &allowing->fields))) {
		if (allowing == NULL)
			pages_fail(exchange, MOTUS_ENOMEM);
		free(allowing);
		exchange_finish(exchange);
		return;
	}
	allowing->exchange = exchange;
	allowing->posted = posted;
	if (onward_query(exchange, "client_id", allowing->client_id,
		sizeof allowing->client_id) &&
	    client_id_good(allowing->client_id)) {
		session_find(exchange, got_session, allowing);
	} else {
		pages_error(exchange, 400, "unknown-client");
		end(allowing);
	}
}

void
allow_get(struct exchange *exchange)
{
	begin(exchange, false);
}

void
allow_post(struct exchange *exchange)
{
	begin(exchange, true);
}
