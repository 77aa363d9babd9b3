#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include <motus/error.h>

#include "daemons/auth/db.h"
#include "daemons/auth/keyring_record.h"
#include "daemons/auth/provider.h"
#include "daemons/common/log.h"

#define KEY "keys" /* of the store */
#define PAUSE_MIN 250 /* milliseconds */
#define PAUSE_MAX 2000

struct keyring {
	struct provider *provider;
	bool is_sealed;
	unsigned char seal[KEYRING_SEAL_SIZE];
	int pause; /* before the store is asked again */

	uint64_t version; /* of the record that was read; 0: none was */
	struct keyring_entry entries[KEYRING_MAX];
	int count;
	struct token_key *published[KEYRING_MAX];
	size_t published_count;
	char *jwks;
};

static const unsigned char *
seal_of(const struct keyring *keyring)
{
	return keyring->is_sealed ? keyring->seal : NULL;
}

struct keyring *
keyring_create(struct provider *provider, const unsigned char *seal)
{
	struct keyring *keyring = calloc(1, sizeof *keyring);

	if (keyring == NULL)
		return NULL;
	keyring->provider = provider;
	keyring->is_sealed = seal != NULL;
	if (seal != NULL)
		memcpy(keyring->seal, seal, sizeof keyring->seal);
	return keyring;
}

void
keyring_destroy(struct keyring *keyring)
{
	if (keyring == NULL)
		return;
	keyring_drop(keyring->entries, keyring->count);
	free(keyring->jwks);
	sodium_memzero(keyring->seal, sizeof keyring->seal);
	free(keyring);
}

/* --- what is published ---------------------------------------------------- */

/* A set without a key that there was no memory for would mislead: none then. */
static char *
write_jwks(struct token_key *const keys[], size_t count)
{
	json_t *array = json_array(), *set;
	bool is_whole = true;
	char *text;

	for (size_t i = 0; i < count; i++)
		is_whole =
		    json_array_append_new(array, token_key_jwk(keys[i])) == 0 &&
		    is_whole;
	set = json_pack("{s:o}", "keys", array);
	text = is_whole ? json_dumps(set, JSON_COMPACT) : NULL;
	json_decref(set);
	return text;
}

/*
 * Publish what is not over.  With other keys than before, tokens that were
 * found good may be so no longer.
 */
static bool
publish(struct keyring *keyring)
{
	struct provider *provider = keyring->provider;
	char *before = keyring->jwks;

	keyring->published_count = 0;
	for (int i = 0; i < keyring->count; i++)
		if (keyring->entries[i].until > provider->now())
			keyring->published[keyring->published_count++] =
			    keyring->entries[i].key;
	keyring->jwks =
	    write_jwks(keyring->published, keyring->published_count);
	if (provider->tokens != NULL && before != NULL &&
	    (keyring->jwks == NULL || strcmp(before, keyring->jwks) != 0))
		token_cache_clear(provider->tokens);
	free(before);
	return keyring->jwks != NULL;
}

static bool
use(struct keyring *keyring, const json_t *record, uint64_t version)
{
	struct keyring_entry entries[KEYRING_MAX];
	int count = keyring_read(record, seal_of(keyring), entries);

	if (count < 0)
		return false;
	keyring_drop(keyring->entries, keyring->count);
	memcpy(keyring->entries, entries, (size_t)count * sizeof *entries);
	keyring->count = count;
	keyring->version = version;
	return true;
}

static bool
is_old(const struct keyring *keyring)
{
	int64_t youngest = 0;

	for (int i = 0; i < keyring->count; i++)
		if (keyring->entries[i].made > youngest)
			youngest = keyring->entries[i].made;
	return youngest + KEYRING_AGE <= keyring->provider->now();
}

/* --- the store ------------------------------------------------------------ */

static void read_keys(void *arg);

static void
read_later(struct keyring *keyring, int milliseconds)
{
	const struct motus_loop *loop = &keyring->provider->loop;

	if (loop->timer(loop->context, milliseconds, read_keys, keyring) != 0)
		log_message(LEVEL_ERROR, "no-keys", "no memory for a timer");
}

static void
fail(struct keyring *keyring, const char *what)
{
	keyring->pause = keyring->pause == 0 ? PAUSE_MIN : 2 * keyring->pause;
	if (keyring->pause > PAUSE_MAX)
		keyring->pause = PAUSE_MAX;
	log_message(LEVEL_WARNING, "no-keys", "%s; asking again in %d ms", what,
	    keyring->pause);
	read_later(keyring, keyring->pause);
}

static void
succeed(struct keyring *keyring)
{
	keyring->pause = 0;
	read_later(keyring, KEYRING_RELOAD * 1000);
}

/* Whoever made them, what the store has now counts. */
static void
made(void *arg, int status)
{
	if (status == 0 || status == MOTUS_ECONFLICT)
		read_keys(arg);
	else
		fail(arg, motus_error_text(status));
}

static void
make(struct keyring *keyring, const json_t *record, uint64_t version)
{
	const struct provider *provider = keyring->provider;
	int overlap = provider->access_ttl > provider->id_ttl
	    ? provider->access_ttl
	    : provider->id_ttl;
	json_t *keys =
	    keyring_rotate(record, provider->now(), overlap, seal_of(keyring));
	struct motus_batch *batch;

	if (keys == NULL) {
		fail(keyring, "no new keys could be made");
		return;
	}
	batch = motus_batch_create();
	motus_batch_expect(batch, KEY, version);
	db_put(batch, KEY, keys, 0);
	motus_store_commit(provider->store, batch, made, keyring);
	motus_batch_destroy(batch);
	json_decref(keys);
}

static void
got(void *arg, int status, const json_t *record, uint64_t version)
{
	struct keyring *keyring = arg;

	if (status != 0)
		fail(keyring, motus_error_text(status));
	else if (record == NULL)
		make(keyring, NULL, 0);
	else if (version != keyring->version && !use(keyring, record, version))
		fail(
		    keyring, "the keys can't be read: is AUTH_KEY_FILE right?");
	else if (!publish(keyring))
		fail(keyring, motus_error_text(MOTUS_ENOMEM));
	else if (is_old(keyring))
		make(keyring, record, version);
	else
		succeed(keyring);
}

static void
read_keys(void *arg)
{
	struct keyring *keyring = arg;

	db_get(keyring->provider->store, KEY, got, keyring);
}

void
keyring_start(struct keyring *keyring)
{
	read_keys(keyring);
}

void
keyring_stop(struct keyring *keyring)
{
	read_later(keyring, -1);
}

/* --- for the handlers ----------------------------------------------------- */

bool
keyring_ready(const struct keyring *keyring)
{
	return keyring->jwks != NULL;
}

/* A clock that is behind may see no key that signs yet: then the first. */
const struct token_key *
keyring_signer(const struct keyring *keyring, enum token_alg alg)
{
	const struct keyring_entry *best = NULL;
	int64_t now = keyring->provider->now();

	for (int i = 0; i < keyring->count; i++) {
		const struct keyring_entry *entry = &keyring->entries[i];

		if (token_key_alg(entry->key) != alg)
			continue;
		if (best == NULL ||
		    (entry->from <= now &&
			(best->from > now || best->from <= entry->from)))
			best = entry;
	}
	return best == NULL ? NULL : best->key;
}

struct token_key *const *
keyring_keys(const struct keyring *keyring, size_t *count)
{
	*count = keyring->published_count;
	return keyring->published;
}

const char *
keyring_jwks(const struct keyring *keyring)
{
	return keyring->jwks;
}
