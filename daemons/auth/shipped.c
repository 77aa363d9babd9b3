#include <stdio.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/client.h"
#include "daemons/auth/db.h"
#include "daemons/auth/provider.h"
#include "daemons/common/log.h"

#define PAUSE 500 /* milliseconds before the store is asked again */

static const char *const web_grants[] = { "authorization_code", "refresh_token",
	NULL };
static const char *const service_grants[] = { "client_credentials", NULL };
static const char *const none[] = { NULL };

static const struct {
	const char *id, *scope;
	const char *const *grants;
} clients[SHIPPED_CLIENTS] = {
	[SHIPPED_WEB] = { "motus-web", "openid profile play", web_grants },
	[SHIPPED_GAME] = { "motus-game", "score:write", service_grants },
	[SHIPPED_SCORE] = { "motus-score", "", service_grants },
	[SHIPPED_TERMINAL] = { "motus-terminal",
	    "openid profile offline_access play", web_grants },
};

static void look(void *arg);

static void
look_later(struct shipped *shipped, const char *why)
{
	struct motus_loop *loop = &shipped->provider->loop;

	log_message(LEVEL_WARNING, "no-client", "%s: %s; trying again",
	    clients[shipped->next].id, why);
	loop->timer(loop->context, PAUSE, look, shipped);
}

static void
look_at_next(struct shipped *shipped)
{
	shipped->next++;
	look(shipped);
}

static void
kept(void *arg, int status)
{
	struct shipped *shipped = arg;

	if (status == 0)
		look_at_next(shipped);
	else
		look_later(shipped, motus_error_text(status));
}

/*
 * The record as it should be.  Whoever asks in the terminal's name may be
 * another program of the player's, so the player is asked (RFC 8252 section
 * 8.6).  `made` is when it was registered.
 */
static json_t *
wanted(
    const struct shipped *shipped, int64_t made, char *complaint, size_t size)
{
	const struct provider *provider = shipped->provider;
	static const char *const loopbacks[] = { "http://127.0.0.1/callback",
		NULL };
	char callback[512], home[512], secret[CLIENT_SECRET_SIZE];
	const char *const callbacks[] = { callback, NULL };
	const char *const homes[] = { home, NULL };
	bool web = shipped->next == SHIPPED_WEB;
	bool terminal = shipped->next == SHIPPED_TERMINAL;
	const struct client_wish wish = {
		.id = clients[shipped->next].id,
		.name = provider->site_name,
		.redirect_uris = terminal ? loopbacks
		    : web                 ? callbacks
					  : none,
		.post_logout_redirect_uris = web ? homes : none,
		.grants = clients[shipped->next].grants,
		.scope = clients[shipped->next].scope,
		.auth = terminal ? "none" : NULL,
		.secret = terminal ? NULL : shipped->secret[shipped->next],
		.id_token_alg = "ES256",
		.own = !terminal,
	};

	snprintf(callback, sizeof callback, "%s/api/session/callback",
	    provider->origin);
	snprintf(home, sizeof home, "%s/", provider->origin);
	return client_make(&wish, made, secret, complaint, size);
}

static void
found(void *arg, int status, const json_t *record, uint64_t version)
{
	struct shipped *shipped = arg;
	struct provider *provider = shipped->provider;
	struct motus_batch *batch;
	char complaint[256] = "", key[MOTUS_KEY_MAX + 1];
	int64_t made = provider->now();
	json_t *client;

	if (status != 0) {
		look_later(shipped, motus_error_text(status));
		return;
	}
	if (record != NULL)
		made = json_integer_value(json_object_get(record, "made"));
	client = wanted(shipped, made, complaint, sizeof complaint);
	if (client == NULL) {
		look_later(shipped, complaint);
	} else if (json_equal(client, record)) {
		look_at_next(shipped);
	} else {
		batch = motus_batch_create();
		snprintf(
		    key, sizeof key, "client:%s", clients[shipped->next].id);
		motus_batch_expect(batch, key, version);
		client_put(batch, client);
		motus_store_commit(provider->store, batch, kept, shipped);
		motus_batch_destroy(batch);
	}
	json_decref(client);
}

static void
look(void *arg)
{
	struct shipped *shipped = arg;
	char key[MOTUS_KEY_MAX + 1];

	while (shipped->next < SHIPPED_SECRETS &&
	    shipped->secret[shipped->next][0] == '\0')
		shipped->next++;
	shipped->done = shipped->next == SHIPPED_CLIENTS;
	if (shipped->done)
		return;
	snprintf(key, sizeof key, "client:%s", clients[shipped->next].id);
	db_get(shipped->provider->store, key, found, shipped);
}

void
shipped_start(struct shipped *shipped, struct provider *provider)
{
	shipped->provider = provider;
	shipped->next = 0;
	look(shipped);
}

void
shipped_stop(struct shipped *shipped)
{
	struct motus_loop *loop = &shipped->provider->loop;

	loop->timer(loop->context, -1, look, shipped);
}
