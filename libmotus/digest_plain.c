#include <stdint.h>
#include <string.h>

#include "libmotus/digest.h"

#define BLOCK_SIZE 64 /* bytes */

struct sha256 {
	uint32_t state[8];
	unsigned char block[BLOCK_SIZE]; /* the last one, while it fills */
	uint64_t size; /* bytes so far */
};

/* The fractional parts of the cube roots of the first 64 primes. */
static const uint32_t round_constants[64] = { 0x428a2f98, 0x71374491,
	0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
	0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
	0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d,
	0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb,
	0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
	0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
	0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb,
	0xbef9a3f7, 0xc67178f2 };

static uint32_t
rotate(uint32_t x, int bits)
{
	return x >> bits | x << (32 - bits);
}

/* The message schedule of a block (FIPS 180-4, 6.2.2, step 1). */
static void
schedule(uint32_t w[64], const unsigned char block[BLOCK_SIZE])
{
	for (int i = 0; i < 16; i++, block += 4)
		w[i] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 |
		    (uint32_t)block[2] << 8 | block[3];
	for (int i = 16; i < 64; i++) {
		uint32_t a = w[i - 15], b = w[i - 2];

		w[i] = w[i - 16] + w[i - 7] +
		    (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) +
		    (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
	}
}

/* Mix a block into the state (steps 2 to 4). */
static void
compress(uint32_t state[8], const unsigned char block[BLOCK_SIZE])
{
	uint32_t w[64], s[8]; /* s: FIPS's a to h */

	schedule(w, block);
	memcpy(s, state, sizeof(s));
	for (int i = 0; i < 64; i++) {
		uint32_t e = s[4], a = s[0];
		uint32_t t1 = s[7] +
		    (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
		    ((e & s[5]) ^ (~e & s[6])) + round_constants[i] + w[i];
		uint32_t t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) +
		    ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));

		memmove(s + 1, s, 7 * sizeof(s[0]));
		s[4] += t1;
		s[0] = t1 + t2;
	}
	for (int i = 0; i < 8; i++)
		state[i] += s[i];
}

static void
begin(struct sha256 *sha)
{
	/* The fractional parts of the square roots of the first 8 primes. */
	*sha = (struct sha256){ .state = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372,
				    0xa54ff53a, 0x510e527f, 0x9b05688c,
				    0x1f83d9ab, 0x5be0cd19 } };
}

static void
add(struct sha256 *sha, const void *bytes, size_t size)
{
	const unsigned char *at = bytes;

	while (size > 0) {
		size_t used = sha->size % BLOCK_SIZE;
		size_t count =
		    BLOCK_SIZE - used < size ? BLOCK_SIZE - used : size;

		memcpy(sha->block + used, at, count);
		sha->size += count;
		at += count;
		size -= count;
		if (used + count == BLOCK_SIZE)
			compress(sha->state, sha->block);
	}
}

/* A one bit, zeros, and the size in bits as the last 8 bytes of a block. */
static void
finish(struct sha256 *sha, unsigned char digest[DIGEST_SIZE])
{
	static const unsigned char padding[BLOCK_SIZE] = { 0x80 };
	uint64_t bits = sha->size * 8;
	size_t used = sha->size % BLOCK_SIZE;
	unsigned char tail[8];

	for (int i = 0; i < 8; i++)
		tail[i] = (unsigned char)(bits >> (56 - 8 * i));
	add(sha, padding, used < 56 ? 56 - used : 56 + BLOCK_SIZE - used);
	add(sha, tail, sizeof(tail));
	for (int i = 0; i < DIGEST_SIZE; i++)
		digest[i] =
		    (unsigned char)(sha->state[i / 4] >> (24 - 8 * (i % 4)));
}

int
digest_sha256(unsigned char digest[DIGEST_SIZE], const void *bytes, size_t size)
{
	struct sha256 sha;

	begin(&sha);
	add(&sha, bytes, size);
	finish(&sha, digest);
	return 0;
}

/* The SHA-256 of the key, each byte of it XORed with `pad`, and the bytes. */
static void
keyed(unsigned char digest[DIGEST_SIZE], const unsigned char key[BLOCK_SIZE],
    unsigned char pad, const void *bytes, size_t size)
{
	struct sha256 sha;
	unsigned char padded[BLOCK_SIZE];

	for (int i = 0; i < BLOCK_SIZE; i++)
		padded[i] = key[i] ^ pad;
	begin(&sha);
	add(&sha, padded, sizeof(padded));
	add(&sha, bytes, size);
	finish(&sha, digest);
}

int
digest_hmac(unsigned char digest[DIGEST_SIZE], const void *key, size_t key_size,
    const void *bytes, size_t size)
{
	unsigned char block[BLOCK_SIZE] = { 0 }, inner[DIGEST_SIZE];

	if (key_size > BLOCK_SIZE)
		digest_sha256(block, key, key_size);
	else
		memcpy(block, key, key_size);
	keyed(inner, block, 0x36, bytes, size);
	keyed(digest, block, 0x5c, inner, sizeof(inner));
	return 0;
}
