/*
 * seal.h - texts that only who has the key can read or change (AES-256-GCM)
 */
#ifndef AUTH_SEAL_H
#define AUTH_SEAL_H

#include "daemons/common/aead.h"

#define SEAL_KEY_SIZE AEAD_KEY_SIZE

/*
 * `text`, sealed, as base64url.  It opens under the same `label` only, so that
 * one can't be put in another's place.  The caller frees it; NULL without
 * memory or randomness.
 */
char *seal_close(const unsigned char key[SEAL_KEY_SIZE], const char *label,
    const char *text);

/*
 * The text that was sealed; NULL for another key or label, or when anything
 * was changed.  The caller frees it, and wipes it first.
 */
char *seal_open(const unsigned char key[SEAL_KEY_SIZE], const char *label,
    const char *sealed);

#endif
