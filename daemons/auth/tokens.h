/*
 * tokens.h - POST /auth/token
 */
#ifndef AUTH_TOKENS_H
#define AUTH_TOKENS_H

#include "daemons/common/http.h"

void tokens_post(struct exchange *exchange);

#endif
