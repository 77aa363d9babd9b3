/*
 * allow.h - the page that asks whether a client may have what it asks for
 *
 * /auth/consent?continue=/auth/authorize?...  By POST the answer is noted
 * (consent.h) or, if it was no, said to the authorization endpoint by
 * motus_denied=1.
 */
#ifndef AUTH_ALLOW_H
#define AUTH_ALLOW_H

#include "daemons/common/http.h"

void allow_get(struct exchange *exchange);
void allow_post(struct exchange *exchange);

#endif
