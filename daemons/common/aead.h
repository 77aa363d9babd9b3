/*
 * aead.h - bytes that only who has the key can read or change (AES-256-GCM)
 */
#ifndef COMMON_AEAD_H
#define COMMON_AEAD_H

#include <stdbool.h>
#include <stddef.h>

#define AEAD_KEY_SIZE 32
#define AEAD_EXTRA 28 /* what sealed bytes have more: an IV and a tag */

/*
 * Seal `size` bytes into `sealed`, which takes AEAD_EXTRA more.  They open
 * under the same `label` only, so that one can't be put in another's place.
 * False without memory or randomness.
 */
bool aead_close(const unsigned char key[AEAD_KEY_SIZE], const char *label,
    const void *bytes, size_t size, unsigned char *sealed);

/*
 * Open what is `size` bytes sealed into `bytes`, which takes AEAD_EXTRA less.
 * False for another key or label, or when anything was changed; `bytes` then
 * says nothing.
 */
bool aead_open(const unsigned char key[AEAD_KEY_SIZE], const char *label,
    const unsigned char *sealed, size_t size, void *bytes);

#endif
