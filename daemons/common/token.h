/*
 * token.h - signed tokens (JWS compact, RFC 7515) and the keys they are
 * signed with
 *
 * The only place that knows OpenSSL's signatures and libjwt.  Two algorithms:
 * RS256 and ES256 (RFC 7518 section 3).  A token is judged in the order of
 * RFC 8725: its size, its form, the key that its kid names, that its alg is
 * that key's, its typ, its signature, its claims.  What a header says about
 * where a key is to be found (jwk, jku, x5u, x5c) is never read; one with
 * "crit" is refused.  docs/decisions/tokens.md says which library does
 * what.
 */
#ifndef COMMON_TOKEN_H
#define COMMON_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include <jansson.h>

#define TOKEN_SIZE_MAX 8192 /* bytes of a token that is looked at */
#define TOKEN_KID_SIZE 44 /* of a kid of ours: 43 characters and a NUL */

enum token_alg { TOKEN_RS256, TOKEN_ES256 };

struct token_key; /* opaque: it owns a key, ready to sign or verify */

/* A new key of 2048 bits, or on P-256; NULL without memory or randomness. */
struct token_key *token_key_generate(enum token_alg alg);

/*
 * A private key in PEM (PKCS #8), and back.  NULL when it is no RSA key of
 * 2048 to 4096 bits and no P-256 one.  The caller frees the PEM, and wipes it
 * first.
 */
struct token_key *token_key_from_pem(const char *pem, size_t size);
char *token_key_pem(const struct token_key *key);

/*
 * A public key from a JWK (RFC 7517), and back: kty, use, alg, kid and the
 * public members.  A kid in the JWK is kept as it is (any other key set may
 * name its keys as it likes, up to 255 bytes); without one it is the thumbprint
 * of RFC 7638.  NULL for a JWK that can't verify RS256 or ES256, or that is
 * not for signatures.
 */
struct token_key *token_key_from_jwk(const json_t *jwk);
json_t *token_key_jwk(const struct token_key *key);

void token_key_destroy(struct token_key *key); /* NULL is allowed */

const char *token_key_kid(const struct token_key *key);
enum token_alg token_key_alg(const struct token_key *key);

/* "RS256", "ES256" */
const char *token_alg_name(enum token_alg alg);

/*
 * A token with header {alg, kid, typ} and these claims; the caller frees it.
 * NULL without memory, or when `key` is only a public one.
 */
char *token_sign(
    const struct token_key *key, const char *typ, const json_t *claims);

/* The same with claims that are written already, as a JSON object. */
char *token_sign_text(
    const struct token_key *key, const char *typ, const char *claims);

enum token_verdict {
	TOKEN_GOOD,
	TOKEN_MALFORMED, /* not a token, or too long, or nothing we can read */
	TOKEN_UNKNOWN_KEY, /* no key of that kid: perhaps a newer one */
	TOKEN_WRONG_ALG, /* not the alg of that key, or none of ours */
	TOKEN_WRONG_TYPE,
	TOKEN_BAD_SIGNATURE,
	TOKEN_WRONG_ISSUER,
	TOKEN_WRONG_AUDIENCE,
	TOKEN_EXPIRED, /* or without exp */
	TOKEN_NOT_YET, /* nbf or iat lies in the future */
};

/* What must be so, besides the signature. */
struct token_expectation {
	const char *typ; /* "at+jwt" or "JWT"; without case, and JWT may be
			    left out of a header (RFC 7519 section 5.1) */
	const char *issuer; /* NULL: not looked at */
	const char *audience; /* one of aud; NULL: not looked at */
	time_t now;
	int leeway; /* seconds of clock skew, for nbf and iat only */
	bool even_expired; /* an id_token_hint may be old */
};

/*
 * Judge the `size` bytes of `text` by the keys given.  A token without kid is
 * judged by the key if there is just one of its alg.  On TOKEN_GOOD *claims is
 * the caller's; otherwise it is NULL.
 */
enum token_verdict token_verify(const char *text, size_t size,
    struct token_key *const keys[], size_t key_count,
    const struct token_expectation *expectation, json_t **claims);

/* Whether `scope` ("openid play") has the word `name`. */
bool scope_has(const char *scope, const char *name);

#endif
