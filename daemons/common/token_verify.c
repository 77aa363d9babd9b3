#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <jwt.h>
#include <openssl/ecdsa.h>

#include "daemons/common/base64url.h"
#include "daemons/common/token_key.h"

/* A token taken apart. */
struct token {
	const char *text;
	size_t size;
	size_t signed_size; /* of `text`: all before the second dot */
	json_t *header;
	json_t *claims;
	unsigned char *signature;
	size_t signature_size;
	enum token_alg alg;
};

/* --- its form ------------------------------------------------------------- */

/* The bytes of a part, the caller's, or NULL. */
static void *
decode(const char *text, const char *end, size_t *size)
{
	size_t length = (size_t)(end - text);
	void *bytes = malloc(length + 1);

	if (bytes != NULL &&
	    base64url_decode(text, length, bytes, length, size))
		return bytes;
	free(bytes);
	return NULL;
}

static json_t *
read_object(const char *text, const char *end)
{
	size_t size;
	char *bytes = decode(text, end, &size);
	json_t *json = bytes == NULL
	    ? NULL
	    : json_loadb(bytes, size, JSON_REJECT_DUPLICATES, NULL);

	free(bytes);
	if (json_is_object(json))
		return json;
	json_decref(json);
	return NULL;
}

static bool
take_apart(struct token *token)
{
	const char *end = token->text + token->size, *first, *second;

	if (token->size > TOKEN_SIZE_MAX)
		return false;
	first = memchr(token->text, '.', token->size);
	second = first == NULL
	    ? NULL
	    : memchr(first + 1, '.', (size_t)(end - first - 1));
	if (second == NULL ||
	    memchr(second + 1, '.', (size_t)(end - second - 1)) != NULL)
		return false;
	token->signed_size = (size_t)(second - token->text);
	token->signature = decode(second + 1, end, &token->signature_size);
	token->header = read_object(token->text, first);
	token->claims = read_object(first + 1, second);
	return token->signature != NULL && token->header != NULL &&
	    token->claims != NULL;
}

/* "crit" names what a reader must understand; we know of nothing. */
static bool
is_understood(const struct token *token)
{
	const json_t *kid = json_object_get(token->header, "kid");

	return json_object_get(token->header, "crit") == NULL &&
	    (kid == NULL || json_is_string(kid));
}

static void
drop(struct token *token)
{
	json_decref(token->header);
	json_decref(token->claims);
	free(token->signature);
}

/* --- its key -------------------------------------------------------------- */

/* False for "none", and whatever else is not ours. */
static bool
read_alg(struct token *token)
{
	static const enum token_alg algs[] = { TOKEN_RS256, TOKEN_ES256 };
	const char *name =
	    json_string_value(json_object_get(token->header, "alg"));

	for (size_t i = 0; name != NULL && i < 2; i++) {
		token->alg = algs[i];
		if (strcmp(name, token_alg_name(algs[i])) == 0)
			return true;
	}
	return false;
}

/* The only key of the token's alg. */
static const struct token_key *
only_key(
    const struct token *token, struct token_key *const keys[], size_t key_count)
{
	const struct token_key *found = NULL;

	for (size_t i = 0; i < key_count; i++) {
		if (keys[i]->alg != token->alg)
			continue;
		if (found != NULL)
			return NULL;
		found = keys[i];
	}
	return found;
}

static const struct token_key *
find_key(
    const struct token *token, struct token_key *const keys[], size_t key_count)
{
	const char *kid =
	    json_string_value(json_object_get(token->header, "kid"));

	if (kid == NULL)
		return only_key(token, keys, key_count);
	for (size_t i = 0; i < key_count; i++)
		if (strcmp(kid, keys[i]->kid) == 0)
			return keys[i];
	return NULL;
}

/* --- its typ -------------------------------------------------------------- */

static bool
is_jwt(const char *typ)
{
	return strcasecmp(typ, "JWT") == 0;
}

/*
 * "application/" may stand before a typ (RFC 9068 section 4), but libjwt takes
 * no other spelling of JWT.
 */
static bool
has_type(const struct token *token, const char *expected)
{
	static const char prefix[] = "application/";
	const json_t *member = json_object_get(token->header, "typ");
	const char *typ = json_string_value(member);

	if (member == NULL)
		return is_jwt(expected);
	if (typ == NULL)
		return false;
	if (!is_jwt(expected) &&
	    strncasecmp(typ, prefix, sizeof prefix - 1) == 0)
		typ += sizeof prefix - 1;
	return strcasecmp(typ, expected) == 0;
}

/* --- its signature -------------------------------------------------------- */

/* JWA's two numbers as the DER that OpenSSL wants; its size, or 0. */
static size_t
der_of(const unsigned char *flat, unsigned char **der)
{
	const int half = ES256_SIZE / 2;
	ECDSA_SIG *pair = ECDSA_SIG_new();
	BIGNUM *r = BN_bin2bn(flat, half, NULL);
	BIGNUM *s = BN_bin2bn(flat + half, half, NULL);
	int size = 0;

	if (pair != NULL && ECDSA_SIG_set0(pair, r, s) == 1) {
		size = i2d_ECDSA_SIG(pair, der);
	} else {
		BN_free(r);
		BN_free(s);
	}
	ECDSA_SIG_free(pair);
	return size > 0 ? (size_t)size : 0;
}

static bool
evp_verifies(const struct token *token, const struct token_key *key)
{
	const unsigned char *signature = token->signature;
	size_t size = token->signature_size;
	unsigned char *der = NULL;
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool is_good;

	if (key->alg == TOKEN_ES256) {
		size = der_of(signature, &der);
		signature = der;
	}
	is_good = context != NULL && signature != NULL &&
	    EVP_DigestVerifyInit(
		context, NULL, EVP_sha256(), NULL, key->pkey) == 1 &&
	    EVP_DigestVerify(context, signature, size,
		(const unsigned char *)token->text, token->signed_size) == 1;
	EVP_MD_CTX_free(context);
	OPENSSL_free(der);
	return is_good;
}

/*
 * libjwt takes the alg that the header names for the one to be used, and
 * writes outside its memory for an empty part; here neither can be.
 */
static bool
libjwt_verifies(const struct token *token, const struct token_key *key)
{
	char *text = strndup(token->text, token->size);
	jwt_t *jwt = NULL;
	bool is_good = text != NULL &&
	    jwt_decode(&jwt, text, (const unsigned char *)key->pem,
		(int)strlen(key->pem)) == 0;

	jwt_free(jwt);
	free(text);
	return is_good;
}

static bool
is_signed(
    const struct token *token, const struct token_key *key, const char *typ)
{
	size_t size = key->alg == TOKEN_ES256
	    ? ES256_SIZE
	    : (size_t)EVP_PKEY_get_size(key->pkey);

	if (token->signature_size != size)
		return false;
	return is_jwt(typ) ? libjwt_verifies(token, key)
			   : evp_verifies(token, key);
}

/* --- its claims ----------------------------------------------------------- */

static bool
is_text(const json_t *value, const char *text)
{
	return json_is_string(value) &&
	    strcmp(json_string_value(value), text) == 0;
}

static bool
is_for(const json_t *claims, const char *audience)
{
	const json_t *aud = json_object_get(claims, "aud"), *one;
	size_t i;

	json_array_foreach (aud, i, one)
		if (is_text(one, audience))
			return true;
	return is_text(aud, audience);
}

/* Whether the time `name` is absent, or has come. */
static bool
has_come(const json_t *claims, const char *name, double now)
{
	const json_t *time = json_object_get(claims, name);

	return time == NULL ||
	    (json_is_number(time) && json_number_value(time) <= now);
}

static enum token_verdict
judge_claims(const json_t *claims, const struct token_expectation *expectation)
{
	const json_t *exp = json_object_get(claims, "exp");
	double now = (double)expectation->now;

	if (expectation->issuer != NULL &&
	    !is_text(json_object_get(claims, "iss"), expectation->issuer))
		return TOKEN_WRONG_ISSUER;
	if (expectation->audience != NULL &&
	    !is_for(claims, expectation->audience))
		return TOKEN_WRONG_AUDIENCE;
	if (!json_is_number(exp) ||
	    (!expectation->even_expired && json_number_value(exp) <= now))
		return TOKEN_EXPIRED;
	if (!has_come(claims, "nbf", now + expectation->leeway) ||
	    !has_come(claims, "iat", now + expectation->leeway))
		return TOKEN_NOT_YET;
	return TOKEN_GOOD;
}

/* --- all of it ------------------------------------------------------------ */

static enum token_verdict
judge(struct token *token, struct token_key *const keys[], size_t key_count,
    const struct token_expectation *expectation)
{
	const struct token_key *key;

	if (!take_apart(token) || !is_understood(token))
		return TOKEN_MALFORMED;
	if (!read_alg(token))
		return TOKEN_WRONG_ALG;
	key = find_key(token, keys, key_count);
	if (key == NULL)
		return TOKEN_UNKNOWN_KEY;
	if (key->alg != token->alg)
		return TOKEN_WRONG_ALG;
	if (!has_type(token, expectation->typ))
		return TOKEN_WRONG_TYPE;
	if (!is_signed(token, key, expectation->typ))
		return TOKEN_BAD_SIGNATURE;
	return judge_claims(token->claims, expectation);
}

enum token_verdict
token_verify(const char *text, size_t size, struct token_key *const keys[],
    size_t key_count, const struct token_expectation *expectation,
    json_t **claims)
{
	struct token token = { .text = text, .size = size };
	enum token_verdict verdict =
	    judge(&token, keys, key_count, expectation);

	*claims = verdict == TOKEN_GOOD ? json_incref(token.claims) : NULL;
	drop(&token);
	return verdict;
}

bool
scope_has(const char *scope, const char *name)
{
	size_t length = strlen(name);

	while (*scope != '\0') {
		size_t word = strcspn(scope, " ");

		if (word > 0 && word == length &&
		    strncmp(scope, name, length) == 0)
			return true;
		scope += word + strspn(scope + word, " ");
	}
	return false;
}
