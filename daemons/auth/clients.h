/*
 * clients.h - the clients that a worker met, remembered for a moment
 *
 * A token request would otherwise ask the store first who asks.  What is
 * remembered is CLIENTS_SECONDS old at most: a client that is removed, or
 * gets another secret, is served as before for that long.
 */
#ifndef AUTH_CLIENTS_H
#define AUTH_CLIENTS_H

#include "daemons/auth/client.h"
#include "daemons/auth/provider.h"

#define CLIENTS_SECONDS 5

struct clients; /* opaque: a fixed number of places */

/* NULL without memory. */
struct clients *clients_create(void);
void clients_destroy(struct clients *clients);

/* As client_get(), but perhaps from memory. */
void clients_find(
    struct provider *provider, const char *id, client_found *then, void *arg);

#endif
