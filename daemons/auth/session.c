#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/cookie.h"
#include "daemons/auth/db.h"
#include "daemons/auth/session.h"
#include "daemons/common/base64url.h"

#define COOKIE "motus_auth"

/* A session that is looked for. */
struct search {
	struct exchange *exchange;
	session_found *then;
	void *arg;
	struct session session;
};

void
session_key(const char *hash, char *key)
{
	snprintf(key, MOTUS_KEY_MAX + 1, "session:%s", hash);
}

static void
end(struct search *search, int status, bool found)
{
	struct search ended = *search;

	free(search);
	ended.then(
	    ended.arg, status, status == 0 && found ? &ended.session : NULL);
}

/* A session is over when its account is gone, or of a later epoch. */
static void
got_account(void *arg, int status, const json_t *account, uint64_t version)
{
	struct search *search = arg;
	struct session *session = &search->session;
	const char *name = "";
	json_int_t epoch = 0;

	(void)version;
	if (account != NULL &&
	    json_unpack((json_t *)account, "{s:s, s:I}", "name", &name, "epoch",
		&epoch) != 0)
		status = MOTUS_EFORMAT;
	snprintf(session->name, sizeof session->name, "%s", name);
	end(search, status, account != NULL && session->epoch == epoch);
}

static void
got_session(void *arg, int status, const json_t *record, uint64_t version)
{
	struct search *search = arg;
	struct session *session = &search->session;
	json_int_t epoch, auth_time;
	const char *sub;

	(void)version;
	if (record == NULL) {
		end(search, status, false);
		return;
	}
	if (json_unpack((json_t *)record, "{s:s, s:I, s:I}", "sub", &sub,
		"epoch", &epoch, "auth_time", &auth_time) != 0 ||
	    strlen(sub) >= sizeof session->sub) {
		end(search, MOTUS_EFORMAT, false);
		return;
	}
	strcpy(session->sub, sub);
	session->epoch = epoch;
	session->auth_time = auth_time;
	exchange_note(search->exchange, sub);
	account_get(search->exchange->service, sub, got_account, search);
}

void
session_find(struct exchange *exchange, session_found *then, void *arg)
{
	struct provider *provider = exchange->service;
	char cookie[COOKIE_SECRET_SIZE], key[MOTUS_KEY_MAX + 1];
	struct search *search;

	if (!cookie_get_secret(exchange, COOKIE, cookie)) {
		then(arg, 0, NULL);
		return;
	}
	search = calloc(1, sizeof *search);
	if (search == NULL) {
		then(arg, MOTUS_ENOMEM, NULL);
		return;
	}
	search->exchange = exchange;
	search->then = then;
	search->arg = arg;
	db_hash(cookie, search->session.hash);
	session_key(search->session.hash, key);
	db_get(provider->store, key, got_session, search);
}

bool
session_begin(struct exchange *exchange, struct session *session,
    struct motus_batch *batch)
{
	const struct provider *provider = exchange->service;
	char cookie[COOKIE_SECRET_SIZE], key[MOTUS_KEY_MAX + 1];
	json_t *record;

	if (!base64url_random(cookie, 32))
		return false;
	session_end(exchange, batch);
	db_hash(cookie, session->hash);
	session_key(session->hash, key);
	record = json_pack("{s:s, s:I, s:I, s:I}", "sub", session->sub, "epoch",
	    (json_int_t)session->epoch, "auth_time",
	    (json_int_t)session->auth_time, "made",
	    (json_int_t)provider->now());
	db_put(batch, key, record, SESSION_SECONDS);
	json_decref(record);
	strcpy(session->cookie, cookie);
	return true;
}

void
session_set_cookie(struct exchange *exchange, const struct session *session)
{
	cookie_set(exchange, COOKIE, session->cookie, SESSION_SECONDS);
}

void
session_end(struct exchange *exchange, struct motus_batch *batch)
{
	char cookie[COOKIE_SECRET_SIZE], hash[DB_HASH_SIZE];
	char key[MOTUS_KEY_MAX + 1];

	if (!cookie_get_secret(exchange, COOKIE, cookie))
		return;
	db_hash(cookie, hash);
	session_key(hash, key);
	motus_batch_delete(batch, key);
}

void
session_drop_cookie(struct exchange *exchange)
{
	cookie_set(exchange, COOKIE, "", 0);
}
