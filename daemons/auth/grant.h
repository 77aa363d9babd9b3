/*
 * grant.h - what a player gave to a client: a code first, then tokens
 *
 * A code is 32 random bytes; "code:HASH" is
 *
 *	{"client_id", "redirect_uri", "challenge", "nonce", "scope", "sub",
 *	"auth_time", "epoch", "session", "expires"}
 *
 * until it is redeemed, and then, as long as what it gave may live, {"grant":
 * the key of that}: so that whoever comes with it a second time ends it.
 *
 * A refresh token is GID.SECRET, 16 random bytes each; "grant:HASH", of the
 * GID, is
 *
 *	{"client_id", "sub", "scope", "auth_time", "epoch", "session", "made",
 *	"expires", "salt", "secret", "previous", "rotated"}
 *
 * Each use of a refresh token gives the next one, which is derived from the
 * one presented and the salt: the store has only hashes, and can make none.
 * The one before gives the same successor for GRANT_GRACE seconds, so that a
 * reply that was lost, and refreshes at once, cost nothing.  After that it is
 * stolen goods: the grant ends, with all its tokens.
 */
#ifndef AUTH_GRANT_H
#define AUTH_GRANT_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>
#include <motus/store.h>

#include "daemons/auth/account.h"
#include "daemons/auth/client.h"
#include "daemons/auth/db.h"
#include "daemons/auth/scope.h"
#include "daemons/auth/session.h"

#define GRANT_GRACE 10 /* seconds */
#define GRANT_TOKEN_SIZE 46 /* a refresh token with its NUL */

struct grant {
	char hash[DB_HASH_SIZE]; /* of the GID; the access tokens' "gid" */
	char client_id[CLIENT_ID_SIZE];
	char sub[SUB_SIZE];
	char scope[SCOPE_SIZE];
	char session[SESSION_HASH_SIZE]; /* that it came from */
	char salt[23];
	char secret[DB_HASH_SIZE]; /* hash of the token that is current */
	char previous[DB_HASH_SIZE]; /* and of the one before; "" */
	int64_t auth_time, epoch, made, expires, rotated;
};

/* Keys in the store; `key` takes MOTUS_KEY_MAX + 1. */
void code_key(const char *code, char *key);
void grant_key(const char *hash, char *key);

/* The hash of the GID in a text; false when it can't be a refresh token. */
bool grant_hash(const char *token, char hash[DB_HASH_SIZE]);

/*
 * The grant that a code becomes at the moment `now`, for `seconds`, and its
 * first token; false without randomness, or when `code` is no such record.
 */
bool grant_begin(struct grant *grant, const json_t *code, int64_t now,
    int64_t seconds, char token[GRANT_TOKEN_SIZE]);

/* From the record of the grant with that hash; false when it is none. */
bool grant_read(struct grant *grant, const char *hash, const json_t *record);

/* Add to `batch` that it is kept. */
void grant_put(
    struct motus_batch *batch, const struct grant *grant, int64_t now);

/* What a refresh token whose GID is that of `grant` is at the moment `now`. */
enum grant_use {
	GRANT_CURRENT,
	GRANT_REPEATED, /* the one before, but not for long */
	GRANT_STOLEN, /* anything else */
};

enum grant_use grant_judge(
    const struct grant *grant, const char *token, int64_t now);

/* The token after `token`. */
void grant_next(
    const struct grant *grant, const char *token, char next[GRANT_TOKEN_SIZE]);

/* Make `next` the current token. */
void grant_rotate(struct grant *grant, const char *next, int64_t now);

/* Whether it lives on when the session that it came from ends. */
bool grant_is_offline(const struct grant *grant);

#endif
