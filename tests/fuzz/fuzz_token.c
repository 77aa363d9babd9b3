/*
 * Takes any bytes for a token; then for its header and, after a line feed, its
 * claims, with a good signature; then for a JWK.  What is found good is what
 * was asked for.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "daemons/common/token.h"
#include "tests/forge.h"

#define NOW 1700000000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct token_key *keys[2];

static void
expect(bool promise)
{
	if (!promise)
		abort();
}

static void
prepare(void)
{
	if (keys[0] != NULL)
		return;
	keys[0] = forge_rsa_key();
	keys[1] = token_key_generate(TOKEN_ES256);
	expect(keys[0] != NULL && keys[1] != NULL);
}

static void
check(const json_t *claims)
{
	const char *issuer = json_string_value(json_object_get(claims, "iss"));

	expect(issuer != NULL && strcmp(issuer, "joe") == 0);
	expect(json_object_get(claims, "aud") != NULL);
	expect(json_number_value(json_object_get(claims, "exp")) > NOW);
}

static void
judge(const char *text, size_t size)
{
	static const char *const typs[] = { "JWT", "at+jwt" };

	for (size_t i = 0; i < 2; i++) {
		struct token_expectation expectation = { .typ = typs[i],
			.issuer = "joe",
			.audience = "us",
			.now = NOW,
			.leeway = 10 };
		json_t *claims;
		enum token_verdict verdict =
		    token_verify(text, size, keys, 2, &expectation, &claims);

		expect((verdict == TOKEN_GOOD) == (claims != NULL));
		if (claims != NULL)
			check(claims);
		json_decref(claims);
	}
}

static void
judge_signed(char *text)
{
	char *header = strsep(&text, "\n"), *token;

	if (text == NULL || strlen(header) + strlen(text) > 6000)
		return;
	token = forge(keys[1], header, text);
	judge(token, strlen(token));
	free(token);
}

static void
read_jwk(const char *text)
{
	json_t *jwk = json_loads(text, 0, NULL);
	struct token_key *key = token_key_from_jwk(jwk);

	if (key != NULL) {
		expect(strlen(token_key_kid(key)) <= 255);
		json_decref(token_key_jwk(key));
	}
	token_key_destroy(key);
	json_decref(jwk);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = calloc(1, size + 1);

	expect(text != NULL);
	if (size > 0)
		memcpy(text, data, size);
	prepare();
	judge((const char *)data, size);
	read_jwk(text);
	judge_signed(text);
	free(text);
	return 0;
}
