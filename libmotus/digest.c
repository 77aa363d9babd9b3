#include <openssl/evp.h>

#include <motus/error.h>

#include "libmotus/digest.h"

int
digest_sha256(unsigned char digest[DIGEST_SIZE], const void *bytes, size_t size)
{
	return EVP_Q_digest(NULL, "SHA256", NULL, bytes, size, digest, NULL)
	    ? 0
	    : MOTUS_ENOMEM;
}

int
digest_hmac(unsigned char digest[DIGEST_SIZE], const void *key, size_t key_size,
    const void *bytes, size_t size)
{
	return EVP_Q_mac(NULL, "HMAC", NULL, "SHA256", NULL, key, key_size,
		   bytes, size, digest, DIGEST_SIZE, NULL)
	    ? 0
	    : MOTUS_ENOMEM;
}
