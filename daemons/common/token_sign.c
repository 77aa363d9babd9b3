#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/ecdsa.h>

#include "daemons/common/base64url.h"
#include "daemons/common/sha256.h"
#include "daemons/common/token_key.h"

#define HEADER_SIZE 384
#define SIGNATURE_MAX 512 /* bytes: RSA of 4096 bits */

/* OpenSSL's DER into the two numbers that JWA wants (RFC 7518 section 3.4). */
static size_t
flatten(unsigned char *signature, size_t size)
{
	const unsigned char *der = signature;
	ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &der, (long)size);
	const int half = ES256_SIZE / 2;
	bool is_flat = pair != NULL &&
	    BN_bn2binpad(ECDSA_SIG_get0_r(pair), signature, half) == half &&
	    BN_bn2binpad(ECDSA_SIG_get0_s(pair), signature + half, half) ==
		half;

	ECDSA_SIG_free(pair);
	return is_flat ? ES256_SIZE : 0;
}

/* The size of the signature of `text`; 0 when there is none. */
static size_t
sign(const struct token_key *key, const char *text, size_t length,
    unsigned char signature[SIGNATURE_MAX])
{
	unsigned char digest[SHA256_SIZE];
	size_t size = SIGNATURE_MAX;

	sha256(digest, text, length);
	if (key->signer == NULL ||
	    EVP_PKEY_sign(key->signer, signature, &size, digest, SHA256_SIZE) !=
		1)
		return 0;
	return key->alg == TOKEN_ES256 ? flatten(signature, size) : size;
}

/* The two parts that are signed, with room for the signature after them. */
static char *
write_parts(const char *header, const char *claims)
{
	size_t header_size = strlen(header), claims_size = strlen(claims);
	char *token = malloc(BASE64URL_SIZE(header_size) +
	    BASE64URL_SIZE(claims_size) + BASE64URL_SIZE(SIGNATURE_MAX));
	char *end = token;

	if (token == NULL)
		return NULL;
	end += base64url_encode(header, header_size, end);
	*end++ = '.';
	base64url_encode(claims, claims_size, end);
	return token;
}

/* The kid of a private key is a thumbprint, which JSON need not escape. */
char *
token_sign_text(
    const struct token_key *key, const char *typ, const char *claims)
{
	unsigned char signature[SIGNATURE_MAX];
	char header[HEADER_SIZE], *token;
	size_t length, size;

	snprintf(header, sizeof header,
	    "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"%s\"}",
	    token_alg_name(key->alg), key->kid, typ);
	token = write_parts(header, claims);
	length = token == NULL ? 0 : strlen(token);
	size = token == NULL ? 0 : sign(key, token, length, signature);
	if (size == 0) {
		free(token);
		return NULL;
	}
	token[length++] = '.';
	base64url_encode(signature, size, token + length);
	return token;
}

char *
token_sign(const struct token_key *key, const char *typ, const json_t *claims)
{
	char *text = json_dumps(claims, JSON_COMPACT);
	char *token = text == NULL ? NULL : token_sign_text(key, typ, text);

	free(text);
	return token;
}
