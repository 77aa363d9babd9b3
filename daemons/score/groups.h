/*
 * groups.h - what accounts do with groups
 */
#ifndef SCORE_GROUPS_H
#define SCORE_GROUPS_H

#include "daemons/common/http.h"

/* GET /api/score/groups */
void groups_list(struct exchange *exchange);

/* POST /api/score/groups */
void groups_create(struct exchange *exchange);

/* POST /api/score/groups/join */
void groups_join(struct exchange *exchange);

/* GET, PATCH, DELETE /api/score/groups/{id} */
void group_get(struct exchange *exchange);
void group_rename(struct exchange *exchange);
void group_delete(struct exchange *exchange);

/* POST /api/score/groups/{id}/code */
void group_renew_code(struct exchange *exchange);

/* DELETE /api/score/groups/{id}/members/{member} */
void group_remove_member(struct exchange *exchange);

/* GET /api/score/groups/{id}/boards/{period} */
void group_get_board(struct exchange *exchange);

#endif
