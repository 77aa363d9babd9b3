#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#include <motus/error.h>

#include "daemons/auth/consent.h"
#include "daemons/auth/grant.h"
#include "daemons/auth/issue.h"
#include "daemons/auth/refresh.h"
#include "daemons/auth/standing.h"
#include "daemons/auth/tally.h"

#define TRIES_MAX 8 /* commits */

struct renewal {
	struct caller *caller;
	char hash[DB_HASH_SIZE]; /* of the grant that the token names */
	char key[MOTUS_KEY_MAX + 1]; /* and its key */
	struct grant grant;
	uint64_t version;
	enum grant_use use;
	char next[GRANT_TOKEN_SIZE];
	unsigned int tries; /* commits that did not end well */
};

static void read_grant(struct renewal *renewal);

/* Its caller is gone already. */
static void
forget(struct renewal *renewal)
{
	OPENSSL_cleanse(renewal->next, sizeof renewal->next);
	free(renewal);
}

static void
refuse(struct renewal *renewal, const char *code, const char *description)
{
	caller_refuse(renewal->caller, code, description);
	forget(renewal);
}

static void
fail(struct renewal *renewal, int error)
{
	caller_fail(renewal->caller, error);
	forget(renewal);
}

static const char *
token(const struct renewal *renewal)
{
	return caller_field(renewal->caller, "refresh_token");
}

/* A narrower scope is for this access token only: the grant keeps its own. */
static void
give(struct renewal *renewal)
{
	const struct grant *grant = &renewal->grant;
	const char *asked = caller_field(renewal->caller, "scope");
	char scope[SCOPE_SIZE];

	scope_grant(asked == NULL ? grant->scope : asked, grant->scope,
	    SCOPE_PLAYER, scope);
	issue(renewal->caller,
	    &(struct award){ .sub = grant->sub,
		.scope = scope,
		.grant = grant->hash,
		.auth_time = grant->auth_time,
		.refresh_token = renewal->next });
	forget(renewal);
}

/*
 * Somebody else was faster, or the store left before it said whether this one
 * was: what is there now tells.
 */
static bool
goes_on(struct renewal *renewal, int status)
{
	return (status == MOTUS_ECONFLICT || status == MOTUS_ELOST) &&
	    ++renewal->tries < TRIES_MAX;
}

static void
ended(void *arg, int status)
{
	struct renewal *renewal = arg;

	if (status == 0) {
		tally_reuse(renewal->caller->provider);
		refuse(renewal, "invalid_grant",
		    "The token was used before; what it was for is over.");
	} else if (goes_on(renewal, status)) {
		read_grant(renewal);
	} else {
		fail(renewal, status);
	}
}

/* Two have the token, and only one of them may. */
static void
end_grant(struct renewal *renewal)
{
	struct motus_batch *batch = motus_batch_create();

	motus_batch_expect(batch, renewal->key, renewal->version);
	motus_batch_delete(batch, renewal->key);
	motus_store_commit(
	    renewal->caller->provider->store, batch, ended, renewal);
	motus_batch_destroy(batch);
}

static void
rotated(void *arg, int status)
{
	struct renewal *renewal = arg;

	if (status == 0)
		give(renewal);
	else if (goes_on(renewal, status))
		read_grant(renewal);
	else
		fail(renewal, status);
}

static void
rotate(struct renewal *renewal)
{
	const struct provider *provider = renewal->caller->provider;
	struct motus_batch *batch = motus_batch_create();

	grant_rotate(&renewal->grant, renewal->next, provider->now());
	motus_batch_expect(batch, renewal->key, renewal->version);
	grant_put(batch, &renewal->grant, provider->now());
	motus_store_commit(provider->store, batch, rotated, renewal);
	motus_batch_destroy(batch);
}

static void
checked(void *arg, int status, bool holds)
{
	struct renewal *renewal = arg;

	if (status != 0)
		fail(renewal, status);
	else if (!holds)
		refuse(renewal, "invalid_grant", "The player has signed out.");
	else if (renewal->use == GRANT_CURRENT)
		rotate(renewal);
	else
		give(renewal);
}

static void
check(struct renewal *renewal)
{
	const struct grant *grant = &renewal->grant;
	const struct caller *caller = renewal->caller;
	const char *asked = caller_field(caller, "scope");
	int64_t now = caller->provider->now();

	exchange_note(caller->exchange, grant->sub);
	renewal->use = grant_judge(grant, token(renewal), now);
	if (strcmp(grant->client_id, caller->id) != 0) {
		refuse(renewal, "invalid_grant",
		    "The token was given to another client.");
	} else if (grant->expires <= now) {
		refuse(renewal, "invalid_grant", "The token has expired.");
	} else if (renewal->use == GRANT_STOLEN) {
		end_grant(renewal);
	} else if (asked != NULL && !consent_covers(grant->scope, asked)) {
		refuse(renewal, "invalid_scope",
		    "The player did not allow one of these words.");
	} else {
		grant_next(grant, token(renewal), renewal->next);
		standing_check(caller->provider, grant->sub, grant->epoch,
		    grant_is_offline(grant) ? NULL : grant->session, checked,
		    renewal);
	}
}

static void
found(void *arg, int status, const json_t *record, uint64_t version)
{
	struct renewal *renewal = arg;

	renewal->version = version;
	if (status != 0)
		fail(renewal, status);
	else if (record == NULL)
		refuse(renewal, "invalid_grant",
		    "The token is unknown, has expired or was revoked.");
	else if (!grant_read(&renewal->grant, renewal->hash, record))
		fail(renewal, MOTUS_EFORMAT);
	else
		check(renewal);
}

static void
read_grant(struct renewal *renewal)
{
	db_get(renewal->caller->provider->store, renewal->key, found, renewal);
}

void
refresh(struct caller *caller)
{
	const char *presented = caller_field(caller, "refresh_token");
	char hash[DB_HASH_SIZE];
	struct renewal *renewal;

	if (presented == NULL) {
		caller_refuse(
		    caller, "invalid_request", "refresh_token is missing.");
		return;
	}
	if (!grant_hash(presented, hash)) {
		caller_refuse(
		    caller, "invalid_grant", "This is no refresh token.");
		return;
	}
	renewal = calloc(1, sizeof *renewal);
	if (renewal == NULL) {
		caller_fail(caller, MOTUS_ENOMEM);
		return;
	}
	renewal->caller = caller;
	strcpy(renewal->hash, hash);
	grant_key(hash, renewal->key);
	read_grant(renewal);
}
