#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>
#include <openssl/rand.h>

#include "daemons/auth/seal.h"
#include "daemons/common/base64url.h"

#define IV_SIZE 12
#define TAG_SIZE 16
#define SEALED_MAX 16384 /* bytes */

enum way { OPEN, CLOSE };

/* What is sealed: an IV, which is never used again, the text, the tag. */
static bool
run(enum way way, const unsigned char *key, const char *label,
    const unsigned char *iv, const unsigned char *from, size_t size,
    unsigned char *to, unsigned char *tag)
{
	EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
	int done, rest;
	bool good = context != NULL &&
	    EVP_CipherInit_ex2(
		context, EVP_aes_256_gcm(), key, iv, way == CLOSE, NULL) == 1 &&
	    EVP_CipherUpdate(context, NULL, &done, (const unsigned char *)label,
		(int)strlen(label)) == 1 &&
	    EVP_CipherUpdate(context, to, &done, from, (int)size) == 1 &&
	    (way == CLOSE ||
		EVP_CIPHER_CTX_ctrl(
		    context, EVP_CTRL_GCM_SET_TAG, TAG_SIZE, tag) == 1) &&
	    EVP_CipherFinal_ex(context, to + done, &rest) == 1 &&
	    (way == OPEN ||
		EVP_CIPHER_CTX_ctrl(
		    context, EVP_CTRL_GCM_GET_TAG, TAG_SIZE, tag) == 1);

	EVP_CIPHER_CTX_free(context);
	return good;
}

char *
seal_close(
    const unsigned char key[SEAL_KEY_SIZE], const char *label, const char *text)
{
	size_t size = strlen(text), sealed_size = IV_SIZE + size + TAG_SIZE;
	unsigned char *bytes = malloc(sealed_size);
	char *sealed = malloc(BASE64URL_SIZE(sealed_size));

	if (bytes != NULL && sealed != NULL && sealed_size <= SEALED_MAX &&
	    RAND_bytes(bytes, IV_SIZE) == 1 &&
	    run(CLOSE, key, label, bytes, (const unsigned char *)text, size,
		bytes + IV_SIZE, bytes + IV_SIZE + size)) {
		base64url_encode(bytes, sealed_size, sealed);
	} else {
		free(sealed);
		sealed = NULL;
	}
	free(bytes);
	return sealed;
}

char *
seal_open(const unsigned char key[SEAL_KEY_SIZE], const char *label,
    const char *sealed)
{
	unsigned char bytes[SEALED_MAX];
	size_t size;
	char *text;

	if (!base64url_decode(
		sealed, strlen(sealed), bytes, sizeof bytes, &size) ||
	    size < IV_SIZE + TAG_SIZE)
		return NULL;
	size -= IV_SIZE + TAG_SIZE;
	text = calloc(1, size + 1);
	if (text != NULL &&
	    run(OPEN, key, label, bytes, bytes + IV_SIZE, size,
		(unsigned char *)text, bytes + IV_SIZE + size))
		return text;
	OPENSSL_cleanse(text, text == NULL ? 0 : size);
	free(text);
	return NULL;
}
