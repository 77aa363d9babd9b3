/*
 * verifier.h - the tokens of our own provider, judged where they come in
 *
 * A verifier is a worker's own.  It fetches the provider's key set
 * (/auth/jwks) when it is made, every few minutes, and when a token names a
 * key that it does not have, but not more often than every VERIFIER_PAUSE
 * seconds.  While the provider does not answer, the keys that are known stay
 * in use; the store keeps them too, for an instance that starts meanwhile.
 */
#ifndef COMMON_VERIFIER_H
#define COMMON_VERIFIER_H

#include <time.h>

#include <jansson.h>
#include <motus/store.h>

#include "daemons/common/fetch.h"

#define VERIFIER_PAUSE 10 /* seconds between two fetches, at least */
#define VERIFIER_HASTE 1 /* the same, while no key is known */
#define VERIFIER_RELOAD 300 /* seconds between two, when all is well */
#define VERIFIER_PATIENCE 3000 /* milliseconds that a fetch may take */
#define VERIFIER_KEY "jwks" /* in the store */

struct verifier; /* opaque */

/* What it works with: all of it outlives the verifier, or ends before it. */
struct verifier_setup {
	time_t (*now)(void);
	const char *origin; /* PUBLIC_URL: the issuer is there, and the API */
	struct fetcher *fetcher;
	struct motus_store *store;
	struct motus_loop loop; /* copied */
};

/* Begin.  NULL without memory. */
struct verifier *verifier_create(const struct verifier_setup *setup);

/*
 * When neither the store nor the fetcher has a call in flight any more, as
 * when both were destroyed.  NULL is allowed.
 */
void verifier_destroy(struct verifier *verifier);

enum verifier_verdict {
	VERIFIER_GOOD,
	VERIFIER_BAD, /* not ours, or not for this use */
	VERIFIER_EXPIRED, /* otherwise good */
	VERIFIER_UNSURE, /* its key is not known, and can't be asked for now */
};

/*
 * Called exactly once, with the claims if it is VERIFIER_GOOD, which live until
 * it returns, else NULL.
 */
typedef void verified(
    void *arg, enum verifier_verdict verdict, const json_t *claims);

/*
 * Judge an access token (RFC 9068) for the API.  Where its key is known, and
 * that is nearly always, `then` is called before this returns.
 */
void verifier_access(
    struct verifier *verifier, const char *token, verified *then, void *arg);

/* Judge an ID token that `client_id` was given. */
void verifier_id(struct verifier *verifier, const char *token,
    const char *client_id, verified *then, void *arg);

#endif
