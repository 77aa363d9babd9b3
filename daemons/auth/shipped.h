/*
 * shipped.h - the clients that every site has: the page, the services, and the
 * program motus
 *
 * They are registered by the provider itself, from PUBLIC_URL and the secrets
 * that it shares with each of them; a changed secret or URL changes the client.
 * One that should have a secret and has none is not registered.
 */
#ifndef AUTH_SHIPPED_H
#define AUTH_SHIPPED_H

#include <stdbool.h>
#include <stddef.h>

#include <motus/store.h>

struct provider;

/* Those with a secret come first. */
enum {
	SHIPPED_WEB,
	SHIPPED_GAME,
	SHIPPED_SCORE,
	SHIPPED_SECRETS,
	SHIPPED_TERMINAL = SHIPPED_SECRETS,
	SHIPPED_CLIENTS
};

struct shipped {
	struct provider *provider;
	const char *secret[SHIPPED_SECRETS]; /* "": there is none */
	size_t next; /* the one to be looked at */
	bool done;
};

/*
 * Register what `secret` of `shipped` allows, once the store answers; then it
 * is done.  `shipped` stays where it is.
 */
void shipped_start(struct shipped *shipped, struct provider *provider);

/* Try no more; the store was destroyed before. */
void shipped_stop(struct shipped *shipped);

#endif
