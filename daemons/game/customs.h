/*
 * customs.h - making a puzzle for friends, or one to practise with
 */
#ifndef GAME_CUSTOMS_H
#define GAME_CUSTOMS_H

#include "daemons/common/http.h"

/* POST /api/game/customs */
void customs_post(struct exchange *exchange);

#endif
