#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/account.h"
#include "daemons/auth/consent.h"
#include "daemons/auth/scope.h"
#include "daemons/common/token.h"

#define WORD_SIZE 64

struct reading {
	consent_found *then;
	void *arg;
	char client_id[];
};

static const char *
scope_of(const json_t *consent)
{
	const char *scope =
	    json_string_value(json_object_get(consent, "scope"));

	return scope == NULL ? "" : scope;
}

static void
got(void *arg, int status, const json_t *account, uint64_t version)
{
	struct reading *reading = arg;
	const json_t *consents = json_object_get(account, "consents");

	(void)version;
	reading->then(reading->arg, status,
	    scope_of(json_object_get(consents, reading->client_id)));
	free(reading);
}

void
consent_get(struct provider *provider, const char *sub, const char *client_id,
    consent_found *then, void *arg)
{
	size_t size = strlen(client_id) + 1;
	struct reading *reading = malloc(sizeof *reading + size);

	if (reading == NULL) {
		then(arg, MOTUS_ENOMEM, "");
		return;
	}
	reading->then = then;
	reading->arg = arg;
	memcpy(reading->client_id, client_id, size);
	account_get(provider, sub, got, reading);
}

static const char *
find_oldest(json_t *consents)
{
	const char *client_id, *oldest = NULL;
	json_int_t first = 0;
	json_t *consent;

	json_object_foreach (consents, client_id, consent) {
		json_int_t made =
		    json_integer_value(json_object_get(consent, "made"));

		if (oldest == NULL || made < first) {
			oldest = client_id;
			first = made;
		}
	}
	return oldest;
}

bool
consent_add(
    json_t *account, const char *client_id, const char *scope, int64_t now)
{
	json_t *consents = json_object_get(account, "consents"), *before;
	char both[2 * SCOPE_SIZE], all[SCOPE_SIZE];

	if (consents == NULL) {
		consents = json_object();
		if (json_object_set_new(account, "consents", consents) != 0)
			return false;
	}
	before = json_object_get(consents, client_id);
	if (before == NULL && json_object_size(consents) >= CONSENTS_MAX)
		json_object_del(consents, find_oldest(consents));
	snprintf(both, sizeof both, "%s %s", scope_of(before), scope);
	scope_grant(both, both, SCOPE_PLAYER, all);
	return json_object_set_new(consents, client_id,
		   json_pack("{s:s, s:I}", "scope", all, "made",
		       (json_int_t)now)) == 0;
}

bool
consent_covers(const char *allowed, const char *wanted)
{
	char word[WORD_SIZE];

	while (*(wanted += strspn(wanted, " ")) != '\0') {
		size_t size = strcspn(wanted, " ");

		if (size >= sizeof word)
			return false;
		memcpy(word, wanted, size);
		word[size] = '\0';
		if (!scope_has(allowed, word))
			return false;
		wanted += size;
	}
	return true;
}
