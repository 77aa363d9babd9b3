#include <openssl/rand.h>
#include <sodium/utils.h>

#include "daemons/common/base64url.h"

#define RANDOM_MAX 32
#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

/* The room that BASE64URL_SIZE asks for is exactly libsodium's. */
size_t
base64url_encode(const void *bytes, size_t size, char *text)
{
	sodium_bin2base64(text, BASE64URL_SIZE(size), bytes, size, VARIANT);
	return BASE64URL_SIZE(size) - 1;
}

/* libsodium 1.0.18 takes each byte that is not ASCII for a character. */
static bool
is_ascii(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] >= 0x80)
			return false;
	return true;
}

bool
base64url_decode(
    const char *text, size_t length, void *bytes, size_t capacity, size_t *size)
{
	return is_ascii(text, length) &&
	    sodium_base642bin(
		bytes, capacity, text, length, NULL, size, NULL, VARIANT) == 0;
}

bool
base64url_random(char *text, size_t bytes)
{
	unsigned char random[RANDOM_MAX];

	if (bytes > sizeof random || RAND_bytes(random, (int)bytes) != 1)
		return false;
	base64url_encode(random, bytes, text);
	sodium_memzero(random, sizeof random);
	return true;
}
