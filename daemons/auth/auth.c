#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#include "daemons/auth/auth.h"
#include "daemons/auth/clients.h"
#include "daemons/auth/discovery.h"
#include "daemons/auth/keyring.h"
#include "daemons/auth/pages.h"
#include "daemons/auth/password.h"

#define SECRET_NAME "secret" /* in the store */
#define TOKENS_KEPT 4096 /* found good, of a worker */
#define HASHERS 2 /* threads, 19 MiB each */
#define HASHES_WAITING 32 /* half a second of work; more get 429 */

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

	provider->secure = strncmp(provider->origin, "https:", 6) == 0;
	snprintf(provider->issuer, sizeof provider->issuer, "%s/auth",
	    provider->origin);
	snprintf(provider->audience, sizeof provider->audience, "%s/api",
	    provider->origin);
	snprintf(path, sizeof path, "%s/auth", folder);
	provider->pages =
	    pages_open(path, provider->site_name, complaint, size);
	if (provider->pages == NULL)
		return false;
	snprintf(path, sizeof path, "%s/passwords.txt", folder);
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
	provider->keyring = keyring_create(provider, seal);
	if (provider->jobs == NULL || provider->tokens == NULL ||
	    provider->clients == NULL || provider->keyring == NULL) {
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
	farewells_start(provider);
	return true;
}

/* Jobs and requests end first: what waits for them still uses the store. */
void
auth_stop(struct provider *provider)
{
	farewells_stop(provider);
	fetcher_destroy(provider->fetcher);
	jobs_destroy(provider->jobs);
	motus_store_destroy(provider->store);
	if (!provider->has_secret)
		secret_stop(&provider->making);
	if (!provider->shipped.done)
		shipped_stop(&provider->shipped);
	keyring_stop(provider->keyring);
	keyring_destroy(provider->keyring);
	token_cache_destroy(provider->tokens);
	clients_destroy(provider->clients);
	password_list_close(provider->common_passwords);
	pages_close(provider->pages);
	free(provider->discovery);
	OPENSSL_cleanse(provider->secret, sizeof provider->secret);
}
