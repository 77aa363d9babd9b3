#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/common/errands.h"
#include "daemons/common/http.h"
#include "daemons/common/log.h"

#define PERIOD 1000 /* milliseconds between looks */
#define LOT_MAX 16 /* begun by one look */
#define RUNNING_MAX 128

struct errands {
	struct errands_setup setup;
	size_t running;
	size_t expected; /* of a look: so many are not known yet to be ours */
	bool found; /* the look found some that were due */
	bool failing; /* the last that ended was not done */
	bool stopped;
	uint64_t count; /* while the age is asked for */
};

struct errand {
	struct errands *errands;
	json_t *what;
	char request[REQUEST_ID_SIZE]; /* "": none */
	char id[];
};

static void
write_key(const char *name, const char *id, char key[MOTUS_KEY_MAX + 1])
{
	snprintf(key, MOTUS_KEY_MAX + 1, "%s:%s", name, id);
}

static void
write_ages(const char *name, char ranking[MOTUS_KEY_MAX + 1])
{
	write_key(name, "made", ranking);
}

/* --- what is kept --------------------------------------------------------- */

/* A record that there was no memory to write is one over the limit. */
static void
put_record(struct motus_batch *batch, const char *key, const json_t *record)
{
	char *text = json_dumps(record, JSON_COMPACT | JSON_SORT_KEYS);

	if (text == NULL)
		motus_batch_put(batch, key, "", MOTUS_VALUE_MAX + 1, 0);
	else
		motus_batch_put(batch, key, text, strlen(text), 0);
	free(text);
}

void
errand_put(struct motus_batch *batch, const char *name, const char *id,
    const json_t *what, const char *request, time_t now, bool mine)
{
	json_t *record =
	    json_pack("{s:I, s:i, s:O, s:s*}", "made", (json_int_t)now, "tries",
		mine ? 1 : 0, "what", what, "request", request);
	char key[MOTUS_KEY_MAX + 1], ages[MOTUS_KEY_MAX + 1];

	write_key(name, id, key);
	write_ages(name, ages);
	put_record(batch, key, record);
	motus_batch_rank_set(
	    batch, name, id, -(now + (mine ? ERRAND_PAUSE_MIN : 0)));
	motus_batch_rank_set(batch, ages, id, -now);
	json_decref(record);
}

void
errand_drop(struct motus_batch *batch, const char *name, const char *id)
{
	char key[MOTUS_KEY_MAX + 1], ages[MOTUS_KEY_MAX + 1];

	write_key(name, id, key);
	write_ages(name, ages);
	motus_batch_delete(batch, key);
	motus_batch_rank_remove(batch, name, id);
	motus_batch_rank_remove(batch, ages, id);
}

/* --- one that is run ------------------------------------------------------ */

static struct errand *
errand_create(struct errands *errands, const char *id)
{
	size_t size = strlen(id) + 1;
	struct errand *errand = calloc(1, sizeof *errand + size);

	if (errand == NULL)
		return NULL;
	errand->errands = errands;
	memcpy(errand->id, id, size);
	errands->running++;
	return errand;
}

static void
errand_destroy(struct errand *errand)
{
	errand->errands->running--;
	json_decref(errand->what);
	free(errand);
}

const char *
errand_id(const struct errand *errand)
{
	return errand->id;
}

const json_t *
errand_what(const struct errand *errand)
{
	return errand->what;
}

const char *
errand_request(const struct errand *errand)
{
	return errand->request;
}

static void
note_request(struct errand *errand, const char *request)
{
	if (request != NULL && strlen(request) < sizeof errand->request)
		strcpy(errand->request, request);
}

/* Should it not be gone, it is found again, and done again. */
static void
dropped(void *arg, int status)
{
	(void)status;
	errand_destroy(arg);
}

void
errand_end(struct errand *errand, bool done)
{
	struct errands *errands = errand->errands;
	struct motus_batch *batch;

	errands->failing = !done;
	if (!done) {
		errand_destroy(errand);
		return;
	}
	batch = motus_batch_create();
	errand_drop(batch, errands->setup.name, errand->id);
	motus_store_commit(errands->setup.store, batch, dropped, errand);
	motus_batch_destroy(batch);
}

void
errands_run(struct errands *errands, const char *id, const json_t *what,
    const char *request)
{
	struct errand *errand;

	if (errands->running >= RUNNING_MAX || errands->stopped ||
	    (errand = errand_create(errands, id)) == NULL)
		return;
	errand->what = json_incref((json_t *)what);
	note_request(errand, request);
	errands->setup.run(errands->setup.context, errand);
}

/* --- looking for some ----------------------------------------------------- */

static void look(void *arg);

static void
look_later(struct errands *errands, int milliseconds)
{
	const struct motus_loop *loop = &errands->setup.loop;
	int error;

	if (errands->stopped)
		return;
	error = loop->timer(loop->context, milliseconds, look, errands);
	if (error != 0)
		log_message(
		    LEVEL_ERROR, "no-errands", "%s", motus_error_text(error));
}

/* While all goes well, one look follows another. */
static void
settle(struct errands *errands)
{
	if (--errands->expected == 0)
		look_later(
		    errands, errands->found && !errands->failing ? 0 : PERIOD);
}

/* Whoever else is about to run it has changed the record, or will fail to. */
static void
was_put_off(void *arg, int status)
{
	struct errand *errand = arg;
	struct errands *errands = errand->errands;

	if (status == 0 && !errands->stopped)
		errands->setup.run(errands->setup.context, errand);
	else
		errand_destroy(errand);
	settle(errands);
}

static int
pause_after(json_int_t tries)
{
	int pause = ERRAND_PAUSE_MIN;

	for (; tries > 0 && pause < ERRAND_PAUSE_MAX; tries--)
		pause *= 2;
	return pause < ERRAND_PAUSE_MAX ? pause : ERRAND_PAUSE_MAX;
}

/* `record` becomes what is kept of it. */
static void
put_off(struct errand *errand, json_t *record, uint64_t version)
{
	const struct errands_setup *setup = &errand->errands->setup;
	json_int_t tries = json_integer_value(json_object_get(record, "tries"));
	struct motus_batch *batch = motus_batch_create();
	char key[MOTUS_KEY_MAX + 1];

	json_object_set_new(record, "tries", json_integer(tries + 1));
	write_key(setup->name, errand->id, key);
	motus_batch_expect(batch, key, version);
	put_record(batch, key, record);
	motus_batch_rank_set(batch, setup->name, errand->id,
	    -(setup->now() + pause_after(tries)));
	motus_store_commit(setup->store, batch, was_put_off, errand);
	motus_batch_destroy(batch);
}

static void
got(void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct errand *errand = arg;
	struct errands *errands = errand->errands;
	json_t *record = status != 0 || value == NULL
	    ? NULL
	    : json_loadb(value, size, JSON_REJECT_DUPLICATES, NULL);

	errand->what = json_incref(json_object_get(record, "what"));
	note_request(
	    errand, json_string_value(json_object_get(record, "request")));
	if (errand->what != NULL) {
		put_off(errand, record, version);
	} else {
		errand_destroy(errand);
		settle(errands);
	}
	json_decref(record);
}

static void
fetch_record(struct errands *errands, const char *id)
{
	struct errand *errand = errand_create(errands, id);
	char key[MOTUS_KEY_MAX + 1];

	if (errand == NULL) {
		settle(errands);
		return;
	}
	write_key(errands->setup.name, id, key);
	motus_store_get(errands->setup.store, key, got, errand);
}

/* `expected` has one more until all have begun. */
static void
got_due(void *arg, int status, const struct motus_entry *entries, size_t count)
{
	struct errands *errands = arg;
	time_t now = errands->setup.now();

	errands->expected = 1;
	errands->found = false;
	for (size_t i = 0;
	     status == 0 && i < count && -entries[i].amount <= (int64_t)now;
	     i++) {
		errands->found = true;
		errands->expected++;
		fetch_record(errands, entries[i].member);
	}
	settle(errands);
}

static void
look_for_due(struct errands *errands)
{
	size_t room = RUNNING_MAX - errands->running;
	size_t count = errands->failing ? 1 : LOT_MAX;

	if (room == 0)
		look_later(errands, PERIOD);
	else
		motus_store_range(errands->setup.store, errands->setup.name, 0,
		    count < room ? count : room, got_due, errands);
}

static void
got_oldest(
    void *arg, int status, const struct motus_entry *entries, size_t count)
{
	struct errands *errands = arg;
	const struct errands_setup *setup = &errands->setup;
	int64_t age = 0;

	if (status == 0 && count > 0)
		age = (int64_t)setup->now() + entries->amount;
	if (status == 0)
		setup->tell(setup->context, errands->count, age < 0 ? 0 : age);
	look_for_due(errands);
}

static void
got_count(void *arg, int status, uint64_t count)
{
	struct errands *errands = arg;
	char ages[MOTUS_KEY_MAX + 1];

	errands->count = count;
	if (status != 0) {
		look_later(errands, PERIOD);
		return;
	}
	write_ages(errands->setup.name, ages);
	motus_store_range(
	    errands->setup.store, ages, 0, 1, got_oldest, errands);
}

static void
look(void *arg)
{
	struct errands *errands = arg;

	if (errands->setup.tell == NULL)
		look_for_due(errands);
	else
		motus_store_count(errands->setup.store, errands->setup.name,
		    got_count, errands);
}

struct errands *
errands_start(const struct errands_setup *setup)
{
	struct errands *errands = calloc(1, sizeof *errands);

	if (errands == NULL)
		return NULL;
	errands->setup = *setup;
	look_later(errands, PERIOD);
	return errands;
}

void
errands_stop(struct errands *errands)
{
	const struct motus_loop *loop;

	if (errands == NULL)
		return;
	loop = &errands->setup.loop;
	errands->stopped = true;
	loop->timer(loop->context, -1, look, errands);
}

void
errands_destroy(struct errands *errands)
{
	free(errands);
}
