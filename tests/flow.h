/*
 * flow.h - clients and a player of the provider in the test's process, and
 * what they do there
 *
 * Clients, each with the secret FLOW_SECRET if it has one:
 *
 *	app	of somebody else; basic; may refresh; has the player's consent
 *	post	the same, but client_secret_post
 *	own	one of ours; basic; ID tokens are ES256
 *	spa	public
 *	old	without PKCE, and without refresh tokens
 *	worker	a service of ours: client_credentials
 */
#ifndef TESTS_FLOW_H
#define TESTS_FLOW_H

#include <stdbool.h>

#include "tests/op.h"

#define FLOW_SECRET "a secret + 100% of its own"
#define FLOW_CALLBACK "https://app.example/cb"
#define FLOW_SCOPES "openid profile offline_access play"

/* A verifier of PKCE and its challenge (RFC 7636 appendix B). */
#define FLOW_VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define FLOW_CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

/* A provider with these clients, on a store that stays the test's. */
struct op *flow_create(struct motus_store *store);

/* A browser of the player, who is signed in. */
struct browser flow_player(struct op *op);

/*
 * The address of an authorization request by `client`.  `changes`
 * ("scope=openid&state") are other values than the usual, or no value; static.
 */
const char *flow_address(const char *client, const char *changes);

/* Ask for that. */
struct visit *flow_ask(struct op *op, struct browser *browser,
    const char *client, const char *changes);

/* A member of the answer in the redirect to the client, "" if none; static. */
const char *flow_answer(const struct visit *visit, const char *name);

/* The code that the client gets; static. */
const char *flow_code(struct op *op, struct browser *browser,
    const char *client, const char *changes);

/* What a client sends to an endpoint, with its own proof of who it is. */
struct visit *flow_post_start(
    struct op *op, const char *client, const char *path, const char *form);
struct visit *flow_post(
    struct op *op, const char *client, const char *path, const char *form);

/* A code for tokens, with `more` ("a=b") or other values; or begin to. */
struct visit *flow_redeem_start(
    struct op *op, const char *client, const char *code, const char *more);
struct visit *flow_redeem(
    struct op *op, const char *client, const char *code, const char *more);

/* Sign the player in, ask for a code and redeem it. */
struct visit *flow_tokens(
    struct op *op, const char *client, const char *changes);

/* A refresh token for tokens; or begin to. */
struct visit *flow_refresh_start(
    struct op *op, const char *client, const char *token, const char *more);
struct visit *flow_refresh(
    struct op *op, const char *client, const char *token, const char *more);

/* GET userinfo with a token. */
struct visit *flow_userinfo(struct op *op, const char *token);

/* Whether the service is told that a token is active. */
bool flow_is_active(struct op *op, const char *token);

/* The claims of a token of ours, judged; the caller's. */
json_t *flow_claims(struct op *op, const char *token, const char *typ);

/* Check the status and "error" ("" for none), and drop the visit. */
void flow_expect(struct visit *visit, int status, const char *error);

/* A text of the reply's JSON, which must be there; the caller's. */
char *flow_take(const struct visit *visit, const char *key);

#endif
