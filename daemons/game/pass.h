/*
 * pass.h - the game's own access token, for what it tells the score service
 *
 * It is asked for with the secret of motus-game (client credentials) when it
 * is needed, and used until shortly before it expires.
 */
#ifndef GAME_PASS_H
#define GAME_PASS_H

#include "daemons/game/service.h"

struct pass; /* opaque: a worker's */

/* NULL without memory. */
struct pass *pass_create(const struct service *service);

/* When no request is in flight.  NULL is allowed. */
void pass_destroy(struct pass *pass);

/* Called once: NULL when none could be had. */
typedef void pass_given(void *arg, const char *token);

void pass_ask(struct pass *pass, pass_given *then, void *arg);

/* It was refused: ask for another next time. */
void pass_drop(struct pass *pass);

#endif
