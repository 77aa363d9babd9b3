#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#include "daemons/auth/seal.h"
#include "daemons/common/aead.h"
#include "daemons/common/base64url.h"

#define SEALED_MAX 16384 /* bytes */

char *
seal_close(
    const unsigned char key[SEAL_KEY_SIZE], const char *label, const char *text)
{
	size_t size = strlen(text), sealed_size = size + AEAD_EXTRA;
	unsigned char *bytes = malloc(sealed_size);
	char *sealed = malloc(BASE64URL_SIZE(sealed_size));

	if (bytes != NULL && sealed != NULL && sealed_size <= SEALED_MAX &&
	    aead_close(key, label, text, size, bytes)) {
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
	size_t size, text_size;
	char *text;

	if (!base64url_decode(
		sealed, strlen(sealed), bytes, sizeof bytes, &size) ||
	    size < AEAD_EXTRA)
		return NULL;
	text_size = size - AEAD_EXTRA;
	text = calloc(1, text_size + 1);
	if (text != NULL && aead_open(key, label, bytes, size, text))
		return text;
	OPENSSL_cleanse(text, text == NULL ? 0 : text_size);
	free(text);
	return NULL;
}
