/*
 * consent.h - what a player allowed a client of somebody else
 *
 * The account's record has it, so that it goes with the account: "consents":
 * {CLIENT_ID: {"scope": "openid profile", "made"}}.
 */
#ifndef AUTH_CONSENT_H
#define AUTH_CONSENT_H

#include <stdbool.h>

#include "daemons/auth/provider.h"

/* `scope` is what was allowed, "" when nothing was. */
typedef void consent_found(void *arg, int status, const char *scope);

void consent_get(struct provider *provider, const char *sub,
    const char *client_id, consent_found *then, void *arg);

/*
 * Write into the record of an account that it allows `scope` to a client,
 * beside what it allowed before.  Of more than CONSENTS_MAX clients the one
 * that asked first is forgotten.  False without memory.
 */
#define CONSENTS_MAX 64
bool consent_add(
    json_t *account, const char *client_id, const char *scope, int64_t now);

/* Whether all words of `wanted` are among those of `allowed`. */
bool consent_covers(const char *allowed, const char *wanted);

#endif
