/*
 * check.h - a password is tried
 *
 * Tries are counted (throttle.h), and the work is done in a thread.  For a
 * name that nobody has all goes as for a wrong password.
 */
#ifndef AUTH_CHECK_H
#define AUTH_CHECK_H

#include <stdbool.h>

#include "daemons/auth/account.h"
#include "daemons/auth/password.h"
#include "daemons/common/http.h"

#define CHECK_BUSY_PAUSE 5 /* seconds, when too many try at once */

struct checked {
	enum check { CHECK_RIGHT, CHECK_WRONG, CHECK_LATER } verdict;
	int retry_after; /* of CHECK_LATER: seconds */
	bool busy; /* of CHECK_LATER: by too many, not too often */
	char sub[SUB_SIZE]; /* of CHECK_RIGHT */
	char hash[PASSWORD_HASH_SIZE]; /* that it fitted */
	char renewed[PASSWORD_HASH_SIZE]; /* to be kept instead, or "" */
};

/* `status` is the store's; *checked says nothing unless it is 0. */
typedef void check_told(void *arg, int status, const struct checked *checked);

/*
 * Before an account is changed because its password was right: whether it is
 * still that one.  A renewed hash is written into the record.
 */
bool check_holds(const struct checked *checked, json_t *account);

/* Try what was typed as name and password. */
void check_name(struct exchange *exchange, const char *name,
    const char *password, check_told *then, void *arg);

/* Try what was typed as the password of the account `sub`. */
void check_account(struct exchange *exchange, const char *sub,
    const char *password, check_told *then, void *arg);

#endif
