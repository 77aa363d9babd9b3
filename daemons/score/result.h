/*
 * result.h - results as the game tells them
 */
#ifndef SCORE_RESULT_H
#define SCORE_RESULT_H

#include "daemons/common/http.h"

/*
 * PUT /api/score/results/{lang}/{date}/{player}, of a service with the scope
 * score:write: keep it and set all boards right, in one step.  201; 200 when it
 * is there already, so that it can be told until it is taken.
 */
void result_put(struct exchange *exchange);

#endif
