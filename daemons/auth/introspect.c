#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/bearer.h"
#include "daemons/auth/caller.h"
#include "daemons/auth/grant.h"
#include "daemons/auth/introspect.h"
#include "daemons/auth/standing.h"

/* --- replies -------------------------------------------------------------- */

static void
reply_with(struct caller *caller, json_t *json)
{
	reply_json(&caller->exchange->reply, 200, json);
	caller_end(caller);
}

static void
reply_inactive(struct caller *caller)
{
	reply_with(caller, json_pack("{s:b}", "active", false));
}

/* --- access tokens -------------------------------------------------------- */

static bool
may_see_all(const struct caller *caller)
{
	return json_is_true(json_object_get(caller->client, "own")) &&
	    caller_may(caller, "client_credentials");
}

static bool
may_see(const struct caller *caller, const json_t *claims)
{
	return may_see_all(caller) ||
	    strcmp(json_string_value(json_object_get(claims, "client_id")),
		caller->id) == 0;
}

static void
judged(void *arg, int status, const json_t *claims, const json_t *account)
{
	static const char *const told[] = { "iss", "sub", "aud", "exp", "iat",
		"jti", "client_id", "scope" };
	struct caller *caller = arg;
	json_t *json;

	(void)account;
	if (status != 0) {
		caller_fail(caller, status);
		return;
	}
	if (claims == NULL || !may_see(caller, claims)) {
		reply_inactive(caller);
		return;
	}
	json = json_pack("{s:b, s:s}", "active", true, "token_type", "Bearer");
	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		json_object_set(
		    json, told[i], json_object_get(claims, told[i]));
	reply_with(caller, json);
}

/* --- refresh tokens ------------------------------------------------------- */

struct sight {
	struct caller *caller;
	char hash[DB_HASH_SIZE]; /* of the grant that the token names */
	struct grant grant;
};

static void
checked(void *arg, int status, bool holds)
{
	struct sight sight = *(struct sight *)arg;
	const struct grant *grant = &sight.grant;

	free(arg);
	if (status != 0)
		caller_fail(sight.caller, status);
	else if (!holds)
		reply_inactive(sight.caller);
	else
		reply_with(sight.caller,
		    json_pack("{s:b, s:s, s:s, s:I, s:I, s:s, s:s}", "active",
			true, "iss", sight.caller->provider->issuer, "sub",
			grant->sub, "exp", (json_int_t)grant->expires, "iat",
			(json_int_t)grant->rotated, "client_id",
			grant->client_id, "scope", grant->scope));
}

static bool
is_current(const struct sight *sight)
{
	const struct caller *caller = sight->caller;
	int64_t now = caller->provider->now();

	return strcmp(sight->grant.client_id, caller->id) == 0 &&
	    sight->grant.expires > now &&
	    grant_judge(&sight->grant, caller_field(caller, "token"), now) ==
	    GRANT_CURRENT;
}

static void
found(void *arg, int status, const json_t *record, uint64_t version)
{
	struct sight *sight = arg;
	struct caller *caller = sight->caller;
	const struct grant *grant = &sight->grant;

	(void)version;
	if (status == 0 && record != NULL &&
	    !grant_read(&sight->grant, sight->hash, record))
		status = MOTUS_EFORMAT;
	if (status == 0 && record != NULL && is_current(sight)) {
		standing_check(caller->provider, grant->sub, grant->epoch,
		    grant_is_offline(grant) ? NULL : grant->session, checked,
		    sight);
		return;
	}
	free(sight);
	if (status != 0)
		caller_fail(caller, status);
	else
		reply_inactive(caller);
}

/* False when `token` can't be a refresh token. */
static bool
look_at_grant(struct caller *caller, const char *token)
{
	char hash[DB_HASH_SIZE], key[MOTUS_KEY_MAX + 1];
	struct sight *sight;

	if (!grant_hash(token, hash))
		return false;
	sight = calloc(1, sizeof *sight);
	if (sight == NULL) {
		caller_fail(caller, MOTUS_ENOMEM);
		return true;
	}
	sight->caller = caller;
	strcpy(sight->hash, hash);
	grant_key(hash, key);
	db_get(caller->provider->store, key, found, sight);
	return true;
}

static void
look(struct caller *caller)
{
	const char *token = caller_field(caller, "token");

	if (caller_is_public(caller))
		caller_refuse(caller, "unauthorized_client",
		    "A client without a secret could be anybody.");
	else if (token == NULL)
		caller_refuse(caller, "invalid_request", "token is missing.");
	else if (!look_at_grant(caller, token))
		bearer_judge(
		    caller->provider, token, strlen(token), judged, caller);
}

void
introspect_post(struct exchange *exchange)
{
	caller_identify(exchange, look, NULL);
}
