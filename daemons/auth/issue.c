#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include <motus/error.h>

#include "daemons/auth/issue.h"
#include "daemons/auth/keyring.h"
#include "daemons/common/base64url.h"
#include "daemons/common/token.h"

#define JTI_SIZE 23 /* 16 random bytes as base64url, and a NUL */
#define AT_HASH_BYTES 16

char *
issue_access_token(const struct provider *provider, const char *client_id,
    const struct award *award)
{
	const struct token_key *key =
	    keyring_signer(provider->keyring, TOKEN_ES256);
	json_int_t now = provider->now();
	char jti[JTI_SIZE], *token = NULL;
	json_t *claims;

	if (key == NULL || !base64url_random(jti, 16))
		return NULL;
	claims = json_pack("{s:s, s:s, s:[s, s], s:I, s:I, s:s, s:s, s:s,"
			   " s:o*, s:s*}",
	    "iss", provider->issuer, "sub", award->sub, "aud",
	    provider->audience, provider->issuer, "exp",
	    now + provider->access_ttl, "iat", now, "jti", jti, "client_id",
	    client_id, "scope", award->scope, "auth_time",
	    award->grant == NULL ? NULL : json_integer(award->auth_time), "gid",
	    award->grant);
	if (claims != NULL)
		token = token_sign(key, "at+jwt", claims);
	json_decref(claims);
	return token;
}

/* The left half of the access token's hash, OpenID Connect Core 3.1.3.6. */
static void
hash_access_token(const char *token, char hash[BASE64URL_SIZE(AT_HASH_BYTES)])
{
	unsigned char digest[EVP_MAX_MD_SIZE] = { 0 };

	EVP_Digest(token, strlen(token), digest, NULL, EVP_sha256(), NULL);
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

void
issue(struct caller *caller, const struct award *award)
{
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
	reply_header(&caller->exchange->reply, "pragma", "no-cache");
	reply_json(&caller->exchange->reply, 200,
	    json_pack("{s:s, s:s, s:i, s:s, s:s*, s:s*}", "access_token",
		access_token, "token_type", "Bearer", "expires_in",
		caller->provider->access_ttl, "scope", award->scope,
		"refresh_token", award->refresh_token, "id_token", id_token));
	free(access_token);
	free(id_token);
	caller_end(caller);
}
