/*
 * Authorization requests.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/auth/client.h"
#include "daemons/auth/keyring.h"
#include "daemons/common/token.h"
#include "tests/flow.h"
#include "tests/keeper.h"
#include "tests/slow_store.h"

static struct motus_store *store;
static struct op *op;
static struct browser player, stranger;

static void
start(void)
{
	store = slow_store_create();
	op = flow_create(store);
	player = flow_player(op);
	stranger = BROWSER;
}

static void
stop(void)
{
	op_destroy(op);
	motus_store_destroy(store);
}

TestSuite(authorize, .init = start, .fini = stop);

/* --- what is expected ----------------------------------------------------- */

static void
expect_text(const char *text, const char *expected)
{
	cr_assert(eq(str, (char *)text, (char *)expected));
}

/* The client is sent there with an answer, and told who answers. */
static void
expect_answer(const struct visit *visit, const char *uri)
{
	const char *location = visit_header(visit, "location");

	cr_assert(eq(int, visit_status(visit), 303), "%s\n%s", visit->target,
	    visit->text);
	cr_assert(
	    zero(int, strncmp(location, uri, strlen(uri))), "%s", location);
	expect_text(flow_answer(visit, "iss"), VISIT_ORIGIN "/auth");
	expect_text(visit_header(visit, "cache-control"), "no-store");
}

static void
expect_code(struct visit *visit)
{
	expect_answer(visit, FLOW_CALLBACK "?code=");
	cr_assert(eq(sz, strlen(flow_answer(visit, "code")), 43));
	expect_text(flow_answer(visit, "state"), "xyz");
	visit_drop(visit);
}

static void
expect_error(struct visit *visit, const char *error)
{
	expect_answer(visit, FLOW_CALLBACK "?error=");
	cr_assert(eq(str, (char *)flow_answer(visit, "error"), (char *)error),
	    "%s", visit->target);
	expect_text(flow_answer(visit, "state"), "xyz");
	expect_text(flow_answer(visit, "code"), "");
	visit_drop(visit);
}

/* A page says so, and nobody is sent anywhere. */
static void
expect_page(struct visit *visit, const char *code)
{
	cr_assert(eq(int, visit_status(visit), 400), "%s", visit->target);
	expect_text(visit_header(visit, "location"), "");
	expect_text(visit->exchange.reply.code, code);
	expect_text(
	    visit_header(visit, "content-type"), "text/html; charset=utf-8");
	visit_drop(visit);
}

/* The player is sent to a page that leads back here. */
static void
expect_detour(struct visit *visit, const char *page)
{
	char onward[4096];

	cr_assert(eq(int, visit_status(visit), 303), "%s", visit->text);
	expect_text(visit_header(visit, "cache-control"), "no-store");
	strcpy(onward, flow_answer(visit, "continue"));
	expect_text(onward, visit->target);
	cr_assert(
	    zero(int,
		strncmp(visit_header(visit, "location"), page, strlen(page))),
	    "%s", visit_header(visit, "location"));
	visit_drop(visit);
}

static struct visit *
ask(const char *changes)
{
	return flow_ask(op, &player, "app", changes);
}

static struct visit *
ask_as_stranger(const char *changes)
{
	return flow_ask(op, &stranger, "app", changes);
}

/* --- codes ---------------------------------------------------------------- */

CONTRACT(rows_7_and_12_who_is_signed_in_and_allowed_it_comes_back_with_a_code)
{
	op = flow_create(keeper_store(keeper));
	player = flow_player(op);
	expect_code(ask(""));
	expect_code(flow_ask(op, &player, "own", ""));
	expect_code(flow_ask(op, &player, "spa", ""));
	op_destroy(op);
}

Test(authorize, row_25_a_client_of_ours_needs_no_consent_and_another_does)
{
	json_t *account = op_record(op, "account:" OP_SUB);

	json_object_del(account, "consents");
	op_keep(op, "account:" OP_SUB, account);
	expect_code(flow_ask(op, &player, "own", ""));
	expect_detour(ask(""), "/auth/consent?continue=");
	expect_error(ask("prompt=none"), "consent_required");
}

Test(authorize, consent_is_asked_again_for_more_than_was_allowed)
{
	json_t *account = op_record(op, "account:" OP_SUB);

	json_object_set_new(account, "consents",
	    json_pack("{s:{s:s, s:i}}", "app", "scope", "openid", "made", 1));
	op_keep(op, "account:" OP_SUB, account);
	expect_code(ask("scope=openid"));
	expect_detour(ask("scope=openid+play"), "/auth/consent?continue=");
}

Test(authorize, a_refusal_on_the_consent_page_is_told_to_the_client)
{
	expect_error(ask("motus_denied=1"), "access_denied");
	expect_error(ask_as_stranger("motus_denied=1"), "access_denied");
}

Test(authorize, row_14_state_and_nonce_come_back_as_they_were_or_not_at_all)
{
	static const char odd[] = "a b&c=d#e%f+\"'<>/?\xc3\xa9\r\n";
	struct visit *visit = ask("state=a+b%26c%3Dd%23e%25f%2B%22%27%3C%3E%2F"
				  "%3F%C3%A9%0D%0A");

	expect_answer(visit, FLOW_CALLBACK "?code=");
	expect_text(flow_answer(visit, "state"), odd);
	cr_assert(zero(ptr, strpbrk(visit_header(visit, "location"), "\r\n")));
	visit_drop(visit);
	visit = ask("state&nonce");
	expect_answer(visit, FLOW_CALLBACK "?code=");
	cr_assert(zero(ptr, strstr(visit_header(visit, "location"), "state")));
	visit_drop(visit);
}

Test(authorize, row_14_a_long_state_is_intact)
{
	char changes[1100] = "state=";
	struct visit *visit;

	memset(changes + 6, 's', 1000);
	visit = ask(changes);
	expect_answer(visit, FLOW_CALLBACK "?code=");
	expect_text(flow_answer(visit, "state"), changes + 6);
	visit_drop(visit);
	visit = ask_as_stranger(changes);
	expect_detour(visit, "/auth/login?continue=");
}

Test(authorize, row_74_a_request_too_long_for_the_way_back_is_refused)
{
	char changes[2000] = "nonce=";

	memset(changes + 6, 'n', 1800);
	expect_error(ask_as_stranger(changes), "invalid_request");
}

Test(authorize, row_15_what_is_not_known_or_not_used_does_no_harm)
{
	expect_code(ask("colour=blue&display=popup&ui_locales=en+fr&"
			"acr_values=1+2&login_hint=bob%40app.example&claims=%7B"
			"%7D&claims_locales=fr"));
	expect_code(ask("scope=openid+profile+email+phone+address"));
}

Test(authorize, row_13_a_form_is_sent_on_as_a_query)
{
	const char *address = flow_address("app", "state=a+b%26%23%C3%A9");
	struct visit *visit =
	    op_post(op, &stranger, "/auth/authorize", strchr(address, '?') + 1);
	char location[2048];

	cr_assert(eq(int, visit_status(visit), 303));
	strcpy(location, visit_header(visit, "location"));
	visit_drop(visit);
	visit = op_get(op, &player, location);
	expect_answer(visit, FLOW_CALLBACK "?code=");
	expect_text(flow_answer(visit, "state"), "a b&#\xc3\xa9");
	visit_drop(visit);
}

Test(authorize, row_13_a_form_that_is_none_gets_a_page)
{
	static char form[4096] = "a=";

	expect_page(
	    op_post(op, &player, "/auth/authorize", "a=1&a=2"), "request");
	expect_page(
	    op_post(op, &player, "/auth/authorize", "a=%00"), "request");
	memset(form + 2, 'a', 3000);
	expect_page(op_post(op, &player, "/auth/authorize", form), "request");
}

/* --- where the answer goes ------------------------------------------------ */

Test(authorize, rows_18_and_20_an_unknown_client_gets_a_page)
{
	static const char *const unknown[] = { "client_id", "client_id=nobody",
		"client_id=APP", "client_id=app%00",
		"client_id=app&client_id=app", "client_id=%2e%2e%2fapp",
		"client_id=app%20",
		("client_id=123456789012345678901234567890123456789012345678901"
		 "23456789012345") };

	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
		expect_page(ask(unknown[i]), "unknown-client");
}

Test(authorize, rows_18_and_19_a_foreign_or_missing_redirect_uri_gets_a_page)
{
	static const char *const foreign[] = { "redirect_uri",
		"redirect_uri=", "redirect_uri=https%3A%2F%2Fevil.example%2Fcb",
		"redirect_uri=https%3A%2F%2Fapp.example%2Fcb%2F",
		"redirect_uri=https%3A%2F%2Fapp.example%2Fcb%3Fa%3Db",
		"redirect_uri=https%3A%2F%2Fapp.example%2Fcb%23a",
		"redirect_uri=https%3A%2F%2Fapp.example%2Fcb%00",
		"redirect_uri=https%3A%2F%2Fapp.example%2Fcb%0D%0Aa%3A+b",
		("redirect_uri=https://app.example/cb&"
		 "redirect_uri=https://app.example/cb"),
		"redirect_uri=https%3A%2F%2Fapp.example%2FCB",
		"redirect_uri=javascript%3Aalert(1)" };

	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		expect_page(ask(foreign[i]), "foreign-redirect");
}

Test(authorize, row_27_no_other_page_may_read_it)
{
	struct visit *visit = ask("");

	expect_text(visit_header(visit, "access-control-allow-origin"), "");
	visit_drop(visit);
}

Test(authorize, row_16_the_answer_comes_as_a_form_to_who_asks)
{
	struct visit *visit =
	    ask("response_mode=form_post&state=%22%3E%3Ca%26");
	const char *policy;

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	expect_text(visit_header(visit, "location"), "");
	cr_assert(not(zero(ptr,
	    strstr(visit->text,
		"<form method=\"post\" action=\"" FLOW_CALLBACK "\">"))));
	cr_assert(not(zero(ptr,
	    strstr(visit->text,
		"name=\"state\" value=\"&quot;&gt;&lt;a&amp;\""))));
	cr_assert(
	    not(zero(ptr, strstr(visit->text, "name=\"code\" value=\""))));
	cr_assert(not(zero(ptr,
	    strstr(
		visit->text, "name=\"iss\" value=\"" VISIT_ORIGIN "/auth\""))));
	cr_assert(not(zero(ptr, strstr(visit->text, "<button"))),
	    "for who runs no scripts");
	cr_assert(not(zero(ptr,
	    strstr(visit->text,
		"<script>document.forms[0]"
		".submit()</script>"))));
	policy = visit_header(visit, "content-security-policy");
	cr_assert(not(zero(ptr,
		      strstr(policy,
			  "script-src 'sha256-"
			  "ePniVEkSivX/c7XWBGafqh8tSpiRrKiqYeqbG7N1TOE='"))),
	    "%s", policy);
	cr_assert(zero(ptr, strstr(policy, "form-action")));
	visit_drop(visit);
	visit = ask("response_mode=form_post&prompt=none&max_age=x");
	cr_assert(not(zero(ptr,
	    strstr(visit->text, "name=\"error\" value=\"invalid_request\""))));
	visit_drop(visit);
}

Test(authorize, row_16_another_response_mode_is_refused)
{
	expect_code(ask("response_mode=query"));
	expect_error(ask("response_mode=fragment"), "invalid_request");
	expect_error(ask("response_mode=jwt"), "invalid_request");
}

Test(authorize, a_redirect_uri_keeps_its_own_query)
{
	static const char *const uris[] = { "com.example.app:/cb?a=b", NULL };
	char secret[CLIENT_SECRET_SIZE], complaint[256];
	struct client_wish wish = { .id = "native",
		.name = "native",
		.auth = "none",
		.own = true,
		.redirect_uris = uris };
	json_t *client =
	    client_make(&wish, op_now(), secret, complaint, sizeof complaint);
	struct visit *visit;

	op_keep(op, "client:native", client);
	visit = flow_ask(op, &player, "native",
	    "redirect_uri=com.example.app%3A%2Fcb%3Fa%3Db");
	expect_answer(visit, "com.example.app:/cb?a=b&code=");
	visit_drop(visit);
}

Test(authorize, row_18_a_public_client_on_ones_own_machine_has_any_port)
{
	static const char *const uris[] = { "http://127.0.0.1/cb", NULL };
	char secret[CLIENT_SECRET_SIZE], complaint[256];
	struct client_wish wish = { .id = "native",
		.name = "native",
		.auth = "none",
		.own = true,
		.redirect_uris = uris };
	struct visit *visit;

	op_keep(op, "client:native",
	    client_make(&wish, op_now(), secret, complaint, sizeof complaint));
	visit = flow_ask(op, &player, "native",
	    "redirect_uri=http%3A%2F%2F127.0.0.1%3A51004%2Fcb");
	expect_answer(visit, "http://127.0.0.1:51004/cb?code=");
	visit_drop(visit);
	wish.id = "web";
	wish.auth = NULL;
	op_keep(op, "client:web",
	    client_make(&wish, op_now(), secret, complaint, sizeof complaint));
	expect_page(flow_ask(op, &player, "web",
			"redirect_uri=http%3A%2F%2F127.0.0.1%3A51004%2Fcb"),
	    "foreign-redirect");
}

/* --- what is refused ------------------------------------------------------ */

Test(authorize, row_20_only_codes_are_given)
{
	static const char *const others[] = { "token", "id_token",
		"code+id_token", "code+token", "none", "Code", "code+code" };
	char changes[64];

	expect_error(ask("response_type"), "invalid_request");
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		sprintf(changes, "response_type=%s", others[i]);
		expect_error(ask(changes), "unsupported_response_type");
	}
}

Test(authorize, rows_21_and_22_pkce_is_required_and_is_s256)
{
	static const char *const bad[] = {
		"code_challenge&code_challenge_method",
		"code_challenge_method",
		"code_challenge",
		"code_challenge_method=plain",
		"code_challenge_method=s256",
		"code_challenge_method=S512",
		"code_challenge=short",
		"code_challenge=" FLOW_CHALLENGE "A",
		"code_challenge=" FLOW_CHALLENGE "%3D",
		"code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw%2Bcc",
	};
	static const char *const clients[] = { "app", "spa", "own" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		for (size_t j = 0; j < sizeof clients / sizeof *clients; j++)
			expect_error(flow_ask(op, &player, clients[j], bad[i]),
			    "invalid_request");
}

Test(authorize, row_21_pkce_is_waived_for_one_client_and_used_if_it_is_sent)
{
	expect_code(flow_ask(
	    op, &player, "old", "code_challenge&code_challenge_method"));
	expect_code(flow_ask(op, &player, "old", ""));
	expect_error(flow_ask(op, &player, "old", "code_challenge_method"),
	    "invalid_request");
	expect_error(
	    flow_ask(op, &player, "old", "code_challenge_method=plain"),
	    "invalid_request");
	expect_error(flow_ask(op, &player, "old", "code_challenge=x"),
	    "invalid_request");
}

Test(authorize, row_23_a_repeated_parameter_is_refused)
{
	struct visit *visit;

	expect_error(ask("scope=openid&scope=openid"), "invalid_request");
	expect_error(ask("prompt=none&prompt=none"), "invalid_request");
	expect_error(ask("colour=1&colour=2"), "invalid_request");
	expect_error(ask("nonce=1&n%6fnce=2"), "invalid_request");
	visit = ask("state=1&state=2");
	expect_answer(visit, FLOW_CALLBACK "?error=invalid_request");
	expect_text(flow_answer(visit, "state"), "");
	visit_drop(visit);
}

Test(authorize, row_74_a_malformed_parameter_is_refused)
{
	expect_error(ask("nonce=a%00b"), "invalid_request");
	expect_error(ask("nonce=%ff"), "invalid_request");
	expect_error(ask("nonce=%4"), "invalid_request");
	expect_error(ask("%00=1"), "invalid_request");
}

Test(authorize, rows_8_and_24_request_objects_are_refused_by_name)
{
	expect_error(ask("request=e30.e30."), "request_not_supported");
	expect_error(ask("request_uri=https%3A%2F%2Fapp.example%2Fr"),
	    "request_uri_not_supported");
	expect_error(ask("registration=%7B%7D"), "registration_not_supported");
}

Test(authorize, a_scope_that_gives_nothing_is_refused)
{
	expect_error(ask("scope"), "invalid_scope");
	expect_error(ask("scope=email"), "invalid_scope");
	expect_error(ask("scope=score%3Awrite"), "invalid_scope");
}

Test(authorize, a_client_without_the_grant_gets_no_code)
{
	static const char *const uris[] = { FLOW_CALLBACK, NULL };
	static const char *const grants[] = { "client_credentials", NULL };
	char secret[CLIENT_SECRET_SIZE], complaint[256];
	struct client_wish wish = { .id = "service",
		.name = "service",
		.grants = grants,
		.redirect_uris = uris };

	op_keep(op, "client:service",
	    client_make(&wish, op_now(), secret, complaint, sizeof complaint));
	expect_error(
	    flow_ask(op, &player, "service", ""), "unauthorized_client");
}

/* --- who it is ------------------------------------------------------------ */

Test(authorize, row_17_a_stranger_signs_in_first_unless_no_page_may_be_shown)
{
	expect_detour(ask_as_stranger(""), "/auth/login?continue=");
	expect_error(ask_as_stranger("prompt=none"), "login_required");
	expect_code(ask("prompt=none"));
}

Test(authorize, row_17_prompts_are_followed)
{
	expect_detour(ask("prompt=login"), "/auth/login?continue=");
	expect_detour(ask("prompt=select_account"), "/auth/login?continue=");
	expect_detour(ask("prompt=create"), "/auth/register?continue=");
	expect_detour(
	    ask_as_stranger("prompt=create"), "/auth/register?continue=");
	expect_detour(ask("prompt=consent"), "/auth/consent?continue=");
	expect_detour(ask("prompt=consent+login"), "/auth/login?continue=");
	expect_detour(flow_ask(op, &player, "own", "prompt=consent"),
	    "/auth/consent?continue=");
	expect_error(ask("prompt=none+login"), "invalid_request");
	expect_error(ask("prompt=dance"), "invalid_request");
}

Test(authorize, row_17_max_age_counts_from_when_the_password_was_given)
{
	op_later(1000);
	expect_code(ask("max_age=1000"));
	expect_detour(ask("max_age=999"), "/auth/login?continue=");
	expect_error(ask("max_age=999&prompt=none"), "login_required");
	expect_error(ask("max_age=-1"), "invalid_request");
	expect_error(ask("max_age=1s"), "invalid_request");
	expect_error(ask("max_age=99999999999999999999"), "invalid_request");
}

Test(authorize, row_17_max_age_0_always_asks_for_the_password)
{
	expect_detour(ask("max_age=0"), "/auth/login?continue=");
	expect_error(ask("max_age=0&prompt=none"), "login_required");
}

static char *
sign_hint(const char *sub, const char *aud, const char *typ)
{
	const struct token_key *key =
	    keyring_signer(op->provider.keyring, TOKEN_RS256);
	json_t *claims = json_pack("{s:s, s:s, s:s, s:I, s:I}", "iss",
	    VISIT_ORIGIN "/auth", "sub", sub, "aud", aud, "exp",
	    (json_int_t)op_now() - 3600, "iat", (json_int_t)op_now() - 7200);
	char *token = token_sign(key, typ, claims);

	json_decref(claims);
	return token;
}

static struct visit *
ask_with_hint(struct browser *browser, const char *sub, const char *aud,
    const char *typ, const char *more)
{
	char changes[2048], *hint = sign_hint(sub, aud, typ);

	sprintf(changes, "id_token_hint=%s%s", hint, more);
	free(hint);
	return flow_ask(op, browser, "app", changes);
}

Test(authorize, row_17_a_hint_names_who_must_be_signed_in)
{
	const char *none = "&prompt=none";

	expect_code(ask_with_hint(&player, OP_SUB, "app", "JWT", ""));
	expect_code(ask_with_hint(&player, OP_SUB, "app", "JWT", none));
	expect_error(ask_with_hint(
			 &player, "BBBBBBBBBBBBBBBBBBBBBB", "app", "JWT", none),
	    "login_required");
	expect_error(
	    ask_with_hint(&player, "BBBBBBBBBBBBBBBBBBBBBB", "app", "JWT", ""),
	    "login_required");
	expect_error(ask_with_hint(&stranger, OP_SUB, "app", "JWT", none),
	    "login_required");
}

Test(authorize, row_47_a_hint_that_is_none_of_ours_is_refused)
{
	expect_error(ask_with_hint(&player, OP_SUB, "spa", "JWT", ""),
	    "invalid_request");
	expect_error(ask_with_hint(&player, OP_SUB, "app", "at+jwt", ""),
	    "invalid_request");
	expect_error(ask("id_token_hint=e30.e30."), "invalid_request");
	expect_error(ask("id_token_hint=x"), "invalid_request");
}

/* --- when the store fails ------------------------------------------------- */

Test(authorize, a_code_that_the_store_lost_is_kept_again)
{
	slow_store_fail_commits(store, MOTUS_ELOST, true);
	expect_error(ask(""), "temporarily_unavailable");
	slow_store_fail_commits(store, MOTUS_EUNAVAILABLE, false);
	expect_error(ask(""), "temporarily_unavailable");
	slow_store_fail_commits(store, MOTUS_EIO, false);
	expect_error(ask(""), "server_error");
	slow_store_fail_commits(store, 0, true);
	expect_code(ask(""));
}

Test(authorize, a_client_that_can_not_be_read_gets_a_page)
{
	struct visit *visit;

	slow_store_fail_gets(store, MOTUS_EUNAVAILABLE);
	visit = ask("");
	cr_assert(eq(int, visit_status(visit), 503));
	expect_text(visit_header(visit, "retry-after"), "1");
	expect_text(visit_header(visit, "location"), "");
	visit_drop(visit);
	slow_store_fail_gets(store, 0);
}
