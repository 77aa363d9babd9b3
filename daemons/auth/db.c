#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include <motus/error.h>

#include "daemons/auth/db.h"
#include "daemons/common/base64url.h"

struct reading {
	db_found *then;
	void *arg;
};

/* NULL for what is no record, and *status says so. */
static json_t *
read_record(const void *value, size_t size, int *status)
{
	json_t *record = json_loadb(value, size, JSON_REJECT_DUPLICATES, NULL);

	if (json_is_object(record))
		return record;
	json_decref(record);
	*status = MOTUS_EFORMAT;
	return NULL;
}

static void
got(void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct reading reading = *(struct reading *)arg;
	json_t *record = NULL;

	free(arg);
	if (status == 0 && version != 0)
		record = read_record(value, size, &status);
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

/* --- several at once ------------------------------------------------------ */

struct gathering {
	db_gathered *then;
	void *arg;
	size_t count, waiting;
	int status;
	json_t *records[DB_GATHER_MAX];
	struct part {
		struct gathering *whole;
		size_t index;
	} parts[DB_GATHER_MAX];
};

static void
got_part(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct part *part = arg;
	struct gathering *whole = part->whole;

	if (status == 0 && version != 0)
		whole->records[part->index] = read_record(value, size, &status);
	if (whole->status == 0)
		whole->status = status;
	if (--whole->waiting > 0)
		return;
	whole->then(whole->arg, whole->status, whole->records);
	for (size_t i = 0; i < whole->count; i++)
		json_decref(whole->records[i]);
	free(whole);
}

/* The last of them may be told, and `whole` be gone, before this returns. */
void
db_gather(struct motus_store *store, const char *const keys[], size_t count,
    db_gathered *then, void *arg)
{
	static json_t *const none[DB_GATHER_MAX];
	struct gathering *whole = calloc(1, sizeof *whole);

	if (whole == NULL) {
		then(arg, MOTUS_ENOMEM, none);
		return;
	}
	whole->then = then;
	whole->arg = arg;
	whole->count = whole->waiting = count;
	for (size_t i = 0; i < count; i++) {
		whole->parts[i] = (struct part){ whole, i };
		motus_store_get(store, keys[i], got_part, &whole->parts[i]);
	}
}

/* --- writing -------------------------------------------------------------- */

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
	unsigned char digest[EVP_MAX_MD_SIZE] = { 0 };

	EVP_Digest(text, strlen(text), digest, NULL, EVP_sha256(), NULL);
	base64url_encode(digest, 32, hash);
}
