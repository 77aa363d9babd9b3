#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/db.h"
#include "daemons/auth/records.h"

#define PLACES 1024

struct records {
	struct place {
		char *key; /* NULL: free */
		uint64_t version;
		json_t *record;
	} places[PLACES];
};

/* A call of records_get(). */
struct reading {
	struct records *records;
	records_found *then;
	void *arg;
	size_t count, waiting;
	int status;
	json_t *found[RECORDS_MAX];
	struct part {
		struct reading *whole;
		size_t index;
		char key[MOTUS_KEY_MAX + 1];
	} parts[RECORDS_MAX];
};

struct records *
records_create(void)
{
	return calloc(1, sizeof(struct records));
}

static void
clear(struct place *place)
{
	free(place->key);
	json_decref(place->record);
	*place = (struct place){ 0 };
}

void
records_destroy(struct records *records)
{
	for (size_t i = 0; records != NULL && i < PLACES; i++)
		clear(&records->places[i]);
	free(records);
}

static void
keep(struct place *place, const char *key, uint64_t version, json_t *record)
{
	clear(place);
	place->key = strdup(key);
	if (place->key == NULL)
		return;
	place->version = version;
	place->record = json_incref(record);
}

/*
 * The record that `key` has in this version, the caller's to release.  What
 * the store has no more, as of a deleted account, is forgotten here as well.
 */
static json_t *
remember(struct records *records, const char *key, uint64_t version,
    const void *value, size_t size)
{
	struct place *place = &records->places[db_place(key, PLACES)];
	bool is_known = place->key != NULL && strcmp(place->key, key) == 0;
	json_t *record;

	if (is_known && place->version == version)
		return json_incref(place->record);
	if (is_known)
		clear(place);
	if (version == 0)
		return NULL;
	record = db_parse(value, size);
	if (record != NULL)
		keep(place, key, version, record);
	return record;
}

static void
got_part(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct part *part = arg;
	struct reading *whole = part->whole;
	json_t *record = NULL;

	if (status == 0)
		record =
		    remember(whole->records, part->key, version, value, size);
	if (status == 0 && record == NULL && version != 0)
		status = MOTUS_EFORMAT;
	whole->found[part->index] = record;
	if (whole->status == 0)
		whole->status = status;
	if (--whole->waiting > 0)
		return;
	whole->then(whole->arg, whole->status, whole->found);
	for (size_t i = 0; i < whole->count; i++)
		json_decref(whole->found[i]);
	free(whole);
}

/* The last of them may be told, and `whole` be gone, before this returns. */
void
records_get(struct records *records, struct motus_store *store,
    const char *const keys[], size_t count, records_found *then, void *arg)
{
	static json_t *const none[RECORDS_MAX];
	struct reading *whole = calloc(1, sizeof *whole);

	if (whole == NULL) {
		then(arg, MOTUS_ENOMEM, none);
		return;
	}
	whole->records = records;
	whole->then = then;
	whole->arg = arg;
	whole->count = whole->waiting = count;
	for (size_t i = 0; i < count; i++) {
		struct part *part = &whole->parts[i];

		part->whole = whole;
		part->index = i;
		strcpy(part->key, keys[i]);
		motus_store_get(store, part->key, got_part, part);
	}
}
