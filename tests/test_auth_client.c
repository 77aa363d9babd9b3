#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/auth/client.h"
#include "daemons/auth/db.h"
#include "daemons/auth/scope.h"
#include "daemons/auth/uri.h"
#include "daemons/common/token.h"
#include "tests/keeper.h"

#define NOW 1774695600

static char secret[CLIENT_SECRET_SIZE], complaint[256];

static const char *const app[] = { "https://app.example/cb", NULL };

static json_t *
make(struct client_wish wish)
{
	if (wish.name == NULL)
		wish.name = "An app";
	complaint[0] = '\0';
	return client_make(&wish, NOW, secret, complaint, sizeof complaint);
}

static void
expect_text(const json_t *client, const char *key, const char *value)
{
	cr_assert(
	    eq(str, (char *)json_string_value(json_object_get(client, key)),
		(char *)value),
	    "%s", key);
}

static void
expect_refusal(struct client_wish wish)
{
	json_t *client = make(wish);

	cr_assert(zero(ptr, client));
	cr_assert(ne(str, complaint, ""));
}

/* --- making --------------------------------------------------------------- */

Test(client, is_made_with_an_id_and_a_secret)
{
	json_t *client = make((struct client_wish){ .redirect_uris = app });
	json_t *other = make((struct client_wish){ .redirect_uris = app });
	const char *id =
	    json_string_value(json_object_get(client, "client_id"));

	cr_assert(not(zero(ptr, client)), "%s", complaint);
	cr_assert(client_id_good(id));
	cr_assert(ne(str, (char *)id,
	    (char *)json_string_value(json_object_get(other, "client_id"))));
	cr_assert(eq(sz, strlen(secret), 43));
	expect_text(client, "name", "An app");
	expect_text(client, "auth", "client_secret_basic");
	expect_text(client, "scope", "openid profile");
	expect_text(client, "id_token_alg", "RS256");
	cr_assert(
	    eq(int, json_typeof(json_object_get(client, "pkce")), JSON_TRUE));
	cr_assert(
	    eq(int, json_typeof(json_object_get(client, "own")), JSON_FALSE));
	cr_assert(
	    eq(i64, json_integer_value(json_object_get(client, "made")), NOW));
	json_decref(client);
	json_decref(other);
}

Test(client, row_42_is_kept_without_its_secret)
{
	json_t *client = make((struct client_wish){ .redirect_uris = app });
	char *text = json_dumps(client, 0), hash[DB_HASH_SIZE];

	cr_assert(zero(ptr, strstr(text, secret)));
	db_hash(secret, hash);
	expect_text(client, "secret_hash", hash);
	free(text);
	json_decref(client);
}

Test(client, may_bring_its_secret_and_is_the_same_each_time_then)
{
	struct client_wish wish = { .id = "motus-web",
		.redirect_uris = app,
		.secret = "a secret that is in a file already" };
	json_t *client = make(wish), *again = make(wish);
	char hash[DB_HASH_SIZE];

	cr_assert(eq(str, secret, ""));
	db_hash(wish.secret, hash);
	expect_text(client, "client_id", "motus-web");
	expect_text(client, "secret_hash", hash);
	cr_assert(json_equal(client, again));
	json_decref(client);
	json_decref(again);
}

Test(client, may_be_public)
{
	json_t *client =
	    make((struct client_wish){ .redirect_uris = app, .auth = "none" });

	cr_assert(eq(str, secret, ""));
	cr_assert(zero(ptr, json_object_get(client, "secret_hash")));
	json_decref(client);
}

Test(client, may_be_a_service)
{
	static const char *const grants[] = { "client_credentials", NULL };
	json_t *client =
	    make((struct client_wish){ .grants = grants, .scope = "" });

	cr_assert(not(zero(ptr, client)), "%s", complaint);
	expect_text(client, "scope", "");
	json_decref(client);
}

Test(client, may_have_keys_of_which_the_public_parts_are_kept)
{
	struct token_key *key = token_key_generate(TOKEN_ES256);
	json_t *jwk = token_key_jwk(key), *set, *client;
	char *text;

	json_object_set_new(jwk, "colour", json_string("blue"));
	set = json_pack("{s:[o]}", "keys", jwk);
	text = json_dumps(set, 0);
	client = make((struct client_wish){
	    .redirect_uris = app, .auth = "private_key_jwt", .jwks = text });
	cr_assert(not(zero(ptr, client)), "%s", complaint);
	cr_assert(zero(ptr, json_object_get(client, "secret_hash")));
	free(text);
	text = json_dumps(client, 0);
	cr_assert(not(zero(ptr, strstr(text, token_key_kid(key)))));
	cr_assert(zero(ptr, strstr(text, "blue")));
	free(text);
	json_decref(client);
	json_decref(set);
	token_key_destroy(key);
}

Test(client, that_can_not_be_is_refused)
{
	static const char *const service[] = { "client_credentials", NULL };
	static const char *const unknown[] = { "password", NULL };
	static const char *const nothing[] = { NULL };
	static const char *const refresh[] = { "refresh_token", NULL };

	expect_refusal((struct client_wish){ .redirect_uris = nothing });
	expect_refusal(
	    (struct client_wish){ .grants = service, .auth = "none" });
	expect_refusal(
	    (struct client_wish){ .redirect_uris = app, .grants = unknown });
	expect_refusal(
	    (struct client_wish){ .redirect_uris = app, .grants = nothing });
	expect_refusal(
	    (struct client_wish){ .redirect_uris = app, .grants = refresh });
	expect_refusal(
	    (struct client_wish){ .redirect_uris = app, .auth = "tls" });
	expect_refusal(
	    (struct client_wish){ .redirect_uris = app, .scope = "email" });
	expect_refusal((struct client_wish){
	    .redirect_uris = app, .auth = "none", .waive_pkce = true });
	expect_refusal((struct client_wish){
	    .redirect_uris = app, .id_token_alg = "HS256" });
	expect_refusal((struct client_wish){ .redirect_uris = app, .id = "" });
	expect_refusal(
	    (struct client_wish){ .redirect_uris = app, .id = "a b" });
	expect_refusal(
	    (struct client_wish){ .redirect_uris = app, .name = "\xff" });
	expect_refusal(
	    (struct client_wish){ .redirect_uris = app, .name = "a\nb" });
	expect_refusal((struct client_wish){
	    .redirect_uris = app, .jwks = "{\"keys\":[]}" });
}

Test(client, with_keys_that_are_none_is_refused)
{
	static const char *const bad[] = { NULL, "", "{", "{}", "[]",
		"{\"keys\":[]}", "{\"keys\":[{}]}", "{\"keys\":{}}",
		"{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		expect_refusal((struct client_wish){ .redirect_uris = app,
		    .auth = "private_key_jwt",
		    .jwks = bad[i] });
}

/* --- redirect URIs -------------------------------------------------------- */

Test(uri, that_an_app_can_be_reached_at_is_registered)
{
	static const char *const good[] = { "https://app.example/cb",
		"https://app.example:8443/cb?a=1&b=2", "https://app.example",
		"http://localhost/cb", "http://localhost:3000/cb",
		"http://127.0.0.1/cb", "http://[::1]:8080/cb",
		"com.example.app:/cb", "com.example.app://cb" };

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		cr_assert(zero(ptr, (char *)uri_complaint(good[i], false)),
		    "%s", good[i]);
	cr_assert(zero(
	    ptr, (char *)uri_complaint("http://games.lan/callback", true)));
}

Test(uri, that_may_lead_astray_is_not_registered)
{
	static const char *const bad[] = { "", "/cb", "app.example/cb",
		"//app.example/cb", "https://", "https:///cb",
		"https://app.example/cb#", "https://app.example/cb#x",
		"http://app.example/cb", "http://localhost.example/cb",
		"http://127.0.0.1.example/cb", "http://localhost@app.example/",
		"https://user@app.example/cb", "https://a:b@app.example/cb",
		"https://app.example/a b", "https://app.example/\"",
		"https://app.example/a\\b", "https://app.example/a\nb",
		"https://app.example/\xc3\xa9", "https://*.app.example*/<",
		"javascript:alert(1)", "data:text/html,x", "file:///etc/passwd",
		"https://app.example:99999/", "HTTPS//app", "Com.Example:/cb" };
	char long_one[URI_MAX + 2];

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		cr_assert(not(zero(ptr, (char *)uri_complaint(bad[i], false))),
		    "%s", bad[i]);
	memset(long_one, 'a', sizeof long_one - 1);
	long_one[sizeof long_one - 1] = '\0';
	memcpy(long_one, "https://", 8);
	cr_assert(not(zero(ptr, (char *)uri_complaint(long_one, true))));
}

Test(uri, row_18_is_matched_by_each_byte)
{
	static const char *const others[] = { "https://app.example/cb/",
		"https://app.example/CB", "https://app.example/cb?a=1",
		"https://app.example/c", "https://app.example/cb%2F",
		"https://app.example:443/cb", "HTTPS://app.example/cb",
		"https://app.example/x/../cb", "https://app.example./cb", "" };

	cr_assert(uri_matches(app[0], app[0], false));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		cr_assert(not(uri_matches(app[0], others[i], false)), "%s",
		    others[i]);
		cr_assert(
		    not(uri_matches(app[0], others[i], true)), "%s", others[i]);
	}
}

Test(uri, row_18_of_ones_own_machine_has_any_port)
{
	const char *uri = "http://127.0.0.1/cb";

	cr_assert(uri_matches(uri, "http://127.0.0.1:51004/cb", true));
	cr_assert(uri_matches(uri, "http://127.0.0.1/cb", true));
	cr_assert(uri_matches(
	    "http://[::1]:80/cb?a=1", "http://[::1]:4711/cb?a=1", true));
	cr_assert(not(uri_matches(uri, "http://127.0.0.1:51004/cb", false)));
	cr_assert(not(uri_matches(uri, "http://127.0.0.1:51004/c", true)));
	cr_assert(not(uri_matches(uri, "http://127.0.0.1:/cb", true)));
	cr_assert(not(uri_matches(uri, "http://127.0.0.1:123456/cb", true)));
	cr_assert(
	    not(uri_matches(uri, "http://127.0.0.1:80@x.example/cb", true)));
	cr_assert(not(uri_matches(uri, "http://127.0.0.1.example/cb", true)));
	cr_assert(not(uri_matches(uri, "http://[::1]:51004/cb", true)));
	cr_assert(not(uri_matches(uri, "https://127.0.0.1:51004/cb", true)));
	cr_assert(not(uri_matches(
	    "http://localhost/cb", "http://localhost:51004/cb", true)));
}

/* --- scopes --------------------------------------------------------------- */

static const char *
granted(const char *asked, const char *allowed, unsigned int who)
{
	static char scope[SCOPE_SIZE];

	scope_grant(asked, allowed, who, scope);
	return scope;
}

Test(scope, is_granted_as_far_as_it_may_be)
{
	cr_assert(eq(str,
	    (char *)granted(
		"play email openid", "openid profile play", SCOPE_PLAYER),
	    "openid play"));
	cr_assert(eq(str, (char *)granted("play", "openid", SCOPE_PLAYER), ""));
	cr_assert(eq(str,
	    (char *)granted("openid openid", "openid openid", SCOPE_PLAYER),
	    "openid"));
}

Test(scope, of_a_service_is_not_a_players)
{
	const char *all = "openid profile offline_access play score:write "
			  "player:delete";

	cr_assert(eq(str, (char *)granted(all, all, SCOPE_PLAYER),
	    "openid profile offline_access play"));
	cr_assert(eq(str, (char *)granted(all, all, SCOPE_SERVICE),
	    "score:write player:delete"));
	cr_assert(
	    eq(str, (char *)granted(all, all, SCOPE_PLAYER | SCOPE_SERVICE),
		(char *)all));
}

/* --- keeping -------------------------------------------------------------- */

struct found {
	int calls, status;
	json_t *client;
};

static void
note(void *arg, int status, const json_t *client)
{
	struct found *found = arg;

	found->calls++;
	found->status = status;
	found->client = json_deep_copy(client);
}

static struct found
find(struct motus_store *store, const char *id)
{
	struct found found = { 0 };

	client_get(store, id, note, &found);
	while (found.calls == 0)
		turn(store);
	return found;
}

CONTRACT(a_client_is_found_until_it_is_removed)
{
	struct motus_store *store = keeper_store(keeper);
	struct motus_batch *batch = motus_batch_create();
	json_t *client =
	    make((struct client_wish){ .id = "app", .redirect_uris = app });
	struct found found;

	client_put(batch, client);
	cr_assert(zero(int, commit(store, batch)));
	found = find(store, "app");
	cr_assert(zero(int, found.status));
	cr_assert(json_equal(found.client, client));
	json_decref(found.client);
	cr_assert(zero(int, rank(store, "clients", "app").status));

	batch = motus_batch_create();
	client_remove(batch, "app");
	cr_assert(zero(int, commit(store, batch)));
	found = find(store, "app");
	cr_assert(zero(int, found.status));
	cr_assert(zero(ptr, found.client));
	cr_assert(not(zero(int, rank(store, "clients", "app").status)));
	json_decref(client);
}
