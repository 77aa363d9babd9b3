/*
 * cookie.h - what a browser keeps of its player
 *
 * None of them is for scripts.  Under https a name begins with "__Host-", or,
 * where the cookie is not for the whole site, with "__Secure-".
 */
#ifndef PLAYER_COOKIE_H
#define PLAYER_COOKIE_H

#include <stdbool.h>
#include <stddef.h>

#include "daemons/common/http.h"

enum cookie {
	COOKIE_GUEST, /* a guest's number */
	COOKIE_ACCESS, /* the access token of who signed in */
	COOKIE_REFRESH, /* what renews it: sent to /api/session only */
	COOKIE_ID, /* the ID token, for signing out: likewise */
	COOKIE_LOGIN, /* what proves that a sign-in began in this browser */
};

#define COOKIE_SIZE 3073 /* of the longest value that is kept, with its NUL */

/*
 * The value of a cookie; false, and "" in `value`, when it is absent, sent
 * twice, or does not fit.
 */
bool cookie_get(const struct exchange *exchange, enum cookie cookie,
    char *value, size_t size);

/* Have the browser keep it, or drop it. */
void cookie_set(
    struct exchange *exchange, enum cookie cookie, const char *value);
void cookie_drop(struct exchange *exchange, enum cookie cookie);

#endif
