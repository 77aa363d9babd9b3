#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/account.h"
#include "daemons/auth/bearer.h"
#include "daemons/auth/grant.h"
#include "daemons/auth/keyring.h"
#include "daemons/auth/records.h"
#include "daemons/auth/standing.h"
#include "daemons/common/token.h"

enum { REVOKED, GRANT, ACCOUNT, PARTS };

struct judging {
	bearer_found *then;
	void *arg;
	json_t *claims;
};

void
bearer_revoked_key(const char *jti, char *key)
{
	snprintf(key, MOTUS_KEY_MAX + 1, "revoked:%s", jti);
}

static const char *
text(const json_t *claims, const char *name)
{
	return json_string_value(json_object_get(claims, name));
}

/* Tokens of ours have all of these. */
static bool
is_complete(const json_t *claims)
{
	return text(claims, "sub") != NULL && text(claims, "jti") != NULL &&
	    text(claims, "client_id") != NULL && text(claims, "scope") != NULL;
}

json_t *
bearer_read(const struct provider *provider, const char *token, size_t size)
{
	const struct token_expectation expectation = {
		.typ = "at+jwt",
		.issuer = provider->issuer,
		.audience = provider->issuer,
		.now = provider->now(),
	};
	const json_t *known =
	    token_cache_find(provider->tokens, token, size, provider->now());
	struct token_key *const *keys;
	json_t *claims = NULL;
	size_t count;

	if (known != NULL)
		return json_incref((json_t *)known);
	keys = keyring_keys(provider->keyring, &count);
	token_verify(token, size, keys, count, &expectation, &claims);
	if (claims != NULL && !is_complete(claims)) {
		json_decref(claims);
		return NULL;
	}
	if (claims != NULL)
		token_cache_keep(provider->tokens, token, size, claims);
	return claims;
}

static bool
stands(const json_t *claims, json_t *const records[])
{
	const json_t *epoch = json_object_get(records[GRANT], "epoch");

	if (records[REVOKED] != NULL)
		return false;
	return text(claims, "gid") == NULL ||
	    (records[GRANT] != NULL &&
		standing_holds(records[ACCOUNT], json_integer_value(epoch)));
}

static void
gathered(void *arg, int status, json_t *const records[])
{
	struct judging judging = *(struct judging *)arg;
	bool good = status == 0 && stands(judging.claims, records);

	free(arg);
	judging.then(judging.arg, status, good ? judging.claims : NULL,
	    good ? records[ACCOUNT] : NULL);
	json_decref(judging.claims);
}

/* All that may speak against it is asked for at once. */
static void
gather(struct provider *provider, struct judging *judging)
{
	const char *gid = text(judging->claims, "gid");
	char at[PARTS][MOTUS_KEY_MAX + 1];
	const char *const keys[PARTS] = { at[0], at[1], at[2] };

	bearer_revoked_key(text(judging->claims, "jti"), at[REVOKED]);
	if (gid != NULL) {
		grant_key(gid, at[GRANT]);
		account_key(text(judging->claims, "sub"), at[ACCOUNT]);
	}
	records_get(provider->records, provider->store, keys,
	    gid == NULL ? 1 : PARTS, gathered, judging);
}

void
bearer_judge(struct provider *provider, const char *token, size_t size,
    bearer_found *then, void *arg)
{
	struct judging *judging;
	json_t *claims;

	if (!keyring_ready(provider->keyring)) {
		then(arg, MOTUS_EUNAVAILABLE, NULL, NULL);
		return;
	}
	claims = bearer_read(provider, token, size);
	if (claims == NULL) {
		then(arg, 0, NULL, NULL);
		return;
	}
	judging = malloc(sizeof *judging);
	if (judging == NULL) {
		json_decref(claims);
		then(arg, MOTUS_ENOMEM, NULL, NULL);
		return;
	}
	*judging = (struct judging){ then, arg, claims };
	gather(provider, judging);
}
