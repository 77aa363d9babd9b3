/*
 * What an access token is worth: userinfo, introspection, revocation; on each
 * kind of store.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/auth/keyring.h"
#include "daemons/common/token.h"
#include "tests/provided.h"

/* A text of the tokens that `client` gets; the caller's. */
static char *
get_token(const char *client, const char *changes, const char *name)
{
	struct visit *visit = flow_tokens(op, client, changes);
	char *token = flow_take(visit, name);

	visit_drop(visit);
	return token;
}

static char *
get_access(const char *client)
{
	return get_token(client, "", "access_token");
}

static char *
get_service_token(void)
{
	struct visit *visit = flow_post(
	    op, "worker", "/auth/token", "grant_type=client_credentials");
	char *token = flow_take(visit, "access_token");

	visit_drop(visit);
	return token;
}

/* --- userinfo ------------------------------------------------------------- */

static struct visit *
ask(enum method method, const char *header, const char *form)
{
	struct sending sending = { .method = method,
		.target = "/auth/userinfo" };
	struct visit *visit;

	if (header != NULL)
		sending.headers[0] = (struct header){ "Authorization", header };
	if (form != NULL) {
		sending.type = "application/x-www-form-urlencoded";
		sending.body = form;
	}
	visit = op_send(op, NULL, &sending);
	visit_wait(visit);
	return visit;
}

static void
expect_challenge(struct visit *visit, int status, const char *challenge)
{
	cr_assert(eq(int, visit_status(visit), status), "%s", visit->text);
	cr_assert(eq(str,
	    (char *)visit_header(visit, "access-control-allow-origin"), "*"));
	cr_assert(
	    not(zero(ptr,
		strstr(visit_header(visit, "www-authenticate"), challenge))),
	    "%s", visit->headers);
	visit_drop(visit);
}

PROVIDED(row_48_userinfo_says_who_by_get_post_and_form)
{
	char *token = get_access("app"), header[4096], form[4096];
	struct visit *visit;

	sprintf(header, "Bearer %s", token);
	sprintf(form, "access_token=%s", token);
	for (int way = 0; way < 4; way++) {
		if (way == 3)
			memcpy(header, "bEARER", 6);
		visit = way == 2
		    ? ask(METHOD_POST, NULL, form)
		    : ask(way == 1 ? METHOD_POST : METHOD_GET, header, NULL);
		cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
		cr_assert(eq(str, (char *)visit_text(visit, "sub"), OP_SUB));
		cr_assert(eq(str, (char *)visit_text(visit, "name"), "Ada"));
		cr_assert(eq(str,
		    (char *)visit_text(visit, "preferred_username"), "Ada"));
		cr_assert(eq(i64,
		    json_integer_value(
			json_object_get(visit->json, "updated_at")),
		    op_now()));
		cr_assert(eq(str, (char *)visit_header(visit, "cache-control"),
		    "no-store"));
		visit_drop(visit);
	}
	free(token);
}

PROVIDED(row_48_userinfo_says_no_more_than_was_allowed)
{
	char *token = get_token("app", "scope=openid", "access_token");
	struct visit *visit = flow_userinfo(op, token);

	cr_assert(eq(str, visit->text, "{\"sub\":\"" OP_SUB "\"}"));
	visit_drop(visit);
	free(token);
	token = get_token("app", "scope=profile", "access_token");
	expect_challenge(
	    flow_userinfo(op, token), 403, "error=\"insufficient_scope\"");
	free(token);
	token = get_service_token();
	expect_challenge(
	    flow_userinfo(op, token), 403, "error=\"insufficient_scope\"");
	free(token);
}

PROVIDED(row_48_a_token_is_shown_in_one_way_and_never_in_the_query)
{
	char *token = get_access("app"), header[4096], form[4096];
	char target[8192];
	struct visit *visit;

	sprintf(header, "Bearer %s", token);
	sprintf(form, "access_token=%s", token);
	sprintf(target, "/auth/userinfo?%s", form);
	expect_challenge(
	    ask(METHOD_POST, header, form), 400, "error=\"invalid_request\"");
	visit = op_get(op, NULL, target);
	cr_assert(zero(ptr, strstr(visit->headers, "error=")));
	expect_challenge(visit, 401, "Bearer realm=\"motus\"");
	sprintf(form, "access_token=%s&access_token=%s", token, token);
	expect_challenge(
	    ask(METHOD_POST, NULL, form), 400, "error=\"invalid_request\"");
	free(token);
}

PROVIDED(row_48_who_shows_nothing_is_asked_for_a_token)
{
	struct visit *visit = ask(METHOD_GET, NULL, NULL);

	cr_assert(zero(ptr, strstr(visit->headers, "error=")));
	expect_challenge(visit, 401, "Bearer realm=\"motus\"");
	expect_challenge(ask(METHOD_POST, NULL, "colour=blue"), 401, "Bearer");
	expect_challenge(ask(METHOD_GET, "Basic YTpi", NULL), 401, "Bearer");
}

PROVIDED(a_token_is_good_until_its_very_second)
{
	char *token = get_access("app");

	op_later(299);
	flow_expect(flow_userinfo(op, token), 200, "");
	cr_assert(flow_is_active(op, token));
	op_later(1);
	flow_expect(flow_userinfo(op, token), 401, "invalid_token");
	cr_assert(not(flow_is_active(op, token)));
	free(token);
}

/* --- tokens that are none ------------------------------------------------- */

static void
expect_nothing(const char *token)
{
	expect_challenge(
	    flow_userinfo(op, token), 401, "error=\"invalid_token\"");
	cr_assert(not(flow_is_active(op, token)), "%s", token);
}

/* The claims of a good token, signed anew as `typ` by `key`. */
static void
expect_nothing_signed(
    const struct token_key *key, const char *typ, const json_t *claims)
{
	char *token = token_sign(key, typ, claims);

	expect_nothing(token);
	free(token);
}

PROVIDED(row_47_a_token_that_is_not_ours_is_worth_nothing)
{
	const struct token_key *ours =
	    keyring_signer(op->provider.keyring, TOKEN_ES256);
	struct token_key *foreign = token_key_generate(TOKEN_ES256);
	char *token = get_access("app");
	json_t *claims = flow_claims(op, token, "at+jwt");

	expect_nothing_signed(foreign, "at+jwt", claims);
	expect_nothing_signed(ours, "JWT", claims);
	json_object_set_new(claims, "iss", json_string("https://x.example"));
	expect_nothing_signed(ours, "at+jwt", claims);
	json_object_set_new(claims, "iss", json_string(op->provider.issuer));
	json_object_set_new(claims, "aud", json_string("https://x.example"));
	expect_nothing_signed(ours, "at+jwt", claims);
	json_object_set_new(claims, "aud", json_string(op->provider.issuer));
	json_object_del(claims, "jti");
	expect_nothing_signed(ours, "at+jwt", claims);
	token[strlen(token) - 3] ^= 1;
	expect_nothing(token);
	expect_nothing("x");
	expect_nothing("a.b.c");
	expect_nothing("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30.");
	token_key_destroy(foreign);
	json_decref(claims);
	free(token);
}

PROVIDED(row_47_an_id_token_is_no_access_token)
{
	char *token = get_token("app", "", "id_token");

	expect_nothing(token);
	free(token);
	token = get_token("own", "", "id_token");
	expect_nothing(token);
	free(token);
}

PROVIDED(row_48_a_refresh_token_is_no_access_token)
{
	char *token = get_token("app", "", "refresh_token");

	expect_challenge(
	    flow_userinfo(op, token), 401, "error=\"invalid_token\"");
	free(token);
}

PROVIDED(the_tokens_of_a_deleted_account_are_worth_nothing)
{
	char *token = get_access("app");

	cr_assert(zero(int, drop(op->provider.store, "account:" OP_SUB)));
	expect_nothing(token);
	free(token);
}

PROVIDED(signing_out_everywhere_ends_access_tokens)
{
	char *token = get_access("app");

	op_keep(op, "account:" OP_SUB,
	    json_pack(
		"{s:s, s:s, s:i}", "sub", OP_SUB, "name", "Ada", "epoch", 2));
	expect_nothing(token);
	free(token);
}

/* --- introspection -------------------------------------------------------- */

static struct visit *
introspect(const char *client, const char *token)
{
	char form[4096];

	snprintf(form, sizeof form, "token=%s&token_type_hint=nonsense", token);
	return flow_post(op, client, "/auth/introspect", form);
}

PROVIDED(row_59_an_access_token_says_what_it_is_for)
{
	char *token = get_access("app");
	struct visit *visit = introspect("worker", token);
	json_t *claims = flow_claims(op, token, "at+jwt");
	static const char *const same[] = { "iss", "sub", "aud", "exp", "iat",
		"jti", "client_id", "scope" };

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(
	    eq(str, (char *)visit_header(visit, "cache-control"), "no-store"));
	cr_assert(eq(str,
	    (char *)visit_header(visit, "access-control-allow-origin"), ""));
	cr_assert(eq(str, (char *)visit_text(visit, "token_type"), "Bearer"));
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		cr_assert(eq(int,
			      json_equal(json_object_get(visit->json, same[i]),
				  json_object_get(claims, same[i])),
			      1),
		    "%s", same[i]);
	cr_assert(zero(ptr, json_object_get(visit->json, "gid")));
	json_decref(claims);
	visit_drop(visit);
	free(token);
}

static void
expect_unseen(const char *client, const char *token)
{
	struct visit *visit = introspect(client, token);

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(eq(str, visit->text, "{\"active\":false}"));
	visit_drop(visit);
}

PROVIDED(row_58_a_client_sees_its_own_tokens_and_a_service_of_ours_all)
{
	char *token = get_access("app"), *refresh, *service;
	struct visit *visit = introspect("app", token);

	cr_assert(eq(str, (char *)visit_text(visit, "client_id"), "app"));
	visit_drop(visit);
	expect_unseen("post", token);
	expect_unseen("own", token);
	service = get_service_token();
	expect_unseen("app", service);
	cr_assert(flow_is_active(op, service));
	refresh = get_token("app", "", "refresh_token");
	expect_unseen("worker", refresh);
	expect_unseen("post", refresh);
	free(service);
	free(refresh);
	free(token);
}

PROVIDED(row_58_a_client_sees_its_refresh_token_while_it_is_current)
{
	char *token = get_token("app", "scope=openid", "refresh_token");
	struct visit *visit = introspect("app", token);

	cr_assert(eq(str, (char *)visit_text(visit, "client_id"), "app"));
	cr_assert(eq(str, (char *)visit_text(visit, "sub"), OP_SUB));
	cr_assert(eq(str, (char *)visit_text(visit, "scope"), "openid"));
	cr_assert(
	    eq(i64, json_integer_value(json_object_get(visit->json, "exp")),
		op_now() + 86400));
	visit_drop(visit);
	flow_expect(flow_refresh(op, "app", token, ""), 200, "");
	expect_unseen("app", token);
	free(token);
}

PROVIDED(row_58_only_a_client_with_a_secret_may_look)
{
	char *token = get_access("spa");

	flow_expect(introspect("spa", token), 400, "unauthorized_client");
	flow_expect(op_post(op, NULL, "/auth/introspect", "token=x"), 401,
	    "invalid_client");
	flow_expect(flow_post(op, "worker", "/auth/introspect", ""), 400,
	    "invalid_request");
	free(token);
}

/* --- revocation ----------------------------------------------------------- */

static void
revoke(const char *client, const char *token, int status, const char *error)
{
	char form[4096];
	struct visit *visit;

	snprintf(
	    form, sizeof form, "token=%s&token_type_hint=access_token", token);
	visit = flow_post(op, client, "/auth/revoke", form);
	if (status == 200)
		cr_assert(eq(str, visit->text, ""));
	flow_expect(visit, status, error);
}

PROVIDED(rows_56_and_59_a_revoked_access_token_is_over_and_nothing_else)
{
	struct visit *visit = flow_tokens(op, "app", "");
	char *token = flow_take(visit, "access_token");
	char *refresh = flow_take(visit, "refresh_token");

	visit_drop(visit);
	revoke("app", token, 200, "");
	expect_nothing(token);
	revoke("app", token, 200, "");
	flow_expect(flow_refresh(op, "app", refresh, ""), 200, "");
	free(token);
	token = get_service_token();
	revoke("worker", token, 200, "");
	cr_assert(not(flow_is_active(op, token)));
	free(token);
	free(refresh);
}

PROVIDED(row_57_revoking_a_refresh_token_ends_its_access_tokens)
{
	struct visit *visit = flow_tokens(op, "app", "");
	char *token = flow_take(visit, "access_token");
	char *refresh = flow_take(visit, "refresh_token");

	visit_drop(visit);
	revoke("app", refresh, 200, "");
	expect_nothing(token);
	flow_expect(flow_refresh(op, "app", refresh, ""), 400, "invalid_grant");
	revoke("app", refresh, 200, "");
	free(token);
	free(refresh);
}

PROVIDED(row_57_a_public_client_may_revoke)
{
	struct visit *visit = flow_tokens(op, "spa", "");
	char *token = flow_take(visit, "access_token");

	revoke("spa", visit_text(visit, "refresh_token"), 200, "");
	expect_nothing(token);
	visit_drop(visit);
	free(token);
}

PROVIDED(row_56_what_is_no_token_is_no_error)
{
	revoke("app", "x", 200, "");
	revoke("app", "a.b.c", 200, "");
	revoke("app", "AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA", 200, "");
	flow_expect(
	    flow_post(op, "app", "/auth/revoke", ""), 400, "invalid_request");
	flow_expect(op_post(op, NULL, "/auth/revoke", "token=x"), 401,
	    "invalid_client");
}

PROVIDED(row_56_another_clients_token_stays)
{
	struct visit *visit = flow_tokens(op, "app", "");
	char *token = flow_take(visit, "access_token");
	char *refresh = flow_take(visit, "refresh_token");

	visit_drop(visit);
	revoke("spa", token, 400, "unauthorized_client");
	revoke("post", refresh, 400, "unauthorized_client");
	cr_assert(flow_is_active(op, token));
	flow_expect(flow_refresh(op, "app", refresh, ""), 200, "");
	free(token);
	free(refresh);
}
