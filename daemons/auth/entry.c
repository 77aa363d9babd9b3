#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#include <motus/error.h>

#include "daemons/auth/entry.h"
#include "daemons/auth/forms.h"
#include "daemons/auth/onward.h"
#include "daemons/auth/pages.h"

static void
add_link(const struct exchange *exchange, json_t *data, const char *name,
    const char *path)
{
	char *link = onward_link(exchange, path);

	if (link != NULL)
		json_object_set_new(data, name, json_string(link));
	free(link);
}

json_t *
entry_data(struct exchange *exchange, const char *name)
{
	json_t *data = forms_data(exchange);

	if (data == NULL)
		return NULL;
	if (name != NULL)
		json_object_set_new(data, "name", json_string(name));
	add_link(exchange, data, "login", "/auth/login");
	add_link(exchange, data, "register", "/auth/register");
	add_link(exchange, data, "recover", "/auth/recover");
	return data;
}

static json_t *
data_again(const struct entry *entry)
{
	return entry_data(entry->exchange, fields_get(&entry->fields, "name"));
}

void
entry_end(struct entry *entry)
{
	struct exchange *exchange = entry->exchange;

	if (entry->clear != NULL)
		entry->clear(entry);
	fields_clear(&entry->fields);
	OPENSSL_cleanse(&entry->signin, sizeof entry->signin);
	free(entry);
	exchange_finish(exchange);
}

/* A form that is too old is shown with what was in it, to be sent again. */
static void
show_expired(struct entry *entry)
{
	json_t *data = data_again(entry);

	forms_complain(data, NULL, NULL, "form_expired");
	pages_show(entry->exchange, 403, entry->page, data);
	entry->exchange->reply.code = "form-expired";
	entry_end(entry);
}

void *
entry_read(struct exchange *exchange, const char *page, size_t size)
{
	struct entry *entry = calloc(1, size);

	if (entry == NULL || !forms_read(exchange, &entry->fields)) {
		if (entry == NULL)
			pages_fail(exchange, MOTUS_ENOMEM);
		free(entry);
		exchange_finish(exchange);
		return NULL;
	}
	entry->exchange = exchange;
	entry->page = page;
	if (forms_token_good(exchange, &entry->fields))
		return entry;
	show_expired(entry);
	return NULL;
}

void
entry_note(struct entry *entry, const char *field, const char *message)
{
	if (message == NULL)
		return;
	if (entry->again == NULL)
		entry->again = data_again(entry);
	forms_complain(entry->again, NULL, field, message);
	entry->exchange->reply.code = message;
}

bool
entry_good(struct entry *entry)
{
	if (entry->exchange->reply.code == NULL)
		return true;
	pages_show(entry->exchange, 422, entry->page, entry->again);
	entry_end(entry);
	return false;
}

void
entry_complain(struct entry *entry, const char *message)
{
	entry_note(entry, NULL, message);
	entry_good(entry);
}

void
entry_refuse(struct entry *entry, int retry_after, bool busy)
{
	forms_refuse(
	    entry->exchange, entry->page, data_again(entry), retry_after, busy);
	entry_end(entry);
}

void
entry_fail(struct entry *entry, int error)
{
	pages_fail(entry->exchange, error);
	entry_end(entry);
}

void
entry_go(struct entry *entry)
{
	struct exchange *exchange = entry->exchange;

	signin_tell(exchange, &entry->signin);
	reply_redirect(
	    &exchange->reply, 303, onward_go(exchange, ENTRY_MET, true));
	entry_end(entry);
}
