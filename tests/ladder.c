#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/score/tally.h"
#include "tests/counted.h"
#include "tests/issuer.h"
#include "tests/ladder.h"

static time_t moment;

static time_t
now(void)
{
	return moment;
}

void
ladder_set_clock(const char *stamp)
{
	struct tm tm = { 0 };

	cr_assert(not(zero(ptr, strptime(stamp, "%Y-%m-%dT%H:%M:%SZ", &tm))));
	moment = timegm(&tm);
}

void
ladder_later(int seconds)
{
	moment += seconds;
}

static int
set_timer(void *context, int milliseconds, motus_tick *tick, void *arg)
{
	struct ladder *ladder = context;

	(void)arg;
	ladder->tick = milliseconds < 0 ? NULL : tick;
	return 0;
}

struct ladder *
ladder_create(struct motus_store *store)
{
	struct ladder *ladder = calloc(1, sizeof *ladder);
	struct motus_loop loop = { .context = ladder, .timer = set_timer };
	struct scores *scores = &ladder->scores;

	setenv("TZ", "Europe/Paris", 1);
	tzset();
	scores->now = now;
	scores->origin = VISIT_ORIGIN;
	scores->metrics = metrics_create(tally_metrics, TALLY_METRICS, 1);
	scores->fetcher = fetcher_create("");
	cr_assert(scores_use_languages(scores, "fr,en"));
	tally_name_languages(scores);
	score_start(scores, store, &loop);
	motus_store_wait(store, 10000);
	return ladder;
}

void
ladder_destroy(struct ladder *ladder)
{
	score_stop(&ladder->scores);
	metrics_destroy(ladder->scores.metrics);
	cr_assert(zero(ptr, (void *)ladder->tick), "a timer outlives it");
	free(ladder);
}

struct ladder *
ladder_start(struct motus_store *store)
{
	ladder_set_clock("2026-03-28T11:00:00Z");
	issuer_start(now);
	return ladder_create(store);
}

void
ladder_stop(struct ladder *ladder)
{
	ladder_destroy(ladder);
	issuer_stop();
}

bool
ladder_counted(const struct ladder *ladder, const char *figure)
{
	return counted(ladder->scores.metrics, figure);
}

/* --- requests ------------------------------------------------------------- */

struct host
ladder_host(struct ladder *ladder)
{
	return (struct host){ &ladder->scores, score_routes, SCORE_ROUTES,
		ladder->scores.store, false };
}

struct visit *
request_start(struct ladder *ladder, enum method method, const char *path,
    const char *token, const char *body)
{
	struct host host = ladder_host(ladder);
	char bearer[4096];

	snprintf(bearer, sizeof bearer, "Bearer %s", token);
	return visit_send(&host, NULL,
	    &(struct sending){ .method = method,
		.target = path,
		.type = body == NULL ? NULL : "application/json",
		.body = body,
		.headers = {
		    { token == NULL ? NULL : "Authorization", bearer } } });
}

static struct visit *
finished(struct visit *visit)
{
	visit_wait(visit);
	return visit;
}

struct visit *
request(struct ladder *ladder, enum method method, const char *path,
    const char *token, const char *body)
{
	return finished(request_start(ladder, method, path, token, body));
}

struct visit *
ask(struct ladder *ladder, const char *sub, enum method method,
    const char *path, const char *body)
{
	char changes[128], *token = NULL;
	struct visit *visit;

	snprintf(changes, sizeof changes, "{\"sub\":\"%s\"}", sub);
	if (sub != NULL)
		token = issuer_access_token(changes);
	visit = request(ladder, method, path, token, body);
	free(token);
	return visit;
}

struct visit *
serve_start(struct ladder *ladder, const char *scope, enum method method,
    const char *path, const char *body)
{
	char changes[256], *token;
	struct visit *visit;

	snprintf(changes, sizeof changes,
	    "{\"sub\":\"motus-game\",\"client_id\":\"motus-game\","
	    "\"scope\":\"%s\"}",
	    scope);
	token = issuer_access_token(changes);
	visit = request_start(ladder, method, path, token, body);
	free(token);
	return visit;
}

struct visit *
serve(struct ladder *ladder, const char *scope, enum method method,
    const char *path, const char *body)
{
	return finished(serve_start(ladder, scope, method, path, body));
}

struct visit *
tell_start(struct ladder *ladder, const char *date, const char *player,
    int turns, const char *stamp)
{
	int played = turns == 0 ? 6 : turns, red = 7 * (turns != 0);
	char path[256], body[512], noon[32];

	snprintf(noon, sizeof noon, "%sT12:00:00Z", date);
	snprintf(
	    path, sizeof path, "/api/score/results/fr/%s/%s", date, player);
	snprintf(body, sizeof body,
	    "{\"outcome\":\"%s\",\"turns\":%d,\"length\":7,\"red\":%d,"
	    "\"yellow\":0,\"blue\":%d,\"finished_at\":\"%s\","
	    "\"name\":\"%s\"}",
	    turns == 0 ? "lost" : "won", played, red, 7 * played - red,
	    stamp == NULL ? noon : stamp, player);
	return serve_start(ladder, "score:write", METHOD_PUT, path, body);
}

void
tell(struct ladder *ladder, const char *date, const char *player, int turns,
    const char *stamp)
{
	visit_expect(
	    finished(tell_start(ladder, date, player, turns, stamp)), 201, "");
}

/* --- replies -------------------------------------------------------------- */

static json_int_t
number(const json_t *json, const char *key)
{
	const json_t *value = json_object_get(json, key);

	cr_assert(eq(int, json_is_integer(value), 1), "%s", key);
	return json_integer_value(value);
}

/* A name that is not known is "?". */
static const char *
name_of(const json_t *entry)
{
	const json_t *name = json_object_get(entry, "name");

	return json_is_null(name) ? "?" : json_string_value(name);
}

const char *
page_of(struct ladder *ladder, const char *sub, const char *query)
{
	static char text[8192];
	char path[512], *at = text;
	struct visit *visit;
	json_t *entry;
	size_t i;

	snprintf(path, sizeof path, "/api/score/boards/%s", query);
	visit = ask(ladder, sub, METHOD_GET, path, NULL);
	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	text[0] = '\0';
	json_array_foreach (json_object_get(visit->json, "entries"), i, entry)
		at += sprintf(at, "%s%d %s %d/%d%s", i == 0 ? "" : ", ",
		    (int)number(entry, "rank"), name_of(entry),
		    (int)number(entry, "points"), (int)number(entry, "guesses"),
		    json_is_true(json_object_get(entry, "me")) ? "*" : "");
	visit_drop(visit);
	return text;
}

json_int_t
figure(struct ladder *ladder, const char *sub, const char *path)
{
	struct visit *visit =
	    ask(ladder, sub, METHOD_GET, "/api/score/players/me", NULL);
	const char *dot = strchr(path, '.');
	char outer[64] = "";
	json_t *json = visit->json;
	json_int_t found;

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	if (dot != NULL) {
		snprintf(outer, sizeof outer, "%.*s", (int)(dot - path), path);
		json = json_object_get(json, outer);
		path = dot + 1;
	}
	found = number(json, path);
	visit_drop(visit);
	return found;
}
