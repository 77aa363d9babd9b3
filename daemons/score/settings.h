/*
 * settings.h - what an account wants of the boards
 */
#ifndef SCORE_SETTINGS_H
#define SCORE_SETTINGS_H

#include "daemons/common/http.h"

/*
 * PUT /api/score/players/me/settings: {"hidden": true} to be on no board of
 * all players.  Sent again, it finishes what was cut off.
 */
void settings_put(struct exchange *exchange);

#endif
