/*
 * token_key.h - what the files of token.h share
 */
#ifndef COMMON_TOKEN_KEY_H
#define COMMON_TOKEN_KEY_H

#include <openssl/evp.h>

#include "daemons/common/token.h"

#define TOKEN_KID_MAX 255 /* bytes of anybody's kid */
#define ES256_SIZE 64 /* bytes of a signature: r, then s */

struct token_key {
	EVP_PKEY *pkey;
	EVP_PKEY_CTX *signer; /* ready to sign SHA-256; NULL: it can't */
	char *pem; /* the public part, as libjwt wants it */
	enum token_alg alg;
	char kid[TOKEN_KID_MAX + 1];
};

#endif
