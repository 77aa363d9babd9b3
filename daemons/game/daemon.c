#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <motus/error.h>

#include "daemons/common/server.h"
#include "daemons/game/game.h"
#include "daemons/game/key.h"
#include "daemons/game/tally.h"
#include "daemons/game/turnout.h"

static const struct setting settings[] = {
	{ "PORT", "3021", SETTING_NUMBER, 1, 65535, NULL },
	{ "STORE", "sqlite:motus-game.sqlite", SETTING_TEXT, 1, 1024, NULL },
	{ "DAILY_HINTS", "0", SETTING_NUMBER, 0, MOTUS_TURNS, NULL },
	{ .name = "GAME_KEY_FILE", .standard = "", .kind = SETTING_FILE },
	{ .name = "WEB_SECRET_FILE", .standard = "", .kind = SETTING_FILE },
	{ .name = "GAME_SECRET_FILE", .standard = "", .kind = SETTING_FILE },
};

/* What prepare() opened; each worker has a copy. */
static struct service service;

static struct turnout turnout; /* the worker's */

static time_t
now(void)
{
	return time(NULL);
}

static bool
use_key_file(const char *path, char *complaint, size_t size)
{
	int error = keys_use_file(&service, path);

	if (error == MOTUS_EIO)
		snprintf(complaint, size, "GAME_KEY_FILE: %s", strerror(errno));
	else if (error == MOTUS_EFORMAT)
		snprintf(complaint, size,
		    "GAME_KEY_FILE must hold 32 bytes or 64 hexadecimal "
		    "digits, and later keys in lines with their first day");
	else if (error != 0)
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

/* The secret in the file that a setting names, if it names one. */
static bool
read_secret(const struct config *config, const char *name,
    char secret[SERVICE_SECRET_SIZE], char *complaint, size_t size)
{
	const char *path = config_text(config, name);
	int error = path[0] == '\0'
	    ? 0
	    : secret_read_text(secret, SERVICE_SECRET_SIZE, path);

	if (error == MOTUS_EIO)
		snprintf(complaint, size, "%s: %s", name, strerror(errno));
	else if (error != 0)
		snprintf(complaint, size,
		    "%s must hold one line of 16 to 128 visible characters",
		    name);
	return error == 0;
}

/*
 * With its secret the page's client is known to the provider, so players can
 * sign in; with its own the game can tell the score service what they did.
 */
static bool
open_gateway(const struct config *config, char *complaint, size_t size)
{
	if (!read_secret(config, "WEB_SECRET_FILE", service.web_secret,
		complaint, size) ||
	    !read_secret(config, "GAME_SECRET_FILE", service.game_secret,
		complaint, size))
		return false;
	if (service.web_secret[0] == '\0' && service.game_secret[0] == '\0')
		return true;
	service.fetcher = fetcher_create(config_text(config, "GATEWAY_URL"));
	if (service.fetcher == NULL)
		snprintf(complaint, size, "GATEWAY_URL: no such host");
	return service.fetcher != NULL;
}

static bool
prepare(const struct server *server, char *complaint, size_t size)
{
	const char *key_file = config_text(server->config, "GAME_KEY_FILE");

	service.now = now;
	service.origin = config_text(server->config, "PUBLIC_URL");
	service.metrics = server->metrics;
	service.daily_hints = config_number(server->config, "DAILY_HINTS");
	if (!service_open(&service, server->folder,
		config_text(server->config, "LANGUAGES"), complaint, size))
		return false;
	tally_name_languages(&service);
	return open_page(server, complaint, size) &&
	    (key_file[0] == '\0' || use_key_file(key_file, complaint, size)) &&
	    open_gateway(server->config, complaint, size);
}

static void *
start(const struct server *server, char *complaint, size_t size)
{
	struct motus_store *store = server_open_store(server, complaint, size);

	if (store == NULL)
		return NULL;
	game_start(&service, store, &server->loop);
	turnout_start(&turnout, &service);
	return &service;
}

static void
stop(void *of)
{
	turnout_stop(&turnout);
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
