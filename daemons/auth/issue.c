#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/issue.h"
#include "daemons/auth/keyring.h"
#include "daemons/common/base64url.h"
#include "daemons/common/sha256.h"
#include "daemons/common/token.h"

#define JTI_SIZE 23 /* 16 random bytes as base64url, and a NUL */
#define AT_HASH_BYTES 16
#define CLAIMS_SIZE 2048 /* of an access token's claims, with a NUL */
#define REPLY_SIZE 512 /* of what is in a reply beside JWTs */

/*
 * Written as text, since this is what the provider does most; nothing in it
 * has a character that JSON would escape.  False when it does not fit.
 */
static bool
write_claims(const struct provider *provider, const char *client_id,
    const struct award *award, const char *jti, char text[CLAIMS_SIZE])
{
	long long now = provider->now();
	int size = snprintf(text, CLAIMS_SIZE,
	    "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":[\"%s\",\"%s\"],"
	    "\"exp\":%lld,\"iat\":%lld,\"jti\":\"%s\",\"client_id\":\"%s\","
	    "\"scope\":\"%s\"",
	    provider->issuer, award->sub, provider->audience, provider->issuer,
	    now + provider->access_ttl, now, jti, client_id, award->scope);

	if (award->grant != NULL && size < CLAIMS_SIZE)
		size += snprintf(text + size, (size_t)(CLAIMS_SIZE - size),
		    ",\"auth_time\":%lld,\"gid\":\"%s\"",
		    (long long)award->auth_time, award->grant);
	if (size + 1 >= CLAIMS_SIZE)
		return false;
	strcpy(text + size, "}");
	return true;
}

char *
issue_access_token(const struct provider *provider, const char *client_id,
    const struct award *award)
{
	const struct token_key *key =
	    keyring_signer(provider->keyring, TOKEN_ES256);
	char jti[JTI_SIZE], claims[CLAIMS_SIZE];

	if (key == NULL || !base64url_random(jti, 16) ||
	    !write_claims(provider, client_id, award, jti, claims))
		return NULL;
	return token_sign_text(key, "at+jwt", claims);
}

/* The left half of the access token's hash, OpenID Connect Core 3.1.3.6. */
static void
hash_access_token(const char *token, char hash[BASE64URL_SIZE(AT_HASH_BYTES)])
{
	unsigned char digest[SHA256_SIZE];

	sha256(digest, token, strlen(token));
	base64url_encode(digest, AT_HASH_BYTES, hash);
}

static char *
make_id_token(const struct caller *caller, const struct award *award,
    const char *access_token)
{
	const struct provider *provider = caller->provider;
	const struct token_key *key = keyring_signer(provider->keyring,
	    strcmp(caller_text(caller, "id_token_alg"), "ES256") == 0
		? TOKEN_ES256
		: TOKEN_RS256);
	json_int_t now = provider->now();
	char hash[BASE64URL_SIZE(AT_HASH_BYTES)], *token = NULL;
	json_t *claims;

	if (key == NULL)
		return NULL;
	hash_access_token(access_token, hash);
	claims = json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:s*, s:s}",
	    "iss", provider->issuer, "sub", award->sub, "aud", caller->id,
	    "azp", caller->id, "exp", now + provider->id_ttl, "iat", now,
	    "auth_time", (json_int_t)award->auth_time, "nonce", award->nonce,
	    "at_hash", hash);
	if (claims != NULL)
		token = token_sign(key, "JWT", claims);
	json_decref(claims);
	return token;
}

/* As text for the same reason; NULL without memory. */
static char *
write_tokens(const struct caller *caller, const struct award *award,
    const char *access_token, const char *id_token)
{
	size_t size = REPLY_SIZE + strlen(access_token) +
	    (id_token == NULL ? 0 : strlen(id_token));
	char *text = malloc(size);
	int used;

	if (text == NULL)
		return NULL;
	used = snprintf(text, size,
	    "{\"access_token\":\"%s\",\"token_type\":\"Bearer\","
	    "\"expires_in\":%d,\"scope\":\"%s\"",
	    access_token, caller->provider->access_ttl, award->scope);
	if (award->refresh_token != NULL)
		used += sprintf(text + used, ",\"refresh_token\":\"%s\"",
		    award->refresh_token);
	if (id_token != NULL)
		used += sprintf(text + used, ",\"id_token\":\"%s\"", id_token);
	strcpy(text + used, "}");
	return text;
}

void
issue(struct caller *caller, const struct award *award)
{
	struct reply *reply = &caller->exchange->reply;
	bool with_id =
	    award->grant != NULL && scope_has(award->scope, "openid");
	char *access_token =
	    issue_access_token(caller->provider, caller->id, award);
	char *id_token = NULL;

	if (access_token != NULL && with_id)
		id_token = make_id_token(caller, award, access_token);
	if (access_token == NULL || (with_id && id_token == NULL)) {
		free(access_token);
		caller_fail(caller,
		    keyring_ready(caller->provider->keyring)
			? MOTUS_ENOMEM
			: MOTUS_EUNAVAILABLE);
		return;
	}
	reply_header(reply, "pragma", "no-cache");
	reply_json_text(
	    reply, 200, write_tokens(caller, award, access_token, id_token));
	free(access_token);
	free(id_token);
	caller_end(caller);
}
