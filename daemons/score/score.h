/*
 * score.h - the score service
 */
#ifndef SCORE_SCORE_H
#define SCORE_SCORE_H

#include "daemons/score/scores.h"

#define SCORE_ROUTES 17
extern const struct route score_routes[SCORE_ROUTES];

/*
 * Begin to serve from `store`, which becomes the service's, with `loop`, which
 * is copied.
 */
void score_start(struct scores *scores, struct motus_store *store,
    const struct motus_loop *loop);
void score_stop(struct scores *scores);

/* The handler of /readyz. */
void score_ready(struct exchange *exchange);

#endif
