#include <stdio.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/db.h"
#include "daemons/auth/desk.h"
#include "daemons/auth/forms.h"
#include "daemons/auth/throttle.h"

#define CHANGES_MAX 3

struct renaming {
	struct desk desk;
	struct trial trial;
	char name[NAME_SIZE];
	char skeleton[NAME_SKELETON_SIZE];
	unsigned int changes;
};

static struct provider *
provider_of(const struct renaming *renaming)
{
	return renaming->desk.exchange->service;
}

/* A name that differs only in case or look is the same as before. */
static enum change
rename_account(void *arg, json_t *account, struct motus_batch *batch)
{
	struct renaming *renaming = arg;
	const char *skeleton =
	    json_string_value(json_object_get(account, "skeleton"));
	char key[MOTUS_KEY_MAX + 1];
	bool moves;

	if (skeleton == NULL)
		return CHANGE_NOTHING;
	moves = strcmp(skeleton, renaming->skeleton) != 0;
	if (moves) {
		account_name_key(skeleton, key);
		motus_batch_delete(batch, key);
	}
	json_object_set_new(account, "name", json_string(renaming->name));
	json_object_set_new(
	    account, "skeleton", json_string(renaming->skeleton));
	json_object_set_new(
	    account, "changed", json_integer(provider_of(renaming)->now()));
	if (moves)
		account_take_name(batch, account);
	return CHANGE_KEEP;
}

static void look_up(struct renaming *renaming);

/* Perhaps somebody took the name in between. */
static void
renamed(void *arg, int status)
{
	struct renaming *renaming = arg;

	if (status == MOTUS_ECONFLICT && ++renaming->changes < CHANGES_MAX)
		look_up(renaming);
	else if (status != 0)
		desk_fail(&renaming->desk, status);
	else
		desk_lead(&renaming->desk, "/auth/account?done=name");
}

static void
got_name(void *arg, int status, const json_t *record, uint64_t version)
{
	struct renaming *renaming = arg;
	struct desk *desk = &renaming->desk;
	const char *sub = json_string_value(json_object_get(record, "sub"));

	(void)version;
	if (status != 0)
		desk_fail(desk, status);
	else if (sub != NULL && strcmp(sub, desk->session.sub) != 0)
		desk_complain(desk, "name", "name_taken");
	else
		account_change(provider_of(renaming), desk->session.sub,
		    rename_account, renamed, renaming);
}

static void
look_up(struct renaming *renaming)
{
	char key[MOTUS_KEY_MAX + 1];

	account_name_key(renaming->skeleton, key);
	db_get(provider_of(renaming)->store, key, got_name, renaming);
}

static void
counted(void *arg, int status, int pause)
{
	struct renaming *renaming = arg;

	if (status != 0)
		desk_fail(&renaming->desk, status);
	else if (pause > 0)
		desk_wait(&renaming->desk, pause, false);
	else
		look_up(renaming);
}

/* Names could be looked for here as well as by registering. */
static void
begin(struct desk *desk)
{
	struct renaming *renaming = (struct renaming *)desk;
	const char *fault = forms_name_fault(fields_get(&desk->fields, "name"),
	    renaming->name, renaming->skeleton);

	if (fault != NULL) {
		desk_complain(desk, "name", fault);
		return;
	}
	renaming->trial.provider = provider_of(renaming);
	trial_add_address(
	    &renaming->trial, THROTTLE_REGISTRATION, desk->exchange);
	trial_begin(&renaming->trial, counted, renaming);
}

void
desk_rename(struct exchange *exchange)
{
	desk_begin(exchange, "rename", sizeof(struct renaming), begin);
}
