#include <stdio.h>

#include "daemons/common/server.h"
#include "daemons/score/score.h"
#include "daemons/score/tally.h"

static const struct setting settings[] = {
	{ "PORT", "3031", SETTING_NUMBER, 1, 65535, NULL },
	{ "STORE", "sqlite:motus-score.sqlite", SETTING_TEXT, 1, 1024, NULL },
};

/* What prepare() opened; each worker has a copy. */
static struct scores scores;

static time_t
now(void)
{
	return time(NULL);
}

static bool
prepare(const struct server *server, char *complaint, size_t size)
{
	scores.now = now;
	scores.origin = config_text(server->config, "PUBLIC_URL");
	scores.metrics = server->metrics;
	if (!scores_use_languages(
		&scores, config_text(server->config, "LANGUAGES"))) {
		snprintf(complaint, size, "LANGUAGES: more than %d",
		    SCORES_LANGUAGES_MAX);
		return false;
	}
	tally_name_languages(&scores);
	scores.fetcher =
	    fetcher_create(config_text(server->config, "GATEWAY_URL"));
	if (scores.fetcher == NULL)
		snprintf(complaint, size, "GATEWAY_URL: no such host");
	return scores.fetcher != NULL;
}

static void *
start(const struct server *server, char *complaint, size_t size)
{
	struct motus_store *store = server_open_store(server, complaint, size);

	if (store == NULL)
		return NULL;
	score_start(&scores, store, &server->loop);
	return &scores;
}

static void
stop(void *of)
{
	score_stop(of);
}

const struct daemon motus_daemon = {
	.name = "score",
	.settings = settings,
	.setting_count = sizeof settings / sizeof *settings,
	.metrics = tally_metrics,
	.metric_count = TALLY_METRICS,
	.routes = score_routes,
	.route_count = SCORE_ROUTES,
	.prepare = prepare,
	.start = start,
	.stop = stop,
	.ready = score_ready,
};
