#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/assertion.h"
#include "daemons/auth/db.h"
#include "daemons/common/base64url.h"
#include "daemons/common/token.h"

#define KEYS_MAX 16
#define LEEWAY 60 /* seconds that a client's clock may be ahead */

static json_t *
read_claims(const char *assertion)
{
	const char *from = strchr(assertion, '.');
	unsigned char text[TOKEN_SIZE_MAX];
	size_t size;

	if (from == NULL || strlen(assertion) > TOKEN_SIZE_MAX)
		return NULL;
	from++;
	if (!base64url_decode(
		from, strcspn(from, "."), text, sizeof text, &size))
		return NULL;
	return json_loadb((char *)text, size, JSON_REJECT_DUPLICATES, NULL);
}

bool
assertion_subject(const char *assertion, char id[CLIENT_ID_SIZE])
{
	json_t *claims = read_claims(assertion);
	const char *subject = json_string_value(json_object_get(claims, "sub"));
	bool good = subject != NULL && client_id_good(subject);

	if (good)
		strcpy(id, subject);
	json_decref(claims);
	return good;
}

/* --- checking ------------------------------------------------------------- */

/* The endpoint is what RFC 7523 had in mind, the issuer what is safer. */
static bool
is_us(const struct provider *provider, const json_t *audience)
{
	const char *text = json_string_value(audience);
	size_t size = strlen(provider->issuer);

	return text != NULL && strncmp(text, provider->issuer, size) == 0 &&
	    (text[size] == '\0' || strcmp(text + size, "/token") == 0);
}

static bool
is_for_us(const struct provider *provider, const json_t *claims)
{
	const json_t *audience = json_object_get(claims, "aud"), *one;
	size_t i;

	json_array_foreach (audience, i, one)
		if (is_us(provider, one))
			return true;
	return is_us(provider, audience);
}

static json_t *
verify(const struct provider *provider, const json_t *client,
    const char *assertion)
{
	const struct token_expectation expectation = {
		.typ = "JWT",
		.issuer =
		    json_string_value(json_object_get(client, "client_id")),
		.now = provider->now(),
		.leeway = LEEWAY,
	};
	const json_t *set =
	    json_object_get(json_object_get(client, "jwks"), "keys");
	struct token_key *keys[KEYS_MAX];
	json_t *claims = NULL, *jwk;
	size_t count = 0, i;

	json_array_foreach (set, i, jwk) {
		if (count < KEYS_MAX &&
		    (keys[count] = token_key_from_jwk(jwk)) != NULL)
			count++;
	}
	token_verify(
	    assertion, strlen(assertion), keys, count, &expectation, &claims);
	while (count > 0)
		token_key_destroy(keys[--count]);
	return claims;
}

struct using
{
	assertion_checked *then;
	void *arg;
};

/* Somebody who used the jti before was faster. */
static void
used(void *arg, int status)
{
	struct using using = *(struct using *)arg;

	free(arg);
	if (status == MOTUS_ECONFLICT)
		using.then(using.arg, 0, false);
	else
		using.then(using.arg, status, status == 0);
}

static void
use_once(struct provider *provider, const char *client_id, const char *jti,
    uint32_t seconds, assertion_checked *then, void *arg)
{
	struct motus_batch *batch = motus_batch_create();
	struct using *using = malloc(sizeof *using);
	char hash[DB_HASH_SIZE], key[MOTUS_KEY_MAX + 1];

	if (using == NULL) {
		motus_batch_destroy(batch);
		then(arg, MOTUS_ENOMEM, false);
		return;
	}
	*using = (struct using){ then, arg };
	db_hash(jti, hash);
	snprintf(key, sizeof key, "assertion:%s:%s", client_id, hash);
	motus_batch_expect(batch, key, 0);
	motus_batch_put(batch, key, "", 0, seconds);
	motus_store_commit(provider->store, batch, used, using);
	motus_batch_destroy(batch);
}

void
assertion_check(struct provider *provider, const json_t *client,
    const char *assertion, assertion_checked *then, void *arg)
{
	const char *id =
	    json_string_value(json_object_get(client, "client_id"));
	json_t *claims = verify(provider, client, assertion);
	const char *sub = json_string_value(json_object_get(claims, "sub"));
	const char *jti = json_string_value(json_object_get(claims, "jti"));
	json_int_t rest = json_integer_value(json_object_get(claims, "exp")) -
	    provider->now();

	if (sub == NULL || strcmp(sub, id) != 0 || jti == NULL ||
	    rest > ASSERTION_SECONDS || !is_for_us(provider, claims))
		then(arg, 0, false);
	else
		use_once(provider, id, jti, (uint32_t)rest + 1, then, arg);
	json_decref(claims);
}
