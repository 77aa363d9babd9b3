/*
 * auth.h - the OpenID Provider: what it serves, how it starts and ends
 */
#ifndef AUTH_AUTH_H
#define AUTH_AUTH_H

#include <stdbool.h>

#include "daemons/auth/provider.h"
#include "daemons/common/http.h"

#define AUTH_ROUTES 31
extern const struct route auth_routes[AUTH_ROUTES];

/*
 * GET /readyz: 200 when the store answers, and has said the keys and the
 * secret, and our own clients are registered; else 503 store-unavailable.
 */
void auth_ready(struct exchange *exchange);

/*
 * Before the fork: read what is in `folder` (pages, common passwords), and look
 * up `gateway`.  The configuration is in `provider` already.  False:
 * `complaint` says what is wrong.
 */
bool auth_open(struct provider *provider, const char *folder,
    const char *gateway, char *complaint, size_t size);

/*
 * In a worker: serve from `store`, which becomes the provider's.  `loop` is
 * copied; `seal` is keyring_create()'s.  False as above.
 */
bool auth_start(struct provider *provider, struct motus_store *store,
    const struct motus_loop *loop, const unsigned char *seal, char *complaint,
    size_t size);

/* End what goes on, close the store, and free all that `provider` holds. */
void auth_stop(struct provider *provider);

#endif
