/*
 * refresh.h - a refresh token for new tokens, and the next one
 */
#ifndef AUTH_REFRESH_H
#define AUTH_REFRESH_H

#include "daemons/auth/caller.h"

/* grant_type refresh_token of the token endpoint. */
void refresh(struct caller *caller);

#endif
