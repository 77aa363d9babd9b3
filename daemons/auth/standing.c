#include <stdlib.h>

#include <motus/error.h>

#include "daemons/auth/account.h"
#include "daemons/auth/records.h"
#include "daemons/auth/session.h"
#include "daemons/auth/standing.h"

struct check {
	standing_found *then;
	void *arg;
	int64_t epoch;
	bool with_session;
};

bool
standing_holds(const json_t *account, int64_t epoch)
{
	const json_t *now = json_object_get(account, "epoch");

	return json_is_integer(now) && json_integer_value(now) == epoch;
}

static void
gathered(void *arg, int status, json_t *const records[])
{
	struct check check = *(struct check *)arg;

	free(arg);
	check.then(check.arg, status,
	    status == 0 && standing_holds(records[0], check.epoch) &&
		(!check.with_session || records[1] != NULL));
}

void
standing_check(struct provider *provider, const char *sub, int64_t epoch,
    const char *session, standing_found *then, void *arg)
{
	struct check *check = malloc(sizeof *check);
	char account_at[MOTUS_KEY_MAX + 1], session_at[MOTUS_KEY_MAX + 1];
	const char *const keys[] = { account_at, session_at };

	if (check == NULL) {
		then(arg, MOTUS_ENOMEM, false);
		return;
	}
	*check = (struct check){ then, arg, epoch, session != NULL };
	account_key(sub, account_at);
	if (session != NULL)
		session_key(session, session_at);
	records_get(provider->records, provider->store, keys,
	    session == NULL ? 1 : 2, gathered, check);
}
