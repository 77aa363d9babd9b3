/*
 * issuer.h - a provider of tokens that a test has in its hand
 *
 * It takes the place of daemons/common/fetch.c: what a service asks for is
 * answered here, at once or when the test says so.  It has one account, and
 * one client of its own, which may sign that account in.
 */
#ifndef TESTS_ISSUER_H
#define TESTS_ISSUER_H

#include <stdbool.h>
#include <time.h>

#include "daemons/common/token.h"

#define ISSUER_ORIGIN "http://localhost:3101"
#define ISSUER_SUB "ThePlayerOfTheAccount1"
#define ISSUER_NAME "Zoé"
#define ISSUER_CLIENT "motus-web"
#define ISSUER_SECRET "the+secret/of%the:client" /* odd: to be escaped */

#define ISSUER_TTL 300 /* seconds that its tokens live */

/* Begin, with new keys; it goes by this clock. */
void issuer_start(time_t (*now)(void));
void issuer_stop(void);

/* Sign with new keys from now on, and publish those beside the old ones. */
void issuer_rotate(void);

/* Withdraw all keys but the newest. */
void issuer_retire(void);

/*
 * From now on requests for `path` are answered with `status` and no more; 0:
 * not at all; -1: as they should be.  What was asked for is done, if `done`.
 */
void issuer_misbehave(const char *path, int status, bool done);

/* From now on answers wait until issuer_release(), if `hold`. */
void issuer_hold(bool hold);
void issuer_release(void);

/* How often `path` was asked for. */
int issuer_asked(const char *path);

/*
 * Tokens for the account, with their claims changed as the JSON object
 * `changes` says (null removes one; "" changes nothing).  The caller frees
 * them.
 */
char *issuer_access_token(const char *changes);
char *issuer_id_token(const char *changes);

/* The keys that sign those two. */
const struct token_key *issuer_key(enum token_alg alg);

/* What ID tokens have changed from now on: a JSON object, as above. */
void issuer_lie(const char *changes);

/* Another account is meant from now on. */
void issuer_change_account(const char *sub, const char *name);

/*
 * What a browser does at the authorization endpoint: it was sent to `location`
 * and is sent back with a code; returns where to, static.  The test fails if
 * what was asked is not as it should be.
 */
const char *issuer_authorize(const char *location);

/* Whether a grant, of a refresh token that was given out, is alive. */
bool issuer_grant_lives(const char *refresh_token);
void issuer_end_grants(void);

#endif
