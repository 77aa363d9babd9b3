/*
 * provider.h - the OpenID Provider: what its handlers share
 *
 * Everything that must outlive a request is in the store, so that a flow which
 * starts on one instance ends on another:
 *
 *	key			value (JSON)			lives
 *	keys			keyring.h			for ever
 *	secret			32 bytes: signs form tokens	for ever
 *	client:ID		client.h			until removed
 *	account:SUB		account.h			until deleted
 *	name:SKELETON		the SUB that has the name	like the account
 *	session:HASH		session.h			SESSION_SECONDS
 *	code:HASH		grant.h				like its grant
 *	grant:HASH		grant.h				refresh_ttl
 *	revoked:JTI		of a revoked access token	its rest
 *	assertion:CLIENT:HASH	a client assertion's jti: used	its rest
 *	throttle:...		throttle.h			minutes
 *	farewell:SUB		farewell.h			until all know
 *
 * HASH is the SHA-256, as base64url, of what only its holder knows: the store
 * has nothing that could be presented.  Rankings: "clients", and those of
 * farewells (daemons/common/errands.h).
 */
#ifndef AUTH_PROVIDER_H
#define AUTH_PROVIDER_H

#include <stdbool.h>
#include <time.h>

#include <motus/store.h>

#include "daemons/auth/farewell.h"
#include "daemons/auth/shipped.h"
#include "daemons/common/fetch.h"
#include "daemons/common/jobs.h"
#include "daemons/common/metrics.h"
#include "daemons/common/secret.h"
#include "daemons/common/token_cache.h"

struct clients;
struct keyring;
struct pages;
struct password_list;
struct records;

struct provider {
	time_t (*now)(void);
	const char *origin; /* PUBLIC_URL */
	char issuer[300]; /* PUBLIC_URL/auth */
	char audience[300]; /* PUBLIC_URL/api: what access tokens are for */
	const char *site_name;
	int code_ttl, access_ttl, id_ttl, refresh_ttl; /* seconds */

	char *discovery; /* discovery_write() */
	struct metrics *metrics; /* somebody else's */
	struct pages *pages; /* forms and their texts; read before the fork */
	struct password_list *common_passwords; /* read before the fork */

	struct motus_store *store; /* the worker's, from here on */
	struct motus_loop loop;
	struct jobs *jobs; /* passwords are hashed there */
	struct fetcher *fetcher;
	struct shipped shipped; /* our own clients, while they are registered */
	struct errands *farewells; /* to accounts that were deleted */
	struct keyring *keyring;
	struct token_cache *tokens; /* access tokens of ours found good */
	struct clients *clients; /* that were asked for lately */
	struct records *records; /* that were read lately */
	struct secret making; /* of `secret`, while it is not known */
	bool has_secret;
	unsigned char secret[SECRET_SIZE];
};

#endif
