/*
 * Codes for tokens, on each kind of store.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/auth/grant.h"
#include "tests/provided.h"

static const char *
code(const char *client)
{
	return flow_code(op, &player, client, "");
}

static void
expect_claim(const json_t *claims, const char *name, const char *value)
{
	const char *text = json_string_value(json_object_get(claims, name));

	cr_assert(eq(str, (char *)(text == NULL ? "" : text), (char *)value),
	    "%s", name);
}

static json_int_t
number(const json_t *claims, const char *name)
{
	return json_integer_value(json_object_get(claims, name));
}

/* --- what a code gives ---------------------------------------------------- */

PROVIDED(row_28_a_code_gives_tokens_that_nobody_stores)
{
	struct visit *visit = flow_redeem(op, "app", code("app"), "");

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(
	    eq(str, (char *)visit_header(visit, "cache-control"), "no-store"));
	cr_assert(eq(str, (char *)visit_header(visit, "pragma"), "no-cache"));
	cr_assert(eq(str, (char *)visit_header(visit, "content-type"),
	    "application/json"));
	cr_assert(eq(str, (char *)visit_text(visit, "token_type"), "Bearer"));
	cr_assert(
	    eq(str, (char *)visit_text(visit, "scope"), "openid profile"));
	cr_assert(eq(i64, number(visit->json, "expires_in"), 300));
	cr_assert(ne(str, (char *)visit_text(visit, "id_token"), ""));
	cr_assert(eq(sz, strlen(visit_text(visit, "refresh_token")), 45));
	visit_drop(visit);
}

PROVIDED(rows_43_and_45_an_id_token_says_who_signed_in_and_no_more)
{
	struct visit *visit;
	json_t *claims;

	op_later(7);
	visit = flow_redeem(op, "app", code("app"), "");
	claims = flow_claims(op, visit_text(visit, "id_token"), "JWT");
	expect_claim(claims, "iss", VISIT_ORIGIN "/auth");
	expect_claim(claims, "sub", OP_SUB);
	expect_claim(claims, "aud", "app");
	expect_claim(claims, "azp", "app");
	expect_claim(claims, "nonce", "n-0S6_WzA2Mj");
	cr_assert(eq(i64, number(claims, "iat"), op_now()));
	cr_assert(eq(i64, number(claims, "exp"), op_now() + 300));
	cr_assert(eq(i64, number(claims, "auth_time"), op_now() - 7));
	expect_claim(claims, "name", "");
	expect_claim(claims, "preferred_username", "");
	json_decref(claims);
	visit_drop(visit);
}

PROVIDED(row_46_an_access_token_is_for_the_api_and_the_issuer)
{
	struct visit *visit = flow_redeem(op, "app", code("app"), "");
	json_t *claims =
	    flow_claims(op, visit_text(visit, "access_token"), "at+jwt");
	const json_t *audience = json_object_get(claims, "aud");

	expect_claim(claims, "iss", VISIT_ORIGIN "/auth");
	expect_claim(claims, "sub", OP_SUB);
	expect_claim(claims, "client_id", "app");
	expect_claim(claims, "scope", "openid profile");
	cr_assert(eq(sz, json_array_size(audience), 2));
	cr_assert(
	    eq(str, (char *)json_string_value(json_array_get(audience, 0)),
		VISIT_ORIGIN "/api"));
	cr_assert(
	    eq(str, (char *)json_string_value(json_array_get(audience, 1)),
		VISIT_ORIGIN "/auth"));
	cr_assert(eq(i64, number(claims, "iat"), op_now()));
	cr_assert(eq(i64, number(claims, "exp"), op_now() + 300));
	cr_assert(eq(i64, number(claims, "auth_time"), op_now()));
	cr_assert(
	    eq(sz, json_string_length(json_object_get(claims, "jti")), 22));
	json_decref(claims);
	visit_drop(visit);
}

PROVIDED(a_code_without_openid_gives_no_id_token)
{
	struct visit *visit = flow_redeem(
	    op, "app", flow_code(op, &player, "app", "scope=play"), "");

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(eq(str, (char *)visit_text(visit, "scope"), "play"));
	cr_assert(zero(ptr, json_object_get(visit->json, "id_token")));
	visit_drop(visit);
}

PROVIDED(row_14_a_nonce_that_was_not_sent_is_not_there)
{
	struct visit *visit =
	    flow_redeem(op, "app", flow_code(op, &player, "app", "nonce"), "");
	json_t *claims = flow_claims(op, visit_text(visit, "id_token"), "JWT");

	cr_assert(zero(ptr, json_object_get(claims, "nonce")));
	json_decref(claims);
	visit_drop(visit);
}

PROVIDED(a_client_that_may_not_refresh_gets_nothing_to_do_it_with)
{
	struct visit *visit = flow_redeem(op, "old", code("old"), "");

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(zero(ptr, json_object_get(visit->json, "refresh_token")));
	visit_drop(visit);
}

/* --- what a code is bound to ---------------------------------------------- */

PROVIDED(row_32_a_code_is_bound_to_its_client_and_redirect_uri)
{
	char kept[64];

	strcpy(kept, code("app"));
	flow_expect(flow_redeem(op, "own", kept, ""), 400, "invalid_grant");
	flow_expect(flow_redeem(op, "spa", kept, ""), 400, "invalid_grant");
	flow_expect(flow_redeem(op, "app", kept,
			"redirect_uri=https%3A%2F%2Fapp.example%2Fcb2"),
	    400, "invalid_grant");
	flow_expect(flow_redeem(op, "app", kept, "redirect_uri"), 400,
	    "invalid_request");
	flow_expect(flow_redeem(op, "app", kept, ""), 200, "");
}

PROVIDED(row_32_a_code_lives_for_its_time_and_not_longer)
{
	char kept[64];

	strcpy(kept, code("app"));
	op_later(59);
	flow_expect(flow_redeem(op, "app", kept, ""), 200, "");
	strcpy(kept, code("app"));
	op_later(60);
	flow_expect(flow_redeem(op, "app", kept, ""), 400, "invalid_grant");
}

PROVIDED(row_29_a_verifier_must_be_that_of_the_challenge)
{
	static const char *const bad[] = { "code_verifier",
		"code_verifier=" FLOW_CHALLENGE,
		"code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK",
		"code_verifier=short", "code_verifier=" FLOW_VERIFIER "%3D",
		"code_verifier=" FLOW_VERIFIER "%0A",
		"code_verifier=" FLOW_VERIFIER FLOW_VERIFIER FLOW_VERIFIER
		    FLOW_VERIFIER };
	char kept[64];

	strcpy(kept, code("app"));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		flow_expect(
		    flow_redeem(op, "app", kept, bad[i]), 400, "invalid_grant");
	flow_expect(flow_redeem(op, "app", kept, ""), 200, "");
}

PROVIDED(row_29_a_challenge_can_not_be_taken_away_on_the_way)
{
	char kept[64];

	strcpy(kept,
	    flow_code(
		op, &player, "old", "code_challenge&code_challenge_method"));
	flow_expect(flow_redeem(op, "old", kept, ""), 400, "invalid_grant");
	flow_expect(flow_redeem(op, "old", kept, "code_verifier"), 200, "");
	strcpy(kept, code("old"));
	flow_expect(flow_redeem(op, "old", kept, "code_verifier"), 400,
	    "invalid_grant");
	flow_expect(flow_redeem(op, "old", kept, ""), 200, "");
}

PROVIDED(what_is_no_code_gives_nothing)
{
	flow_expect(flow_redeem(op, "app", "", ""), 400, "invalid_request");
	flow_expect(flow_redeem(op, "app", "x", ""), 400, "invalid_grant");
	flow_expect(
	    flow_redeem(op, "app", FLOW_CHALLENGE, ""), 400, "invalid_grant");
}

PROVIDED(row_74_a_code_with_a_nul_is_not_the_code)
{
	char kept[128];

	snprintf(kept, sizeof kept, "%s%%00x", code("app"));
	flow_expect(flow_redeem(op, "app", kept, ""), 400, "invalid_request");
	kept[43] = '\0';
	flow_expect(
	    flow_redeem(op, "app", kept, "code_verifier=" FLOW_VERIFIER "%00"),
	    400, "invalid_request");
	flow_expect(flow_redeem(op, "app", kept, ""), 200, "");
}

/* --- once ----------------------------------------------------------------- */

PROVIDED(row_30_a_code_is_used_once)
{
	char kept[64];

	strcpy(kept, code("app"));
	flow_expect(flow_redeem(op, "app", kept, ""), 200, "");
	flow_expect(flow_redeem(op, "app", kept, ""), 400, "invalid_grant");
	flow_expect(flow_redeem(op, "app", kept, ""), 400, "invalid_grant");
}

PROVIDED(row_31_a_replayed_code_ends_the_tokens_it_gave)
{
	struct visit *first;
	char kept[64];

	strcpy(kept, code("app"));
	first = flow_redeem(op, "app", kept, "");
	cr_assert(eq(int, visit_status(first), 200));
	flow_expect(
	    flow_userinfo(op, visit_text(first, "access_token")), 200, "");
	op_later(3600);
	flow_expect(flow_redeem(op, "app", kept, ""), 400, "invalid_grant");
	op_later(-3600);
	flow_expect(flow_userinfo(op, visit_text(first, "access_token")), 401,
	    "invalid_token");
	cr_assert(not(flow_is_active(op, visit_text(first, "access_token"))));
	flow_expect(
	    flow_refresh(op, "app", visit_text(first, "refresh_token"), ""),
	    400, "invalid_grant");
	visit_drop(first);
}

PROVIDED(row_31_a_code_replayed_by_another_client_ends_them_too)
{
	struct visit *first;
	char kept[64];

	strcpy(kept, code("app"));
	first = flow_redeem(op, "app", kept, "");
	flow_expect(flow_redeem(op, "spa", kept, ""), 400, "invalid_grant");
	cr_assert(not(flow_is_active(op, visit_text(first, "access_token"))));
	visit_drop(first);
}

PROVIDED(a_code_is_over_when_its_player_has_signed_out)
{
	char kept[64], key[64], hash[DB_HASH_SIZE];

	strcpy(kept, code("app"));
	db_hash(browser_cookie(&player, "motus_auth"), hash);
	snprintf(key, sizeof key, "session:%s", hash);
	cr_assert(zero(int, drop(op->provider.store, key)));
	flow_expect(flow_redeem(op, "app", kept, ""), 400, "invalid_grant");
}

PROVIDED(a_code_is_over_when_its_player_has_signed_out_everywhere)
{
	char kept[64];

	strcpy(kept, code("app"));
	op_keep(op, "account:" OP_SUB,
	    json_pack(
		"{s:s, s:s, s:i}", "sub", OP_SUB, "name", "Ada", "epoch", 2));
	flow_expect(flow_redeem(op, "app", kept, ""), 400, "invalid_grant");
}

PROVIDED(the_store_has_nothing_that_could_be_presented)
{
	struct visit *visit;
	char kept[64], key[MOTUS_KEY_MAX + 1], *token, *text;
	json_t *record;

	strcpy(kept, code("app"));
	code_key(kept, key);
	cr_assert(zero(ptr, strstr(key, kept)));
	record = op_record(op, key);
	text = json_dumps(record, 0);
	cr_assert(zero(ptr, strstr(text, kept)));
	free(text);
	json_decref(record);

	visit = flow_redeem(op, "app", kept, "");
	token = flow_take(visit, "refresh_token");
	record = op_record(op, key);
	strcpy(key, json_string_value(json_object_get(record, "grant")));
	json_decref(record);
	record = op_record(op, key);
	text = json_dumps(record, 0);
	cr_assert(zero(ptr, strstr(text, token + 23)), "the secret");
	token[22] = '\0';
	cr_assert(zero(ptr, strstr(text, token)), "the GID");
	cr_assert(zero(ptr, strstr(key, token)));
	free(text);
	free(token);
	json_decref(record);
	visit_drop(visit);
}
