#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/bearer.h"
#include "daemons/auth/caller.h"
#include "daemons/auth/cors.h"
#include "daemons/auth/grant.h"
#include "daemons/auth/revoke.h"

#define TRIES_MAX 3 /* commits */

struct revocation {
	struct caller *caller;
	struct motus_batch *batch; /* what it changes */
	unsigned int tries; /* commits of which nothing was heard */
};

static void
end(struct caller *caller)
{
	struct reply *reply = &caller->exchange->reply;

	reply_header(reply, "cache-control", "no-store");
	reply->status = 200;
	caller_end(caller);
}

static void
refuse_other(struct caller *caller)
{
	caller_refuse(caller, "unauthorized_client",
	    "The token was given to another client.");
}

/* --- committing ----------------------------------------------------------- */

static void commit(struct revocation *revocation);

/* Done twice is done once. */
static void
committed(void *arg, int status)
{
	struct revocation *revocation = arg;
	struct caller *caller = revocation->caller;

	if (status == MOTUS_ELOST && ++revocation->tries < TRIES_MAX) {
		commit(revocation);
		return;
	}
	motus_batch_destroy(revocation->batch);
	free(revocation);
	if (status == 0)
		end(caller);
	else
		caller_fail(caller, status);
}

static void
commit(struct revocation *revocation)
{
	motus_store_commit(revocation->caller->provider->store,
	    revocation->batch, committed, revocation);
}

/* `batch` is taken. */
static void
apply(struct caller *caller, struct motus_batch *batch)
{
	struct revocation *revocation = calloc(1, sizeof *revocation);

	if (revocation == NULL) {
		motus_batch_destroy(batch);
		caller_fail(caller, MOTUS_ENOMEM);
		return;
	}
	revocation->caller = caller;
	revocation->batch = batch;
	commit(revocation);
}

/* --- what is revoked ------------------------------------------------------ */

static void
revoke_access_token(struct caller *caller, const json_t *claims)
{
	const struct provider *provider = caller->provider;
	json_int_t rest = json_integer_value(json_object_get(claims, "exp")) -
	    provider->now();
	struct motus_batch *batch = motus_batch_create();
	json_t *record = json_object();
	char key[MOTUS_KEY_MAX + 1];

	bearer_revoked_key(
	    json_string_value(json_object_get(claims, "jti")), key);
	db_put(batch, key, record, (uint32_t)rest);
	json_decref(record);
	apply(caller, batch);
}

static void
look_at_access_token(struct caller *caller, const char *token)
{
	json_t *claims = bearer_read(caller->provider, token, strlen(token));
	const char *client_id =
	    json_string_value(json_object_get(claims, "client_id"));

	if (claims == NULL)
		end(caller);
	else if (strcmp(client_id, caller->id) != 0)
		refuse_other(caller);
	else
		revoke_access_token(caller, claims);
	json_decref(claims);
}

/*
 * Any token of the family will do, an old one too: who presents that ends the
 * family at the token endpoint as well.
 */
static void
found(void *arg, int status, const json_t *record, uint64_t version)
{
	struct caller *caller = arg;
	const char *client_id =
	    json_string_value(json_object_get(record, "client_id"));
	char hash[DB_HASH_SIZE], key[MOTUS_KEY_MAX + 1];
	struct motus_batch *batch;

	(void)version;
	if (status != 0) {
		caller_fail(caller, status);
	} else if (client_id == NULL) {
		end(caller);
	} else if (strcmp(client_id, caller->id) != 0) {
		refuse_other(caller);
	} else {
		batch = motus_batch_create();
		grant_hash(caller_field(caller, "token"), hash);
		grant_key(hash, key);
		motus_batch_delete(batch, key);
		apply(caller, batch);
	}
}

static void
look(struct caller *caller)
{
	const char *token = caller_field(caller, "token");
	char hash[DB_HASH_SIZE], key[MOTUS_KEY_MAX + 1];

	if (token == NULL) {
		caller_refuse(caller, "invalid_request", "token is missing.");
	} else if (grant_hash(token, hash)) {
		grant_key(hash, key);
		db_get(caller->provider->store, key, found, caller);
	} else {
		look_at_access_token(caller, token);
	}
}

void
revoke_post(struct exchange *exchange)
{
	cors_allow(exchange);
	caller_identify(exchange, look, NULL);
}
