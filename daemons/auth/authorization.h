/*
 * authorization.h - an authorization request, read and judged
 *
 * RFC 6749 section 4.1.1, OpenID Connect Core section 3.1.2.1, RFC 7636.
 */
#ifndef AUTH_AUTHORIZATION_H
#define AUTH_AUTHORIZATION_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "daemons/auth/account.h"
#include "daemons/auth/answer.h"
#include "daemons/auth/provider.h"
#include "daemons/auth/scope.h"
#include "daemons/common/fields.h"

enum prompt {
	PROMPT_NONE = 1,
	PROMPT_LOGIN = 2,
	PROMPT_CONSENT = 4,
	PROMPT_SELECT_ACCOUNT = 8,
	PROMPT_CREATE = 16,
};

struct authorization {
	const json_t *client; /* its record */
	struct addressee addressee;
	const char *nonce, *challenge; /* NULL: none */
	char scope[SCOPE_SIZE]; /* what it may be given of what it asks for */
	char hint[SUB_SIZE]; /* whom id_token_hint names; "" */
	unsigned int prompt; /* enum prompt, or-ed */
	int64_t max_age; /* seconds since a password was given; -1: any */
};

/*
 * Where the answer to a request goes; false when its redirect_uri is none of
 * the client's, so that nothing may be sent there.
 */
bool authorization_address(struct authorization *authorization,
    const json_t *client, const struct fields *fields);

/*
 * Read the rest; `authorization` then points into `fields` and `client`.  NULL,
 * or the error of a bad request, and *description for people.
 */
const char *authorization_read(struct authorization *authorization,
    const struct provider *provider, const struct fields *fields,
    const char **description);

/* Whether the client is one of ours. */
bool authorization_is_own(const struct authorization *authorization);

#endif
