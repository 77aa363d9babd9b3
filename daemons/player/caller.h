/*
 * caller.h - who sent a request
 */
#ifndef PLAYER_CALLER_H
#define PLAYER_CALLER_H

#include "daemons/common/verifier.h"
#include "daemons/player/player.h"

typedef void caller_known(
    struct exchange *exchange, const struct player *player);

/*
 * Find out who plays, and call then(), at once or later: the account of a
 * bearer token or of the cookie with an access token, of scope "play"; else a
 * guest, which a stranger becomes.  With no verifier there are only guests.  Or
 * the exchange is finished with a problem:
 *
 *	401 invalid-token	a bearer token that is not good
 *	403 insufficient-scope	one that is not for this
 *	401 token-expired	a cookie with a token that is not good any
 *				more: a page can have it renewed and ask again
 *	503 auth-unavailable	whether the token is good can't be known now
 */
void caller_player(
    struct exchange *exchange, struct verifier *verifier, caller_known *then);

/* The same, but a stranger stays one, and then() gets NULL. */
void caller_reader(
    struct exchange *exchange, struct verifier *verifier, caller_known *then);

/*
 * Call then() with no player if the request has a bearer token with this scope
 * (a constant); or finish it as above.
 */
void caller_service(struct exchange *exchange, struct verifier *verifier,
    const char *scope, caller_known *then);

#endif
