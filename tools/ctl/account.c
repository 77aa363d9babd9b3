#include <stdio.h>
#include <string.h>
#include <time.h>

#include <motus/error.h>

#include "daemons/auth/account.h"
#include "daemons/auth/name.h"
#include "tools/ctl/ctl.h"

struct deletion {
	const char *skeleton; /* of the name that the operator gave */
	char sub[SUB_SIZE]; /* who has it; "": nobody */
	bool done; /* the account had that name still */
	int status;
};

static void
found(void *arg, int status, const json_t *account, uint64_t version)
{
	struct deletion *deletion = arg;
	const char *sub = json_string_value(json_object_get(account, "sub"));

	(void)version;
	deletion->status = status;
	if (sub != NULL)
		snprintf(deletion->sub, sizeof deletion->sub, "%s", sub);
}

/* The name may have become another's since it was looked up. */
static enum change
decide(void *arg, json_t *account, struct motus_batch *batch)
{
	struct deletion *deletion = arg;
	const char *skeleton =
	    json_string_value(json_object_get(account, "skeleton"));

	if (skeleton == NULL || strcmp(skeleton, deletion->skeleton) != 0)
		return CHANGE_NOTHING;
	deletion->done = true;
	account_leave(batch, account, NULL, time(NULL));
	return CHANGE_DELETE;
}

static void
changed(void *arg, int status)
{
	struct deletion *deletion = arg;

	deletion->status = status;
}

static int
delete_account(struct ctl *ctl, const char *typed)
{
	struct provider provider = { .store = ctl->store };
	char name[NAME_SIZE], skeleton[NAME_SKELETON_SIZE];
	struct deletion deletion = { .skeleton = skeleton,
		.status = MOTUS_EUNAVAILABLE };

	if (name_prepare(typed, name, skeleton) != NAME_GOOD)
		return ctl_fail("%s is no name", typed);
	account_find(&provider, skeleton, found, &deletion);
	motus_store_wait(ctl->store, CTL_PATIENCE);
	if (deletion.status == 0 && deletion.sub[0] != '\0') {
		deletion.status = MOTUS_EUNAVAILABLE;
		account_change(
		    &provider, deletion.sub, decide, changed, &deletion);
		motus_store_wait(ctl->store, CTL_PATIENCE);
	}
	if (deletion.status != 0)
		return ctl_fail(
		    "not deleted: %s", motus_error_text(deletion.status));
	return deletion.done ? CTL_DONE
			     : ctl_fail("there is no account %s", name);
}

int
ctl_account(struct ctl *ctl, int argc, char **argv)
{
	if (argc != 2 || strcmp(argv[0], "delete") != 0)
		return CTL_USAGE;
	return delete_account(ctl, argv[1]);
}
