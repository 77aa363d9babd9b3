#include <string.h>

#include <openssl/crypto.h>

#include <motus/error.h>

#include "daemons/auth/desk.h"
#include "daemons/auth/forms.h"
#include "daemons/auth/recovery.h"

static struct provider *
provider_of(const struct desk *desk)
{
	return desk->exchange->service;
}

/* --- a new password ------------------------------------------------------- */

struct changing {
	struct desk desk;
	char password[PASSWORD_SIZE]; /* the new one */
	char hash[PASSWORD_HASH_SIZE]; /* of it */
};

static void
clear_password(struct desk *desk)
{
	struct changing *changing = (struct changing *)desk;

	OPENSSL_cleanse(changing->password, sizeof changing->password);
}

/* This browser stays signed in, by a new session; all others do not. */
static enum change
set_password(void *arg, json_t *account, struct motus_batch *batch)
{
	struct changing *changing = arg;
	struct desk *desk = &changing->desk;
	const char *hash =
	    json_string_value(json_object_get(account, "password"));

	if (hash != NULL && strcmp(hash, changing->hash) == 0)
		return CHANGE_NOTHING;
	if (!desk_holds(desk, account))
		return CHANGE_NOTHING;
	account_set_password(account, changing->hash, provider_of(desk)->now());
	return signin_put(desk->exchange, &desk->signin, account, batch)
	    ? CHANGE_KEEP
	    : CHANGE_FAIL;
}

static void
password_set(void *arg, int status)
{
	struct changing *changing = arg;
	struct desk *desk = &changing->desk;

	if (status == 0 && !desk->late)
		signin_tell(desk->exchange, &desk->signin);
	desk_finish(desk, status, "/auth/account?done=password");
}

static void
hashed(void *arg, const char *hash)
{
	struct changing *changing = arg;
	struct desk *desk = &changing->desk;

	if (hash == NULL || strlen(hash) >= sizeof changing->hash) {
		desk_fail(desk, MOTUS_EUNAVAILABLE);
		return;
	}
	strcpy(changing->hash, hash);
	account_change(provider_of(desk), desk->session.sub, set_password,
	    password_set, changing);
}

static void
hash_password(struct desk *desk)
{
	struct changing *changing = (struct changing *)desk;

	if (!password_hash(
		provider_of(desk)->jobs, changing->password, hashed, changing))
		desk_wait(desk, CHECK_BUSY_PAUSE, true);
}

static void
change_password(struct desk *desk)
{
	struct changing *changing = (struct changing *)desk;
	const char *fault =
	    forms_password_fault(provider_of(desk)->common_passwords,
		fields_get(&desk->fields, "new_password"), desk->session.name,
		changing->password);

	desk->clear = clear_password;
	if (fault != NULL)
		desk_complain(desk, "new_password", fault);
	else
		desk_check(desk, hash_password);
}

void
desk_change_password(struct exchange *exchange)
{
	desk_begin(
	    exchange, "change", sizeof(struct changing), change_password);
}

/* --- new recovery codes --------------------------------------------------- */

struct making {
	struct desk desk;
	json_t *codes;
};

static void
clear_codes(struct desk *desk)
{
	json_decref(((struct making *)desk)->codes);
}

static enum change
make_codes(void *arg, json_t *account, struct motus_batch *batch)
{
	struct making *making = arg;

	(void)batch;
	if (!desk_holds(&making->desk, account))
		return CHANGE_NOTHING;
	json_decref(making->codes);
	making->codes = recovery_make(account);
	return making->codes != NULL ? CHANGE_KEEP : CHANGE_FAIL;
}

static void
codes_made(void *arg, int status)
{
	struct making *making = arg;
	struct desk *desk = &making->desk;

	if (status != 0 || desk->late) {
		desk_finish(desk, status, "");
		return;
	}
	recovery_show(desk->exchange, making->codes, strdup("/auth/account"));
	desk_end(desk);
}

static void
change_codes(struct desk *desk)
{
	account_change(
	    provider_of(desk), desk->session.sub, make_codes, codes_made, desk);
}

static void
begin_codes(struct desk *desk)
{
	desk->clear = clear_codes;
	desk_check(desk, change_codes);
}

void
desk_make_codes(struct exchange *exchange)
{
	desk_begin(exchange, "recovery", sizeof(struct making), begin_codes);
}

/* --- signed out everywhere ------------------------------------------------ */

static enum change
end_sessions(void *arg, json_t *account, struct motus_batch *batch)
{
	const struct desk *desk = arg;

	session_end(desk->exchange, batch);
	if (account == NULL)
		return CHANGE_NOTHING;
	account_end_sessions(account);
	return CHANGE_KEEP;
}

static void
sessions_ended(void *arg, int status)
{
	struct desk *desk = arg;

	if (status == 0)
		session_drop_cookie(desk->exchange);
	desk_finish(desk, status, "/auth/login?done=everywhere");
}

static void
begin_end(struct desk *desk)
{
	account_change(provider_of(desk), desk->session.sub, end_sessions,
	    sessions_ended, desk);
}

void
desk_end_sessions(struct exchange *exchange)
{
	desk_begin(exchange, "sessions", sizeof(struct desk), begin_end);
}

/* --- the account deleted -------------------------------------------------- */

/* If it is gone, a commit that was lost had been done. */
static enum change delete (
    void *arg, json_t *account, struct motus_batch *batch) {
	struct desk *desk = arg;

	if (account == NULL ||
	    !desk_holds(desk, account)) return CHANGE_NOTHING;
	session_end(desk->exchange, batch);
	account_leave(batch, account, desk->exchange->request.id,
	    provider_of(desk)->now());
	return CHANGE_DELETE;
}

static void
deleted(void *arg, int status)
{
	struct desk *desk = arg;

	if (status == 0 && !desk->late)
		session_drop_cookie(desk->exchange);
	desk_finish(desk, status, "/auth/login?done=deleted");
}

static void
change_deleted(struct desk *desk)
{
	account_change(
	    provider_of(desk), desk->session.sub, delete, deleted, desk);
}

static void
begin_delete(struct desk *desk)
{
	desk_check(desk, change_deleted);
}

void
desk_delete(struct exchange *exchange)
{
	desk_begin(exchange, "delete", sizeof(struct desk), begin_delete);
}
