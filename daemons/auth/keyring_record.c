#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "daemons/auth/keyring_record.h"
#include "daemons/auth/seal.h"

static void
drop_secret(char *text)
{
	if (text != NULL)
		sodium_memzero(text, strlen(text));
	free(text);
}

/* --- reading -------------------------------------------------------------- */

/* The private key, the caller's to wipe. */
static char *
pem_of(const json_t *entry, const char *kid, const unsigned char *seal)
{
	const char *pem = json_string_value(json_object_get(entry, "pem"));
	const char *sealed =
	    json_string_value(json_object_get(entry, "sealed"));

	if (pem != NULL)
		return strdup(pem);
	return sealed == NULL || seal == NULL ? NULL
					      : seal_open(seal, kid, sealed);
}

static bool
read_times(const json_t *entry, struct keyring_entry *read)
{
	const json_t *until = json_object_get(entry, "until");
	json_int_t made, from;

	if (json_unpack((json_t *)entry, "{s:I, s:I}", "made", &made, "from",
		&from) != 0 ||
	    !(json_is_null(until) || json_is_integer(until)))
		return false;
	read->made = made;
	read->from = from;
	read->until =
	    json_is_null(until) ? INT64_MAX : json_integer_value(until);
	return true;
}

static bool
read_entry(
    const json_t *entry, const unsigned char *seal, struct keyring_entry *read)
{
	const char *kid = json_string_value(json_object_get(entry, "kid"));
	char *pem;

	if (kid == NULL || !read_times(entry, read))
		return false;
	pem = pem_of(entry, kid, seal);
	read->key = pem == NULL ? NULL : token_key_from_pem(pem, strlen(pem));
	drop_secret(pem);
	if (read->key != NULL && strcmp(token_key_kid(read->key), kid) == 0)
		return true;
	token_key_destroy(read->key);
	return false;
}

int
keyring_read(const json_t *record, const unsigned char *seal,
    struct keyring_entry entries[KEYRING_MAX])
{
	const json_t *keys = json_object_get(record, "keys"), *entry;
	size_t i;

	if (!json_is_array(keys) || json_array_size(keys) > KEYRING_MAX)
		return -1;
	json_array_foreach (keys, i, entry)
		if (!read_entry(entry, seal, &entries[i])) {
			keyring_drop(entries, (int)i);
			return -1;
		}
	return (int)i;
}

void
keyring_drop(struct keyring_entry *entries, int count)
{
	for (int i = 0; i < count; i++)
		token_key_destroy(entries[i].key);
}

/* --- making --------------------------------------------------------------- */

/* A new key, as the record has it. */
static json_t *
make_entry(
    enum token_alg alg, int64_t now, int64_t from, const unsigned char *seal)
{
	struct token_key *key = token_key_generate(alg);
	char *pem = key == NULL ? NULL : token_key_pem(key);
	char *kept = pem;
	json_t *entry = NULL;

	if (pem != NULL && seal != NULL)
		kept = seal_close(seal, token_key_kid(key), pem);
	if (kept != NULL)
		entry = json_pack("{s:s, s:s, s:I, s:I, s:n, s:s}", "kid",
		    token_key_kid(key), "alg", token_alg_name(alg), "made",
		    (json_int_t)now, "from", (json_int_t)from, "until",
		    seal == NULL ? "pem" : "sealed", kept);
	if (kept != pem)
		free(kept);
	drop_secret(pem);
	token_key_destroy(key);
	return entry;
}

static bool
is_over(const json_t *entry, int64_t now)
{
	const json_t *until = json_object_get(entry, "until");

	return json_is_integer(until) && json_integer_value(until) <= now;
}

/* The keys that stay, all retired at `until` at the latest; NULL: no memory. */
static json_t *
keep_entries(const json_t *keys, int64_t now, int64_t until)
{
	json_t *kept = json_array(), *entry;
	const json_t *old;
	size_t i;

	json_array_foreach (keys, i, old) {
		if (is_over(old, now))
			continue;
		entry = json_deep_copy(old);
		if (json_is_null(json_object_get(entry, "until")))
			json_object_set_new(
			    entry, "until", json_integer(until));
		if (json_array_append_new(kept, entry) != 0) {
			json_decref(kept);
			return NULL;
		}
	}
	return kept;
}

json_t *
keyring_rotate(
    const json_t *keys, int64_t now, int64_t overlap, const unsigned char *seal)
{
	struct keyring_entry entries[KEYRING_MAX];
	int count = keys == NULL ? 0 : keyring_read(keys, seal, entries);
	int64_t from = count > 0 ? now + KEYRING_AHEAD : now;
	json_t *all;

	if (count < 0)
		return NULL;
	keyring_drop(entries, count);
	all = keep_entries(json_object_get(keys, "keys"), now, from + overlap);
	if (json_array_size(all) + 2 > KEYRING_MAX ||
	    json_array_append_new(
		all, make_entry(TOKEN_RS256, now, from, seal)) != 0 ||
	    json_array_append_new(
		all, make_entry(TOKEN_ES256, now, from, seal)) != 0) {
		json_decref(all);
		return NULL;
	}
	return json_pack("{s:o}", "keys", all);
}
