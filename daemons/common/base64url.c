#include <string.h>

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sodium/utils.h>

#include "daemons/common/base64url.h"

#define RANDOM_MAX 32
#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

/* OpenSSL's base64 of each whole group, and of what is left over apart. */
size_t
base64url_encode(const void *bytes, size_t size, char *text)
{
	size_t length = BASE64URL_SIZE(size) - 1, left = size % 3;
	const unsigned char *rest = (const unsigned char *)bytes + size - left;
	unsigned char last[5]; /* with padding and a NUL */

	EVP_EncodeBlock((unsigned char *)text, bytes, (int)(size - left));
	EVP_EncodeBlock(last, rest, (int)left);
	if (left > 0)
		memcpy(text + length - left - 1, last, left + 1);
	text[length] = '\0';
	for (char *c = text; *c != '\0'; c++)
		*c = *c == '+' ? '-' : *c == '/' ? '_' : *c;
	return length;
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

static bool
decode(const char *text, size_t length, int variant, void *bytes,
    size_t capacity, size_t *size)
{
	return is_ascii(text, length) &&
	    sodium_base642bin(
		bytes, capacity, text, length, NULL, size, NULL, variant) == 0;
}

bool
base64url_decode(
    const char *text, size_t length, void *bytes, size_t capacity, size_t *size)
{
	return decode(text, length, VARIANT, bytes, capacity, size);
}

bool
base64_decode(
    const char *text, size_t length, void *bytes, size_t capacity, size_t *size)
{
	bool padded = length > 0 && text[length - 1] == '=';

	return decode(text, length,
	    padded ? sodium_base64_VARIANT_ORIGINAL
		   : sodium_base64_VARIANT_ORIGINAL_NO_PADDING,
	    bytes, capacity, size);
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
