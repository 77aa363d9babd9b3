#include <stdio.h>

#include "daemons/auth/account.h"
#include "daemons/auth/db.h"

void
account_key(const char *sub, char *key)
{
	snprintf(key, MOTUS_KEY_MAX + 1, "account:%s", sub);
}

void
account_get(
    struct provider *provider, const char *sub, account_found *then, void *arg)
{
	char key[MOTUS_KEY_MAX + 1];

	account_key(sub, key);
	db_get(provider->store, key, then, arg);
}
