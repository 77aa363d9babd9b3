/*
 * issue.h - tokens, made
 */
#ifndef AUTH_ISSUE_H
#define AUTH_ISSUE_H

#include <stdint.h>

#include "daemons/auth/caller.h"

/* What a client gets. */
struct award {
	const char *sub, *scope;
	const char *grant; /* the grant's hash; NULL: a service's own token */
	int64_t auth_time; /* of a player */
	const char *nonce; /* NULL: none */
	const char *refresh_token; /* NULL: none */
};

/*
 * An access token (RFC 9068) for a client; the caller frees it.  NULL without
 * memory, randomness or keys.
 */
char *issue_access_token(const struct provider *provider, const char *client_id,
    const struct award *award);

/*
 * Reply to the caller with an access token, and an ID token when
 * the scope has openid; and end.
 */
void issue(struct caller *caller, const struct award *award);

#endif
