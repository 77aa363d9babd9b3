/*
 * redeem.h - an authorization code for tokens, once
 */
#ifndef AUTH_REDEEM_H
#define AUTH_REDEEM_H

#include "daemons/auth/caller.h"

/* grant_type authorization_code of the token endpoint. */
void redeem(struct caller *caller);

#endif
