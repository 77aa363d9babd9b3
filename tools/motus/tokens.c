#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tools/motus/motus.h"
#include "tools/motus/tokens.h"

#define EARLY 30 /* seconds before they expire */
#define FORM_TYPE "application/x-www-form-urlencoded"

static const char *
text_of(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text == NULL ? "" : text;
}

static void
use(struct site *site, json_t *tokens)
{
	json_decref(site->tokens);
	site->tokens = tokens;
	http_set_token(site->http,
	    tokens == NULL ? NULL : text_of(tokens, "access_token"));
}

void
tokens_take_up(struct site *site)
{
	char key[SITE_KEY_SIZE], *noted;
	json_t *tokens;

	site_key(site, "tokens", key);
	noted = history_noted(site->history, key);
	tokens = noted == NULL ? NULL : json_loads(noted, 0, NULL);
	if (tokens != NULL)
		use(site, tokens);
	free(noted);
}

static int
keep(struct site *site, json_t *tokens)
{
	char key[SITE_KEY_SIZE], *text = json_dumps(tokens, JSON_COMPACT);
	int status = fail_of("tokens", text == NULL ? MOTUS_ENOMEM : 0);

	site_key(site, "tokens", key);
	if (status == EX_OK)
		status = history_note(site->history, key, text);
	free(text);
	use(site, tokens);
	return status;
}

static int
drop(struct site *site)
{
	char key[SITE_KEY_SIZE];

	use(site, NULL);
	site_key(site, "tokens", key);
	return history_forget(site->history, key);
}

/* The reply to such a form, with no access token in the request; taken. */
static int
post(struct site *site, const char *path, const char *form,
    struct http_reply *reply)
{
	http_set_token(site->http, NULL);
	if (!http_send(site->http, "POST", path, FORM_TYPE, form, reply))
		return http_fail(site->http);
	return EX_OK;
}

/* What the reply gives, with what the provider is known by; NULL: nothing. */
static json_t *
read_reply(const struct http_reply *reply, const json_t *provider)
{
	json_t *expires = json_object_get(reply->json, "expires_in");
	json_int_t now = (json_int_t)time(NULL);

	if (reply->status != 200 || !json_is_integer(expires) ||
	    text_of(reply->json, "access_token")[0] == '\0' ||
	    text_of(reply->json, "refresh_token")[0] == '\0')
		return NULL;
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:I}", "client_id",
	    text_of(provider, "client_id"), "token", text_of(provider, "token"),
	    "revocation", text_of(provider, "revocation"), "access_token",
	    text_of(reply->json, "access_token"), "refresh_token",
	    text_of(reply->json, "refresh_token"), "expires_at",
	    now + json_integer_value(expires));
}

int
tokens_ask(struct site *site, const json_t *provider, const char *form)
{
	struct http_reply reply;
	json_t *tokens;
	int status = post(site, text_of(provider, "token"), form, &reply);

	if (status != EX_OK)
		return status;
	tokens = read_reply(&reply, provider);
	if (tokens != NULL)
		status = keep(site, tokens);
	else if (reply.status == 400 || reply.status == 401)
		status = EX_NOPERM;
	else
		status = site_complain(site, &reply);
	json_decref(reply.json);
	return status;
}

int
tokens_renew(struct site *site)
{
	json_t *tokens = site->tokens;
	char form[FORM_SIZE] = "";
	int status;

	if (tokens == NULL ||
	    json_integer_value(json_object_get(tokens, "expires_at")) >
		(json_int_t)time(NULL) + EARLY)
		return EX_OK;
	if (!form_add(form, "grant_type", "refresh_token") ||
	    !form_add(form, "client_id", text_of(tokens, "client_id")) ||
	    !form_add(form, "refresh_token", text_of(tokens, "refresh_token")))
		return site_puzzled(site);
	status = tokens_ask(site, tokens, form);
	if (status == EX_NOPERM) {
		drop(site);
		fail(status, "%s: %s", http_origin(site->http),
		    tr(site->french, "signed out; see motus login",
			"vous n'êtes plus identifié ; voir motus login"));
	}
	return status;
}

/* Whether the provider heard of it or not, the tokens are gone from here. */
int
tokens_forget(struct site *site)
{
	const json_t *tokens = site->tokens;
	char form[FORM_SIZE] = "";
	struct http_reply reply = { 0 };
	int status = EX_OK;

	if (tokens == NULL)
		return EX_OK;
	if (form_add(form, "client_id", text_of(tokens, "client_id")) &&
	    form_add(form, "token", text_of(tokens, "refresh_token")))
		status =
		    post(site, text_of(tokens, "revocation"), form, &reply);
	if (status == EX_OK && reply.status != 200)
		status = site_complain(site, &reply);
	json_decref(reply.json);
	return drop(site) == EX_OK ? status : EX_IOERR;
}
