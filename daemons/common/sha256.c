#include <pthread.h>
#include <stdlib.h>

#include <openssl/evp.h>

#include "daemons/common/sha256.h"

static EVP_MD *md;

static void
fetch(void)
{
	md = EVP_MD_fetch(NULL, "SHA256", NULL);
}

/* Looked up once: with EVP_sha256() libcrypto would do it each time. */
void
sha256(unsigned char digest[SHA256_SIZE], const void *bytes, size_t size)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, fetch);
	if (md == NULL || EVP_Digest(bytes, size, digest, NULL, md, NULL) != 1)
		abort();
}
