#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <motus/error.h>

#include "daemons/common/server.h"
#include "daemons/game/game.h"
#include "daemons/game/tally.h"

static const struct setting settings[] = {
	{ "PORT", "3021", SETTING_NUMBER, 1, 65535, NULL },
	{ "STORE", "sqlite:motus-game.sqlite", SETTING_TEXT, 1, 1024, NULL },
	{ .name = "GAME_KEY_FILE", .standard = "", .kind = SETTING_FILE },
	{ .name = "WEB_SECRET_FILE", .standard = "", .kind = SETTING_FILE },
};

/* What prepare() opened; each worker has a copy. */
static struct service service;

static time_t
now(void)
{
	return time(NULL);
}

static bool
use_key_file(const char *path, char *complaint, size_t size)
{
	unsigned char key[SECRET_SIZE];
	int error = secret_read_key(key, path);

	if (error == MOTUS_EIO)
		snprintf(complaint, size, "GAME_KEY_FILE: %s", strerror(errno));
	else if (error != 0)
		snprintf(complaint, size,
		    "GAME_KEY_FILE must hold 32 bytes or 64 hexadecimal "
		    "digits");
	else if ((error = service_use_key(&service, key)) != 0)
		snprintf(complaint, size, "no calendar: %s",
		    motus_error_text(error));
	return error == 0;
}

static bool
open_page(const struct server *server, char *complaint, size_t size)
{
	char folder[4096];

	snprintf(folder, sizeof folder, "%s/web", server->folder);
	service.page = static_open(
	    folder, config_text(server->config, "SITE_NAME"), complaint, size);
	return service.page != NULL;
}

/* With its secret the page's client is known to the provider. */
static bool
open_sign_in(const struct config *config, char *complaint, size_t size)
{
	int error = secret_read_text(service.web_secret,
	    sizeof service.web_secret, config_text(config, "WEB_SECRET_FILE"));

	if (error == 0)
		service.fetcher =
		    fetcher_create(config_text(config, "GATEWAY_URL"));
	if (error == MOTUS_EIO)
		snprintf(
		    complaint, size, "WEB_SECRET_FILE: %s", strerror(errno));
	else if (error != 0)
		snprintf(complaint, size,
		    "WEB_SECRET_FILE must hold one line of 16 to 128 visible "
		    "characters");
	else if (service.fetcher == NULL)
		snprintf(complaint, size, "GATEWAY_URL: no such host");
	return service.fetcher != NULL;
}

static bool
prepare(const struct server *server, char *complaint, size_t size)
{
	const char *key_file = config_text(server->config, "GAME_KEY_FILE");
	const char *web_file = config_text(server->config, "WEB_SECRET_FILE");

	service.now = now;
	service.origin = config_text(server->config, "PUBLIC_URL");
	service.metrics = server->metrics;
	if (!service_open(&service, server->folder,
		config_text(server->config, "LANGUAGES"), complaint, size))
		return false;
	tally_name_languages(&service);
	return open_page(server, complaint, size) &&
	    (key_file[0] == '\0' || use_key_file(key_file, complaint, size)) &&
	    (web_file[0] == '\0' ||
		open_sign_in(server->config, complaint, size));
}

static void *
start(const struct server *server, char *complaint, size_t size)
{
	struct motus_store *store = server_open_store(server, complaint, size);

	if (store == NULL)
		return NULL;
	game_start(&service, store, &server->loop);
	return &service;
}

static void
stop(void *of)
{
	game_stop(of);
}

const struct daemon motus_daemon = {
	.name = "game",
	.settings = settings,
	.setting_count = sizeof settings / sizeof *settings,
	.metrics = tally_metrics,
	.metric_count = TALLY_METRICS,
	.routes = game_routes,
	.route_count = GAME_ROUTES,
	.prepare = prepare,
	.start = start,
	.stop = stop,
	.ready = game_ready,
};
