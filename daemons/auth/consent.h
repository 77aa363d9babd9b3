/*
 * consent.h - what a player allowed a client of somebody else
 *
 * {"scope": "openid profile", "made"}, under "consent:SUB:CLIENT".
 */
#ifndef AUTH_CONSENT_H
#define AUTH_CONSENT_H

#include <stdbool.h>

#include "daemons/auth/provider.h"

/* `scope` is what was allowed, "" when nothing was. */
typedef void consent_found(void *arg, int status, const char *scope);

void consent_get(struct provider *provider, const char *sub,
    const char *client_id, consent_found *then, void *arg);

/* Whether all words of `wanted` are among those of `allowed`. */
bool consent_covers(const char *allowed, const char *wanted);

#endif
