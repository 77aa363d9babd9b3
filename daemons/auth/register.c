#include <string.h>

#include <openssl/crypto.h>

#include <motus/error.h>

#include "daemons/auth/check.h"
#include "daemons/auth/db.h"
#include "daemons/auth/entry.h"
#include "daemons/auth/forms.h"
#include "daemons/auth/onward.h"
#include "daemons/auth/pages.h"
#include "daemons/auth/recovery.h"
#include "daemons/auth/tally.h"
#include "daemons/auth/throttle.h"

#define COMMITS_MAX 4

struct registration {
	struct entry entry;
	struct trial trial;
	char name[NAME_SIZE];
	char skeleton[NAME_SKELETON_SIZE];
	char password[PASSWORD_SIZE];
	json_t *account, *codes;
	unsigned int commits;
};

static void
clear(struct entry *entry)
{
	struct registration *registration = (struct registration *)entry;

	json_decref(registration->account);
	json_decref(registration->codes);
	OPENSSL_cleanse(registration->password, sizeof registration->password);
}

static struct provider *
provider_of(const struct registration *registration)
{
	return registration->entry.exchange->service;
}

void
register_get(struct exchange *exchange)
{
	pages_show(exchange, 200, "register", entry_data(exchange, NULL));
	exchange_finish(exchange);
}

/* The codes are shown here and nowhere else, so no redirect comes first. */
static void
show_codes(struct registration *registration)
{
	struct entry *entry = &registration->entry;

	tally_registration(provider_of(registration));
	signin_tell(entry->exchange, &entry->signin);
	recovery_show(entry->exchange, registration->codes,
	    onward_go(entry->exchange, ENTRY_MET, true));
	entry_end(entry);
}

static void committed(void *arg, int status);

/* The name is the account's, or nobody else's: all is kept at once. */
static void
commit(struct registration *registration)
{
	struct motus_batch *batch = motus_batch_create();
	struct entry *entry = &registration->entry;
	json_t *account = registration->account;
	char key[MOTUS_KEY_MAX + 1];

	if (signin_put(entry->exchange, &entry->signin, account, batch)) {
		account_key(entry->signin.session.sub, key);
		db_put(batch, key, account, 0);
		account_take_name(batch, account);
		motus_store_commit(provider_of(registration)->store, batch,
		    committed, registration);
	} else {
		entry_fail(entry, MOTUS_ENOMEM);
	}
	motus_batch_destroy(batch);
}

static void look_up(struct registration *registration);

/* Somebody has the name, or it is not known whether this account has it. */
static void
committed(void *arg, int status)
{
	struct registration *registration = arg;

	if (status == 0)
		show_codes(registration);
	else if ((status == MOTUS_ECONFLICT || status == MOTUS_ELOST) &&
	    ++registration->commits < COMMITS_MAX)
		look_up(registration);
	else
		entry_fail(&registration->entry, status);
}

static void
hashed(void *arg, const char *hash)
{
	struct registration *registration = arg;
	struct provider *provider = provider_of(registration);

	if (hash == NULL) {
		entry_fail(&registration->entry, MOTUS_EUNAVAILABLE);
		return;
	}
	registration->account =
	    account_create(registration->name, registration->skeleton, hash,
		pages_language(registration->entry.exchange), provider->now());
	registration->codes = recovery_make(registration->account);
	if (registration->codes == NULL)
		entry_fail(&registration->entry, MOTUS_ENOMEM);
	else
		commit(registration);
}

/* Whether the account of that sub is the one that is being made here. */
static bool
is_ours(const struct registration *registration, const json_t *sub)
{
	return registration->account != NULL &&
	    json_equal(json_object_get(registration->account, "sub"), sub);
}

/* Nobody has the name yet. */
static void
go_on(struct registration *registration)
{
	if (registration->account != NULL)
		commit(registration);
	else if (!password_hash(provider_of(registration)->jobs,
		     registration->password, hashed, registration))
		entry_refuse(&registration->entry, CHECK_BUSY_PAUSE, true);
}

static void
got_name(void *arg, int status, const json_t *record, uint64_t version)
{
	struct registration *registration = arg;
	struct entry *entry = &registration->entry;

	(void)version;
	if (status != 0) {
		entry_fail(entry, status);
	} else if (record == NULL) {
		go_on(registration);
	} else if (is_ours(registration, json_object_get(record, "sub"))) {
		show_codes(registration);
	} else {
		entry_note(entry, "name", "name_taken");
		entry_good(entry);
	}
}

static void
look_up(struct registration *registration)
{
	char key[MOTUS_KEY_MAX + 1];

	account_name_key(registration->skeleton, key);
	db_get(provider_of(registration)->store, key, got_name, registration);
}

static void
counted(void *arg, int status, int pause)
{
	struct registration *registration = arg;

	if (status != 0)
		entry_fail(&registration->entry, status);
	else if (pause > 0)
		entry_refuse(&registration->entry, pause, false);
	else
		look_up(registration);
}

static void
count(struct registration *registration)
{
	struct trial *trial = &registration->trial;

	trial->provider = provider_of(registration);
	trial_add_address(
	    trial, THROTTLE_REGISTRATION, registration->entry.exchange);
	trial_begin(trial, counted, registration);
}

void
register_post(struct exchange *exchange)
{
	const struct provider *provider = exchange->service;
	struct registration *registration =
	    entry_read(exchange, "register", sizeof *registration);
	struct entry *entry;

	if (registration == NULL)
		return;
	entry = &registration->entry;
	entry->clear = clear;
	entry_note(entry, "name",
	    forms_name_fault(fields_get(&entry->fields, "name"),
		registration->name, registration->skeleton));
	entry_note(entry, "new_password",
	    forms_password_fault(provider->common_passwords,
		fields_get(&entry->fields, "new_password"), registration->name,
		registration->password));
	if (entry_good(entry))
		count(registration);
}
