/*
 * cors.h - what other sites' pages may read
 *
 * docs/decisions/cors.md says why.
 */
#ifndef AUTH_CORS_H
#define AUTH_CORS_H

#include "daemons/common/http.h"

/* Any page may read this reply; a browser adds no cookie of ours. */
void cors_allow(struct exchange *exchange);

/* OPTIONS of an endpoint that pages may ask: 204, and how. */
void cors_preflight(struct exchange *exchange);

#endif
