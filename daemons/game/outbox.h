/*
 * outbox.h - results on their way to the score service
 *
 * A game that is over has a result.  The commit that ends the game keeps the
 * result as an errand (daemons/common/errands.h) "outbox:LANGUAGE/DATE/PLAYER",
 * which is over when the score service has it.  It takes each result once, so
 * telling it twice is harmless.
 */
#ifndef GAME_OUTBOX_H
#define GAME_OUTBOX_H

#include <time.h>

#include <jansson.h>

#include <motus/game.h>

#include "daemons/common/errands.h"
#include "daemons/game/games.h"
#include "daemons/game/service.h"

/* A result: what the score service is told, and of which game. */
struct result {
	json_t *what; /* NULL: none */
	const char *request; /* the id of the one that it came of */
	char id[MOTUS_KEY_MAX + 1];
};

/*
 * The result of `game`, `name` of `player`, which ended at `finished`; none
 * when it is not over, its puzzle is not a day's, or results are not told.
 * `request` is the id of the request that it came of, and must outlive it.
 * MOTUS_ENOMEM, or 0.
 */
int outbox_result(const struct service *service, const struct player *player,
    const struct game_name *name, const struct motus_game *game,
    time_t finished, const char *request, struct result *result);

void result_clear(struct result *result);

/* Keep it in `batch`, which then must be committed; none: nothing is kept. */
void outbox_put(const struct service *service, struct motus_batch *batch,
    const struct result *result);

/* The batch is committed: tell it at once. */
void outbox_send(const struct service *service, const struct result *result);

/* Drop what is still to be told of a game. */
void outbox_drop(struct motus_batch *batch, const struct player *player,
    const struct game_name *name);

/* Begin to tell; NULL without memory. */
struct errands *outbox_start(struct service *service);

#endif
