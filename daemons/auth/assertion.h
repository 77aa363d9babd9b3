/*
 * assertion.h - a client's proof by a token that it signs (RFC 7523)
 *
 * iss and sub are the client, aud is this provider, exp lies
 * ASSERTION_SECONDS ahead at most, and jti was not used before: that is kept
 * until exp.
 */
#ifndef AUTH_ASSERTION_H
#define AUTH_ASSERTION_H

#include <stdbool.h>

#include <jansson.h>

#include "daemons/auth/client.h"
#include "daemons/auth/provider.h"

#define ASSERTION_TYPE "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
#define ASSERTION_SECONDS 3600

/* Who it is about, as far as anybody can say before it is checked. */
bool assertion_subject(const char *assertion, char id[CLIENT_ID_SIZE]);

/* `status` is the store's; `good` false is all that is said of a bad one. */
typedef void assertion_checked(void *arg, int status, bool good);

void assertion_check(struct provider *provider, const json_t *client,
    const char *assertion, assertion_checked *then, void *arg);

#endif
