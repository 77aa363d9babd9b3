#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#include <motus/error.h>

#include "daemons/auth/account.h"
#include "daemons/auth/check.h"
#include "daemons/auth/name.h"
#include "daemons/auth/password.h"
#include "daemons/auth/signin.h"

struct checking {
	struct exchange *exchange;
	check_told *then;
	void *arg;
	struct trial trial;
	char password[PASSWORD_SIZE]; /* "" for what can be none */
	char skeleton[NAME_SKELETON_SIZE];
	char sub[SUB_SIZE]; /* "" for a name that nobody has */
	char hash[PASSWORD_HASH_SIZE];
};

static struct provider *
provider_of(const struct checking *checking)
{
	return checking->exchange->service;
}

static void
tell(struct checking *checking, int status, const struct checked *checked)
{
	checking->then(checking->arg, status, checked);
	OPENSSL_cleanse(checking, sizeof *checking);
	free(checking);
}

static void
tell_later(struct checking *checking, int pause, bool busy)
{
	tell(checking, 0,
	    &(struct checked){
		.verdict = CHECK_LATER, .retry_after = pause, .busy = busy });
}

static void
compared(void *arg, enum password_answer answer, const char *renewed)
{
	struct checking *checking = arg;
	struct checked checked = { .verdict = CHECK_WRONG };

	if (answer == PASSWORD_UNCHECKED) {
		tell_later(checking, CHECK_BUSY_PAUSE, true);
		return;
	}
	if (answer == PASSWORD_RIGHT) {
		checked.verdict = CHECK_RIGHT;
		strcpy(checked.sub, checking->sub);
		strcpy(checked.hash, checking->hash);
		snprintf(checked.renewed, sizeof checked.renewed, "%s",
		    renewed == NULL ? "" : renewed);
		trial_forgive(&checking->trial);
	}
	tell(checking, 0, &checked);
}

static void
compare(void *arg, int status, int pause)
{
	struct checking *checking = arg;
	const char *hash = checking->hash[0] == '\0' ? NULL : checking->hash;

	if (status != 0)
		tell(checking, status, NULL);
	else if (pause > 0)
		tell_later(checking, pause, false);
	else if (!password_check(provider_of(checking)->jobs,
		     checking->password, hash, compared, checking))
		tell_later(checking, CHECK_BUSY_PAUSE, true);
}

static void
got_account(void *arg, int status, const json_t *account, uint64_t version)
{
	struct checking *checking = arg;
	const char *sub = "", *hash = "", *skeleton = checking->skeleton;

	(void)version;
	if (status == 0 && account != NULL &&
	    (json_unpack((json_t *)account, "{s:s, s:s, s:s}", "sub", &sub,
		 "password", &hash, "skeleton", &skeleton) != 0 ||
		strlen(sub) >= sizeof checking->sub ||
		strlen(hash) >= sizeof checking->hash ||
		strlen(skeleton) >= sizeof checking->skeleton))
		status = MOTUS_EFORMAT;
	if (status != 0) {
		tell(checking, status, NULL);
		return;
	}
	memmove(checking->skeleton, skeleton, strlen(skeleton) + 1);
	strcpy(checking->sub, sub);
	if (checking->password[0] != '\0')
		strcpy(checking->hash, hash);
	checking->trial.provider = provider_of(checking);
	signin_count(
	    &checking->trial, checking->exchange, account, checking->skeleton);
	trial_begin(&checking->trial, compare, checking);
}

/* What can be nobody's password takes the time of a wrong one. */
static struct checking *
begin(struct exchange *exchange, const char *password, check_told *then,
    void *arg)
{
	struct checking *checking = calloc(1, sizeof *checking);

	if (checking == NULL) {
		then(arg, MOTUS_ENOMEM, NULL);
		return NULL;
	}
	checking->exchange = exchange;
	checking->then = then;
	checking->arg = arg;
	if (password_prepare(password, checking->password) != PASSWORD_GOOD)
		checking->password[0] = '\0';
	return checking;
}

void
check_name(struct exchange *exchange, const char *name, const char *password,
    check_told *then, void *arg)
{
	struct checking *checking = begin(exchange, password, then, arg);
	char prepared[NAME_SIZE];

	if (checking == NULL)
		return;
	if (name_prepare(name, prepared, checking->skeleton) != NAME_GOOD)
		checking->skeleton[0] = '\0';
	account_find(
	    provider_of(checking), checking->skeleton, got_account, checking);
}

void
check_account(struct exchange *exchange, const char *sub, const char *password,
    check_told *then, void *arg)
{
	struct checking *checking = begin(exchange, password, then, arg);

	if (checking != NULL)
		account_get(provider_of(checking), sub, got_account, checking);
}

bool
check_holds(const struct checked *checked, json_t *account)
{
	const char *hash =
	    json_string_value(json_object_get(account, "password"));

	if (hash == NULL ||
	    (strcmp(hash, checked->hash) != 0 &&
		strcmp(hash, checked->renewed) != 0))
		return false;
	if (checked->renewed[0] != '\0')
		json_object_set_new(
		    account, "password", json_string(checked->renewed));
	return true;
}
