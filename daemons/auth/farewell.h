/*
 * farewell.h - telling the other services that an account was deleted
 *
 * The same commit that deletes it keeps an errand (daemons/common/errands.h)
 * "farewell:SUB": to ask each service to delete its part.
 */
#ifndef AUTH_FAREWELL_H
#define AUTH_FAREWELL_H

#include <stdint.h>

#include <motus/store.h>

#include "daemons/common/errands.h"

struct provider;

/*
 * Add to `batch` that the services are to be told, because of the request with
 * that id (NULL: of none).
 */
void farewell_put(struct motus_batch *batch, const char *sub,
    const char *request, int64_t now);

/* Begin to tell; NULL without memory. */
struct errands *farewells_start(struct provider *provider);

#endif
