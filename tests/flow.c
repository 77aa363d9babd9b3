#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <openssl/evp.h>

#include "daemons/auth/authorize.h"
#include "daemons/auth/client.h"
#include "daemons/auth/consent.h"
#include "daemons/auth/cors.h"
#include "daemons/auth/discovery.h"
#include "daemons/auth/introspect.h"
#include "daemons/auth/keyring.h"
#include "daemons/auth/revoke.h"
#include "daemons/auth/tokens.h"
#include "daemons/auth/userinfo.h"
#include "daemons/common/escape.h"
#include "daemons/common/fields.h"
#include "daemons/common/token.h"
#include "tests/flow.h"
#include "tests/keeper.h"

static const struct route routes[] = {
	{ METHOD_GET, "/auth/.well-known/openid-configuration", discovery_get,
	    "discovery" },
	{ METHOD_GET, "/auth/jwks", discovery_get_keys, "jwks" },
	{ METHOD_GET, "/auth/authorize", authorize_get, "authorize" },
	{ METHOD_POST, "/auth/authorize", authorize_post, "authorize" },
	{ METHOD_POST, "/auth/token", tokens_post, "token" },
	{ METHOD_OPTIONS, "/auth/token", cors_preflight, "token" },
	{ METHOD_GET | METHOD_POST, "/auth/userinfo", userinfo, "userinfo" },
	{ METHOD_POST, "/auth/introspect", introspect_post, "introspect" },
	{ METHOD_POST, "/auth/revoke", revoke_post, "revoke" },
};

/* --- who there is --------------------------------------------------------- */

static void
add_client(struct op *op, struct client_wish wish)
{
	static const char *const callback[] = { FLOW_CALLBACK, NULL };
	struct motus_batch *batch = motus_batch_create();
	char secret[CLIENT_SECRET_SIZE], complaint[256] = "";
	json_t *client;

	wish.name = wish.id;
	wish.secret = FLOW_SECRET;
	if (wish.redirect_uris == NULL)
		wish.redirect_uris = callback;
	if (wish.scope == NULL)
		wish.scope = FLOW_SCOPES;
	client =
	    client_make(&wish, op_now(), secret, complaint, sizeof complaint);
	cr_assert(not(zero(ptr, client)), "%s", complaint);
	client_put(batch, client);
	json_decref(client);
	cr_assert(zero(int, commit(op->provider.store, batch)));
}

static void
add_clients(struct op *op)
{
	static const char *const by_code[] = { "authorization_code", NULL };
	static const char *const by_itself[] = { "client_credentials", NULL };

	add_client(op, (struct client_wish){ .id = "app" });
	add_client(op,
	    (struct client_wish){ .id = "post", .auth = "client_secret_post" });
	add_client(op,
	    (struct client_wish){
		.id = "own", .own = true, .id_token_alg = "ES256" });
	add_client(op, (struct client_wish){ .id = "spa", .auth = "none" });
	add_client(op,
	    (struct client_wish){
		.id = "old", .waive_pkce = true, .grants = by_code });
	add_client(op,
	    (struct client_wish){ .id = "worker",
		.own = true,
		.grants = by_itself,
		.scope = "score:write player:delete" });
}

/* The player has an account, and allowed each client everything. */
static void
add_player(struct op *op)
{
	static const char *const clients[] = { "app", "post", "spa", "old" };
	json_t *account;

	op_join(op, "Ada");
	account = op_record(op, "account:" OP_SUB);
	for (size_t i = 0; i < sizeof clients / sizeof *clients; i++)
		cr_assert(
		    consent_add(account, clients[i], FLOW_SCOPES, op_now()));
	op_keep(op, "account:" OP_SUB, account);
}

struct op *
flow_create(struct motus_store *store)
{
	struct op *op =
	    op_create(store, routes, sizeof routes / sizeof *routes);

	add_clients(op);
	add_player(op);
	return op;
}

struct browser
flow_player(struct op *op)
{
	struct browser browser = BROWSER;

	op_sign_in(op, &browser);
	return browser;
}

/* --- authorization -------------------------------------------------------- */

/* Whether `changes` says something of a parameter. */
static bool
is_changed(const char *changes, const char *name)
{
	size_t size = strlen(name);

	while (*changes != '\0') {
		if (strcspn(changes, "=&") == size &&
		    memcmp(changes, name, size) == 0)
			return true;
		changes += strcspn(changes, "&");
		changes += *changes == '&';
	}
	return false;
}

const char *
flow_address(const char *client, const char *changes)
{
	static char address[8192];
	const struct {
		const char *name, *value;
	} usual[] = {
		{ "client_id", client },
		{ "redirect_uri", "https%3A%2F%2Fapp.example%2Fcb" },
		{ "response_type", "code" },
		{ "scope", "openid+profile" },
		{ "state", "xyz" },
		{ "nonce", "n-0S6_WzA2Mj" },
		{ "code_challenge", FLOW_CHALLENGE },
		{ "code_challenge_method", "S256" },
	};
	char *to = address + sprintf(address, "/auth/authorize?%s", changes);

	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (!is_changed(changes, usual[i].name))
			to += sprintf(
			    to, "&%s=%s", usual[i].name, usual[i].value);
	return address;
}

struct visit *
flow_ask(struct op *op, struct browser *browser, const char *client,
    const char *changes)
{
	return op_get(op, browser, flow_address(client, changes));
}

const char *
flow_answer(const struct visit *visit, const char *name)
{
	static char value[4096];
	const char *location = visit_header(visit, "location");
	const char *query = strchr(location, '?');

	if (query == NULL)
		return "";
	form_value(query + 1, strlen(query + 1), name, value, sizeof value);
	return value;
}

const char *
flow_code(struct op *op, struct browser *browser, const char *client,
    const char *changes)
{
	static char code[64];
	struct visit *visit = flow_ask(op, browser, client, changes);

	cr_assert(eq(int, visit_status(visit), 303), "%s", visit->text);
	snprintf(code, sizeof code, "%s", flow_answer(visit, "code"));
	cr_assert(ne(str, code, ""), "%s", visit->headers);
	visit_drop(visit);
	return code;
}

/* --- endpoints ------------------------------------------------------------ */

/* "Basic ...", both halves form-encoded; static. */
static const char *
basic_of(const char *client)
{
	static char header[512];
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	escape_encode(out, client);
	fputc(':', out);
	escape_encode(out, FLOW_SECRET);
	fclose(out);
	strcpy(header, "Basic ");
	EVP_EncodeBlock((unsigned char *)header + 6,
	    (const unsigned char *)text, (int)size);
	free(text);
	return header;
}

static bool
shows_basic(const char *client)
{
	return strcmp(client, "post") != 0 && strcmp(client, "spa") != 0;
}

static const char *
proof_of(const char *client)
{
	if (strcmp(client, "post") == 0)
		return "&client_id=post&client_secret="
		       "a+secret+%2B+100%25+of+its+own";
	return strcmp(client, "spa") == 0 ? "&client_id=spa" : "";
}

struct visit *
flow_post_start(
    struct op *op, const char *client, const char *path, const char *form)
{
	char body[8192];
	struct sending sending = { .method = METHOD_POST,
		.target = path,
		.type = "application/x-www-form-urlencoded",
		.body = body };

	snprintf(body, sizeof body, "%s%s", form, proof_of(client));
	if (shows_basic(client))
		sending.headers[0] =
		    (struct header){ "Authorization", basic_of(client) };
	return op_send(op, NULL, &sending);
}

struct visit *
flow_post(struct op *op, const char *client, const char *path, const char *form)
{
	struct visit *visit = flow_post_start(op, client, path, form);

	visit_wait(visit);
	return visit;
}

struct visit *
flow_redeem_start(
    struct op *op, const char *client, const char *code, const char *more)
{
	char form[4096];

	snprintf(form, sizeof form,
	    "grant_type=authorization_code&code=%s&%s%s%s", code,
	    is_changed(more, "redirect_uri")
		? ""
		: "redirect_uri=https%3A%2F%2Fapp.example%2Fcb&",
	    is_changed(more, "code_verifier") ? ""
					      : "code_verifier=" FLOW_VERIFIER
						"&",
	    more);
	return flow_post_start(op, client, "/auth/token", form);
}

struct visit *
flow_redeem(
    struct op *op, const char *client, const char *code, const char *more)
{
	struct visit *visit = flow_redeem_start(op, client, code, more);

	visit_wait(visit);
	return visit;
}

struct visit *
flow_tokens(struct op *op, const char *client, const char *changes)
{
	struct browser player = flow_player(op);
	struct visit *visit = flow_redeem(
	    op, client, flow_code(op, &player, client, changes), "");

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	return visit;
}

struct visit *
flow_refresh_start(
    struct op *op, const char *client, const char *token, const char *more)
{
	char form[4096];

	snprintf(form, sizeof form,
	    "grant_type=refresh_token&refresh_token=%s&%s", token, more);
	return flow_post_start(op, client, "/auth/token", form);
}

struct visit *
flow_refresh(
    struct op *op, const char *client, const char *token, const char *more)
{
	struct visit *visit = flow_refresh_start(op, client, token, more);

	visit_wait(visit);
	return visit;
}

struct visit *
flow_userinfo(struct op *op, const char *token)
{
	char header[8192];
	struct visit *visit;

	snprintf(header, sizeof header, "Bearer %s", token);
	visit = op_send(op, NULL,
	    &(struct sending){ .method = METHOD_GET,
		.target = "/auth/userinfo",
		.headers = { { "Authorization", header } } });
	visit_wait(visit);
	return visit;
}

bool
flow_is_active(struct op *op, const char *token)
{
	char form[8192];
	struct visit *visit;
	const json_t *active;
	bool is_active;

	snprintf(form, sizeof form, "token=%s", token);
	visit = flow_post(op, "worker", "/auth/introspect", form);
	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	active = json_object_get(visit->json, "active");
	cr_assert(not(zero(ptr, (void *)active)), "%s", visit->text);
	is_active = json_is_true(active);
	if (!is_active)
		cr_assert(eq(str, visit->text, "{\"active\":false}"));
	visit_drop(visit);
	return is_active;
}

json_t *
flow_claims(struct op *op, const char *token, const char *typ)
{
	struct token_expectation expectation = {
		.typ = typ, .issuer = op->provider.issuer, .now = op_now()
	};
	struct token_key *const *keys;
	json_t *claims = NULL;
	size_t count;

	keys = keyring_keys(op->provider.keyring, &count);
	cr_assert(eq(int,
	    token_verify(
		token, strlen(token), keys, count, &expectation, &claims),
	    TOKEN_GOOD));
	return claims;
}

/* --- replies -------------------------------------------------------------- */

void
flow_expect(struct visit *visit, int status, const char *error)
{
	cr_assert(eq(int, visit_status(visit), status), "%s", visit->text);
	cr_assert(eq(str, (char *)visit_text(visit, "error"), (char *)error),
	    "%s", visit->text);
	visit_drop(visit);
}

char *
flow_take(const struct visit *visit, const char *key)
{
	const char *text = visit_text(visit, key);

	cr_assert(ne(str, (char *)text, ""), "%s: %s", key, visit->text);
	return strdup(text);
}
