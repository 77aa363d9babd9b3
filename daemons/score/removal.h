/*
 * removal.h - a deleted account's part here
 */
#ifndef SCORE_REMOVAL_H
#define SCORE_REMOVAL_H

#include "daemons/common/http.h"

/*
 * DELETE /api/score/players/{id}, of a service with the scope player:delete:
 * 204 when nothing of the account's is left, also when nothing was there.
 */
void removal_delete(struct exchange *exchange);

#endif
