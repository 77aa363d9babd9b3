#include <string.h>

#include "libmotus/digest.h"
#include "tools/motus/pkce.h"

/* Base64url: 256 bits are 42 characters of 6 bits, and one of the last 4. */
bool
pkce_challenge(const char *verifier, char challenge[PKCE_SIZE])
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789-_";
	unsigned char digest[DIGEST_SIZE + 1] = { 0 };

	if (digest_sha256(digest, verifier, strlen(verifier)) != 0)
		return false;
	for (unsigned int i = 0; i < PKCE_SIZE - 1; i++) {
		unsigned int bit = 6 * i, at = bit / 8;
		unsigned int pair =
		    (unsigned int)digest[at] << 8 | digest[at + 1];

		challenge[i] = digits[pair >> (10 - bit % 8) & 63];
	}
	challenge[PKCE_SIZE - 1] = '\0';
	return true;
}
