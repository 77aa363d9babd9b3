/*
 * account.h - who has an account: the record, and reading it
 *
 * {"sub", "name", "skeleton", "password" (a PHC string), "made", "changed"
 * (seconds), "epoch", "recovery": [SHA-256 of each code not used yet],
 * "devices": [SHA-256 of cookies of browsers that signed in before],
 * "language"}.  Signing out everywhere, a new password and recovery raise the
 * epoch: sessions and grants of an earlier one are over.
 */
#ifndef AUTH_ACCOUNT_H
#define AUTH_ACCOUNT_H

#include <stdint.h>

#include <jansson.h>

#include "daemons/auth/provider.h"

#define SUB_SIZE 23 /* 16 random bytes as base64url, and a NUL */

/*
 * Called with the record, which lives until the callback returns, and its
 * version in the store; NULL and 0 when there is no such account.  `status` is
 * the store's.
 */
typedef void account_found(
    void *arg, int status, const json_t *account, uint64_t version);

void account_get(
    struct provider *provider, const char *sub, account_found *then, void *arg);

/* Key of an account in the store, "account:SUB"; `key` takes MOTUS_KEY_MAX+1.
 */
void account_key(const char *sub, char *key);

#endif
