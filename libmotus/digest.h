/*
 * digest.h - SHA-256 (FIPS 180-4) and HMAC-SHA256 (RFC 2104)
 *
 * OpenSSL's libcrypto does the work (digest.c), or in a build without it our
 * own SHA-256 (digest_plain.c).
 */
#ifndef MOTUS_DIGEST_H
#define MOTUS_DIGEST_H

#include <stddef.h>

#define DIGEST_SIZE 32 /* bytes */

/* The SHA-256 of `size` bytes.  MOTUS_ENOMEM when libcrypto has no memory. */
int digest_sha256(
    unsigned char digest[DIGEST_SIZE], const void *bytes, size_t size);

/* The HMAC-SHA256 of `size` bytes under a key of `key_size`.  Likewise. */
int digest_hmac(unsigned char digest[DIGEST_SIZE], const void *key,
    size_t key_size, const void *bytes, size_t size);

#endif
