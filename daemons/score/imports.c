#include <stdlib.h>

#include <motus/error.h>

#include "daemons/common/clock.h"
#include "daemons/score/import.h"
#include "daemons/score/imports.h"
#include "daemons/score/profile.h"
#include "daemons/score/scores.h"
#include "daemons/score/signed_in.h"

#define TRIES_MAX 8
#define MOMENT "imported_at"

struct importing {
	struct exchange *exchange;
	struct player player;
	json_t *record; /* that is kept; NULL: none from now on */
	unsigned int tries;
};

static void
end(struct importing *importing)
{
	struct exchange *exchange = importing->exchange;

	json_decref(importing->record);
	free(importing);
	exchange_finish(exchange);
}

static void
fail(struct importing *importing, int error)
{
	scores_fail(importing->exchange, error);
	end(importing);
}

static const char *
source_of(const struct importing *importing)
{
	return importing->exchange->request.params[0];
}

static void
show(const struct importing *importing)
{
	json_t *statistics = json_copy(importing->record);
	json_t *moment = json_incref(json_object_get(statistics, MOMENT));

	json_object_del(statistics, MOMENT);
	reply_json(&importing->exchange->reply, 200,
	    json_pack("{s:s, s:o, s:o}", "source", source_of(importing), MOMENT,
		moment, "statistics", statistics));
}

static void
succeed(struct importing *importing)
{
	if (importing->record != NULL)
		show(importing);
	else
		importing->exchange->reply.status = 204;
	end(importing);
}

/* --- keeping it ----------------------------------------------------------- */

static void begin(struct importing *importing);

static void
committed(void *arg, int status)
{
	struct importing *importing = arg;
	bool again = status == MOTUS_ECONFLICT || status == MOTUS_ELOST;

	if (status == 0)
		succeed(importing);
	else if (again && ++importing->tries < TRIES_MAX)
		begin(importing);
	else
		fail(importing, status);
}

static int
change(const struct importing *importing, struct profile *profile)
{
	const char *source = source_of(importing);

	if (importing->record == NULL)
		return json_object_del(profile->imports, source);
	if (profile->imports == NULL)
		profile->imports = json_object();
	return json_object_set(profile->imports, source, importing->record);
}

static void
keep(struct importing *importing, const struct profile *profile)
{
	const struct scores *scores = importing->exchange->service;
	struct motus_batch *batch = motus_batch_create();

	profile_put(batch, &importing->player, profile);
	motus_store_commit(scores->store, batch, committed, importing);
	motus_batch_destroy(batch);
}

/* What is not there needs not be dropped. */
static void
got_profile(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct importing *importing = arg;
	struct profile profile;

	if (status == 0)
		status = profile_read(&profile, value, size, version);
	if (status != 0) {
		fail(importing, status);
		return;
	}
	if (change(importing, &profile) == 0)
		keep(importing, &profile);
	else if (importing->record == NULL)
		succeed(importing);
	else
		fail(importing, MOTUS_ENOMEM);
	profile_clear(&profile);
}

static void
begin(struct importing *importing)
{
	const struct scores *scores = importing->exchange->service;
	char key[MOTUS_KEY_MAX + 1];

	profile_key(&importing->player, key);
	motus_store_get(scores->store, key, got_profile, importing);
}

/* --- the request ---------------------------------------------------------- */

static bool
find_source(struct exchange *exchange, enum import_source *source)
{
	if (import_source_named(source, exchange->request.params[0]))
		return true;
	reply_problem(&exchange->reply, 404, "no-such-source",
	    "Records are taken from sutom, reactle and motus.");
	return false;
}

/* What is kept of it; NULL: replied. */
static json_t *
make_record(struct exchange *exchange, const struct import *import)
{
	const struct scores *scores = exchange->service;
	char moment[CLOCK_STAMP_SIZE];
	json_t *record = import_json(import);

	clock_stamp(scores->now(), moment);
	if (json_object_set_new(record, MOMENT, json_string(moment)) == 0)
		return record;
	json_decref(record);
	scores_fail(exchange, MOTUS_ENOMEM);
	return NULL;
}

static json_t *
read_sent(struct exchange *exchange, enum import_source source)
{
	struct import import;
	json_t *sent;
	bool good;

	if (!request_json(exchange, &sent))
		return NULL;
	good = import_read(&import, source, sent);
	json_decref(sent);
	if (good)
		return make_record(exchange, &import);
	reply_problem(&exchange->reply, 422, "bad-import", import.complaint);
	return NULL;
}

/* `record` is taken. */
static void
start(struct exchange *exchange, const struct player *player, json_t *record)
{
	struct importing *importing = calloc(1, sizeof *importing);

	if (importing == NULL) {
		json_decref(record);
		scores_fail(exchange, MOTUS_ENOMEM);
		exchange_finish(exchange);
		return;
	}
	importing->exchange = exchange;
	importing->player = *player;
	importing->record = record;
	begin(importing);
}

static void
put(struct exchange *exchange, const struct player *player)
{
	enum import_source source;
	json_t *record;

	if (signed_in(exchange, player) && find_source(exchange, &source) &&
	    (record = read_sent(exchange, source)) != NULL)
		start(exchange, player, record);
	else
		exchange_finish(exchange);
}

void
import_put(struct exchange *exchange)
{
	signed_in_write(exchange, put);
}

static void
drop(struct exchange *exchange, const struct player *player)
{
	enum import_source source;

	if (signed_in(exchange, player) && find_source(exchange, &source))
		start(exchange, player, NULL);
	else
		exchange_finish(exchange);
}

void
import_delete(struct exchange *exchange)
{
	signed_in_write(exchange, drop);
}
