/*
 * client.h - who may ask for tokens: the record of a registered client
 *
 * {"client_id", "name", "redirect_uris": [], "post_logout_redirect_uris": [],
 * "auth": "client_secret_basic" | "client_secret_post" | "private_key_jwt" |
 * "none", "secret_hash" (SHA-256 of the secret, which has 256 random bits),
 * "jwks" (private_key_jwt: its public keys), "grants": ["authorization_code",
 * "refresh_token", "client_credentials"], "scope": what it may ask for,
 * "own": true for ours, which need no consent, "pkce": false waives PKCE for
 * one confidential client, "id_token_alg": "RS256" or "ES256", "made"}.
 */
#ifndef AUTH_CLIENT_H
#define AUTH_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>
#include <motus/store.h>

#define CLIENT_ID_SIZE 65 /* at most 64 of A-Z a-z 0-9 - _ . */

/* As account_found, for a client. */
typedef void client_found(void *arg, int status, const json_t *client);

void client_get(
    struct motus_store *store, const char *id, client_found *then, void *arg);

/* Whether a request may name such a client_id. */
bool client_id_good(const char *id);

/* What motusctl and the start of motus-auth are told of a new client. */
struct client_wish {
	const char *id; /* NULL: a random one */
	const char *name;
	const char *const *redirect_uris; /* each list ends with NULL */
	const char *const *post_logout_redirect_uris;
	const char *auth; /* NULL: client_secret_basic */
	const char *const *grants; /* NULL: authorization_code refresh_token */
	const char *scope; /* NULL: "openid profile" */
	const char *id_token_alg; /* NULL: RS256 */
	const char *jwks; /* private_key_jwt: a JWK Set */
	const char *secret; /* NULL: a new one is made where one is needed */
	bool own, waive_pkce;
};

#define CLIENT_SECRET_SIZE 44

/*
 * The record of such a client; NULL when the wish can't be granted, and
 * `complaint` says why: a redirect URI that uri.h speaks against; an unknown
 * grant, auth or scope word; PKCE waived for a public client;
 * client_credentials for one.  `secret` is the client's new secret, "" when it
 * has none or the wish brought it.
 */
json_t *client_make(const struct client_wish *wish, int64_t now,
    char secret[CLIENT_SECRET_SIZE], char *complaint, size_t size);

/* Add to `batch` all that keeping, or removing, a client changes. */
void client_put(struct motus_batch *batch, const json_t *client);
void client_remove(struct motus_batch *batch, const char *id);

#endif
