#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#include <motus/error.h>

#include "daemons/auth/grant.h"
#include "daemons/auth/issue.h"
#include "daemons/auth/redeem.h"
#include "daemons/auth/standing.h"
#include "daemons/common/token.h"

#define VERIFIER_MIN 43 /* characters, RFC 7636 section 4.1 */
#define VERIFIER_MAX 128
#define TRIES_MAX 3 /* commits */

struct redemption {
	struct caller *caller;
	char key[MOTUS_KEY_MAX + 1]; /* of the code */
	json_t *code; /* its record */
	uint64_t version;
	struct grant grant; /* that it becomes */
	char grant_at[MOTUS_KEY_MAX + 1]; /* its key; "" before it is known */
	char token[GRANT_TOKEN_SIZE];
	unsigned int tries; /* commits that did not end well */
};

static void read_code(struct redemption *redemption);

/* --- how it ends ---------------------------------------------------------- */

/* Its caller is gone already. */
static void
forget(struct redemption *redemption)
{
	json_decref(redemption->code);
	OPENSSL_cleanse(redemption->token, sizeof redemption->token);
	free(redemption);
}

static void
refuse(struct redemption *redemption, const char *description)
{
	caller_refuse(redemption->caller, "invalid_grant", description);
	forget(redemption);
}

static void
fail(struct redemption *redemption, int error)
{
	caller_fail(redemption->caller, error);
	forget(redemption);
}

static const char *
text(const struct redemption *redemption, const char *key)
{
	return json_string_value(json_object_get(redemption->code, key));
}

static int64_t
number(const struct redemption *redemption, const char *key)
{
	return json_integer_value(json_object_get(redemption->code, key));
}

static bool
can_refresh(const struct redemption *redemption)
{
	return caller_may(redemption->caller, "refresh_token");
}

static void
give(struct redemption *redemption)
{
	const struct grant *grant = &redemption->grant;

	exchange_note(redemption->caller->exchange, grant->sub);
	issue(redemption->caller,
	    &(struct award){
		.sub = grant->sub,
		.scope = grant->scope,
		.grant = grant->hash,
		.auth_time = grant->auth_time,
		.nonce = text(redemption, "nonce"),
		.refresh_token =
		    can_refresh(redemption) ? redemption->token : NULL,
	    });
	forget(redemption);
}

/* --- a code that was used ------------------------------------------------- */

static void end_grant(struct redemption *redemption);

static void
ended_grant(void *arg, int status)
{
	struct redemption *redemption = arg;

	if (status == MOTUS_ELOST && ++redemption->tries < TRIES_MAX)
		end_grant(redemption);
	else if (status != 0)
		fail(redemption, status);
	else
		refuse(redemption, "The code was used; what it gave is over.");
}

/* One of the two who came with it has no right to it. */
static void
end_grant(struct redemption *redemption)
{
	struct motus_batch *batch = motus_batch_create();

	motus_batch_delete(batch, redemption->grant_at);
	motus_store_commit(redemption->caller->provider->store, batch,
	    ended_grant, redemption);
	motus_batch_destroy(batch);
}

/* --- a code that was not -------------------------------------------------- */

/*
 * Somebody else was faster, or the store left before it said whether this one
 * was: what is there now tells.
 */
static void
committed(void *arg, int status)
{
	struct redemption *redemption = arg;

	if (status == 0)
		give(redemption);
	else if ((status == MOTUS_ECONFLICT || status == MOTUS_ELOST) &&
	    ++redemption->tries < TRIES_MAX)
		read_code(redemption);
	else
		fail(redemption, status);
}

/* The code points to what it became for as long as that may live. */
static void
keep(struct redemption *redemption)
{
	const struct provider *provider = redemption->caller->provider;
	const struct grant *grant = &redemption->grant;
	struct motus_batch *batch = motus_batch_create();
	json_t *used = json_pack("{s:s}", "grant", redemption->grant_at);

	motus_batch_expect(batch, redemption->key, redemption->version);
	db_put(batch, redemption->key, used,
	    (uint32_t)(grant->expires - grant->made));
	grant_put(batch, grant, grant->made);
	motus_store_commit(provider->store, batch, committed, redemption);
	motus_batch_destroy(batch);
	json_decref(used);
}

/* The same one, when the store left and has to be told again. */
static bool
make_grant(struct redemption *redemption)
{
	const struct provider *provider = redemption->caller->provider;
	struct grant *grant = &redemption->grant;
	int seconds = can_refresh(redemption) ? provider->refresh_ttl
					      : provider->access_ttl;

	if (redemption->grant_at[0] != '\0')
		return true;
	if (!grant_begin(grant, redemption->code, provider->now(), seconds,
		redemption->token))
		return false;
	grant_key(grant->hash, redemption->grant_at);
	return true;
}

static void
checked(void *arg, int status, bool holds)
{
	struct redemption *redemption = arg;

	if (status != 0)
		fail(redemption, status);
	else if (!holds)
		refuse(redemption, "The player has signed out.");
	else if (!make_grant(redemption))
		fail(redemption, MOTUS_EFORMAT);
	else
		keep(redemption);
}

/*
 * Whether the verifier is that of the challenge, or neither was sent: one
 * alone means that somebody took the other out on its way.
 */
static bool
verifier_fits(const char *challenge, const char *verifier)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789-._~";
	char hash[DB_HASH_SIZE];
	size_t size;

	if (challenge == NULL || verifier == NULL)
		return challenge == verifier;
	size = strspn(verifier, allowed);
	if (verifier[size] != '\0' || size < VERIFIER_MIN ||
	    size > VERIFIER_MAX)
		return false;
	db_hash(verifier, hash);
	return strcmp(hash, challenge) == 0;
}

/* What speaks against the code before it is marked as used; NULL: nothing. */
static const char *
complaint(const struct redemption *redemption)
{
	const struct caller *caller = redemption->caller;

	if (strcmp(text(redemption, "client_id"), caller->id) != 0)
		return "The code was given to another client.";
	if (strcmp(text(redemption, "redirect_uri"),
		caller_field(caller, "redirect_uri")) != 0)
		return "redirect_uri is not that of the code.";
	if (number(redemption, "expires") <= caller->provider->now())
		return "The code has expired.";
	if (!verifier_fits(text(redemption, "challenge"),
		caller_field(caller, "code_verifier")))
		return "code_verifier is not that of code_challenge.";
	return NULL;
}

static void
check(struct redemption *redemption)
{
	const char *why = complaint(redemption);
	bool offline = scope_has(text(redemption, "scope"), "offline_access");

	if (why != NULL)
		refuse(redemption, why);
	else
		standing_check(redemption->caller->provider,
		    text(redemption, "sub"), number(redemption, "epoch"),
		    offline ? NULL : text(redemption, "session"), checked,
		    redemption);
}

/* It may have been this very redemption that used it, see committed(). */
static void
meet_used(struct redemption *redemption, const char *grant_at)
{
	if (strcmp(redemption->grant_at, grant_at) == 0) {
		give(redemption);
		return;
	}
	snprintf(
	    redemption->grant_at, sizeof redemption->grant_at, "%s", grant_at);
	end_grant(redemption);
}

static void
found(void *arg, int status, const json_t *code, uint64_t version)
{
	struct redemption *redemption = arg;
	const char *used = json_string_value(json_object_get(code, "grant"));

	if (status != 0) {
		fail(redemption, status);
	} else if (code == NULL) {
		refuse(redemption, "The code is unknown or has expired.");
	} else if (used != NULL) {
		meet_used(redemption, used);
	} else {
		json_decref(redemption->code);
		redemption->code = json_incref((json_t *)code);
		redemption->version = version;
		check(redemption);
	}
}

static void
read_code(struct redemption *redemption)
{
	db_get(redemption->caller->provider->store, redemption->key, found,
	    redemption);
}

void
redeem(struct caller *caller)
{
	const char *code = caller_field(caller, "code");
	struct redemption *redemption;

	if (code == NULL || caller_field(caller, "redirect_uri") == NULL) {
		caller_refuse(caller, "invalid_request",
		    "code or redirect_uri is missing.");
		return;
	}
	redemption = calloc(1, sizeof *redemption);
	if (redemption == NULL) {
		caller_fail(caller, MOTUS_ENOMEM);
		return;
	}
	redemption->caller = caller;
	code_key(code, redemption->key);
	read_code(redemption);
}
