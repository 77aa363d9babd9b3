/*
 * tally.h - what the provider counts
 */
#ifndef AUTH_TALLY_H
#define AUTH_TALLY_H

#include <stdint.h>

#include "daemons/auth/provider.h"
#include "daemons/common/metrics.h"

#define TALLY_METRICS 8
extern const struct metric tally_metrics[TALLY_METRICS];

/* Somebody has proved to be the owner of an account, and by what. */
enum tally_sign_in { TALLY_PASSWORD, TALLY_RECOVERY };
void tally_sign_in(const struct provider *provider, enum tally_sign_in method);

/*
 * Somebody has not: a name, password or recovery code was wrong, or they may
 * not try yet, too often or with too many others.
 */
enum tally_refusal { TALLY_WRONG, TALLY_THROTTLED, TALLY_BUSY };
void tally_refusal(const struct provider *provider, enum tally_refusal reason);

/* There is a new account. */
void tally_registration(const struct provider *provider);

/* The token endpoint gave tokens for a grant of that name, or an error. */
void tally_tokens(const struct provider *provider, const char *grant);
void tally_token_error(const struct provider *provider, const char *error);

/* A refresh token came whose successor is in use. */
void tally_reuse(const struct provider *provider);

/* How many farewells wait, and for how many seconds the oldest. */
void tally_farewells(
    const struct provider *provider, uint64_t count, int64_t age);

#endif
