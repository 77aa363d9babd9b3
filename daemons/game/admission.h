/*
 * admission.h - from a grant of the provider to a player who is signed in
 *
 * The grant is shown at the token endpoint; the tokens that come back are
 * judged, the provider is asked for the player's name, and that is kept.
 */
#ifndef GAME_ADMISSION_H
#define GAME_ADMISSION_H

#include "daemons/player/player.h"
#include "daemons/game/service.h"

struct admitted {
	struct player player;
	const char *access, *refresh, *id; /* tokens, fit for cookies */
};

enum admission_end {
	ADMISSION_DONE,
	ADMISSION_REFUSED, /* the grant is not good, or not any more */
	ADMISSION_UNAVAILABLE, /* no answer, or not one to go by */
};

/* Called once.  `admitted` is NULL unless it is done; it lives until then. */
typedef void admission_ended(
    void *arg, enum admission_end end, const struct admitted *admitted);

/*
 * `form` (taken; NULL: without memory) is the request to the token endpoint.
 * `nonce` is what the ID token must have; NULL where a sign-in is renewed: then
 * it is done also if the name can't be had, because the grant is spent.  `id`
 * is of the request that it is for, and must live until the end.
 */
void admission_ask(struct service *service, char *form, const char *nonce,
    const char *id, admission_ended *then, void *arg);

#endif
