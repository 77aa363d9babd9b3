/*
 * export.h - all that is kept of an account, to take along
 */
#ifndef SCORE_EXPORT_H
#define SCORE_EXPORT_H

#include "daemons/common/http.h"

/* GET /api/score/players/me/export */
void export_get(struct exchange *exchange);

#endif
