#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <sodium.h>

#include <motus/error.h>

#include "daemons/auth/auth.h"
#include "daemons/auth/settings.h"
#include "daemons/auth/tally.h"
#include "daemons/common/secret.h"
#include "daemons/common/server.h"

#define SECRET_TEXT_SIZE 129 /* of a client's secret, with its NUL */

/* What prepare() opened; each worker has a copy. */
static struct provider provider;
static char client_secrets[SHIPPED_SECRETS][SECRET_TEXT_SIZE];
static unsigned char seal[SECRET_SIZE];
static bool sealed;

static time_t
now(void)
{
	return time(NULL);
}

static bool
bad_file(
    const char *name, int error, const char *must, char *complaint, size_t size)
{
	snprintf(complaint, size, "%s: %s", name,
	    error == MOTUS_EIO ? strerror(errno) : must);
	return false;
}

static bool
read_secrets(const struct config *config, char *complaint, size_t size)
{
	static const char *const names[SHIPPED_SECRETS] = {
		[SHIPPED_WEB] = "WEB_SECRET_FILE",
		[SHIPPED_GAME] = "GAME_SECRET_FILE",
		[SHIPPED_SCORE] = "SCORE_SECRET_FILE",
	};
	const char *path = config_text(config, "AUTH_KEY_FILE");
	int error;

	sealed = path[0] != '\0';
	if (sealed && (error = secret_read_key(seal, path)) != 0)
		return bad_file("AUTH_KEY_FILE", error,
		    "must hold 32 bytes or 64 hexadecimal digits", complaint,
		    size);
	for (size_t i = 0; i < SHIPPED_SECRETS; i++) {
		provider.shipped.secret[i] = client_secrets[i];
		path = config_text(config, names[i]);
		if (path[0] != '\0' &&
		    (error = secret_read_text(client_secrets[i],
			 sizeof client_secrets[i], path)) != 0)
			return bad_file(names[i], error,
			    "must hold one line of 16 to 128 visible ASCII "
			    "characters",
			    complaint, size);
	}
	return true;
}

static bool
prepare(const struct server *server, char *complaint, size_t size)
{
	const struct config *config = server->config;

	if (sodium_init() < 0) {
		snprintf(complaint, size, "libsodium does not start");
		return false;
	}
	provider.now = now;
	provider.origin = config_text(config, "PUBLIC_URL");
	provider.site_name = config_text(config, "SITE_NAME");
	provider.code_ttl = (int)config_number(config, "CODE_TTL");
	provider.access_ttl = (int)config_number(config, "ACCESS_TOKEN_TTL");
	provider.id_ttl = (int)config_number(config, "ID_TOKEN_TTL");
	provider.refresh_ttl = (int)config_number(config, "REFRESH_TOKEN_TTL");
	provider.metrics = server->metrics;
	return read_secrets(config, complaint, size) &&
	    auth_open(&provider, server->folder,
		config_text(config, "GATEWAY_URL"), complaint, size);
}

static void *
start(const struct server *server, char *complaint, size_t size)
{
	struct motus_store *store = server_open_store(server, complaint, size);

	if (store == NULL ||
	    !auth_start(&provider, store, &server->loop, sealed ? seal : NULL,
		complaint, size))
		return NULL;
	return &provider;
}

static void
stop(void *of)
{
	auth_stop(of);
}

const struct daemon motus_daemon = {
	.name = "auth",
	.settings = auth_settings,
	.setting_count = AUTH_SETTINGS,
	.metrics = tally_metrics,
	.metric_count = TALLY_METRICS,
	.routes = auth_routes,
	.route_count = AUTH_ROUTES,
	.prepare = prepare,
	.start = start,
	.stop = stop,
	.ready = auth_ready,
};
