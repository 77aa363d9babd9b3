/*
 * caller.h - a client that asks in its own name, and proves who it is
 *
 * RFC 6749 section 2.3: client_secret_basic (both halves form-encoded),
 * client_secret_post, private_key_jwt (RFC 7523), or none for a public client;
 * the one it is registered with and no other, and one in a request.
 */
#ifndef AUTH_CALLER_H
#define AUTH_CALLER_H

#include <stdbool.h>

#include <jansson.h>

#include "daemons/auth/client.h"
#include "daemons/auth/provider.h"
#include "daemons/common/fields.h"
#include "daemons/common/http.h"

struct caller {
	struct exchange *exchange;
	struct provider *provider;
	struct fields fields; /* of the body */
	json_t *client; /* its record */
	const char *id; /* its client_id */

	void (*ending)(const struct caller *caller);

	/* until it is identified: */
	void (*then)(struct caller *caller);
	const char *method; /* by which it proves itself, as registered */
	char claimed[CLIENT_ID_SIZE]; /* the client_id that it says is its */
	char *secret; /* or NULL */
};

/*
 * Read the form of the request and find out which client sent it, then call
 * `then`; or reply with an error and finish.  However it ends, `ending` is
 * called with the reply made; NULL: nothing is.
 */
void caller_identify(struct exchange *exchange,
    void (*then)(struct caller *caller),
    void (*ending)(const struct caller *caller));

/* A parameter of the request, NULL when it is absent or empty. */
const char *caller_field(const struct caller *caller, const char *name);

/* A text of the client's record; "" when it has none. */
const char *caller_text(const struct caller *caller, const char *key);

/* Whether it is registered for a grant. */
bool caller_may(const struct caller *caller, const char *grant);

/* Whether it has no secret. */
bool caller_is_public(const struct caller *caller);

/* Reply with an error of RFC 6749 section 5.2, status 400, and end. */
void caller_refuse(
    struct caller *caller, const char *code, const char *description);

/* Reply with what a store's error means, and end. */
void caller_fail(struct caller *caller, int error);

/* The reply is made: finish the exchange; `caller` is gone. */
void caller_end(struct caller *caller);

#endif
