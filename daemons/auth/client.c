#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/client.h"
#include "daemons/auth/db.h"
#include "daemons/auth/scope.h"
#include "daemons/auth/uri.h"
#include "daemons/common/base64url.h"
#include "daemons/common/token.h"

#define NAME_MAX_BYTES 100
#define URIS_MAX 16
#define RANKING "clients"

/* --- reading -------------------------------------------------------------- */

struct reading {
	client_found *then;
	void *arg;
};

bool
client_id_good(const char *id)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789-_.";
	size_t size = strspn(id, allowed);

	return size > 0 && size < CLIENT_ID_SIZE && id[size] == '\0';
}

static void
write_key(const char *id, char *key)
{
	snprintf(key, MOTUS_KEY_MAX + 1, "client:%s", id);
}

static void
got(void *arg, int status, const json_t *record, uint64_t version)
{
	struct reading reading = *(struct reading *)arg;

	(void)version;
	free(arg);
	reading.then(reading.arg, status, record);
}

void
client_get(
    struct motus_store *store, const char *id, client_found *then, void *arg)
{
	struct reading *reading = malloc(sizeof *reading);
	char key[MOTUS_KEY_MAX + 1];

	if (reading == NULL) {
		then(arg, MOTUS_ENOMEM, NULL);
		return;
	}
	*reading = (struct reading){ then, arg };
	write_key(id, key);
	db_get(store, key, got, reading);
}

/* --- making --------------------------------------------------------------- */

struct making {
	const struct client_wish *wish;
	const char *auth;
	const char *const *grants;
	json_t *jwks; /* or NULL */
	char *complaint;
	size_t size;
};

static const char *const standard_grants[] = { "authorization_code",
	"refresh_token", NULL };
static const char *const all_grants[] = { "authorization_code", "refresh_token",
	"client_credentials", NULL };
static const char *const all_auths[] = { "client_secret_basic",
	"client_secret_post", "private_key_jwt", "none", NULL };

static bool
lists(const char *const *list, const char *word)
{
	while (list != NULL && *list != NULL && strcmp(*list, word) != 0)
		list++;
	return list != NULL && *list != NULL;
}

static bool fail(struct making *making, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* False, for callers that return it. */
static bool
fail(struct making *making, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	vsnprintf(making->complaint, making->size, format, list);
	va_end(list);
	return false;
}

/* jansson takes well-formed UTF-8 only. */
static bool
check_name(struct making *making)
{
	const char *name = making->wish->name;
	json_t *text = name == NULL ? NULL : json_string(name);
	bool good =
	    text != NULL && name[0] != '\0' && strlen(name) <= NAME_MAX_BYTES;

	json_decref(text);
	for (const char *c = name; good && *c != '\0'; c++)
		good = (unsigned char)*c >= ' ' && *c != 0x7f;
	return good ||
	    fail(making, "a name has 1 to %d bytes of UTF-8", NAME_MAX_BYTES);
}

static bool
check_uris(struct making *making, const char *const *uris)
{
	size_t count = 0;

	for (; uris != NULL && uris[count] != NULL; count++) {
		const char *why = uri_complaint(uris[count], making->wish->own);

		if (why != NULL)
			return fail(making, "%s %s", uris[count], why);
	}
	return count <= URIS_MAX ||
	    fail(making, "%d URIs are the most", URIS_MAX);
}

static bool
check_grants(struct making *making)
{
	const char *const *uris = making->wish->redirect_uris;
	bool confidential = strcmp(making->auth, "none") != 0;

	if (making->grants[0] == NULL)
		return fail(making, "a client needs a grant");
	for (size_t i = 0; making->grants[i] != NULL; i++)
		if (!lists(all_grants, making->grants[i]))
			return fail(
			    making, "there is no grant %s", making->grants[i]);
	if (lists(making->grants, "client_credentials") && !confidential)
		return fail(making, "client_credentials needs a secret");
	if (lists(making->grants, "authorization_code") &&
	    (uris == NULL || uris[0] == NULL))
		return fail(making, "authorization_code needs a redirect URI");
	if (lists(making->grants, "refresh_token") &&
	    !lists(making->grants, "authorization_code"))
		return fail(making, "refresh_token needs authorization_code");
	return true;
}

static bool
check_words(struct making *making)
{
	const struct client_wish *wish = making->wish;

	if (wish->id != NULL && !client_id_good(wish->id))
		return fail(making,
		    "an id has 1 to 64 of A-Z a-z 0-9 - _ .: %s", wish->id);
	if (!lists(all_auths, making->auth))
		return fail(making, "there is no way to authenticate called %s",
		    making->auth);
	if (wish->scope != NULL && !scope_known(wish->scope))
		return fail(
		    making, "a word of \"%s\" is no scope", wish->scope);
	if (wish->id_token_alg != NULL &&
	    strcmp(wish->id_token_alg, "RS256") != 0 &&
	    strcmp(wish->id_token_alg, "ES256") != 0)
		return fail(making, "an ID token is RS256 or ES256");
	if (wish->waive_pkce && strcmp(making->auth, "none") == 0)
		return fail(making, "a client without secret needs PKCE");
	return true;
}

/* Only the public members of its keys are kept. */
static bool
read_jwks(struct making *making)
{
	json_t *set =
	    json_loads(making->wish->jwks, JSON_REJECT_DUPLICATES, NULL);
	json_t *keys = json_array(), *jwk;
	bool good = json_array_size(json_object_get(set, "keys")) > 0;
	size_t i;

	json_array_foreach (json_object_get(set, "keys"), i, jwk) {
		struct token_key *key = token_key_from_jwk(jwk);

		good = good && key != NULL &&
		    json_array_append_new(keys, token_key_jwk(key)) == 0;
		token_key_destroy(key);
	}
	json_decref(set);
	making->jwks = json_pack("{s:o}", "keys", keys);
	return good || fail(making, "no JWK Set of keys for RS256 or ES256");
}

static bool
check_jwks(struct making *making)
{
	bool wanted = strcmp(making->auth, "private_key_jwt") == 0;

	if (wanted != (making->wish->jwks != NULL))
		return fail(making,
		    "private_key_jwt, and nothing else, needs a JWK Set");
	return !wanted || read_jwks(making);
}

static json_t *
array_of(const char *const *texts)
{
	json_t *array = json_array();

	for (; texts != NULL && *texts != NULL; texts++)
		json_array_append_new(array, json_string(*texts));
	return array;
}

/* A program may take an argument that begins with '-' for an option. */
static bool
make_id(char id[CLIENT_ID_SIZE])
{
	do
		if (!base64url_random(id, 16))
			return false;
	while (id[0] == '-');
	return true;
}

static json_t *
hash_of(const char *secret)
{
	char hash[DB_HASH_SIZE];

	if (secret == NULL || secret[0] == '\0')
		return NULL;
	db_hash(secret, hash);
	return json_string(hash);
}

static json_t *
write_record(const struct making *making, const char *id, const char *secret,
    int64_t now)
{
	const struct client_wish *wish = making->wish;

	return json_pack("{s:s, s:s, s:o, s:o, s:s, s:o*, s:O*, s:o, s:s, s:b,"
			 " s:b, s:s, s:I}",
	    "client_id", id, "name", wish->name, "redirect_uris",
	    array_of(wish->redirect_uris), "post_logout_redirect_uris",
	    array_of(wish->post_logout_redirect_uris), "auth", making->auth,
	    "secret_hash", hash_of(secret), "jwks", making->jwks, "grants",
	    array_of(making->grants), "scope",
	    wish->scope == NULL ? "openid profile" : wish->scope, "own",
	    wish->own, "pkce", !wish->waive_pkce, "id_token_alg",
	    wish->id_token_alg == NULL ? "RS256" : wish->id_token_alg, "made",
	    (json_int_t)now);
}

static json_t *
make(struct making *making, int64_t now, char secret[CLIENT_SECRET_SIZE])
{
	const struct client_wish *wish = making->wish;
	bool has_secret = strncmp(making->auth, "client_secret_", 14) == 0;
	const char *shared = has_secret ? wish->secret : NULL;
	char id[CLIENT_ID_SIZE];
	json_t *record = NULL;

	if (!make_id(id) ||
	    (has_secret && shared == NULL && !base64url_random(secret, 32))) {
		fail(making, "there are no random numbers");
		return NULL;
	}
	record = write_record(making, wish->id == NULL ? id : wish->id,
	    shared == NULL ? secret : shared, now);
	if (record == NULL)
		fail(making, "there is no memory");
	return record;
}

json_t *
client_make(const struct client_wish *wish, int64_t now,
    char secret[CLIENT_SECRET_SIZE], char *complaint, size_t size)
{
	struct making making = {
		.wish = wish,
		.auth = wish->auth == NULL ? "client_secret_basic" : wish->auth,
		.grants = wish->grants == NULL ? standard_grants : wish->grants,
		.complaint = complaint,
		.size = size,
	};
	json_t *record = NULL;

	secret[0] = '\0';
	if (check_name(&making) && check_words(&making) &&
	    check_uris(&making, wish->redirect_uris) &&
	    check_uris(&making, wish->post_logout_redirect_uris) &&
	    check_grants(&making) && check_jwks(&making))
		record = make(&making, now, secret);
	json_decref(making.jwks);
	return record;
}

/* --- keeping -------------------------------------------------------------- */

void
client_put(struct motus_batch *batch, const json_t *client)
{
	const char *id =
	    json_string_value(json_object_get(client, "client_id"));
	char key[MOTUS_KEY_MAX + 1];

	write_key(id, key);
	db_put(batch, key, client, 0);
	motus_batch_rank_set(batch, RANKING, id,
	    json_integer_value(json_object_get(client, "made")));
}

void
client_remove(struct motus_batch *batch, const char *id)
{
	char key[MOTUS_KEY_MAX + 1];

	write_key(id, key);
	motus_batch_delete(batch, key);
	motus_batch_rank_remove(batch, RANKING, id);
}
