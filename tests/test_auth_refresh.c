/*
 * Refresh tokens, on each kind of store.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/auth/grant.h"
#include "tests/provided.h"

/* A refresh token of the player's, for `client`; the caller's. */
static char *
begin(const char *client, const char *changes)
{
	struct visit *visit = flow_tokens(op, client, changes);
	char *token = flow_take(visit, "refresh_token");

	visit_drop(visit);
	return token;
}

/* What comes after `token`; the caller's. */
static char *
next(const char *client, const char *token)
{
	struct visit *visit = flow_refresh(op, client, token, "");
	char *after;

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	after = flow_take(visit, "refresh_token");
	visit_drop(visit);
	return after;
}

static void
expect(const char *client, const char *token, const char *more, int status,
    const char *error)
{
	flow_expect(flow_refresh(op, client, token, more), status, error);
}

PROVIDED(row_49_each_use_of_a_refresh_token_gives_another)
{
	char *first = begin("app", ""), *second, *third;

	second = next("app", first);
	third = next("app", second);
	cr_assert(ne(str, first, second));
	cr_assert(ne(str, second, third));
	cr_assert(eq(sz, strlen(third), 45));
	free(first);
	free(second);
	free(third);
}

PROVIDED(row_28_a_refresh_gives_tokens_that_nobody_stores)
{
	char *first = begin("app", "");
	struct visit *visit = flow_refresh(op, "app", first, "");

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(
	    eq(str, (char *)visit_header(visit, "cache-control"), "no-store"));
	cr_assert(
	    eq(str, (char *)visit_text(visit, "scope"), "openid profile"));
	cr_assert(flow_is_active(op, visit_text(visit, "access_token")));
	flow_expect(
	    flow_userinfo(op, visit_text(visit, "access_token")), 200, "");
	visit_drop(visit);
	free(first);
}

PROVIDED(row_53_a_refreshed_id_token_is_of_the_same_sign_in)
{
	char *first = begin("app", "");
	struct visit *visit;
	json_t *claims;

	op_later(100);
	visit = flow_refresh(op, "app", first, "");
	claims = flow_claims(op, visit_text(visit, "id_token"), "JWT");
	cr_assert(eq(str,
	    (char *)json_string_value(json_object_get(claims, "sub")), OP_SUB));
	cr_assert(eq(str,
	    (char *)json_string_value(json_object_get(claims, "aud")), "app"));
	cr_assert(
	    eq(i64, json_integer_value(json_object_get(claims, "auth_time")),
		op_now() - 100));
	cr_assert(eq(
	    i64, json_integer_value(json_object_get(claims, "iat")), op_now()));
	cr_assert(zero(ptr, json_object_get(claims, "nonce")),
	    "it was of the request");
	json_decref(claims);
	visit_drop(visit);
	free(first);
}

/* --- used again ----------------------------------------------------------- */

PROVIDED(row_55_the_one_before_gives_the_same_successor_for_a_moment)
{
	char *first = begin("app", ""), *second, *again;

	second = next("app", first);
	op_later(GRANT_GRACE);
	again = next("app", first);
	cr_assert(eq(str, again, second));
	free(again);
	again = next("app", second);
	free(again);
	free(first);
	free(second);
}

PROVIDED(rows_50_and_57_one_used_again_later_ends_the_whole_family)
{
	char *first = begin("app", ""), *second;
	struct visit *visit;

	second = next("app", first);
	visit = flow_refresh(op, "app", second, "");
	cr_assert(flow_is_active(op, visit_text(visit, "access_token")));
	op_later(GRANT_GRACE + 1);
	expect("app", second, "", 400, "invalid_grant");
	cr_assert(not(flow_is_active(op, visit_text(visit, "access_token"))));
	flow_expect(flow_userinfo(op, visit_text(visit, "access_token")), 401,
	    "invalid_token");
	expect("app", visit_text(visit, "refresh_token"), "", 400,
	    "invalid_grant");
	visit_drop(visit);
	free(first);
	free(second);
}

PROVIDED(row_50_one_before_the_one_before_ends_it_at_once)
{
	char *first = begin("app", ""), *second, *third;

	second = next("app", first);
	third = next("app", second);
	expect("app", first, "", 400, "invalid_grant");
	expect("app", third, "", 400, "invalid_grant");
	free(first);
	free(second);
	free(third);
}

PROVIDED(row_50_a_made_up_secret_of_a_family_ends_it)
{
	char *first = begin("app", ""), *made_up = strdup(first);

	made_up[30] = made_up[30] == 'A' ? 'B' : 'A';
	expect("app", made_up, "", 400, "invalid_grant");
	expect("app", first, "", 400, "invalid_grant");
	free(first);
	free(made_up);
}

/* --- what it is bound to -------------------------------------------------- */

PROVIDED(row_51_a_refresh_token_is_its_clients)
{
	char *first = begin("app", "");

	expect("own", first, "", 400, "invalid_grant");
	expect("post", first, "", 400, "invalid_grant");
	expect("spa", first, "", 400, "invalid_grant");
	flow_expect(op_post(op, NULL, "/auth/token",
			"grant_type=refresh_token&client_id=app"),
	    401, "invalid_client");
	expect("app", first, "", 200, "");
	free(first);
}

PROVIDED(row_52_a_scope_may_be_narrower_for_once_and_never_wider)
{
	char *first = begin("app", "scope=openid+profile+play"), *second;
	struct visit *visit = flow_refresh(op, "app", first, "scope=play");

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(eq(str, (char *)visit_text(visit, "scope"), "play"));
	cr_assert(zero(ptr, json_object_get(visit->json, "id_token")));
	second = flow_take(visit, "refresh_token");
	visit_drop(visit);
	expect(
	    "app", second, "scope=play+offline_access", 400, "invalid_scope");
	expect("app", second, "scope=email", 400, "invalid_scope");
	visit = flow_refresh(op, "app", second, "");
	cr_assert(
	    eq(str, (char *)visit_text(visit, "scope"), "openid profile play"));
	visit_drop(visit);
	free(first);
	free(second);
}

PROVIDED(row_54_a_family_has_an_end)
{
	char *token = begin("app", "scope=openid+offline_access"), *after;

	for (int hour = 0; hour < 23; hour++) {
		op_later(3600);
		after = next("app", token);
		free(token);
		token = after;
	}
	op_later(3599);
	after = next("app", token);
	free(token);
	op_later(1);
	expect("app", after, "", 400, "invalid_grant");
	free(after);
}

static void
end_session(void)
{
	char key[MOTUS_KEY_MAX + 1], hash[DB_HASH_SIZE];

	db_hash(browser_cookie(&player, "motus_auth"), hash);
	session_key(hash, key);
	cr_assert(zero(int, drop(op->provider.store, key)));
}

/* With the session of `player`, which a test may end. */
static char *
begin_here(const char *changes)
{
	struct visit *visit =
	    flow_redeem(op, "app", flow_code(op, &player, "app", changes), "");
	char *token = flow_take(visit, "refresh_token");

	visit_drop(visit);
	return token;
}

PROVIDED(row_62_a_family_ends_with_the_session_it_came_from)
{
	char *token = begin_here(""), *other = begin("app", "");

	end_session();
	expect("app", token, "", 400, "invalid_grant");
	expect("app", other, "", 200, "");
	free(token);
	free(other);
}

PROVIDED(row_62_one_for_offline_access_outlives_the_session)
{
	char *token = begin_here("scope=openid+offline_access");

	end_session();
	expect("app", token, "", 200, "");
	free(token);
}

PROVIDED(signing_out_everywhere_ends_every_family)
{
	char *token = begin_here("scope=openid+offline_access");

	op_keep(op, "account:" OP_SUB,
	    json_pack(
		"{s:s, s:s, s:i}", "sub", OP_SUB, "name", "Ada", "epoch", 2));
	expect("app", token, "", 400, "invalid_grant");
	free(token);
}

PROVIDED(a_deleted_account_ends_every_family)
{
	char *token = begin_here("scope=openid+offline_access");

	cr_assert(zero(int, drop(op->provider.store, "account:" OP_SUB)));
	expect("app", token, "", 400, "invalid_grant");
	free(token);
}

PROVIDED(what_is_no_refresh_token_gives_nothing)
{
	static const char *const bad[] = { "x", "a.b",
		"AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA",
		"AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAB",
		"AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA%3D",
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };

	flow_expect(flow_refresh(op, "app", "", ""), 400, "invalid_request");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		expect("app", bad[i], "", 400, "invalid_grant");
}

PROVIDED(a_refresh_on_one_instance_is_known_to_another)
{
	char *first = begin("app", ""), *second;
	struct op *there = flow_create(op->provider.store), *here = op;

	second = next("app", first);
	op = there;
	expect("app", second, "", 200, "");
	op = here;
	op_destroy(there);
	free(first);
	free(second);
}
