#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/score/history.h"
#include "daemons/score/score.h"
#include "daemons/score/tally.h"
#include "tests/circle.h"
#include "tests/issuer.h"

static time_t moment;

static time_t
now(void)
{
	return moment;
}

void
circle_set_clock(const char *stamp)
{
	struct tm tm = { 0 };

	cr_assert(not(zero(ptr, strptime(stamp, "%Y-%m-%dT%H:%M:%SZ", &tm))));
	moment = timegm(&tm);
}

void
circle_later(int seconds)
{
	moment += seconds;
}

static int
set_timer(void *context, int milliseconds, motus_tick *tick, void *arg)
{
	(void)context;
	(void)milliseconds;
	(void)tick;
	(void)arg;
	return 0;
}

struct circle *
circle_create(struct motus_store *store)
{
	struct circle *made = calloc(1, sizeof *made);
	struct scores *scores = &made->scores;
	const struct motus_loop loop = { .timer = set_timer };

	setenv("TZ", "Europe/Paris", 1);
	tzset();
	circle_set_clock("2026-03-28T11:00:00Z");
	issuer_start(now);
	scores->now = now;
	scores->origin = VISIT_ORIGIN;
	scores->metrics = metrics_create(tally_metrics, TALLY_METRICS, 1);
	scores->fetcher = fetcher_create("");
	cr_assert(scores_use_languages(scores, "fr,en"));
	tally_name_languages(scores);
	score_start(scores, store, &loop);
	made->host =
	    (struct host){ scores, score_routes, SCORE_ROUTES, store, false };
	motus_store_wait(store, 10000);
	return made;
}

void
circle_destroy(struct circle *made)
{
	fetcher_destroy(made->scores.fetcher);
	verifier_destroy(made->scores.verifier);
	metrics_destroy(made->scores.metrics);
	issuer_stop();
	free(made);
}

/* --- asking --------------------------------------------------------------- */

/* Send with a token that has these changes. */
static struct visit *
send_as(struct circle *made, const char *changes, enum method method,
    const char *path, const char *body, const char *address)
{
	char bearer[4096], *token = issuer_access_token(changes);

	snprintf(bearer, sizeof bearer, "Bearer %s", token);
	free(token);
	return visit_send(&made->host, NULL,
	    &(struct sending){ .method = method,
		.target = path,
		.type = body == NULL ? NULL : "application/json",
		.body = body,
		.headers = { { "Authorization", bearer },
		    { address == NULL ? NULL : "X-Client-Address",
			address } } });
}

struct visit *
ask_start(struct circle *made, const char *sub, enum method method,
    const char *path, const char *body, const char *address)
{
	char changes[128];

	snprintf(changes, sizeof changes, "{\"sub\":\"%s\"}", sub);
	return send_as(made, changes, method, path, body, address);
}

struct visit *
ask_from(struct circle *made, const char *sub, enum method method,
    const char *path, const char *body, const char *address)
{
	struct visit *visit = ask_start(made, sub, method, path, body, address);

	visit_wait(visit);
	return visit;
}

struct visit *
ask(struct circle *made, const char *sub, enum method method, const char *path,
    const char *body)
{
	return ask_from(made, sub, method, path, body, NULL);
}

struct visit *
remove_player(struct circle *made, const char *sub)
{
	struct visit *visit;
	char path[128];

	snprintf(path, sizeof path, "/api/score/players/%s", sub);
	visit = send_as(made,
	    "{\"sub\":\"motus-auth\",\"client_id\":\"motus-auth\","
	    "\"scope\":\"player:delete\"}",
	    METHOD_DELETE, path, NULL, NULL);
	visit_wait(visit);
	return visit;
}

void
expect(struct visit *visit, int status, const char *code)
{
	cr_assert(eq(int, visit_status(visit), status), "%s", visit->text);
	if (status >= 400)
		cr_assert(
		    eq(str, (char *)visit_text(visit, "code"), (char *)code));
	visit_drop(visit);
}

json_t *
expect_json(struct visit *visit, int status)
{
	json_t *json;

	cr_assert(eq(int, visit_status(visit), status), "%s", visit->text);
	cr_assert(not(zero(ptr, visit->json)), "%s", visit->text);
	json = json_incref(visit->json);
	visit_drop(visit);
	return json;
}

/* --- groups --------------------------------------------------------------- */

const char *
group_path(const char *group, const char *rest)
{
	static char path[256];

	snprintf(path, sizeof path, GROUPS "/%s%s", group, rest);
	return path;
}

const char *
make_group(struct circle *made, const char *owner, const char *name)
{
	static char id[64];
	char body[256];
	json_t *group;

	snprintf(body, sizeof body, "{\"name\":\"%s\"}", name);
	group = expect_json(ask(made, owner, METHOD_POST, GROUPS, body), 201);
	snprintf(id, sizeof id, "%s",
	    json_string_value(json_object_get(group, "id")));
	json_decref(group);
	return id;
}

static json_t *
see(struct circle *made, const char *member, const char *group)
{
	return expect_json(
	    ask(made, member, METHOD_GET, group_path(group, ""), NULL), 200);
}

const char *
code_of(struct circle *made, const char *member, const char *group)
{
	static char code[64];
	json_t *seen = see(made, member, group);

	snprintf(code, sizeof code, "%s",
	    json_string_value(json_object_get(seen, "code")));
	json_decref(seen);
	return code;
}

const char *
members_of(struct circle *made, const char *member, const char *group)
{
	static char text[16384];
	json_t *seen = see(made, member, group), *one;
	char *at = text;
	size_t i;

	text[0] = '\0';
	json_array_foreach (json_object_get(seen, "members"), i, one) {
		const char *id = json_string_value(json_object_get(one, "id"));
		bool me = json_is_true(json_object_get(one, "me"));

		at += sprintf(at, "%s", i == 0 ? "" : ", ");
		for (; *id != '\0'; id++)
			*at++ = (char)(me ? toupper(*id) : *id);
		at += sprintf(at, "%s",
		    json_is_true(json_object_get(one, "owner")) ? "!" : "");
	}
	json_decref(seen);
	return text;
}

struct visit *
join_start(struct circle *made, const char *sub, const char *code)
{
	char body[256];

	snprintf(body, sizeof body, "{\"code\":\"%s\"}", code);
	return ask_start(made, sub, METHOD_POST, GROUPS "/join", body, NULL);
}

struct visit *
join(struct circle *made, const char *sub, const char *code)
{
	struct visit *visit = join_start(made, sub, code);

	visit_wait(visit);
	return visit;
}

/* --- results -------------------------------------------------------------- */

void
play_in(struct circle *made, const char *language, const char *sub, int32_t day,
    uint8_t turns)
{
	struct motus_batch *batch = motus_batch_create();
	struct motus_store *store = made->scores.store;
	struct history history, longer;
	struct player player;
	struct answer kept;
	char key[MOTUS_KEY_MAX + 1];
	struct result result = { .day = day,
		.finished = day * INT64_C(86400) + 100 * turns,
		.outcome = turns == 0 ? MOTUS_LOST : MOTUS_WON,
		.turns = turns == 0 ? 6 : turns,
		.length = 6,
		.red = 6 };

	result.blue = (uint8_t)(6 * (result.turns - 1));
	cr_assert(player_of_sub(&player, sub));
	history_key(language, &player, key);
	kept = get(store, key);
	cr_assert(zero(int, history_read(&history, kept.value, kept.size)));
	cr_assert(zero(int, history_add(&longer, &history, &result)));
	history_put(batch, language, &player, &longer, kept.version);
	cr_assert(zero(int, commit(store, batch)));
	history_clear(&longer);
	history_clear(&history);
}
