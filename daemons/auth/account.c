#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/account.h"
#include "daemons/auth/db.h"
#include "daemons/common/base64url.h"

#define CONFLICTS_MAX 8

/* --- reading -------------------------------------------------------------- */

void
account_key(const char *sub, char *key)
{
	snprintf(key, MOTUS_KEY_MAX + 1, "account:%s", sub);
}

void
account_name_key(const char *skeleton, char *key)
{
	snprintf(key, MOTUS_KEY_MAX + 1, "name:%s", skeleton);
}

void
account_get(
    struct provider *provider, const char *sub, account_found *then, void *arg)
{
	char key[MOTUS_KEY_MAX + 1];

	account_key(sub, key);
	db_get(provider->store, key, then, arg);
}

struct search {
	struct provider *provider;
	account_found *then;
	void *arg;
};

static void
got_name(void *arg, int status, const json_t *record, uint64_t version)
{
	struct search search = *(struct search *)arg;
	const char *sub = json_string_value(json_object_get(record, "sub"));

	(void)version;
	free(arg);
	if (status != 0)
		search.then(search.arg, status, NULL, 0);
	else
		account_get(search.provider, sub == NULL ? "-" : sub,
		    search.then, search.arg);
}

void
account_find(struct provider *provider, const char *skeleton,
    account_found *then, void *arg)
{
	struct search *search = malloc(sizeof *search);
	char key[MOTUS_KEY_MAX + 1];

	if (search == NULL) {
		then(arg, MOTUS_ENOMEM, NULL, 0);
		return;
	}
	*search = (struct search){ provider, then, arg };
	account_name_key(skeleton, key);
	db_get(provider->store, key, got_name, search);
}

/* --- records -------------------------------------------------------------- */

json_t *
account_create(const char *name, const char *skeleton, const char *password,
    const char *language, int64_t now)
{
	char sub[SUB_SIZE];

	if (!base64url_random(sub, 16))
		return NULL;
	return json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:i, s:[], s:[], s:s}",
	    "sub", sub, "name", name, "skeleton", skeleton, "password",
	    password, "made", (json_int_t)now, "changed", (json_int_t)now,
	    "epoch", 1, "recovery", "devices", "language", language);
}

void
account_take_name(struct motus_batch *batch, const json_t *account)
{
	const char *skeleton =
	    json_string_value(json_object_get(account, "skeleton"));
	json_t *record =
	    json_pack("{s:O}", "sub", json_object_get(account, "sub"));
	char key[MOTUS_KEY_MAX + 1];

	account_name_key(skeleton, key);
	motus_batch_expect(batch, key, 0);
	db_put(batch, key, record, 0);
	json_decref(record);
}

void
account_leave(struct motus_batch *batch, const json_t *account,
    const char *request, int64_t now)
{
	const char *sub = json_string_value(json_object_get(account, "sub"));
	const char *skeleton =
	    json_string_value(json_object_get(account, "skeleton"));
	char key[MOTUS_KEY_MAX + 1];

	account_name_key(skeleton == NULL ? "" : skeleton, key);
	motus_batch_delete(batch, key);
	farewell_put(batch, sub, request, now);
}

void
account_end_sessions(json_t *account)
{
	json_int_t epoch =
	    json_integer_value(json_object_get(account, "epoch"));

	json_object_set_new(account, "epoch", json_integer(epoch + 1));
	json_object_set_new(account, "devices", json_array());
}

void
account_set_password(json_t *account, const char *hash, int64_t now)
{
	json_object_set_new(account, "password", json_string(hash));
	json_object_set_new(account, "changed", json_integer(now));
	account_end_sessions(account);
}

/* --- changing ------------------------------------------------------------- */

struct changing {
	struct provider *provider;
	account_decide *decide;
	account_changed *done;
	void *arg;
	unsigned int conflicts;
	bool lost; /* a commit of which it is not known whether it was done */
	char sub[];
};

static void
end(struct changing *changing, int status)
{
	account_changed *done = changing->done;
	void *arg = changing->arg;

	free(changing);
	done(arg, status);
}

static void decide(
    void *arg, int status, const json_t *account, uint64_t version);

static void
committed(void *arg, int status)
{
	struct changing *changing = arg;
	bool again = false;

	if (status == MOTUS_ECONFLICT) {
		again = ++changing->conflicts < CONFLICTS_MAX;
	} else if (status == MOTUS_ELOST) {
		again = !changing->lost;
		changing->lost = true;
	}
	if (again)
		account_get(
		    changing->provider, changing->sub, decide, changing);
	else
		end(changing, status);
}

static void
commit(struct changing *changing, enum change change, const json_t *account,
    uint64_t version, struct motus_batch *batch)
{
	char key[MOTUS_KEY_MAX + 1];

	account_key(changing->sub, key);
	motus_batch_expect(batch, key, version);
	if (change == CHANGE_KEEP)
		db_put(batch, key, account, 0);
	else
		motus_batch_delete(batch, key);
	motus_store_commit(
	    changing->provider->store, batch, committed, changing);
}

static void
decide(void *arg, int status, const json_t *account, uint64_t version)
{
	struct changing *changing = arg;
	struct motus_batch *batch;
	json_t *copy;
	enum change change;

	copy = json_deep_copy(account);
	if (status == 0 && account != NULL && copy == NULL)
		status = MOTUS_ENOMEM;
	if (status != 0) {
		end(changing, status);
		return;
	}
	batch = motus_batch_create();
	change = changing->decide(changing->arg, copy, batch);
	if (change == CHANGE_NOTHING || change == CHANGE_FAIL)
		end(changing, change == CHANGE_FAIL ? MOTUS_ENOMEM : 0);
	else
		commit(changing, change, copy, version, batch);
	motus_batch_destroy(batch);
	json_decref(copy);
}

void
account_change(struct provider *provider, const char *sub,
    account_decide *decider, account_changed *done, void *arg)
{
	size_t size = strlen(sub) + 1;
	struct changing *changing = calloc(1, sizeof *changing + size);

	if (changing == NULL) {
		done(arg, MOTUS_ENOMEM);
		return;
	}
	changing->provider = provider;
	changing->decide = decider;
	changing->done = done;
	changing->arg = arg;
	memcpy(changing->sub, sub, size);
	account_get(provider, sub, decide, changing);
}
