#include <string.h>

#include <openssl/evp.h>
#include <openssl/rand.h>

#include "daemons/common/aead.h"

#define IV_SIZE 12
#define TAG_SIZE (AEAD_EXTRA - IV_SIZE)

enum way { OPEN, CLOSE };

/* What is sealed: an IV, which is never used again, the bytes, the tag. */
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

bool
aead_close(const unsigned char key[AEAD_KEY_SIZE], const char *label,
    const void *bytes, size_t size, unsigned char *sealed)
{
	unsigned char *inside = sealed + IV_SIZE;

	return RAND_bytes(sealed, IV_SIZE) == 1 &&
	    run(CLOSE, key, label, sealed, bytes, size, inside, inside + size);
}

bool
aead_open(const unsigned char key[AEAD_KEY_SIZE], const char *label,
    const unsigned char *sealed, size_t size, void *bytes)
{
	unsigned char tag[TAG_SIZE];

	if (size < AEAD_EXTRA)
		return false;
	size -= AEAD_EXTRA;
	memcpy(tag, sealed + IV_SIZE + size, TAG_SIZE);
	return run(
	    OPEN, key, label, sealed, sealed + IV_SIZE, size, bytes, tag);
}
