#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "daemons/auth/authorization.h"
#include "daemons/auth/keyring.h"
#include "daemons/auth/uri.h"
#include "daemons/common/token.h"

#define CHALLENGE_LENGTH 43 /* a SHA-256 as base64url */
#define MAX_AGE_DIGITS 9

/* --- the client ----------------------------------------------------------- */

static const char *
text(const json_t *client, const char *key)
{
	const char *value = json_string_value(json_object_get(client, key));

	return value == NULL ? "" : value;
}

static bool
is_public(const json_t *client)
{
	return strcmp(text(client, "auth"), "none") == 0;
}

static bool
lists(const json_t *client, const char *key, const char *word)
{
	const json_t *item;
	size_t i;

	json_array_foreach (json_object_get(client, key), i, item)
		if (strcmp(json_string_value(item), word) == 0)
			return true;
	return false;
}

bool
authorization_is_own(const struct authorization *authorization)
{
	return json_is_true(json_object_get(authorization->client, "own"));
}

/* --- where the answer goes ------------------------------------------------ */

static bool
is_registered(const json_t *client, const char *uri)
{
	const json_t *item;
	size_t i;

	json_array_foreach (json_object_get(client, "redirect_uris"), i, item)
		if (uri_matches(
			json_string_value(item), uri, is_public(client)))
			return true;
	return false;
}

bool
authorization_address(struct authorization *authorization, const json_t *client,
    const struct fields *fields)
{
	const char *uri = fields_get(fields, "redirect_uri");
	const char *mode = fields_get(fields, "response_mode");

	authorization->client = client;
	authorization->addressee = (struct addressee){
		.redirect_uri = uri,
		.state = fields_get(fields, "state"),
		.by_form = mode != NULL && strcmp(mode, "form_post") == 0,
	};
	return uri != NULL && is_registered(client, uri);
}

/* --- what is asked -------------------------------------------------------- */

struct reading {
	struct authorization *authorization;
	const struct provider *provider;
	const struct fields *fields;
	const char *error, *description; /* what is wrong; NULL: nothing */
};

static const char *
field(const struct reading *reading, const char *name)
{
	return fields_get(reading->fields, name);
}

static bool
fail(struct reading *reading, const char *error, const char *description)
{
	reading->error = error;
	reading->description = description;
	return false;
}

static bool
refuse_unsupported(struct reading *reading)
{
	if (field(reading, "request") != NULL)
		return fail(reading, "request_not_supported",
		    "Send the parameters one by one.");
	if (field(reading, "request_uri") != NULL)
		return fail(reading, "request_uri_not_supported",
		    "Send the parameters one by one.");
	if (field(reading, "registration") != NULL)
		return fail(reading, "registration_not_supported",
		    "Clients are registered by the operator.");
	return true;
}

static bool
read_response(struct reading *reading)
{
	const char *type = field(reading, "response_type");
	const char *mode = field(reading, "response_mode");

	if (type == NULL)
		return fail(
		    reading, "invalid_request", "response_type is missing.");
	if (strcmp(type, "code") != 0)
		return fail(reading, "unsupported_response_type",
		    "The only response_type is code.");
	if (mode != NULL && strcmp(mode, "query") != 0 &&
	    strcmp(mode, "form_post") != 0)
		return fail(reading, "invalid_request",
		    "response_mode is query or form_post.");
	return lists(reading->authorization->client, "grants",
		   "authorization_code") ||
	    fail(reading, "unauthorized_client",
		"The client is not registered for codes.");
}

/* Words that the client may not ask for, or nobody knows, are left out. */
static bool
read_scope(struct reading *reading)
{
	struct authorization *authorization = reading->authorization;
	const char *asked = field(reading, "scope");

	scope_grant(asked == NULL ? "" : asked,
	    text(authorization->client, "scope"), SCOPE_PLAYER,
	    authorization->scope);
	return authorization->scope[0] != '\0' ||
	    fail(reading, "invalid_scope",
		"The client may ask for nothing of this scope.");
}

static bool
is_challenge(const char *challenge)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789-_";

	return strlen(challenge) == CHALLENGE_LENGTH &&
	    strspn(challenge, allowed) == CHALLENGE_LENGTH;
}

/* A method that is not said is "plain" (RFC 7636 section 4.3): refused. */
static bool
read_challenge(struct reading *reading)
{
	struct authorization *authorization = reading->authorization;
	const char *challenge = field(reading, "code_challenge");
	const char *method = field(reading, "code_challenge_method");
	const json_t *client = authorization->client;

	authorization->challenge = challenge;
	if (challenge == NULL && method == NULL)
		return json_is_false(json_object_get(client, "pkce")) ||
		    fail(reading, "invalid_request",
			"code_challenge is missing (PKCE).");
	if (method == NULL || strcmp(method, "S256") != 0)
		return fail(reading, "invalid_request",
		    "code_challenge_method must be S256.");
	return (challenge != NULL && is_challenge(challenge)) ||
	    fail(reading, "invalid_request",
		"code_challenge is not a SHA-256 as base64url.");
}

static unsigned int
prompt_of(const char *word, size_t size)
{
	static const struct {
		const char *name;
		enum prompt prompt;
	} all[] = {
		{ "none", PROMPT_NONE },
		{ "login", PROMPT_LOGIN },
		{ "consent", PROMPT_CONSENT },
		{ "select_account", PROMPT_SELECT_ACCOUNT },
		{ "create", PROMPT_CREATE },
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (strlen(all[i].name) == size &&
		    memcmp(all[i].name, word, size) == 0)
			return all[i].prompt;
	return 0;
}

static bool
read_prompt(struct reading *reading)
{
	const char *words = field(reading, "prompt");
	unsigned int prompt = 0;

	for (; words != NULL && *(words += strspn(words, " ")) != '\0';
	     words += strcspn(words, " ")) {
		unsigned int one = prompt_of(words, strcspn(words, " "));

		if (one == 0)
			return fail(reading, "invalid_request",
			    "prompt has an unknown word.");
		prompt |= one;
	}
	reading->authorization->prompt = prompt;
	return !(prompt & PROMPT_NONE) || prompt == PROMPT_NONE ||
	    fail(reading, "invalid_request",
		"prompt has none and something else.");
}

static bool
read_max_age(struct reading *reading)
{
	const char *digits = field(reading, "max_age");
	size_t size = digits == NULL ? 0 : strspn(digits, "0123456789");

	reading->authorization->max_age = -1;
	if (digits == NULL)
		return true;
	if (digits[size] != '\0' || size > MAX_AGE_DIGITS)
		return fail(reading, "invalid_request",
		    "max_age is no number of seconds.");
	reading->authorization->max_age = atol(digits);
	return true;
}

/* An ID token of ours for this client, however old; whom it is about. */
static bool
read_hint(struct reading *reading)
{
	const struct provider *provider = reading->provider;
	struct authorization *authorization = reading->authorization;
	const struct token_expectation expectation = {
		.typ = "JWT",
		.issuer = provider->issuer,
		.audience = text(authorization->client, "client_id"),
		.now = provider->now(),
		.even_expired = true,
	};
	const char *hint = field(reading, "id_token_hint");
	struct token_key *const *keys;
	json_t *claims = NULL;
	size_t count;

	authorization->hint[0] = '\0';
	if (hint == NULL)
		return true;
	if (!keyring_ready(provider->keyring))
		return fail(reading, "temporarily_unavailable",
		    "The keys are not known yet.");
	keys = keyring_keys(provider->keyring, &count);
	token_verify(hint, strlen(hint), keys, count, &expectation, &claims);
	snprintf(authorization->hint, sizeof authorization->hint, "%s",
	    text(claims, "sub"));
	json_decref(claims);
	return authorization->hint[0] != '\0' ||
	    fail(reading, "invalid_request",
		"id_token_hint is no ID token for this client.");
}

const char *
authorization_read(struct authorization *authorization,
    const struct provider *provider, const struct fields *fields,
    const char **description)
{
	struct reading reading = { authorization, provider, fields, NULL,
		NULL };

	authorization->nonce = fields_get(fields, "nonce");
	if (fields->fault[0] != '\0')
		fail(&reading, "invalid_request", fields->fault);
	else if (refuse_unsupported(&reading) && read_response(&reading) &&
	    read_scope(&reading) && read_challenge(&reading) &&
	    read_prompt(&reading) && read_max_age(&reading))
		read_hint(&reading);
	*description = reading.description;
	return reading.error;
}
