#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <motus/error.h>

#include "daemons/auth/db.h"
#include "daemons/auth/farewell.h"
#include "daemons/auth/issue.h"
#include "daemons/auth/provider.h"
#include "daemons/common/log.h"
#include "daemons/common/token.h"

#define RANKING "farewells"
#define PERIOD 5000 /* milliseconds between looks */
#define PATIENCE 5000 /* milliseconds for one service */
#define PAUSE_MIN 10 /* seconds until it is told again */
#define PAUSE_MAX 600
#define CLIENT_ID "motus-auth" /* ours, as a client of the services */

/* Which services keep something of a player, and where it is deleted. */
static const char *const services[] = { "/api/game/players/" };

#define SERVICES (sizeof services / sizeof *services)

static void look(void *arg);

static void
look_later(struct farewells *farewells, int milliseconds)
{
	const struct motus_loop *loop = &farewells->provider->loop;
	int error;

	if (farewells->stopped)
		return;
	error = loop->timer(loop->context, milliseconds, look, farewells);
	if (error != 0)
		log_message(
		    LEVEL_ERROR, "no-farewells", "%s", motus_error_text(error));
}

static void
write_key(const char *sub, char *key)
{
	snprintf(key, MOTUS_KEY_MAX + 1, "farewell:%s", sub);
}

void
farewell_put(struct motus_batch *batch, const char *sub, int64_t now)
{
	json_t *record =
	    json_pack("{s:I, s:i}", "made", (json_int_t)now, "tries", 0);
	char key[MOTUS_KEY_MAX + 1];

	write_key(sub, key);
	db_put(batch, key, record, 0);
	motus_batch_rank_set(batch, RANKING, sub, -now);
	json_decref(record);
}

/* --- telling -------------------------------------------------------------- */

/* Told or not, it is somebody else's turn. */
static void
dropped(void *arg, int status)
{
	look_later(arg, status == 0 ? 0 : PERIOD);
}

static void
drop(struct farewells *farewells)
{
	struct motus_batch *batch = motus_batch_create();
	char key[MOTUS_KEY_MAX + 1];

	write_key(farewells->sub, key);
	motus_batch_delete(batch, key);
	motus_batch_rank_remove(batch, RANKING, farewells->sub);
	motus_store_commit(
	    farewells->provider->store, batch, dropped, farewells);
	motus_batch_destroy(batch);
}

static void tell(struct farewells *farewells);

/* A service that never heard of the player has nothing to delete. */
static void
told(void *arg, int status, const char *body, size_t size)
{
	struct farewells *farewells = arg;

	(void)body;
	(void)size;
	if ((status < 200 || status > 299) && status != 404) {
		log_message(LEVEL_WARNING, "farewell", "%s answers %d",
		    services[farewells->service], status);
		look_later(farewells, PERIOD);
	} else if (++farewells->service < SERVICES) {
		tell(farewells);
	} else {
		drop(farewells);
	}
}

static void
tell(struct farewells *farewells)
{
	const struct provider *provider = farewells->provider;
	char *token = issue_access_token(provider, CLIENT_ID,
	    &(struct award){ .sub = CLIENT_ID, .scope = "player:delete" });
	char path[512], header[TOKEN_SIZE_MAX];
	struct fetch_request request = { .method = "DELETE",
		.path = path,
		.headers = { header },
		.milliseconds = PATIENCE };

	if (token == NULL) {
		look_later(farewells, PERIOD);
		return;
	}
	snprintf(path, sizeof path, "%s%s", services[farewells->service],
	    farewells->sub);
	snprintf(header, sizeof header, "authorization: Bearer %s", token);
	free(token);
	fetch(provider->fetcher, &request, told, farewells);
}

/* --- which one ------------------------------------------------------------ */

static void
was_put_off(void *arg, int status)
{
	struct farewells *farewells = arg;

	if (status == 0 && !farewells->stopped) {
		farewells->service = 0;
		tell(farewells);
	} else {
		look_later(farewells, PERIOD);
	}
}

static int
pause_after(json_int_t tries)
{
	int pause = PAUSE_MIN;

	for (; tries > 0 && pause < PAUSE_MAX; tries--)
		pause *= 2;
	return pause < PAUSE_MAX ? pause : PAUSE_MAX;
}

/* Whoever else is about to tell it has changed the record, or will fail to. */
static void
put_off(void *arg, int status, const json_t *record, uint64_t version)
{
	struct farewells *farewells = arg;
	const struct provider *provider = farewells->provider;
	json_int_t tries = json_integer_value(json_object_get(record, "tries"));
	struct motus_batch *batch;
	char key[MOTUS_KEY_MAX + 1];
	json_t *later;

	if (status != 0 || record == NULL) {
		look_later(farewells, PERIOD);
		return;
	}
	later = json_pack("{s:O, s:I}", "made", json_object_get(record, "made"),
	    "tries", tries + 1);
	batch = motus_batch_create();
	write_key(farewells->sub, key);
	motus_batch_expect(batch, key, version);
	db_put(batch, key, later, 0);
	motus_batch_rank_set(batch, RANKING, farewells->sub,
	    -(provider->now() + pause_after(tries)));
	motus_store_commit(provider->store, batch, was_put_off, farewells);
	motus_batch_destroy(batch);
	json_decref(later);
}

static void
got_first(
    void *arg, int status, const struct motus_entry *entries, size_t count)
{
	struct farewells *farewells = arg;
	const struct provider *provider = farewells->provider;
	char key[MOTUS_KEY_MAX + 1];

	if (status != 0 || count == 0 ||
	    -entries->amount > (int64_t)provider->now()) {
		look_later(farewells, PERIOD);
		return;
	}
	snprintf(farewells->sub, sizeof farewells->sub, "%s", entries->member);
	write_key(farewells->sub, key);
	db_get(provider->store, key, put_off, farewells);
}

static void
look(void *arg)
{
	struct farewells *farewells = arg;

	motus_store_range(
	    farewells->provider->store, RANKING, 0, 1, got_first, farewells);
}

void
farewells_start(struct provider *provider)
{
	provider->farewells = (struct farewells){ .provider = provider };
	look_later(&provider->farewells, PERIOD);
}

void
farewells_stop(struct provider *provider)
{
	const struct motus_loop *loop = &provider->loop;

	provider->farewells.stopped = true;
	loop->timer(loop->context, -1, look, &provider->farewells);
}
