/*
 * me.h - a player's own figures, and whether others see them
 */
#ifndef SCORE_ME_H
#define SCORE_ME_H

#include "daemons/common/http.h"

/* GET /api/score/players/me: of an account or a guest; of a stranger zeros. */
void me_get(struct exchange *exchange);

#endif
