#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <openssl/crypto.h>
#include <sodium.h>

#include <motus/error.h>

#include "daemons/auth/assertion.h"
#include "daemons/auth/caller.h"
#include "daemons/auth/clients.h"
#include "daemons/auth/db.h"
#include "daemons/auth/oauth.h"
#include "daemons/common/escape.h"

#define CREDENTIALS_MAX 1024 /* bytes of what Basic has, decoded */

/* --- what it is ----------------------------------------------------------- */

const char *
caller_field(const struct caller *caller, const char *name)
{
	return fields_get(&caller->fields, name);
}

const char *
caller_text(const struct caller *caller, const char *key)
{
	const char *text =
	    json_string_value(json_object_get(caller->client, key));

	return text == NULL ? "" : text;
}

bool
caller_may(const struct caller *caller, const char *grant)
{
	const json_t *word;
	size_t i;

	json_array_foreach (json_object_get(caller->client, "grants"), i, word)
		if (strcmp(json_string_value(word), grant) == 0)
			return true;
	return false;
}

bool
caller_is_public(const struct caller *caller)
{
	return strcmp(caller_text(caller, "auth"), "none") == 0;
}

/* --- how it ends ---------------------------------------------------------- */

static void
forget_secret(struct caller *caller)
{
	if (caller->secret != NULL)
		OPENSSL_cleanse(caller->secret, strlen(caller->secret));
	free(caller->secret);
	caller->secret = NULL;
}

void
caller_end(struct caller *caller)
{
	struct exchange *exchange = caller->exchange;

	if (caller->ending != NULL)
		caller->ending(caller);
	forget_secret(caller);
	fields_clear(&caller->fields);
	json_decref(caller->client);
	free(caller);
	exchange_finish(exchange);
}

void
caller_refuse(struct caller *caller, const char *code, const char *description)
{
	oauth_error(caller->exchange, 400, code, description);
	caller_end(caller);
}

void
caller_fail(struct caller *caller, int error)
{
	oauth_failure(caller->exchange, error);
	caller_end(caller);
}

static void
caller_doubt(struct caller *caller)
{
	oauth_unknown_client(caller->exchange);
	caller_end(caller);
}

/* --- how it proves itself ------------------------------------------------- */

/* What is between the scheme and the end of the header; NULL: not Basic. */
static const char *
basic_of(const char *header)
{
	static const char scheme[] = "Basic ";

	if (strncasecmp(header, scheme, sizeof scheme - 1) != 0)
		return NULL;
	header += sizeof scheme - 1;
	return header + strspn(header, " ");
}

/* The halves around the ':' of `text`, each a form's value. */
static bool
take_halves(struct caller *caller, const char *text, size_t size)
{
	const char *colon = memchr(text, ':', size);
	size_t id_size, secret_size;

	if (colon == NULL)
		return false;
	id_size = (size_t)(colon - text);
	secret_size = size - id_size - 1;
	caller->secret = malloc(secret_size + 1);
	return caller->secret != NULL &&
	    escape_decode(
		text, id_size, true, caller->claimed, sizeof caller->claimed) &&
	    escape_decode(
		colon + 1, secret_size, true, caller->secret, secret_size + 1);
}

/* False for what is no proper Basic. */
static bool
take_basic(struct caller *caller, const char *header)
{
	const char *basic = basic_of(header);
	char text[CREDENTIALS_MAX];
	size_t size;
	bool good;

	caller->method = "client_secret_basic";
	good = basic != NULL &&
	    sodium_base642bin((unsigned char *)text, sizeof text, basic,
		strlen(basic), NULL, &size, NULL,
		sodium_base64_VARIANT_ORIGINAL) == 0 &&
	    memchr(text, '\0', size) == NULL && take_halves(caller, text, size);
	OPENSSL_cleanse(text, sizeof text);
	return good;
}

/* An id that does not fit is none that we know. */
static bool
claim(struct caller *caller, const char *id)
{
	if (id == NULL || !client_id_good(id))
		return false;
	strcpy(caller->claimed, id);
	return true;
}

static bool
take_secret(struct caller *caller)
{
	caller->method = "client_secret_post";
	caller->secret = strdup(caller_field(caller, "client_secret"));
	return caller->secret != NULL &&
	    claim(caller, caller_field(caller, "client_id"));
}

static bool
take_assertion(struct caller *caller)
{
	const char *type = caller_field(caller, "client_assertion_type");
	const char *id = caller_field(caller, "client_id");
	char subject[CLIENT_ID_SIZE];

	caller->method = "private_key_jwt";
	return type != NULL && strcmp(type, ASSERTION_TYPE) == 0 &&
	    assertion_subject(
		caller_field(caller, "client_assertion"), subject) &&
	    claim(caller, id == NULL ? subject : id);
}

static bool
take_none(struct caller *caller)
{
	caller->method = "none";
	return claim(caller, caller_field(caller, "client_id"));
}

static bool
take_proof(struct caller *caller)
{
	const char *header =
	    request_header(&caller->exchange->request, "authorization");

	if (header != NULL)
		return take_basic(caller, header);
	if (caller_field(caller, "client_secret") != NULL)
		return take_secret(caller);
	if (caller_field(caller, "client_assertion") != NULL)
		return take_assertion(caller);
	return take_none(caller);
}

static unsigned int
count_proofs(const struct caller *caller)
{
	const struct request *request = &caller->exchange->request;

	return (request_header(request, "authorization") != NULL) +
	    (caller_field(caller, "client_secret") != NULL) +
	    (caller_field(caller, "client_assertion") != NULL);
}

/* --- whether that is so --------------------------------------------------- */

static bool
secret_is_right(const struct caller *caller)
{
	const char *kept = caller_text(caller, "secret_hash");
	char hash[DB_HASH_SIZE];

	db_hash(caller->secret, hash);
	return strlen(kept) == sizeof hash - 1 &&
	    CRYPTO_memcmp(kept, hash, sizeof hash - 1) == 0;
}

static void
identified(struct caller *caller)
{
	forget_secret(caller);
	caller->id = caller_text(caller, "client_id");
	caller->then(caller);
}

static void
checked_assertion(void *arg, int status, bool good)
{
	struct caller *caller = arg;

	if (status != 0)
		caller_fail(caller, status);
	else if (good)
		identified(caller);
	else
		caller_doubt(caller);
}

static void
found(void *arg, int status, const json_t *client)
{
	struct caller *caller = arg;

	if (status != 0) {
		caller_fail(caller, status);
		return;
	}
	caller->client = json_incref((json_t *)client);
	if (strcmp(caller_text(caller, "auth"), caller->method) != 0)
		caller_doubt(caller);
	else if (strcmp(caller->method, "private_key_jwt") == 0)
		assertion_check(caller->provider, caller->client,
		    caller_field(caller, "client_assertion"), checked_assertion,
		    caller);
	else if (caller->secret == NULL || secret_is_right(caller))
		identified(caller);
	else
		caller_doubt(caller);
}

static void
identify(struct caller *caller)
{
	const char *id = caller_field(caller, "client_id");

	if (caller->fields.fault[0] != '\0')
		caller_refuse(caller, "invalid_request", caller->fields.fault);
	else if (count_proofs(caller) > 1)
		caller_refuse(caller, "invalid_request",
		    "A client proves itself in one way at a time.");
	else if (!take_proof(caller) || !client_id_good(caller->claimed))
		caller_doubt(caller);
	else if (id != NULL && strcmp(id, caller->claimed) != 0)
		caller_refuse(caller, "invalid_request",
		    "client_id is not that of the credentials.");
	else
		clients_find(caller->provider, caller->claimed, found, caller);
}

void
caller_identify(struct exchange *exchange, void (*then)(struct caller *caller),
    void (*ending)(const struct caller *caller))
{
	struct caller *caller = calloc(1, sizeof *caller);

	if (caller == NULL) {
		oauth_failure(exchange, MOTUS_ENOMEM);
		exchange_finish(exchange);
		return;
	}
	caller->exchange = exchange;
	caller->provider = exchange->service;
	caller->then = then;
	caller->ending = ending;
	fields_read_body(&caller->fields, &exchange->request);
	identify(caller);
}
