/*
 * account.h - who has an account: the record, and reading it
 *
 * {"sub", "name", "skeleton", "password" (a PHC string), "made", "changed"
 * (seconds), "epoch", "recovery": [SHA-256 of each code not used yet],
 * "devices": [SHA-256 of cookies of browsers that signed in before],
 * "language", "consents" (consent.h)}.  Signing out everywhere, a new password
 * and recovery raise the epoch: sessions and grants of an earlier one are over.
 */
#ifndef AUTH_ACCOUNT_H
#define AUTH_ACCOUNT_H

#include <stdint.h>

#include <jansson.h>

#include "daemons/auth/provider.h"

#define SUB_SIZE 23 /* 16 random bytes as base64url, and a NUL */

/*
 * Called with the record, which lives until the callback returns, and its
 * version in the store; NULL and 0 when there is no such account.  `status` is
 * the store's.
 */
typedef void account_found(
    void *arg, int status, const json_t *account, uint64_t version);

void account_get(
    struct provider *provider, const char *sub, account_found *then, void *arg);

/*
 * The same for the account that has the name of that skeleton.  The store is
 * asked twice whether there is one or not, so that time doesn't tell.
 */
void account_find(struct provider *provider, const char *skeleton,
    account_found *then, void *arg);

/* Keys in the store, "account:SUB" and "name:SKELETON", MOTUS_KEY_MAX+1. */
void account_key(const char *sub, char *key);
void account_name_key(const char *skeleton, char *key);

/*
 * A new account, of epoch 1, with no codes and devices; the caller's.  NULL
 * without memory or randomness.
 */
json_t *account_create(const char *name, const char *skeleton,
    const char *password, const char *language, int64_t now);

/* Add to `batch` that its name is its own, if nobody else has it. */
void account_take_name(struct motus_batch *batch, const json_t *account);

/*
 * Add to `batch` what goes with an account beside its record: its name is free
 * again, and the other services are told to delete their part, because of the
 * request with that id (NULL: of none).
 */
void account_leave(struct motus_batch *batch, const json_t *account,
    const char *request, int64_t now);

/* Over are all sessions and grants, and no browser is known any more. */
void account_end_sessions(json_t *account);

/* The same with a new password, of which `hash` is kept. */
void account_set_password(json_t *account, const char *hash, int64_t now);

/*
 * Change an account: `decide` is called with its record, to be changed at will
 * (NULL: there is none), and with a batch for what else is to be done in the
 * same commit; again if another was faster.  `done` is called with how that
 * ended; 0 also for CHANGE_NOTHING.
 */
enum change {
	CHANGE_NOTHING, /* leave it, and the batch */
	CHANGE_KEEP,
	CHANGE_DELETE,
	CHANGE_FAIL, /* there was no memory for it: MOTUS_ENOMEM */
};

typedef enum change account_decide(
    void *arg, json_t *account, struct motus_batch *batch);
typedef void account_changed(void *arg, int status);

void account_change(struct provider *provider, const char *sub,
    account_decide *decide, account_changed *done, void *arg);

#endif
