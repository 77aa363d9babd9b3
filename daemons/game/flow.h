/*
 * flow.h - a sign-in on its way: what the provider is given, and what must
 * come back
 *
 * One cookie of a browser holds a secret for all its sign-ins, so several tabs
 * can sign in at once.  All that belongs to one of them follows from that
 * secret and from its state, which goes to the provider and comes back: where
 * the player wanted to go, the nonce, and the verifier of PKCE (RFC 7636).
 * Without the secret nobody can make a state that is taken.
 */
#ifndef GAME_FLOW_H
#define GAME_FLOW_H

#include <stdbool.h>

#include "daemons/common/base64url.h"

#define FLOW_BYTES 32
#define FLOW_TEXT_SIZE BASE64URL_SIZE(FLOW_BYTES)
#define FLOW_PLACE_SIZE 161 /* of a path to go back to, with its NUL */
#define FLOW_STATE_SIZE                                             \
	(1 + BASE64URL_SIZE(16) + BASE64URL_SIZE(FLOW_PLACE_SIZE) + \
	    FLOW_TEXT_SIZE)

struct flow {
	char state[FLOW_STATE_SIZE];
	char place[FLOW_PLACE_SIZE]; /* where to go back to */
	bool again; /* the same was begun before, and failed */
	char nonce[FLOW_TEXT_SIZE];
	char verifier[FLOW_TEXT_SIZE];
	char challenge[FLOW_TEXT_SIZE]; /* S256 of it */
};

/* A secret for a browser; false when there are no random numbers. */
bool flow_make_secret(char secret[FLOW_TEXT_SIZE]);

/* Whether a cookie may be such a secret. */
bool flow_is_secret(const char *secret);

/*
 * Begin a sign-in that leads back to `place`, or to "/" when that is not a path
 * of a page of ours.  False when there are no random numbers.
 */
bool flow_begin(
    struct flow *flow, const char *secret, const char *place, bool again);

/* The sign-in that came back with `state`; false: none of this browser's. */
bool flow_resume(struct flow *flow, const char *secret, const char *state);

/* Whether a state, of whatever browser, says that it was begun again. */
bool flow_is_again(const char *state);

#endif
