#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <sodium.h>

#include "tests/forms.h"

static struct motus_store *store;
static struct op *op;
static struct browser me;

static void
start(void)
{
	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	op = forms_create(store);
	me = BROWSER;
}

static void
stop(void)
{
	motus_store_destroy(store);
	forms_destroy(op);
}

TestSuite(entry, .init = start, .fini = stop);

/* --- making an account ---------------------------------------------------- */

Test(entry, who_registers_is_signed_in_and_gets_recovery_codes)
{
	struct visit *visit =
	    forms_send(op, &me, "/auth/register?ui_locales=en", NULL,
		"name=Zo%C3%A9&new_password=" PASSWORD);
	const char *at = visit->text;
	size_t codes = 0;

	expect_status(visit, 200);
	while ((at = strstr(at, "<code>")) != NULL) {
		codes++;
		at++;
	}
	cr_assert(eq(sz, codes, 8));
	expect_on_page(visit, "href=\"/auth/account\"");
	cr_assert(forms_is_signed_in(op, &me, "Zoé"));
	visit_drop(visit);
}

static void
expect_refusal(const char *fields, const char *message, const char *field)
{
	struct visit *visit =
	    forms_send(op, &me, "/auth/register?ui_locales=en", NULL, fields);
	char link[64];

	expect_status(visit, 422);
	expect_on_page(visit, message);
	expect_on_page(visit, "<title>Error:");
	expect_on_page(visit, "role=\"alert\"");
	snprintf(link, sizeof link, "<a href=\"#%s\">", field);
	expect_on_page(visit, link);
	snprintf(link, sizeof link, "%s-error\">", field);
	expect_on_page(visit, link);
	expect_on_page(visit, "aria-invalid=\"true\"");
	visit_drop(visit);
}

/* HAProxy then asks another instance. */
Test(entry, a_worker_that_can_make_no_form_yet_is_not_available)
{
	struct visit *visit;

	op->provider.has_secret = false;
	visit = op_get(op, &me, "/auth/login");
	expect_status(visit, 503);
	visit_drop(visit);
}

Test(entry, what_is_wrong_is_said_at_its_field)
{
	expect_refusal("new_password=" PASSWORD, "Write a name.", "name");
	expect_refusal(
	    "name=+&new_password=" PASSWORD, "Write a name.", "name");
	expect_refusal("name=Zoe", "Choose a password.", "new_password");
	expect_refusal("name=Zoe&new_password=short", "at least 8 characters",
	    "new_password");
	expect_refusal(
	    "name=Zoe&new_password=PassWord", "Too many", "new_password");
	expect_refusal("name=Zoe&new_password=zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe"
		       "+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe"
		       "+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe"
		       "+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe"
		       "+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe+zoe"
		       "+zoe+zoe+zoe+zoe+zoe",
	    "at most 256 characters", "new_password");
	expect_refusal(
	    "name=Zoe12345&new_password=Zoe12345", "same as", "new_password");
}

Test(entry, a_name_that_somebody_has_is_refused)
{
	struct browser other = BROWSER;

	forms_join(op, &other, "Zoe", NULL);
	expect_refusal(
	    "name=zOE&new_password=" PASSWORD, "Somebody has", "name");
	cr_assert(not(forms_is_signed_in(op, &me, "Zoe")));
}

Test(entry, row_73_what_was_typed_is_shown_as_text)
{
	struct visit *visit = forms_send(op, &me, "/auth/register", NULL,
	    "name=%22%3E%3Cscript%3E&new_password=x");

	expect_status(visit, 422);
	expect_on_page(visit, "value=\"&quot;&gt;&lt;script&gt;\"");
	expect_not_on_page(visit, "<script");
	visit_drop(visit);
}

/* --- signing in ----------------------------------------------------------- */

/* Sign in with a password; the caller drops the visit. */
static struct visit *
sign_in(struct browser *browser, const char *name, const char *password)
{
	char fields[512];

	snprintf(fields, sizeof fields, "name=%s&password=%s", name, password);
	return forms_send(
	    op, browser, "/auth/login?ui_locales=en", NULL, fields);
}

Test(entry, row_26_the_right_password_leads_on_by_303)
{
	struct browser other = BROWSER;
	struct visit *visit;

	forms_join(op, &other, "Zoe", NULL);
	visit = sign_in(&me, "zoe", PASSWORD);
	expect_led(visit, "/auth/account");
	cr_assert(forms_is_signed_in(op, &me, "Zoe"));
	visit_drop(visit);
}

Test(entry, who_signs_in_goes_on_where_a_client_sent_from)
{
	struct visit *visit;

	forms_join(op, &me, "Zoe", NULL);
	visit = forms_send(op, &me,
	    "/auth/login?continue=%2Fauth%2Fauthorize%3Fprompt%3Dlogin%26"
	    "state%3Da%2526b%26max_age%3D0%26login_hint%3DZo%25C3%25A9",
	    NULL, "name=Zoe&password=" PASSWORD);
	expect_led(visit, "/auth/authorize?state=a%26b&login_hint=Zo%C3%A9");
	visit_drop(visit);
}

Test(entry, the_name_that_a_client_hints_at_is_filled_in)
{
	struct visit *visit = op_get(op, &me,
	    "/auth/login?continue=%2Fauth%2Fauthorize%3F"
	    "login_hint%3DZo%25C3%25A9%2522");

	expect_on_page(visit, "value=\"Zoé&quot;\"");
	expect_on_page(visit, "autocomplete=\"username\"");
	expect_on_page(visit, "autocomplete=\"current-password\"");
	expect_on_page(visit,
	    "href=\"/auth/register?continue=%2Fauth%2Fauthorize%3F"
	    "login_hint%3DZo%25C3%25A9%2522\"");
	visit_drop(visit);
}

Test(entry, row_69_an_unknown_name_gets_the_page_of_a_wrong_password)
{
	struct visit *unknown, *wrong;

	forms_join(op, &me, "Zoe", NULL);
	me = BROWSER;
	wrong = sign_in(&me, "Zoe", "another password");
	unknown = sign_in(&me, "Eve", "another password");
	expect_status(wrong, 422);
	expect_status(unknown, 422);
	memcpy(strstr(unknown->text, "value=\"Eve\"") + 7, "Zoe", 3);
	cr_assert(eq(str, unknown->text, wrong->text));
	cr_assert(eq(str, unknown->headers, wrong->headers));
	visit_drop(unknown);
	visit_drop(wrong);
}

Test(entry, what_can_be_nobodys_password_is_a_wrong_one)
{
	struct visit *visit;

	forms_join(op, &me, "Zoe", NULL);
	visit = sign_in(&me, "Zoe", "short");
	expect_status(visit, 422);
	expect_on_page(visit, "go together");
	visit_drop(visit);
	visit = sign_in(&me, "", PASSWORD);
	expect_status(visit, 422);
	expect_on_page(visit, "Write a name.");
	visit_drop(visit);
}

Test(entry, a_password_kept_by_other_parameters_is_kept_anew)
{
	char old[crypto_pwhash_STRBYTES], *kept;
	struct visit *visit;
	json_t *name, *account;
	char key[64];

	forms_join(op, &me, "Zoe", NULL);
	name = op_record(op, "name:zoe");
	snprintf(key, sizeof key, "account:%s",
	    json_string_value(json_object_get(name, "sub")));
	json_decref(name);
	cr_assert(zero(
	    int, crypto_pwhash_str(old, PASSWORD, strlen(PASSWORD), 1, 8192)));
	account = op_record(op, key);
	json_object_set_new(account, "password", json_string(old));
	op_keep(op, key, account);
	visit = sign_in(&me, "Zoe", PASSWORD);
	expect_led(visit, "/auth/account");
	visit_drop(visit);
	account = op_record(op, key);
	kept = (char *)json_string_value(json_object_get(account, "password"));
	cr_assert(
	    not(zero(ptr, strstr(kept, "$m=19456,t=2,p=1$"))), "%s", kept);
	json_decref(account);
	visit = sign_in(&me, "Zoe", PASSWORD);
	expect_led(visit, "/auth/account");
	visit_drop(visit);
}

/* --- sessions and cookies ------------------------------------------------- */

Test(entry, row_64_a_session_id_that_a_browser_brings_is_not_adopted)
{
	static const char planted[] =
	    "motus_auth=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
	struct browser thief = BROWSER;

	strcpy(me.cookie, planted);
	strcpy(thief.cookie, planted);
	forms_join(op, &me, "Zoe", NULL);
	cr_assert(zero(ptr, strstr(me.cookie, planted)));
	cr_assert(forms_is_signed_in(op, &me, "Zoe"));
	cr_assert(not(forms_is_signed_in(op, &thief, "Zoe")));
}

Test(entry, row_64_signing_in_again_ends_the_session_before)
{
	struct browser thief;

	forms_join(op, &me, "Zoe", NULL);
	thief = me;
	visit_drop(sign_in(&me, "Zoe", PASSWORD));
	cr_assert(forms_is_signed_in(op, &me, "Zoe"));
	cr_assert(not(forms_is_signed_in(op, &thief, "Zoe")));
}

Test(entry, row_63_cookies_are_for_this_host_and_no_script)
{
	struct visit *visit;

	forms_join(op, &me, "Zoe", NULL);
	me = BROWSER;
	visit = sign_in(&me, "Zoe", PASSWORD);
	cr_assert(not(zero(ptr,
	    strstr(visit->headers,
		"; Path=/; Max-Age=1209600; HttpOnly; SameSite=Lax\n"))));
	cr_assert(zero(ptr, strstr(visit->headers, "Domain")));
	visit_drop(visit);
	op->host.secure = true;
	me = BROWSER;
	visit = sign_in(&me, "Zoe", PASSWORD);
	cr_assert(not(zero(
	    ptr, strstr(visit->headers, "set-cookie: __Host-motus_auth="))));
	cr_assert(not(zero(
	    ptr, strstr(visit->headers, "HttpOnly; SameSite=Lax; Secure\n"))));
	cr_assert(forms_is_signed_in(op, &me, "Zoe"));
	visit_drop(visit);
}

Test(entry, under_https_a_cookie_of_the_plain_name_is_nobodys)
{
	forms_join(op, &me, "Zoe", NULL);
	op->host.secure = true;
	cr_assert(not(forms_is_signed_in(op, &me, "Zoe")));
}

/* --- who may send a form -------------------------------------------------- */

static void
expect_form(const char *form, int status, const char *code)
{
	struct visit *visit = op_post(op, &me, "/auth/login", form);

	expect_status(visit, status);
	cr_assert(eq(str, (char *)visit->exchange.reply.code, (char *)code));
	cr_assert(not(forms_is_signed_in(op, &me, "Zoe")));
	visit_drop(visit);
}

static void
expect_token(const char *token, int status, const char *code)
{
	char form[256];

	snprintf(
	    form, sizeof form, "token=%s&name=Zoe&password=" PASSWORD, token);
	expect_form(form, status, code);
}

Test(entry, row_65_a_form_needs_the_token_of_this_browser)
{
	struct browser other = BROWSER;
	struct visit *page;

	forms_join(op, &other, "Zoe", NULL);
	page = op_get(op, &other, "/auth/login");
	expect_token(forms_token(page), 403, "form-expired");
	visit_drop(page);
	page = op_get(op, &me, "/auth/login");
	expect_token("", 403, "form-expired");
	expect_token("x", 403, "form-expired");
	expect_token(
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 403, "form-expired");
	me.origin = "https://evil.example";
	expect_token(forms_token(page), 403, "cross-origin");
	me.origin = "null";
	expect_token(forms_token(page), 403, "cross-origin");
	me.origin = NULL;
	expect_token(forms_token(page), 403, "cross-origin");
	visit_drop(page);
}

Test(entry, a_form_that_expired_is_shown_with_what_was_in_it)
{
	struct visit *visit = op_post(
	    op, &me, "/auth/login?ui_locales=en", "name=Zoe&password=x");

	expect_status(visit, 403);
	expect_on_page(visit, "value=\"Zoe\"");
	expect_on_page(visit, "had expired");
	visit_drop(visit);
}

Test(entry, row_66_two_tabs_can_both_finish)
{
	struct browser other = BROWSER;
	char first[128], second[128];
	struct visit *page;

	forms_join(op, &other, "Zoe", NULL);
	page = op_get(op, &me, "/auth/login");
	snprintf(first, sizeof first, "token=%s&name=Zoe&password=" PASSWORD,
	    forms_token(page));
	visit_drop(page);
	page = op_get(op, &me, "/auth/login");
	snprintf(second, sizeof second, "token=%s&name=Zoe&password=" PASSWORD,
	    forms_token(page));
	visit_drop(page);
	page = op_post(op, &me, "/auth/login", first);
	expect_led(page, "/auth/account");
	visit_drop(page);
	page = op_post(op, &me, "/auth/login", second);
	expect_led(page, "/auth/account");
	visit_drop(page);
	cr_assert(forms_is_signed_in(op, &me, "Zoe"));
}

Test(entry, row_74_what_no_text_has_is_refused)
{
	static const char *const bad[] = {
		"name=Zoe%00&password=" PASSWORD,
		"name=Zoe&password=" PASSWORD "%00",
		"name=Zo%C3&password=" PASSWORD,
		"name=Zo%C0%80&password=" PASSWORD,
		"name=Zoe%&password=" PASSWORD,
		"name=Zoe&name=Zoe&password=" PASSWORD,
		"name=Zoe&password=" PASSWORD "&password=" PASSWORD,
		"na%00me=Zoe&password=" PASSWORD,
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct visit *visit =
		    forms_send(op, &me, "/auth/login", NULL, bad[i]);

		expect_status(visit, 400);
		visit_drop(visit);
	}
}

Test(entry, row_74_a_huge_form_is_answered)
{
	char *form = malloc(60100);
	struct visit *visit;

	strcpy(form, "token=x&name=");
	memset(form + 13, 'a', 60000);
	strcpy(form + 60013, "&password=b");
	visit = op_post(op, &me, "/auth/login", form);
	expect_status(visit, 403);
	visit_drop(visit);
	free(form);
}

Test(entry, what_is_no_form_is_refused)
{
	struct visit *visit = op_send(op, &me,
	    &(struct sending){ .method = METHOD_POST,
		.target = "/auth/login",
		.type = "application/json",
		.body = "{\"name\":\"Zoe\"}" });

	visit_wait(visit);
	expect_status(visit, 400);
	visit_drop(visit);
}

/* --- recovery ------------------------------------------------------------- */

static struct visit *
recover(const char *name, const char *code)
{
	char fields[512];

	snprintf(fields, sizeof fields,
	    "name=%s&code=%s&new_password=another+password", name, code);
	return forms_send(op, &me, "/auth/recover?ui_locales=en", NULL, fields);
}

Test(entry, a_recovery_code_gives_a_new_password_once)
{
	struct browser other = BROWSER;
	char codes[CODES_SIZE];
	struct visit *visit;

	forms_join(op, &other, "Zoe", codes);
	codes[19] = codes[39] = '\0';
	visit = recover("Zoe", codes);
	expect_led(visit, "/auth/account");
	visit_drop(visit);
	cr_assert(forms_is_signed_in(op, &me, "Zoe"));
	cr_assert(not(forms_is_signed_in(op, &other, "Zoe")));
	visit = sign_in(&other, "Zoe", PASSWORD);
	expect_status(visit, 422);
	visit_drop(visit);
	visit = sign_in(&other, "Zoe", "another+password");
	expect_led(visit, "/auth/account");
	visit_drop(visit);
	visit = recover("Zoe", codes);
	expect_status(visit, 422);
	visit_drop(visit);
	visit = recover("Zoe", codes + 20);
	expect_led(visit, "/auth/account");
	visit_drop(visit);
}

Test(entry, a_recovery_code_may_be_written_as_one_likes)
{
	char codes[CODES_SIZE], typed[64] = " ";
	struct visit *visit;

	forms_join(op, &me, "Zoe", codes);
	for (size_t i = 0; i < 19; i++) {
		char c = codes[i];

		if (c == '-')
			strcat(typed, "+");
		else
			sprintf(typed + strlen(typed), "%c",
			    c == '0'       ? 'o'
				: c == '1' ? 'l'
				: c >= 'A' ? c + 'a' - 'A'
					   : c);
	}
	visit = recover("Zoe", typed + 1);
	expect_led(visit, "/auth/account");
	visit_drop(visit);
}

Test(entry, row_69_an_unknown_name_gets_the_page_of_a_wrong_code)
{
	struct visit *unknown, *wrong;

	forms_join(op, &me, "Zoe", NULL);
	me = BROWSER;
	wrong = recover("Zoe", "AAAA-AAAA-AAAA-AAAA");
	unknown = recover("Eve", "AAAA-AAAA-AAAA-AAAA");
	expect_status(wrong, 422);
	memcpy(strstr(unknown->text, "value=\"Eve\"") + 7, "Zoe", 3);
	cr_assert(eq(str, unknown->text, wrong->text));
	visit_drop(unknown);
	visit_drop(wrong);
}
