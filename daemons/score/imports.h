/*
 * imports.h - records that accounts bring along
 *
 * Kept in the profile under the name of their source, apart from what was
 * played here: as import_json() writes them, and "imported_at".
 */
#ifndef SCORE_IMPORTS_H
#define SCORE_IMPORTS_H

#include "daemons/common/http.h"

/* PUT, DELETE /api/score/players/me/imports/{source} */
void import_put(struct exchange *exchange);
void import_delete(struct exchange *exchange);

#endif
