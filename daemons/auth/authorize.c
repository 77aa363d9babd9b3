#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/authorization.h"
#include "daemons/auth/authorize.h"
#include "daemons/auth/clients.h"
#include "daemons/auth/consent.h"
#include "daemons/auth/grant.h"
#include "daemons/auth/oauth.h"
#include "daemons/auth/pages.h"
#include "daemons/auth/session.h"
#include "daemons/common/base64url.h"
#include "daemons/common/escape.h"
#include "daemons/common/guard.h"

#define PATH "/auth/authorize"
#define CODE_BYTES 32
#define TRIES_MAX 3 /* commits */

struct visitor {
	struct exchange *exchange;
	struct provider *provider;
	struct fields fields;
	json_t *client;
	struct authorization authorization;
	struct session session; /* once somebody is signed in */
	char code[BASE64URL_SIZE(CODE_BYTES)];
	unsigned int tries; /* commits that did not end well */
};

/* --- how it ends ---------------------------------------------------------- */

/* The reply is made. */
static void
end(struct visitor *visitor)
{
	struct exchange *exchange = visitor->exchange;

	fields_clear(&visitor->fields);
	json_decref(visitor->client);
	free(visitor);
	exchange_finish(exchange);
}

/* Before it is known that the client may be told. */
static void
show_error(struct visitor *visitor, const char *code)
{
	pages_error(visitor->exchange, 400, code);
	end(visitor);
}

static void
refuse(struct visitor *visitor, const char *error, const char *description)
{
	answer_error(visitor->exchange, &visitor->authorization.addressee,
	    error, description);
	end(visitor);
}

/* What a store's error means to the client. */
static void
fail(struct visitor *visitor, int error)
{
	if (oauth_passing(error)) {
		refuse(visitor, "temporarily_unavailable",
		    "What is kept can not be reached right now.");
		return;
	}
	oauth_log(visitor->exchange, error);
	refuse(visitor, "server_error", "Something went wrong here.");
}

/* PAGE?continue= the address of this request; NULL: too long, or no memory. */
static char *
write_detour(const struct visitor *visitor, const char *page)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		return NULL;
	fprintf(out, "%s?continue=", page);
	escape_encode(out, PATH "?");
	escape_encode(out, visitor->exchange->request.query);
	if (fclose(out) == 0 && size <= GUARD_TARGET_MAX)
		return text;
	free(text);
	return NULL;
}

/* Somebody has to be asked first: with prompt=none that is an error. */
static void
detour(struct visitor *visitor, const char *page, const char *error,
    const char *description)
{
	char *location;

	if (visitor->authorization.prompt & PROMPT_NONE) {
		refuse(visitor, error, description);
		return;
	}
	location = write_detour(visitor, page);
	if (location == NULL) {
		refuse(visitor, "invalid_request", "The request is too long.");
		return;
	}
	reply_redirect(&visitor->exchange->reply, 303, location);
	end(visitor);
}

/* --- a code --------------------------------------------------------------- */

static void keep_code(struct visitor *visitor);

static void
kept_code(void *arg, int status)
{
	struct visitor *visitor = arg;

	if (status == MOTUS_ELOST && ++visitor->tries < TRIES_MAX) {
		keep_code(visitor);
	} else if (status != 0) {
		fail(visitor, status);
	} else {
		answer_code(visitor->exchange,
		    &visitor->authorization.addressee, visitor->code);
		end(visitor);
	}
}

/* Kept twice, when the store left meanwhile, it is the same code. */
static void
keep_code(struct visitor *visitor)
{
	const struct authorization *asked = &visitor->authorization;
	const struct provider *provider = visitor->provider;
	const struct session *session = &visitor->session;
	struct motus_batch *batch = motus_batch_create();
	char key[MOTUS_KEY_MAX + 1];
	json_t *record = json_pack(
	    "{s:O, s:s, s:s*, s:s*, s:s, s:s, s:s, s:I, s:I, s:I}", "client_id",
	    json_object_get(asked->client, "client_id"), "redirect_uri",
	    asked->addressee.redirect_uri, "challenge", asked->challenge,
	    "nonce", asked->nonce, "scope", asked->scope, "sub", session->sub,
	    "session", session->hash, "auth_time",
	    (json_int_t)session->auth_time, "epoch", (json_int_t)session->epoch,
	    "expires", (json_int_t)provider->now() + provider->code_ttl);

	code_key(visitor->code, key);
	db_put(batch, key, record, (uint32_t)provider->code_ttl);
	motus_store_commit(provider->store, batch, kept_code, visitor);
	motus_batch_destroy(batch);
	json_decref(record);
}

static void
give_code(struct visitor *visitor)
{
	if (base64url_random(visitor->code, CODE_BYTES))
		keep_code(visitor);
	else
		fail(visitor, MOTUS_EIO);
}

/* --- consent -------------------------------------------------------------- */

static void
ask_consent(struct visitor *visitor)
{
	detour(visitor, "/auth/consent", "consent_required",
	    "The player has to allow this first.");
}

static void
found_consent(void *arg, int status, const char *allowed)
{
	struct visitor *visitor = arg;

	if (status != 0)
		fail(visitor, status);
	else if (consent_covers(allowed, visitor->authorization.scope))
		give_code(visitor);
	else
		ask_consent(visitor);
}

static void
look_for_consent(struct visitor *visitor)
{
	const struct authorization *asked = &visitor->authorization;

	if (asked->prompt & PROMPT_CONSENT)
		ask_consent(visitor);
	else if (authorization_is_own(asked))
		give_code(visitor);
	else
		consent_get(visitor->provider, visitor->session.sub,
		    json_string_value(
			json_object_get(asked->client, "client_id")),
		    found_consent, visitor);
}

/* --- who it is ------------------------------------------------------------ */

/*
 * Whether the password has to be given again; max_age 0 always means that
 * (OpenID Connect Core 3.1.2.1), and the sign-in page takes it away.
 */
static bool
is_stale(const struct visitor *visitor)
{
	int64_t most = visitor->authorization.max_age;
	int64_t age = visitor->provider->now() - visitor->session.auth_time;

	return most == 0 || (most > 0 && age > most);
}

static void
sign_in(struct visitor *visitor)
{
	detour(visitor, "/auth/login", "login_required",
	    "The player has to sign in first.");
}

static void
found_session(void *arg, int status, const struct session *session)
{
	struct visitor *visitor = arg;
	const struct authorization *asked = &visitor->authorization;

	if (session != NULL)
		visitor->session = *session;
	if (status != 0)
		fail(visitor, status);
	else if (asked->prompt & PROMPT_CREATE)
		detour(visitor, "/auth/register", "login_required",
		    "An account has to be made first.");
	else if (session == NULL || is_stale(visitor) ||
	    asked->prompt & (PROMPT_LOGIN | PROMPT_SELECT_ACCOUNT))
		sign_in(visitor);
	else if (asked->hint[0] != '\0' &&
	    strcmp(asked->hint, session->sub) != 0)
		refuse(visitor, "login_required",
		    "Somebody else is signed in than id_token_hint names.");
	else
		look_for_consent(visitor);
}

/* --- what is asked -------------------------------------------------------- */

/* "motus_denied" comes from the consent page. */
static void
read_request(struct visitor *visitor)
{
	const char *description,
	    *error = authorization_read(&visitor->authorization,
		visitor->provider, &visitor->fields, &description);

	if (error != NULL)
		refuse(visitor, error, description);
	else if (fields_get(&visitor->fields, "motus_denied") != NULL)
		refuse(
		    visitor, "access_denied", "The player did not allow it.");
	else
		session_find(visitor->exchange, found_session, visitor);
}

static void
found_client(void *arg, int status, const json_t *client)
{
	struct visitor *visitor = arg;

	visitor->client = json_incref((json_t *)client);
	if (status != 0) {
		pages_fail(visitor->exchange, status);
		end(visitor);
	} else if (client == NULL) {
		show_error(visitor, "unknown-client");
	} else if (!authorization_address(
		       &visitor->authorization, client, &visitor->fields)) {
		show_error(visitor, "foreign-redirect");
	} else {
		read_request(visitor);
	}
}

void
authorize_get(struct exchange *exchange)
{
	struct visitor *visitor = calloc(1, sizeof *visitor);
	const char *id, *query = exchange->request.query;

	if (visitor == NULL) {
		pages_fail(exchange, MOTUS_ENOMEM);
		exchange_finish(exchange);
		return;
	}
	visitor->exchange = exchange;
	visitor->provider = exchange->service;
	fields_read(&visitor->fields, query, strlen(query));
	id = fields_get(&visitor->fields, "client_id");
	if (id == NULL || !client_id_good(id))
		show_error(visitor, "unknown-client");
	else
		clients_find(visitor->provider, id, found_client, visitor);
}

/* --- as a form ------------------------------------------------------------ */

/* Written anew, so that nothing of the form can end the query. */
static char *
write_query(const struct fields *fields)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		return NULL;
	fputs(PATH, out);
	for (size_t i = 0; i < fields->count; i++) {
		fputc(i == 0 ? '?' : '&', out);
		escape_encode(out, fields->field[i].name);
		fputc('=', out);
		escape_encode(out, fields->field[i].value);
	}
	if (fclose(out) == 0 && size <= GUARD_TARGET_MAX)
		return text;
	free(text);
	return NULL;
}

void
authorize_post(struct exchange *exchange)
{
	struct fields fields;
	char *location = NULL;

	fields_read_body(&fields, &exchange->request);
	if (fields.fault[0] == '\0')
		location = write_query(&fields);
	if (location == NULL)
		pages_error(exchange, 400, "request");
	else
		reply_redirect(&exchange->reply, 303, location);
	fields_clear(&fields);
	exchange_finish(exchange);
}
