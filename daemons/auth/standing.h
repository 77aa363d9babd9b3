/*
 * standing.h - whether the sign-in that something came from still holds
 *
 * It does while the account is there and its epoch is the same, and, unless it
 * was to hold longer, while the session has not ended.
 */
#ifndef AUTH_STANDING_H
#define AUTH_STANDING_H

#include <stdbool.h>
#include <stdint.h>

#include "daemons/auth/provider.h"

/* `status` is the store's. */
typedef void standing_found(void *arg, int status, bool holds);

/* `session` is its hash; NULL: it does not matter. */
void standing_check(struct provider *provider, const char *sub, int64_t epoch,
    const char *session, standing_found *then, void *arg);

/* Whether the record of an account (NULL: there is none) has this epoch. */
bool standing_holds(const json_t *account, int64_t epoch);

#endif
