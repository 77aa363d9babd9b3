/*
 * signin.h - a browser becomes one that is signed in
 *
 * Besides the session it gets a cookie ("motus_device") whose hash the account
 * keeps: from there the owner can sign in even while somebody else tries
 * passwords for the name.
 */
#ifndef AUTH_SIGNIN_H
#define AUTH_SIGNIN_H

#include <stdbool.h>

#include "daemons/auth/session.h"
#include "daemons/auth/throttle.h"

#define SIGNIN_DEVICES_MAX 10 /* of an account; the oldest is forgotten */

struct signin {
	struct session session;
	char device[COOKIE_SECRET_SIZE];
};

/*
 * Write into the record of the account, and add to `batch`, that the browser
 * of this exchange is signed in to it.  May be done again when the commit was
 * too late.  False without memory or randomness.
 */
bool signin_put(struct exchange *exchange, struct signin *signin,
    json_t *account, struct motus_batch *batch);

/* It is committed: hand out the cookies. */
void signin_tell(struct exchange *exchange, const struct signin *signin);

/*
 * By what a try for an account is to be counted, before it is made: by the
 * browser if it signed in there before, else by the name and the address.
 * `account` is NULL for a name that nobody has.
 */
void signin_count(struct trial *trial, const struct exchange *exchange,
    const json_t *account, const char *skeleton);

#endif
