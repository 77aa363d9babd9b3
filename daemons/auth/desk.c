#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#include <motus/error.h>

#include "daemons/auth/desk.h"
#include "daemons/auth/forms.h"
#include "daemons/auth/onward.h"
#include "daemons/auth/pages.h"

/* --- the end -------------------------------------------------------------- */

void
desk_end(struct desk *desk)
{
	struct exchange *exchange = desk->exchange;

	if (desk->clear != NULL)
		desk->clear(desk);
	if (desk->posted)
		fields_clear(&desk->fields);
	OPENSSL_cleanse(desk, sizeof *desk);
	free(desk);
	exchange_finish(exchange);
}

void
desk_fail(struct desk *desk, int error)
{
	pages_fail(desk->exchange, error);
	desk_end(desk);
}

void
desk_lead(struct desk *desk, const char *location)
{
	reply_redirect(&desk->exchange->reply, 303, strdup(location));
	desk_end(desk);
}

/* How an account_change() ended. */
void
desk_finish(struct desk *desk, int status, const char *location)
{
	if (status == 0 && desk->late)
		status = MOTUS_ECONFLICT;
	if (status == 0)
		desk_lead(desk, location);
	else
		desk_fail(desk, status);
}

void
desk_complain(struct desk *desk, const char *field, const char *message)
{
	desk->fault = (struct desk_fault){ field, message };
	desk_show(desk);
}

void
desk_wait(struct desk *desk, int pause, bool busy)
{
	desk->pause = pause;
	desk->busy = busy;
	desk_show(desk);
}

/* --- the page ------------------------------------------------------------- */

static json_t *
page_data(const struct desk *desk, const json_t *account)
{
	json_t *data = forms_data(desk->exchange);
	json_t *more = json_pack(
	    "{s:O, s:s, s:i, s:{s:s, s:O}, s:{s:s}, s:{s:s}, s:{s:s}}",
	    "account_name", json_object_get(account, "name"), "here",
	    ONWARD_STANDARD, "codes_left",
	    (int)json_array_size(json_object_get(account, "recovery")),
	    "rename", "id", "rename-", "name", json_object_get(account, "name"),
	    "change", "id", "change-", "recovery", "id", "recovery-", "delete",
	    "id", "delete-");

	json_object_update(data, more);
	json_decref(more);
	return data;
}

/* A name that was refused is shown again, to be mended. */
static void
keep_name(const struct desk *desk, json_t *data)
{
	const char *name = fields_get(&desk->fields, "name");

	if (name != NULL)
		json_object_set_new(
		    json_object_get(data, "rename"), "name", json_string(name));
}

static void
show(void *arg, int status, const json_t *account, uint64_t version)
{
	struct desk *desk = arg;
	struct exchange *exchange = desk->exchange;
	json_t *data;

	(void)version;
	if (status != 0 || account == NULL) {
		desk_fail(desk, status == 0 ? MOTUS_ECONFLICT : status);
		return;
	}
	data = page_data(desk, account);
	if (desk->posted)
		keep_name(desk, data);
	if (desk->pause > 0) {
		forms_refuse(
		    exchange, "account", data, desk->pause, desk->busy);
	} else if (desk->fault.message != NULL) {
		forms_complain(
		    data, desk->form, desk->fault.field, desk->fault.message);
		pages_show(
		    exchange, desk->expired ? 403 : 422, "account", data);
		exchange->reply.code = desk->fault.message;
	} else {
		pages_show(exchange, 200, "account", data);
	}
	desk_end(desk);
}

void
desk_show(struct desk *desk)
{
	account_get(desk->exchange->service, desk->session.sub, show, desk);
}

/* --- the beginning -------------------------------------------------------- */

static void
got_session(void *arg, int status, const struct session *session)
{
	struct desk *desk = arg;

	if (status != 0) {
		desk_fail(desk, status);
		return;
	}
	if (session == NULL) {
		desk_lead(desk, "/auth/login");
		return;
	}
	desk->session = *session;
	desk->expired =
	    desk->posted && !forms_token_good(desk->exchange, &desk->fields);
	if (desk->expired)
		desk_complain(desk, NULL, "form_expired");
	else
		desk->then(desk);
}

void
desk_begin(struct exchange *exchange, const char *form, size_t size,
    void (*then)(struct desk *desk))
{
	struct desk *desk = calloc(1, size);

	if (desk == NULL ||
	    (form != NULL && !forms_read(exchange, &desk->fields))) {
		if (desk == NULL)
			pages_fail(exchange, MOTUS_ENOMEM);
		free(desk);
		exchange_finish(exchange);
		return;
	}
	desk->exchange = exchange;
	desk->posted = form != NULL;
	desk->form = form;
	desk->then = then;
	session_find(exchange, got_session, desk);
}

static void
checked(void *arg, int status, const struct checked *checked)
{
	struct desk *desk = arg;

	if (status != 0) {
		desk_fail(desk, status);
		return;
	}
	switch (checked->verdict) {
	case CHECK_WRONG:
		desk_complain(desk, "password", "password_wrong");
		break;
	case CHECK_LATER:
		desk_wait(desk, checked->retry_after, checked->busy);
		break;
	case CHECK_RIGHT:
		desk->checked = *checked;
		desk->then(desk);
		break;
	}
}

void
desk_check(struct desk *desk, void (*then)(struct desk *desk))
{
	const char *password = fields_get(&desk->fields, "password");

	desk->then = then;
	if (password == NULL)
		desk_complain(desk, "password", "password_missing");
	else
		check_account(
		    desk->exchange, desk->session.sub, password, checked, desk);
}

bool
desk_holds(struct desk *desk, json_t *account)
{
	desk->late = !check_holds(&desk->checked, account);
	return !desk->late;
}

void
desk_get(struct exchange *exchange)
{
	desk_begin(exchange, NULL, sizeof(struct desk), desk_show);
}
