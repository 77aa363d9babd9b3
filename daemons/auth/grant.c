#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "daemons/auth/grant.h"
#include "daemons/common/base64url.h"
#include "daemons/common/token.h"

#define PART 16 /* bytes of a GID, and of a secret */
#define PART_LENGTH 22 /* characters of each */
#define RECORD_REST 300 /* bytes of a record's names and numbers, at most */

void
code_key(const char *code, char *key)
{
	char hash[DB_HASH_SIZE];

	db_hash(code, hash);
	snprintf(key, MOTUS_KEY_MAX + 1, "code:%s", hash);
}

void
grant_key(const char *hash, char *key)
{
	snprintf(key, MOTUS_KEY_MAX + 1, "grant:%s", hash);
}

bool
grant_hash(const char *token, char hash[DB_HASH_SIZE])
{
	unsigned char bytes[PART];
	char gid[PART_LENGTH + 1];
	size_t size;

	if (strlen(token) != GRANT_TOKEN_SIZE - 1 ||
	    token[PART_LENGTH] != '.' ||
	    !base64url_decode(token, PART_LENGTH, bytes, PART, &size) ||
	    !base64url_decode(
		token + PART_LENGTH + 1, PART_LENGTH, bytes, PART, &size))
		return false;
	memcpy(gid, token, PART_LENGTH);
	gid[PART_LENGTH] = '\0';
	db_hash(gid, hash);
	return true;
}

/* --- the record ----------------------------------------------------------- */

static bool
take(char *to, size_t size, const char *from)
{
	if (strlen(from) >= size)
		return false;
	strcpy(to, from);
	return true;
}

/* What a code's record and a grant's have in common. */
static bool
read_common(struct grant *grant, const json_t *record)
{
	const char *client_id, *sub, *scope, *session;
	json_int_t auth_time, epoch;

	if (json_unpack((json_t *)record, "{s:s, s:s, s:s, s:s, s:I, s:I}",
		"client_id", &client_id, "sub", &sub, "scope", &scope,
		"session", &session, "auth_time", &auth_time, "epoch",
		&epoch) != 0)
		return false;
	grant->auth_time = auth_time;
	grant->epoch = epoch;
	return take(grant->client_id, sizeof grant->client_id, client_id) &&
	    take(grant->sub, sizeof grant->sub, sub) &&
	    take(grant->scope, sizeof grant->scope, scope) &&
	    take(grant->session, sizeof grant->session, session);
}

bool
grant_read(struct grant *grant, const char *hash, const json_t *record)
{
	const char *salt, *secret, *previous;
	json_int_t made, expires, rotated;

	if (json_unpack((json_t *)record, "{s:s, s:s, s:s, s:I, s:I, s:I}",
		"salt", &salt, "secret", &secret, "previous", &previous, "made",
		&made, "expires", &expires, "rotated", &rotated) != 0)
		return false;
	grant->made = made;
	grant->expires = expires;
	grant->rotated = rotated;
	return read_common(grant, record) &&
	    take(grant->hash, sizeof grant->hash, hash) &&
	    take(grant->salt, sizeof grant->salt, salt) &&
	    take(grant->secret, sizeof grant->secret, secret) &&
	    take(grant->previous, sizeof grant->previous, previous);
}

bool
grant_begin(struct grant *grant, const json_t *code, int64_t now,
    int64_t seconds, char token[GRANT_TOKEN_SIZE])
{
	if (!read_common(grant, code) || !base64url_random(token, PART) ||
	    !base64url_random(token + PART_LENGTH + 1, PART) ||
	    !base64url_random(grant->salt, PART))
		return false;
	token[PART_LENGTH] = '.';
	grant->previous[0] = '\0';
	grant->made = grant->rotated = now;
	grant->expires = now + seconds;
	db_hash(token, grant->secret);
	return grant_hash(token, grant->hash);
}

/*
 * Written as text, since each refresh does it; nothing in it has a character
 * that JSON would escape.
 */
void
grant_put(struct motus_batch *batch, const struct grant *grant, int64_t now)
{
	char key[MOTUS_KEY_MAX + 1], text[sizeof *grant + RECORD_REST];
	int size = snprintf(text, sizeof text,
	    "{\"client_id\":\"%s\",\"sub\":\"%s\",\"scope\":\"%s\","
	    "\"session\":\"%s\",\"salt\":\"%s\",\"secret\":\"%s\","
	    "\"previous\":\"%s\",\"auth_time\":%" PRId64 ",\"epoch\":%" PRId64
	    ",\"made\":%" PRId64 ",\"expires\":%" PRId64 ",\"rotated\":%" PRId64
	    "}",
	    grant->client_id, grant->sub, grant->scope, grant->session,
	    grant->salt, grant->secret, grant->previous, grant->auth_time,
	    grant->epoch, grant->made, grant->expires, grant->rotated);

	grant_key(grant->hash, key);
	motus_batch_put(
	    batch, key, text, (size_t)size, (uint32_t)(grant->expires - now));
}

/* --- refresh tokens ------------------------------------------------------- */

static bool
same(const char *kept, const char hash[DB_HASH_SIZE])
{
	return strlen(kept) == DB_HASH_SIZE - 1 &&
	    CRYPTO_memcmp(kept, hash, DB_HASH_SIZE - 1) == 0;
}

enum grant_use
grant_judge(const struct grant *grant, const char *token, int64_t now)
{
	char hash[DB_HASH_SIZE];

	db_hash(token, hash);
	if (same(grant->secret, hash))
		return GRANT_CURRENT;
	if (same(grant->previous, hash) && now <= grant->rotated + GRANT_GRACE)
		return GRANT_REPEATED;
	return GRANT_STOLEN;
}

void
grant_next(
    const struct grant *grant, const char *token, char next[GRANT_TOKEN_SIZE])
{
	unsigned char mac[EVP_MAX_MD_SIZE] = { 0 };

	HMAC(EVP_sha256(), grant->salt, (int)strlen(grant->salt),
	    (const unsigned char *)token, strlen(token), mac, NULL);
	memcpy(next, token, PART_LENGTH + 1);
	base64url_encode(mac, PART, next + PART_LENGTH + 1);
	OPENSSL_cleanse(mac, sizeof mac);
}

void
grant_rotate(struct grant *grant, const char *next, int64_t now)
{
	strcpy(grant->previous, grant->secret);
	db_hash(next, grant->secret);
	grant->rotated = now;
}

bool
grant_is_offline(const struct grant *grant)
{
	return scope_has(grant->scope, "offline_access");
}
