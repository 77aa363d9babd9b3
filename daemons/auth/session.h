/*
 * session.h - a browser that is signed in
 *
 * A cookie holds 32 random bytes ("motus_auth", under https
 * "__Host-motus_auth"; HttpOnly, SameSite=Lax); the store has the record under
 * their hash: {"sub", "epoch", "auth_time" (when the password was given),
 * "made"}.  A new id is made at each sign-in, and one that a browser brings
 * along is never adopted.
 */
#ifndef AUTH_SESSION_H
#define AUTH_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "daemons/auth/account.h"
#include "daemons/auth/cookie.h"
#include "daemons/common/http.h"

#define SESSION_SECONDS (14 * 86400)
#define SESSION_HASH_SIZE 44 /* SHA-256 as base64url, and a NUL */

struct session {
	char hash[SESSION_HASH_SIZE]; /* "session:HASH" is its key */
	char sub[SUB_SIZE];
	char name[256]; /* of the account, UTF-8 */
	int64_t auth_time;
	int64_t epoch; /* of the account; the session's is the same */
	char cookie[COOKIE_SECRET_SIZE]; /* of a new one; else "" */
};

/*
 * Called with the session of the request's cookie, valid until the callback
 * returns; NULL when there is none, or it is over.  `status` is the store's.
 */
typedef void session_found(
    void *arg, int status, const struct session *session);

/* Its key in the store; `key` takes MOTUS_KEY_MAX + 1. */
void session_key(const char *hash, char *key);

void session_find(struct exchange *exchange, session_found *then, void *arg);

/*
 * Add to `batch` a session with `session`'s sub, auth_time and epoch, under a
 * new id, and the end of the one that the request's cookie names.  False
 * without randomness.  Once the batch is committed, session_set_cookie()
 * hands the id to the browser.
 */
bool session_begin(struct exchange *exchange, struct session *session,
    struct motus_batch *batch);
void session_set_cookie(
    struct exchange *exchange, const struct session *session);

/* Add to `batch` the end of the session that the request's cookie names. */
void session_end(struct exchange *exchange, struct motus_batch *batch);
void session_drop_cookie(struct exchange *exchange);

#endif
