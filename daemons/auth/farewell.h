/*
 * farewell.h - telling the other services that an account was deleted
 *
 * The same commit that deletes it keeps "farewell:SUB" {"made", "tries"} and
 * puts the SUB into the ranking "farewells" with minus the moment at which it
 * is told next.  Any worker tells: it first puts the farewell off to a later
 * moment, so that no other tells the same, then asks each service to delete
 * its part, and drops the farewell when all have.
 */
#ifndef AUTH_FAREWELL_H
#define AUTH_FAREWELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <motus/store.h>

struct provider;

/* A worker's; in struct provider, and only this module's. */
struct farewells {
	struct provider *provider;
	char sub[64]; /* whom it tells of now */
	size_t service; /* which is told */
	bool stopped;
};

/* Add to `batch` that the services are to be told. */
void farewell_put(struct motus_batch *batch, const char *sub, int64_t now);

/* Begin to tell, and end. */
void farewells_start(struct provider *provider);
void farewells_stop(struct provider *provider);

#endif
