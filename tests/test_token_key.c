#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <openssl/pem.h>

#include "daemons/common/token_key.h"

#define N                                                            \
	"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAA" \
	"tVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMst" \
	"n64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0" \
	"_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajr" \
	"n1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XP" \
	"ksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
#define X "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
#define Y "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
#define RSA_KEY "\"kty\":\"RSA\",\"n\":\"" N "\",\"e\":\"AQAB\""
#define EC_KEY \
	"\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" X "\",\"y\":\"" Y "\""

static struct token_key *
key_of(const char *text)
{
	json_t *jwk = json_loads(text, 0, NULL);
	struct token_key *key = token_key_from_jwk(jwk);

	json_decref(jwk);
	return key;
}

Test(token_key, the_thumbprint_is_that_of_rfc_7638)
{
	struct token_key *key = key_of("{" RSA_KEY ",\"alg\":\"RS256\"}");

	cr_assert(eq(str, (char *)token_key_kid(key),
	    "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"));
	cr_assert(eq(int, token_key_alg(key), TOKEN_RS256));
	token_key_destroy(key);
}

Test(token_key, a_kid_is_kept_as_it_is)
{
	struct token_key *key = key_of("{" EC_KEY ",\"kid\":\"2011-04-29\"}");

	cr_assert(eq(str, (char *)token_key_kid(key), "2011-04-29"));
	cr_assert(eq(int, token_key_alg(key), TOKEN_ES256));
	token_key_destroy(key);
}

Test(token_key, a_kid_has_at_most_255_bytes)
{
	char text[1024];
	struct token_key *key;

	snprintf(text, sizeof text, "{" EC_KEY ",\"kid\":\"%0255d\"}", 0);
	key = key_of(text);
	cr_assert(not(zero(ptr, key)));
	token_key_destroy(key);
	snprintf(text, sizeof text, "{" EC_KEY ",\"kid\":\"%0256d\"}", 0);
	cr_assert(zero(ptr, key_of(text)));
}

Test(token_key, a_jwk_of_ours_says_what_it_is_for_and_nothing_secret)
{
	static const char *const secret[] = { "d", "p", "q", "dp", "dq", "qi",
		"k" };

	for (enum token_alg alg = TOKEN_RS256; alg <= TOKEN_ES256; alg++) {
		struct token_key *key = token_key_generate(alg), *back;
		json_t *jwk = token_key_jwk(key), *again;
		const char *name, *use;

		cr_assert(zero(int,
		    json_unpack(jwk, "{s:s, s:s}", "alg", &name, "use", &use)));
		cr_assert(eq(str, (char *)name, (char *)token_alg_name(alg)));
		cr_assert(eq(str, (char *)use, "sig"));
		for (size_t i = 0; i < sizeof secret / sizeof *secret; i++)
			cr_assert(zero(ptr, json_object_get(jwk, secret[i])));
		back = token_key_from_jwk(jwk);
		again = token_key_jwk(back);
		cr_assert(eq(int, json_equal(jwk, again), 1));
		cr_assert(
		    eq(sz, strlen(token_key_kid(key)), TOKEN_KID_SIZE - 1));
		json_object_del(jwk, "kid");
		token_key_destroy(back);
		back = token_key_from_jwk(jwk);
		cr_assert(eq(str, (char *)token_key_kid(key),
		    (char *)token_key_kid(back)));
		json_decref(jwk);
		json_decref(again);
		token_key_destroy(key);
		token_key_destroy(back);
	}
}

Test(token_key, a_key_that_only_verifies_does_not_sign)
{
	struct token_key *key = key_of("{" EC_KEY "}");
	json_t *claims = json_object();

	cr_assert(zero(ptr, token_sign(key, "JWT", claims)));
	cr_assert(zero(ptr, token_key_pem(key)));
	json_decref(claims);
	token_key_destroy(key);
}

Test(token_key, a_jwk_that_does_not_verify_our_algorithms_is_refused)
{
	static const char *const bad[] = {
		"{}",
		"[]",
		"{\"kty\":\"oct\",\"k\":\"AAAA\"}",
		"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" X "\"}",
		"{\"kty\":\"RSA\",\"n\":\"" N "\"}",
		"{\"kty\":\"RSA\",\"e\":\"AQAB\"}",
		"{\"kty\":\"RSA\",\"n\":\"" N "\",\"e\":\"AQ\"}",
		"{\"kty\":\"RSA\",\"n\":\"" N "\",\"e\":\"Ag\"}",
		"{\"kty\":\"RSA\",\"n\":\"" N "\",\"e\":\"\"}",
		"{\"kty\":\"RSA\",\"n\":\"" X "\",\"e\":\"AQAB\"}",
		"{\"kty\":\"RSA\",\"n\":\"" N "==\",\"e\":\"AQAB\"}",
		"{\"kty\":\"RSA\",\"n\":7,\"e\":\"AQAB\"}",
		"{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"" X "\",\"y\":\"" Y
		"\"}",
		"{\"kty\":\"EC\",\"x\":\"" X "\",\"y\":\"" Y "\"}",
		"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" X "\"}",
		"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" X "\",\"y\":\"" X
		"\"}",
		"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\","
		"\"y\":\"" Y "\"}",
		"{" EC_KEY ",\"use\":\"enc\"}",
		"{" EC_KEY ",\"use\":7}",
		"{" EC_KEY ",\"alg\":\"RS256\"}",
		"{" RSA_KEY ",\"alg\":\"PS256\"}",
		"{" RSA_KEY ",\"alg\":\"RSA-OAEP\"}",
		"{" EC_KEY ",\"key_ops\":[\"encrypt\"]}",
		"{" EC_KEY ",\"key_ops\":\"verify\"}",
		"{" EC_KEY ",\"kid\":7}",
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		cr_assert(zero(ptr, key_of(bad[i])), "%s", bad[i]);
}

Test(token_key, what_a_jwk_says_of_signatures_is_taken)
{
	struct token_key *key = key_of(
	    "{" EC_KEY ",\"use\":\"sig\","
	    "\"alg\":\"ES256\",\"key_ops\":[\"verify\"],\"x\":\"" X "\"}");

	cr_assert(not(zero(ptr, key)));
	token_key_destroy(key);
	token_key_destroy(NULL);
}

Test(token_key, a_private_key_comes_back_from_its_pem)
{
	for (enum token_alg alg = TOKEN_RS256; alg <= TOKEN_ES256; alg++) {
		struct token_key *key = token_key_generate(alg), *back;
		char *pem = token_key_pem(key);
		json_t *claims = json_object();
		char *token;

		cr_assert(zero(
		    int, strncmp(pem, "-----BEGIN PRIVATE KEY-----\n", 28)));
		back = token_key_from_pem(pem, strlen(pem));
		cr_assert(eq(str, (char *)token_key_kid(key),
		    (char *)token_key_kid(back)));
		token = token_sign(back, "JWT", claims);
		cr_assert(not(zero(ptr, token)));
		json_decref(claims);
		free(token);
		free(pem);
		token_key_destroy(key);
		token_key_destroy(back);
	}
}

/* The PEM of `pkey`, which is freed, sealed with a passphrase or not. */
static char *
pem_of(EVP_PKEY *pkey, const EVP_CIPHER *cipher)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *bytes, *pem;
	long size;

	cr_assert(eq(int,
	    PEM_write_bio_PKCS8PrivateKey(
		bio, pkey, cipher, "word", 4, NULL, NULL),
	    1));
	size = BIO_get_mem_data(bio, &bytes);
	pem = strndup(bytes, (size_t)size);
	BIO_free(bio);
	EVP_PKEY_free(pkey);
	return pem;
}

static void
expect_no_key(char *pem)
{
	cr_assert(zero(ptr, token_key_from_pem(pem, strlen(pem))));
	free(pem);
}

Test(token_key, another_private_key_is_refused_and_nobody_asked_for_a_word)
{
	expect_no_key(pem_of(EVP_RSA_gen(1024), NULL));
	expect_no_key(pem_of(EVP_EC_gen("P-384"), NULL));
	expect_no_key(pem_of(EVP_EC_gen("secp256k1"), NULL));
	expect_no_key(pem_of(EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"), NULL));
	expect_no_key(pem_of(EVP_EC_gen("P-256"), EVP_aes_256_cbc()));
	expect_no_key(strdup(""));
	expect_no_key(strdup("-----BEGIN PRIVATE KEY-----\n"));
}
