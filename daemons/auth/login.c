#include <motus/error.h>

#include "daemons/auth/check.h"
#include "daemons/auth/entry.h"
#include "daemons/auth/name.h"
#include "daemons/auth/onward.h"
#include "daemons/auth/pages.h"
#include "daemons/auth/tally.h"

struct login {
	struct entry entry;
	struct checked checked;
	bool late; /* the password was changed in between */
};

/* The client may know who comes (login_hint). */
void
login_get(struct exchange *exchange)
{
	char hint[NAME_SIZE];

	onward_query(exchange, "login_hint", hint, sizeof hint);
	pages_show(exchange, 200, "login", entry_data(exchange, hint));
	exchange_finish(exchange);
}

static enum change
sign_in(void *arg, json_t *account, struct motus_batch *batch)
{
	struct login *login = arg;
	struct entry *entry = &login->entry;

	login->late = !check_holds(&login->checked, account);
	if (login->late)
		return CHANGE_NOTHING;
	return signin_put(entry->exchange, &entry->signin, account, batch)
	    ? CHANGE_KEEP
	    : CHANGE_FAIL;
}

static void
signed_in(void *arg, int status)
{
	struct login *login = arg;
	struct entry *entry = &login->entry;

	if (status != 0 || login->late) {
		entry_fail(entry, status != 0 ? status : MOTUS_ECONFLICT);
	} else {
		tally_sign_in(entry->exchange->service, TALLY_PASSWORD);
		entry_go(entry);
	}
}

static void
checked(void *arg, int status, const struct checked *checked)
{
	struct login *login = arg;
	struct entry *entry = &login->entry;

	if (status != 0) {
		entry_fail(entry, status);
		return;
	}
	switch (checked->verdict) {
	case CHECK_WRONG:
		tally_refusal(entry->exchange->service, TALLY_WRONG);
		entry_complain(entry, "login_wrong");
		break;
	case CHECK_LATER:
		tally_refusal(entry->exchange->service,
		    checked->busy ? TALLY_BUSY : TALLY_THROTTLED);
		entry_refuse(entry, checked->retry_after, checked->busy);
		break;
	case CHECK_RIGHT:
		login->checked = *checked;
		account_change(entry->exchange->service, checked->sub, sign_in,
		    signed_in, login);
		break;
	}
}

void
login_post(struct exchange *exchange)
{
	struct login *login = entry_read(exchange, "login", sizeof *login);
	struct entry *entry;
	const char *name, *password;

	if (login == NULL)
		return;
	entry = &login->entry;
	name = fields_get(&entry->fields, "name");
	password = fields_get(&entry->fields, "password");
	entry_note(entry, "name", name == NULL ? "name_missing" : NULL);
	entry_note(
	    entry, "password", password == NULL ? "password_missing" : NULL);
	if (entry_good(entry))
		check_name(exchange, name, password, checked, login);
}
