/*
 * store_lookup.h - the addresses of a host, looked up while its caller goes on
 */
#ifndef MOTUS_STORE_LOOKUP_H
#define MOTUS_STORE_LOOKUP_H

#include <stdbool.h>

#include <netdb.h>

struct lookup; /* opaque: a thread owns it as well until it ends */

/*
 * Look `host` and `port`, a number, up now, which may take a while.  0 and what
 * freeaddrinfo() frees; or MOTUS_EIO, errno telling why, or MOTUS_ENOMEM.
 */
int lookup_now(const char *host, const char *port, struct addrinfo **addresses);

/* Whether `host` is an address already: looking it up tells nothing new. */
bool lookup_is_vain(const char *host);

/* Begin to look them up in a thread.  NULL: no memory, or no thread. */
struct lookup *lookup_begin(const char *host, const char *port);

/*
 * Whether it has ended: it is freed then, and *addresses is what the caller
 * frees, NULL when nothing was found.
 */
bool lookup_end(struct lookup *lookup, struct addrinfo **addresses);

/* Nobody wants to know any more: it is freed, now or when the thread ends. */
void lookup_abandon(struct lookup *lookup);

#endif
