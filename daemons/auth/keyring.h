/*
 * keyring.h - the keys that tokens are signed with
 *
 * The record "keys" of the store: {"keys": [{"kid", "alg", "made", "from",
 * "until" (seconds; null: not retired yet), "pem" or "sealed"}]}.  The first
 * instance that starts makes one of each algorithm.  A key is published when it
 * is made and signs from "from" on, KEYRING_AHEAD later, so that whoever keeps
 * our key set has it by then; what it replaces stays published until the last
 * token signed with it has expired.  When a file of a sealing key is given, the
 * private parts are encrypted with it (AES-256-GCM; the kid is authenticated
 * too).
 *
 * A worker reads the record again every KEYRING_RELOAD seconds, and makes new
 * keys when the youngest is KEYRING_AGE old.
 */
#ifndef AUTH_KEYRING_H
#define AUTH_KEYRING_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>
#include <motus/store.h>

#include "daemons/common/token.h"

#define KEYRING_AHEAD 600
#define KEYRING_RELOAD 30
#define KEYRING_AGE (90 * 86400)
#define KEYRING_MAX 16 /* keys */
#define KEYRING_SEAL_SIZE 32

struct provider;
struct keyring; /* opaque: the keys, ready for use */

/* `seal`: KEYRING_SEAL_SIZE bytes, or NULL; copied. */
struct keyring *keyring_create(
    struct provider *provider, const unsigned char *seal);
void keyring_destroy(struct keyring *keyring);

/* Read the keys, or make them; again later, until it succeeds, and for ever. */
void keyring_start(struct keyring *keyring);

/* Read no more; the store was destroyed before. */
void keyring_stop(struct keyring *keyring);

bool keyring_ready(const struct keyring *keyring);

/*
 * What these three return is good until the loop's next turn.  The key that
 * signs with `alg` now; NULL before keyring_ready().
 */
const struct token_key *keyring_signer(
    const struct keyring *keyring, enum token_alg alg);

/* All that are published, for token_verify(); *count of them. */
struct token_key *const *keyring_keys(
    const struct keyring *keyring, size_t *count);

/* Their JWK Set as text. */
const char *keyring_jwks(const struct keyring *keyring);

/*
 * For motusctl: the record after `keys` (NULL: none yet) when new keys are
 * made at `now`; `overlap` seconds is the longest life of a token.  NULL
 * without memory, randomness, with a record that can't be read, or when more
 * than KEYRING_MAX keys would be in use.
 */
json_t *keyring_rotate(const json_t *keys, int64_t now, int64_t overlap,
    const unsigned char *seal);

#endif
