#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#include "daemons/auth/allow.h"
#include "daemons/auth/auth.h"
#include "daemons/auth/authorize.h"
#include "daemons/auth/clients.h"
#include "daemons/auth/cors.h"
#include "daemons/auth/desk.h"
#include "daemons/auth/discovery.h"
#include "daemons/auth/entry.h"
#include "daemons/auth/farewell.h"
#include "daemons/auth/introspect.h"
#include "daemons/auth/keyring.h"
#include "daemons/auth/logout.h"
#include "daemons/auth/pages.h"
#include "daemons/auth/password.h"
#include "daemons/auth/records.h"
#include "daemons/auth/revoke.h"
#include "daemons/auth/tokens.h"
#include "daemons/auth/userinfo.h"

#define SECRET_NAME "secret" /* in the store */
#define TOKENS_KEPT 4096 /* found good, of a worker */
#define HASHERS 2 /* threads, 19 MiB each */
#define HASHES_WAITING 32 /* half a second of work; more get 429 */

#define DESK "/auth/account"

/* Discovery is found where OpenID Connect and where RFC 8414 look for it. */
const struct route auth_routes[AUTH_ROUTES] = {
	{ METHOD_GET, "/auth/.well-known/openid-configuration", discovery_get,
	    "discovery" },
	{ METHOD_GET, "/auth/.well-known/oauth-authorization-server",
	    discovery_get, "discovery" },
	{ METHOD_GET, "/.well-known/oauth-authorization-server/auth",
	    discovery_get, "discovery" },
	{ METHOD_GET, "/auth/jwks", discovery_get_keys, "jwks" },

	{ METHOD_GET, "/auth/authorize", authorize_get, "authorize" },
	{ METHOD_POST, "/auth/authorize", authorize_post, "authorize" },
	{ METHOD_POST, "/auth/token", tokens_post, "token" },
	{ METHOD_GET | METHOD_POST, "/auth/userinfo", userinfo, "userinfo" },
	{ METHOD_POST, "/auth/revoke", revoke_post, "revoke" },
	{ METHOD_POST, "/auth/introspect", introspect_post, "introspect" },
	{ METHOD_OPTIONS, "/auth/token", cors_preflight, "token" },
	{ METHOD_OPTIONS, "/auth/userinfo", cors_preflight, "userinfo" },
	{ METHOD_OPTIONS, "/auth/revoke", cors_preflight, "revoke" },

	{ METHOD_GET, "/auth/login", login_get, "login" },
	{ METHOD_POST, "/auth/login", login_post, "login" },
	{ METHOD_GET, "/auth/register", register_get, "register" },
	{ METHOD_POST, "/auth/register", register_post, "register" },
	{ METHOD_GET, "/auth/recover", recover_get, "recover" },
	{ METHOD_POST, "/auth/recover", recover_post, "recover" },
	{ METHOD_GET, "/auth/consent", allow_get, "consent" },
	{ METHOD_POST, "/auth/consent", allow_post, "consent" },
	{ METHOD_GET, "/auth/logout", logout_get, "logout" },
	{ METHOD_POST, "/auth/logout", logout_post, "logout" },
	{ METHOD_GET, DESK, desk_get, "account" },
	{ METHOD_GET, DESK "/export", desk_export, "account-export" },
	{ METHOD_POST, DESK "/name", desk_rename, "account-name" },
	{ METHOD_POST, DESK "/password", desk_change_password,
	    "account-password" },
	{ METHOD_POST, DESK "/recovery", desk_make_codes, "account-recovery" },
	{ METHOD_POST, DESK "/sessions", desk_end_sessions,
	    "account-sessions" },
	{ METHOD_POST, DESK "/delete", desk_delete, "account-delete" },
	{ METHOD_GET, "/auth/s/{set}/{name}", pages_file, "page-file" },
};

/* --- ready ---------------------------------------------------------------- */

static void
answered(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct exchange *exchange = arg;
	const struct provider *provider = exchange->service;

	(void)value;
	(void)size;
	(void)version;
	if (status == 0 && provider->has_secret && provider->shipped.done &&
	    keyring_ready(provider->keyring)) {
		reply_json(&exchange->reply, 200,
		    json_pack("{s:s}", "status", "ready"));
	} else {
		reply_header(&exchange->reply, "retry-after", "1");
		reply_problem(&exchange->reply, 503, "store-unavailable",
		    "The store does not answer, or has not said the keys.");
	}
	exchange_finish(exchange);
}

void
auth_ready(struct exchange *exchange)
{
	const struct provider *provider = exchange->service;

	motus_store_get(provider->store, SECRET_NAME, answered, exchange);
}

/* --- start and end -------------------------------------------------------- */

bool
auth_open(struct provider *provider, const char *folder, const char *gateway,
    char *complaint, size_t size)
{
	char path[4096];

	snprintf(provider->issuer, sizeof provider->issuer, "%s/auth",
	    provider->origin);
	snprintf(provider->audience, sizeof provider->audience, "%s/api",
	    provider->origin);
	provider->pages =
	    pages_open(folder, provider->site_name, complaint, size);
	if (provider->pages == NULL)
		return false;
	snprintf(path, sizeof path, "%s/passwords", folder);
	provider->common_passwords = password_list_open(path, complaint, size);
	if (provider->common_passwords == NULL)
		return false;
	provider->discovery = discovery_write(provider);
	if (provider->discovery == NULL) {
		snprintf(complaint, size, "no memory");
		return false;
	}
	provider->fetcher = fetcher_create(gateway);
	if (provider->fetcher == NULL)
		snprintf(complaint, size, "GATEWAY_URL: its host is unknown");
	return provider->fetcher != NULL;
}

static void
use_secret(void *arg, const unsigned char bytes[SECRET_SIZE])
{
	struct provider *provider = arg;

	memcpy(provider->secret, bytes, SECRET_SIZE);
	provider->has_secret = true;
}

bool
auth_start(struct provider *provider, struct motus_store *store,
    const struct motus_loop *loop, const unsigned char *seal, char *complaint,
    size_t size)
{
	provider->store = store;
	provider->loop = *loop;
	provider->jobs = jobs_create(HASHERS, HASHES_WAITING, loop);
	provider->tokens = token_cache_create(TOKENS_KEPT);
	provider->clients = clients_create();
	provider->records = records_create();
	provider->keyring = keyring_create(provider, seal);
	if (provider->jobs == NULL || provider->tokens == NULL ||
	    provider->clients == NULL || provider->records == NULL ||
	    provider->keyring == NULL) {
		snprintf(complaint, size, "no memory or threads");
		return false;
	}
	fetcher_start(provider->fetcher, loop);
	provider->making = (struct secret){
		.store = store,
		.loop = *loop,
		.name = SECRET_NAME,
		.known = use_secret,
		.arg = provider,
	};
	secret_fetch(&provider->making);
	keyring_start(provider->keyring);
	shipped_start(&provider->shipped, provider);
	provider->farewells = farewells_start(provider);
	if (provider->farewells == NULL) {
		snprintf(complaint, size, "no memory");
		return false;
	}
	return true;
}

/* Jobs and requests end first: what waits for them still uses the store. */
void
auth_stop(struct provider *provider)
{
	errands_stop(provider->farewells);
	fetcher_destroy(provider->fetcher);
	jobs_destroy(provider->jobs);
	motus_store_destroy(provider->store);
	if (!provider->has_secret)
		secret_stop(&provider->making);
	if (!provider->shipped.done)
		shipped_stop(&provider->shipped);
	errands_destroy(provider->farewells);
	keyring_stop(provider->keyring);
	keyring_destroy(provider->keyring);
	token_cache_destroy(provider->tokens);
	clients_destroy(provider->clients);
	records_destroy(provider->records);
	password_list_close(provider->common_passwords);
	pages_close(provider->pages);
	free(provider->discovery);
	OPENSSL_cleanse(provider->secret, sizeof provider->secret);
}
