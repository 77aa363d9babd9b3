/*
 * sha256.h - SHA-256 (FIPS 180-4), by libcrypto
 */
#ifndef COMMON_SHA256_H
#define COMMON_SHA256_H

#include <stddef.h>

#define SHA256_SIZE 32 /* bytes */

/*
 * The digest of `size` bytes.  Without memory the process ends, as Kore ends
 * one: no caller could go on without.
 */
void sha256(unsigned char digest[SHA256_SIZE], const void *bytes, size_t size);

#endif
