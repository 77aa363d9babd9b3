#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "libmotus/digest.h"
#include "tests/read.h"

static char *
sha256(const void *bytes, size_t size)
{
	unsigned char digest[DIGEST_SIZE];

	cr_assert(zero(int, digest_sha256(digest, bytes, size)));
	return hex(digest);
}

static char *
hmac(const void *key, size_t key_size, const char *text)
{
	unsigned char digest[DIGEST_SIZE];

	cr_assert(
	    zero(int, digest_hmac(digest, key, key_size, text, strlen(text))));
	return hex(digest);
}

/* FIPS 180-4's examples, and those of NIST's SHA-2 test vectors. */
Test(digest, sha256_gives_the_digests_that_nist_published)
{
	char *million = malloc(1000000);

	cr_assert(eq(str, sha256("", 0),
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85"
	    "5"));
	cr_assert(eq(str, sha256("abc", 3),
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a"
	    "d"));
	cr_assert(eq(str,
	    sha256(
		"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56),
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c"
	    "1"));
	cr_assert(eq(str,
	    sha256("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
		   "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
		112),
	    "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d"
	    "1"));
	cr_assert(ne(ptr, million, NULL));
	memset(million, 'a', 1000000);
	cr_assert(eq(str, sha256(million, 1000000),
	    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd"
	    "0"));
	free(million);
}

/*
 * Each size around the ends of a block pads in another way.  The expectation
 * is the digest of the digests of 0 to 199 bytes `a`, as another program
 * computed it.
 */
Test(digest, sha256_pads_every_size)
{
	char text[200];
	unsigned char all[200][DIGEST_SIZE];

	memset(text, 'a', sizeof(text));
	for (size_t size = 0; size < sizeof(text); size++)
		cr_assert(zero(int, digest_sha256(all[size], text, size)));
	cr_assert(eq(str, sha256(all, sizeof(all)),
	    "752c007f38611cfbf5fa42cb1cea3d8e086491c844d0cc4defd632cb8142350"
	    "6"));
}

/* RFC 4231, its test cases 1 to 4, 6 and 7 (5 is a truncated one). */
Test(digest, hmac_gives_the_codes_of_rfc_4231)
{
	unsigned char key[131];
	char data[51] = { 0 };

	memset(key, 0x0b, 20);
	cr_assert(eq(str, hmac(key, 20, "Hi There"),
	    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff"
	    "7"));
	cr_assert(eq(str, hmac("Jefe", 4, "what do ya want for nothing?"),
	    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec384"
	    "3"));
	memset(key, 0xaa, 20);
	memset(data, 0xdd, 50);
	cr_assert(eq(str, hmac(key, 20, data),
	    "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565f"
	    "e"));
	for (int i = 0; i < 25; i++)
		key[i] = (unsigned char)(i + 1);
	memset(data, 0xcd, 50);
	cr_assert(eq(str, hmac(key, 25, data),
	    "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665"
	    "b"));
	memset(key, 0xaa, sizeof(key));
	cr_assert(eq(str,
	    hmac(key, 131,
		"Test Using Larger Than Block-Size Key - Hash Key First"),
	    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f5"
	    "4"));
	cr_assert(eq(str,
	    hmac(key, 131,
		"This is a test using a larger than block-size key and a "
		"larger than block-size data. The key needs to be hashed "
		"before being used by the HMAC algorithm."),
	    "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e"
	    "2"));
}
