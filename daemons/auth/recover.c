#include <string.h>

#include <openssl/crypto.h>

#include <motus/error.h>

#include "daemons/auth/check.h"
#include "daemons/auth/entry.h"
#include "daemons/auth/forms.h"
#include "daemons/auth/onward.h"
#include "daemons/auth/pages.h"
#include "daemons/auth/recovery.h"
#include "daemons/auth/tally.h"

struct recovering {
	struct entry entry;
	struct trial trial;
	char name[NAME_SIZE];
	char skeleton[NAME_SKELETON_SIZE];
	char password[PASSWORD_SIZE];
	char sub[SUB_SIZE]; /* "" when the code is no good */
	char hash[PASSWORD_HASH_SIZE]; /* of the new password */
	bool late; /* the code was used in between */
};

static void
clear(struct entry *entry)
{
	struct recovering *recovering = (struct recovering *)entry;

	OPENSSL_cleanse(recovering->password, sizeof recovering->password);
}

static struct provider *
provider_of(const struct recovering *recovering)
{
	return recovering->entry.exchange->service;
}

void
recover_get(struct exchange *exchange)
{
	pages_show(exchange, 200, "recover", entry_data(exchange, NULL));
	exchange_finish(exchange);
}

/*
 * When it is not known whether a commit was done, the account may have the new
 * password already, and the code no more.
 */
static enum change
set_password(void *arg, json_t *account, struct motus_batch *batch)
{
	struct recovering *recovering = arg;
	struct entry *entry = &recovering->entry;
	const char *hash =
	    json_string_value(json_object_get(account, "password"));

	if (hash != NULL && strcmp(hash, recovering->hash) == 0)
		return CHANGE_NOTHING;
	recovering->late =
	    !recovery_use(account, fields_get(&entry->fields, "code"));
	if (recovering->late)
		return CHANGE_NOTHING;
	account_set_password(
	    account, recovering->hash, provider_of(recovering)->now());
	return signin_put(entry->exchange, &entry->signin, account, batch)
	    ? CHANGE_KEEP
	    : CHANGE_FAIL;
}

static void
refuse_wrong(struct recovering *recovering)
{
	tally_refusal(provider_of(recovering), TALLY_WRONG);
	entry_complain(&recovering->entry, "recover_wrong");
}

/* Too often, or too many at once. */
static void
refuse_for_now(struct recovering *recovering, int pause, bool busy)
{
	tally_refusal(
	    provider_of(recovering), busy ? TALLY_BUSY : TALLY_THROTTLED);
	entry_refuse(&recovering->entry, pause, busy);
}

static void
changed(void *arg, int status)
{
	struct recovering *recovering = arg;

	if (status != 0) {
		entry_fail(&recovering->entry, status);
	} else if (recovering->late) {
		refuse_wrong(recovering);
	} else {
		tally_sign_in(provider_of(recovering), TALLY_RECOVERY);
		trial_forgive(&recovering->trial);
		entry_go(&recovering->entry);
	}
}

static void
hashed(void *arg, const char *hash)
{
	struct recovering *recovering = arg;

	if (hash == NULL || strlen(hash) >= sizeof recovering->hash) {
		entry_fail(&recovering->entry, MOTUS_EUNAVAILABLE);
		return;
	}
	strcpy(recovering->hash, hash);
	account_change(provider_of(recovering), recovering->sub, set_password,
	    changed, recovering);
}

static void
counted(void *arg, int status, int pause)
{
	struct recovering *recovering = arg;

	if (status != 0)
		entry_fail(&recovering->entry, status);
	else if (pause > 0)
		refuse_for_now(recovering, pause, false);
	else if (recovering->sub[0] == '\0')
		refuse_wrong(recovering);
	else if (!password_hash(provider_of(recovering)->jobs,
		     recovering->password, hashed, recovering))
		refuse_for_now(recovering, CHECK_BUSY_PAUSE, true);
}

/*
 * Whether the code is right is known before the try is counted, but not told.
 * Here it is only looked at; it is used up with the change.
 */
static void
got_account(void *arg, int status, const json_t *account, uint64_t version)
{
	struct recovering *recovering = arg;
	struct entry *entry = &recovering->entry;
	const char *sub = json_string_value(json_object_get(account, "sub"));
	json_t *copy = json_deep_copy(account);

	(void)version;
	if (status != 0) {
		json_decref(copy);
		entry_fail(entry, status);
		return;
	}
	if (recovery_use(copy, fields_get(&entry->fields, "code")) &&
	    sub != NULL && strlen(sub) < sizeof recovering->sub)
		strcpy(recovering->sub, sub);
	json_decref(copy);
	recovering->trial.provider = provider_of(recovering);
	signin_count(
	    &recovering->trial, entry->exchange, account, recovering->skeleton);
	trial_begin(&recovering->trial, counted, recovering);
}

void
recover_post(struct exchange *exchange)
{
	const struct provider *provider = exchange->service;
	struct recovering *recovering =
	    entry_read(exchange, "recover", sizeof *recovering);
	struct entry *entry;

	if (recovering == NULL)
		return;
	entry = &recovering->entry;
	entry->clear = clear;
	entry_note(entry, "name",
	    forms_name_fault(fields_get(&entry->fields, "name"),
		recovering->name, recovering->skeleton));
	entry_note(entry, "code",
	    fields_get(&entry->fields, "code") == NULL ? "code_missing" : NULL);
	entry_note(entry, "new_password",
	    forms_password_fault(provider->common_passwords,
		fields_get(&entry->fields, "new_password"), recovering->name,
		recovering->password));
	if (entry_good(entry))
		account_find(exchange->service, recovering->skeleton,
		    got_account, recovering);
}
