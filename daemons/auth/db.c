#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/db.h"
#include "daemons/common/base64url.h"
#include "daemons/common/sha256.h"

struct reading {
	db_found *then;
	void *arg;
};

json_t *
db_parse(const void *value, size_t size)
{
	json_t *record = json_loadb(value, size, JSON_REJECT_DUPLICATES, NULL);

	if (json_is_object(record))
		return record;
	json_decref(record);
	return NULL;
}

static void
got(void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct reading reading = *(struct reading *)arg;
	json_t *record = NULL;

	free(arg);
	if (status == 0 && version != 0 &&
	    (record = db_parse(value, size)) == NULL)
		status = MOTUS_EFORMAT;
	reading.then(reading.arg, status, record, record == NULL ? 0 : version);
	json_decref(record);
}

void
db_get(struct motus_store *store, const char *key, db_found *then, void *arg)
{
	struct reading *reading = malloc(sizeof *reading);

	if (reading == NULL) {
		then(arg, MOTUS_ENOMEM, NULL, 0);
		return;
	}
	*reading = (struct reading){ then, arg };
	motus_store_get(store, key, got, reading);
}

/* A record that there was no memory to write is one over the limit. */
void
db_put(struct motus_batch *batch, const char *key, const json_t *record,
    uint32_t ttl)
{
	char *text = json_dumps(record, JSON_COMPACT | JSON_SORT_KEYS);

	if (text == NULL)
		motus_batch_put(batch, key, "", MOTUS_VALUE_MAX + 1, ttl);
	else
		motus_batch_put(batch, key, text, strlen(text), ttl);
	free(text);
}

void
db_hash(const char *text, char hash[DB_HASH_SIZE])
{
	unsigned char digest[SHA256_SIZE];

	sha256(digest, text, strlen(text));
	base64url_encode(digest, SHA256_SIZE, hash);
}

/* FNV-1a. */
size_t
db_place(const char *key, size_t places)
{
	uint32_t hash = 2166136261;

	for (; *key != '\0'; key++)
		hash = (hash ^ (unsigned char)*key) * 16777619;
	return hash % places;
}
