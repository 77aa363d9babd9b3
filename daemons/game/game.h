/*
 * game.h - the game service: what it serves, how it starts and ends
 */
#ifndef GAME_GAME_H
#define GAME_GAME_H

#include "daemons/common/http.h"
#include "daemons/game/service.h"

#define GAME_ROUTES 23
extern const struct route game_routes[GAME_ROUTES];

/*
 * GET /readyz: 200 when the store answers and the key is known, else 503
 * store-unavailable.
 */
void game_ready(struct exchange *exchange);

/*
 * Serve the languages of `service` from `store`, which becomes the service's.
 * There are puzzles at once when service_use_key() was called before; else as
 * soon as the store has said the key, for which `loop` is copied.  Players may
 * sign in if the service has a fetcher, which is the service's from now on.
 */
void game_start(struct service *service, struct motus_store *store,
    const struct motus_loop *loop);

/* Close the store and free all that `service` holds. */
void game_stop(struct service *service);

#endif
