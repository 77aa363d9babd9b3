#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/auth/auth.h"
#include "daemons/auth/keyring.h"
#include "tests/flow.h"
#include "tests/forms.h"

#define LOGOUT "/auth/logout"
#define BACK "https://app.example/bye"
#define BACK_ESCAPED "https%3A%2F%2Fapp.example%2Fbye"
#define TO_BACK "post_logout_redirect_uri=" BACK_ESCAPED

static struct motus_store *store;
static struct op *op;
static struct browser player;
static char *hint; /* "id_token_hint=..." of the client "app" */

static char *
make_hint(void)
{
	struct visit *visit = flow_tokens(op, "app", "");
	char *text = NULL;

	cr_assert(lt(int, 0,
	    asprintf(
		&text, "id_token_hint=%s", visit_text(visit, "id_token"))));
	visit_drop(visit);
	return text;
}

/* The client "app" may have its players sent to BACK. */
static void
start(void)
{
	json_t *app;

	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	op = flow_create(store);
	op->host.routes = auth_routes;
	op->host.route_count = AUTH_ROUTES;
	app = op_record(op, "client:app");
	json_object_set_new(
	    app, "post_logout_redirect_uris", json_pack("[s]", BACK));
	op_keep(op, "client:app", app);
	hint = make_hint();
	player = flow_player(op);
}

static void
stop(void)
{
	free(hint);
	motus_store_destroy(store);
	op_destroy(op);
}

TestSuite(logout, .init = start, .fini = stop);

/* GET with these parameters; the caller drops the visit. */
static struct visit *
leave(const char *query)
{
	char target[8192];

	snprintf(target, sizeof target, LOGOUT "?%s", query);
	return op_get(op, &player, target);
}

/* The same with the hint in front. */
static struct visit *
leave_with_hint(const char *query)
{
	char text[4096];

	snprintf(text, sizeof text, "%s&%s", hint, query);
	return leave(text);
}

static void
expect_error(struct visit *visit)
{
	expect_status(visit, 400);
	cr_assert(eq(str, (char *)visit_header(visit, "location"), ""));
	cr_assert(forms_is_signed_in(op, &player, "Ada"));
	visit_drop(visit);
}

static void
expect_question(struct visit *visit)
{
	expect_status(visit, 200);
	expect_on_page(visit, "<form method=\"post\">");
	cr_assert(forms_is_signed_in(op, &player, "Ada"));
	visit_drop(visit);
}

static void
expect_gone(struct visit *visit, const char *location)
{
	expect_led(visit, location);
	cr_assert(eq(str, (char *)browser_cookie(&player, "motus_auth"), ""));
	visit_drop(visit);
}

/* --- sent by a client ----------------------------------------------------- */

Test(logout, row_60_who_brings_an_id_token_is_signed_out_and_sent_back)
{
	struct browser before = player;

	expect_gone(leave_with_hint(TO_BACK "&state=a%26b%20c"),
	    BACK "?state=a%26b%20c");
	cr_assert(not(forms_is_signed_in(op, &before, "Ada")));
}

Test(logout, row_60_state_is_not_needed)
{
	expect_gone(leave_with_hint(TO_BACK), BACK);
}

Test(logout, row_60_without_an_address_it_ends_on_a_page_of_ours)
{
	struct visit *visit;

	expect_gone(leave_with_hint("state=x"), "/auth/login?done=logout");
	visit = op_get(op, &player, "/auth/login?done=logout&ui_locales=en");
	expect_on_page(visit, "You are signed out.");
	visit_drop(visit);
}

Test(logout, row_60_an_old_id_token_will_do)
{
	op_later(100 * 86400);
	expect_gone(leave_with_hint(TO_BACK), BACK);
}

Test(logout, row_60_the_client_may_say_its_name_too)
{
	expect_error(leave_with_hint(TO_BACK "&client_id=own"));
	expect_gone(leave_with_hint(TO_BACK "&client_id=app"), BACK);
}

Test(logout, row_60_by_post_it_comes_again_by_get)
{
	char form[4096], location[8192];
	struct visit *visit;

	snprintf(form, sizeof form, "%s&%s&state=x", hint, TO_BACK);
	snprintf(location, sizeof location, LOGOUT "?%s", form);
	player.origin = "https://app.example";
	visit = op_post(op, &player, LOGOUT, form);
	expect_led(visit, location);
	cr_assert(forms_is_signed_in(op, &player, "Ada"));
	visit_drop(visit);
	expect_gone(op_get(op, &player, location), BACK "?state=x");
}

Test(logout, who_is_not_signed_in_is_sent_back_all_the_same)
{
	player = BROWSER;
	expect_gone(leave_with_hint(TO_BACK), BACK);
}

/* --- not sent anywhere ---------------------------------------------------- */

Test(logout, row_61_nobody_is_sent_to_an_address_that_is_not_registered)
{
	static const char *const uris[] = {
		BACK_ESCAPED "%2F",
		BACK_ESCAPED "%3Fa%3Db",
		"https%3A%2F%2Fapp.example%2FBYE",
		"https%3A%2F%2Fapp.example%2F",
		"https%3A%2F%2Fapp.example%3A443%2Fbye",
		"https%3A%2F%2Fevil.example%2Fbye",
		"https%3A%2F%2Fapp.example%2Fcb",
		"%2Fauth%2Faccount",
		"javascript%3Aalert(1)",
	};
	char query[256];

	for (size_t i = 0; i < sizeof uris / sizeof *uris; i++) {
		snprintf(query, sizeof query, "post_logout_redirect_uri=%s",
		    uris[i]);
		expect_error(leave_with_hint(query));
	}
}

Test(logout, row_61_an_address_alone_is_nobodys)
{
	expect_error(leave(TO_BACK));
	expect_error(leave(TO_BACK "&client_id=own"));
	expect_error(leave(TO_BACK "&client_id=nobody"));
	expect_error(leave(TO_BACK "&client_id=%00"));
	expect_error(leave(TO_BACK "&" TO_BACK "&client_id=app"));
}

Test(logout, row_61_a_bare_get_asks_first)
{
	expect_question(leave(""));
	expect_question(leave("state=x"));
	expect_question(leave("client_id=app"));
	expect_question(leave(TO_BACK "&client_id=app"));
}

/* --- whose hint is no good ------------------------------------------------ */

static void
expect_bad_hint(const char *token)
{
	char query[4096];

	snprintf(query, sizeof query, "id_token_hint=%s", token);
	expect_question(leave(query));
	snprintf(query, sizeof query, "id_token_hint=%s&%s", token, TO_BACK);
	expect_error(leave(query));
}

/* An ID token that was never given to anybody; the caller's. */
static char *
make_token(const char *issuer, const char *sub, const char *typ)
{
	json_t *claims = json_pack("{s:s, s:s, s:s, s:I, s:I}", "iss", issuer,
	    "sub", sub, "aud", "app", "iat", (json_int_t)op_now(), "exp",
	    (json_int_t)op_now() + 60);
	char *token = token_sign(
	    keyring_signer(op->provider.keyring, TOKEN_RS256), typ, claims);

	json_decref(claims);
	return token;
}

Test(logout, row_61_a_hint_that_is_not_ours_says_nothing)
{
	char changed[4096], *token;

	expect_bad_hint("nonsense");
	snprintf(changed, sizeof changed, "%s", strchr(hint, '=') + 1);
	changed[strlen(changed) - 10] ^= 1;
	expect_bad_hint(changed);
	token = make_token("https://evil.example", OP_SUB, "JWT");
	expect_bad_hint(token);
	free(token);
	token = make_token(op->provider.issuer, OP_SUB, "at+jwt");
	expect_bad_hint(token);
	free(token);
}

Test(logout, a_hint_for_another_player_asks_first)
{
	char *token =
	    make_token(op->provider.issuer, "BBBBBBBBBBBBBBBBBBBBBB", "JWT");
	char query[4096];

	snprintf(query, sizeof query, "id_token_hint=%s&%s", token, TO_BACK);
	expect_question(leave(query));
	free(token);
}

/* --- by hand -------------------------------------------------------------- */

Test(logout, who_confirms_is_signed_out)
{
	expect_gone(forms_send(op, &player, LOGOUT, NULL, ""),
	    "/auth/login?done=logout");
	player = flow_player(op);
	expect_gone(forms_send(op, &player,
			LOGOUT "?client_id=app&" TO_BACK "&state=x", NULL, ""),
	    BACK "?state=x");
}

Test(logout, row_65_another_site_can_not_confirm)
{
	struct visit *visit = op_get(op, &player, LOGOUT);
	char form[128];

	snprintf(form, sizeof form, "token=%s", forms_token(visit));
	visit_drop(visit);
	expect_question(op_post(op, &player, LOGOUT, "token=x"));
	player.origin = "https://evil.example";
	visit = op_post(op, &player, LOGOUT, form);
	expect_status(visit, 403);
	visit_drop(visit);
	cr_assert(forms_is_signed_in(op, &player, "Ada"));
}

Test(logout, row_74_a_form_that_no_address_can_hold_is_refused)
{
	char *huge = malloc(60001);

	memset(huge, 'a', 60000);
	huge[60000] = '\0';
	memcpy(huge, "state=", 6);
	expect_error(op_post(op, &player, LOGOUT, huge));
	expect_error(op_post(op, &player, LOGOUT, "state=a b"));
	expect_error(op_post(op, &player, LOGOUT, "state=%00"));
	expect_error(op_post(op, &player, LOGOUT, "state=a\r\nb"));
	free(huge);
}

Test(logout, row_62_refresh_tokens_end_with_the_session)
{
	struct visit *tokens = flow_redeem(
	    op, "app", flow_code(op, &player, "app", "scope=openid"), "");

	expect_gone(leave_with_hint(""), "/auth/login?done=logout");
	flow_expect(
	    flow_refresh(op, "app", visit_text(tokens, "refresh_token"), ""),
	    400, "invalid_grant");
	visit_drop(tokens);
}
