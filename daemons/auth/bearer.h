/*
 * bearer.h - an access token of ours that somebody holds out to us
 *
 * It is good while its signature, issuer, audience and exp are, it was not
 * revoked, and, if it is a player's, what it was given for stands: its grant
 * and its account are there, and the account's epoch is the grant's.
 */
#ifndef AUTH_BEARER_H
#define AUTH_BEARER_H

#include <stddef.h>

#include <jansson.h>

#include "daemons/auth/provider.h"

/*
 * Called with the claims of a good token and the record of its account (NULL:
 * a service's own), both valid until the callback returns; NULL and NULL for
 * any other.  `status` is the store's, MOTUS_EUNAVAILABLE before the keys are
 * known.
 */
typedef void bearer_found(
    void *arg, int status, const json_t *claims, const json_t *account);

void bearer_judge(struct provider *provider, const char *token, size_t size,
    bearer_found *then, void *arg);

/* The key under which a token with this jti is revoked. */
void bearer_revoked_key(const char *jti, char *key);

/*
 * The claims of a token that is good as far as it says itself: the caller's,
 * NULL for any other.
 */
json_t *bearer_read(
    const struct provider *provider, const char *token, size_t size);

#endif
