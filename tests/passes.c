#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jansson.h>

#include "daemons/auth/keyring_record.h"
#include "daemons/common/token.h"
#include "tests/keeper.h"
#include "tests/must.h"
#include "tests/passes.h"

#define CLIENT "motus-web"

struct passes {
	struct keyring_entry entries[KEYRING_MAX];
	int count;
	char url[64];
};

struct passes *
passes_open(const struct stack *stack)
{
	struct passes *passes = calloc(1, sizeof *passes);
	struct motus_store *store = NULL;
	struct answer kept;
	json_t *record;

	must(motus_store_open(&store, stack->auth.store, NULL) == 0, "%s",
	    stack->auth.store);
	kept = get(store, "keys");
	must(
	    kept.status == 0 && kept.value != NULL, "the provider has no keys");
	record = json_loadb(kept.value, kept.size, 0, NULL);
	passes->count = keyring_read(record, NULL, passes->entries);
	must(passes->count > 0, "no keys");
	strcpy(passes->url, stack->url);
	json_decref(record);
	motus_store_destroy(store);
	return passes;
}

void
passes_close(struct passes *passes)
{
	keyring_drop(passes->entries, passes->count);
	free(passes);
}

static const struct token_key *
key_of(const struct passes *passes)
{
	for (int i = 0; i < passes->count; i++)
		if (token_key_alg(passes->entries[i].key) == TOKEN_ES256)
			return passes->entries[i].key;
	must(false, "no key for ES256");
	return NULL;
}

char *
passes_other(const struct passes *passes, const char *sub, const char *scope,
    const char *audience, int ttl)
{
	json_int_t now = (json_int_t)time(NULL);
	char issuer[80], api[80];
	json_t *claims;
	char *token;

	snprintf(issuer, sizeof issuer, "%s/auth", passes->url);
	snprintf(api, sizeof api, "%s/api", passes->url);
	claims = json_pack("{s:s, s:s, s:[s, s], s:I, s:I, s:s, s:s, s:s}",
	    "iss", issuer, "sub", sub, "aud",
	    audience[0] == '\0' ? api : audience, issuer, "exp", now + ttl,
	    "iat", now, "jti", sub, "client_id", CLIENT, "scope", scope);
	token = token_sign(key_of(passes), "at+jwt", claims);
	must(token != NULL, "no token");
	json_decref(claims);
	return token;
}

char *
passes_player(const struct passes *passes, const char *sub)
{
	return passes_other(passes, sub, "openid profile play", "", 3600);
}
