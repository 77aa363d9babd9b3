/*
 * board.h - who has most points in a period
 */
#ifndef SCORE_BOARD_H
#define SCORE_BOARD_H

#include "daemons/common/http.h"

/* GET /api/score/boards/{period} */
void board_get(struct exchange *exchange);

#endif
