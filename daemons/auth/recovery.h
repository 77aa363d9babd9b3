/*
 * recovery.h - codes by which an account gets a new password
 *
 * Each has 80 random bits and is good once: "7GM4-K2QD-X0TW-9VBH", where case,
 * spaces and hyphens don't count, nor whether O is 0, I and L are 1.  The
 * account has the SHA-256 of those that are left.
 */
#ifndef AUTH_RECOVERY_H
#define AUTH_RECOVERY_H

#include <stdbool.h>

#include <jansson.h>

#include "daemons/common/http.h"

#define RECOVERY_CODES 8

/*
 * Make new codes for the account, in place of those it has.  They are in the
 * array that is the caller's; NULL without memory or randomness.
 */
json_t *recovery_make(json_t *account);

/* Whether the account has this code; it has it no more then. */
bool recovery_use(json_t *account, const char *code);

/*
 * Reply with the page that shows new codes and leads on to `onward`, which is
 * taken.
 */
void recovery_show(
    struct exchange *exchange, const json_t *codes, char *onward);

#endif
