/*
 * discovery.h - what the provider says of itself, and its public keys
 *
 * OpenID Connect Discovery 1.0 section 3 and RFC 8414 section 2, in one
 * document.  Every URL in it comes from the configuration, none from a
 * request.
 */
#ifndef AUTH_DISCOVERY_H
#define AUTH_DISCOVERY_H

#include "daemons/auth/provider.h"
#include "daemons/common/http.h"

/* The document as text, for provider->discovery; NULL without memory. */
char *discovery_write(const struct provider *provider);

void discovery_get(struct exchange *exchange);
void discovery_get_keys(struct exchange *exchange);

#endif
