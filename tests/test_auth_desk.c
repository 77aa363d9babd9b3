#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/forms.h"
#include "tests/keeper.h"

#define DESK "/auth/account"

static struct motus_store *store;
static struct op *op;
static struct browser me, elsewhere;

/* Zoe is signed in at two browsers. */
static void
start(void)
{
	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	op = forms_create(store);
	me = BROWSER;
	elsewhere = BROWSER;
	forms_join(op, &elsewhere, "Zoe", NULL);
	visit_drop(forms_send(op, &me, "/auth/login?ui_locales=en", NULL,
	    "name=Zoe&password=" PASSWORD));
}

static void
stop(void)
{
	motus_store_destroy(store);
	forms_destroy(op);
}

TestSuite(desk, .init = start, .fini = stop);

static struct visit *
send(const char *action, const char *fields)
{
	return forms_send(op, &me, DESK, action, fields);
}

static void
expect_led_to(const char *action, const char *fields, const char *location)
{
	struct visit *visit = send(action, fields);

	expect_led(visit, location);
	visit_drop(visit);
}

static void
expect_refusal(const char *action, const char *fields, const char *message,
    const char *field)
{
	struct visit *visit = send(action, fields);
	char link[64];

	expect_status(visit, 422);
	expect_on_page(visit, message);
	snprintf(link, sizeof link, "<a href=\"#%s\">", field);
	expect_on_page(visit, link);
	snprintf(link, sizeof link, "aria-describedby=\"%s", field);
	expect_on_page(visit, link);
	snprintf(link, sizeof link, "id=\"%s-error\"", field);
	expect_on_page(visit, link);
	visit_drop(visit);
}

static int
status_of_signing_in(const char *name, const char *password)
{
	struct browser browser = BROWSER;
	char fields[256];
	struct visit *visit;
	int status;

	snprintf(fields, sizeof fields, "name=%s&password=%s", name, password);
	visit = forms_send(op, &browser, "/auth/login", NULL, fields);
	status = visit_status(visit);
	visit_drop(visit);
	return status;
}

/* --- the page ------------------------------------------------------------- */

Test(desk, who_is_not_signed_in_is_led_to_sign_in)
{
	struct browser nobody = BROWSER;
	struct visit *visit = op_get(op, &nobody, DESK);

	expect_led(visit, "/auth/login");
	visit_drop(visit);
	visit = op_get(op, &nobody, DESK "/export");
	expect_led(visit, "/auth/login");
	visit_drop(visit);
	visit = op_post(op, &nobody, DESK "/delete", "password=" PASSWORD);
	expect_led(visit, "/auth/login");
	visit_drop(visit);
}

Test(desk, the_page_says_who_it_is_and_in_which_language)
{
	struct visit *visit = op_get(op, &me, DESK);

	expect_on_page(visit, "You are signed in as Zoe.");
	expect_on_page(visit, "Codes left: 8.");
	cr_assert(
	    eq(str, (char *)visit_header(visit, "cross-origin-opener-policy"),
		"same-origin"));
	expect_on_page(visit, "href=\"/auth/account?ui_locales=fr\"");
	visit_drop(visit);
	visit = op_get(op, &me, DESK "?ui_locales=fr&done=name");
	expect_on_page(visit, "Vous êtes connecté en tant que Zoe.");
	expect_on_page(visit, "role=\"status\">Le nom est changé.");
	visit_drop(visit);
	visit = op_get(op, &me, DESK "?done=%3Cb%3E");
	expect_not_on_page(visit, "role=\"status\"");
	visit_drop(visit);
}

Test(desk, every_input_has_a_label_and_an_id_of_its_own)
{
	struct visit *visit = op_get(op, &me, DESK);
	const char *at = visit->text;
	size_t inputs = 0;

	while ((at = strstr(at, "<input id=\"")) != NULL) {
		char id[64], label[96];

		at += strlen("<input id=\"");
		snprintf(id, sizeof id, "%.*s", (int)strcspn(at, "\""), at);
		snprintf(label, sizeof label, "<label for=\"%s\">", id);
		expect_on_page(visit, label);
		snprintf(label, sizeof label, "<input id=\"%s\"", id);
		cr_assert(zero(ptr, strstr(at, label)), "%s twice", id);
		inputs++;
	}
	cr_assert(eq(sz, inputs, 5));
	visit_drop(visit);
}

Test(desk, row_65_a_form_without_its_token_changes_nothing)
{
	static const char *const actions[] = { DESK "/name", DESK "/password",
		DESK "/recovery", DESK "/sessions", DESK "/delete" };

	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
		struct visit *visit = op_post(op, &me, actions[i],
		    "token=x&name=Eve&new_password=another+password&"
		    "password=" PASSWORD);

		expect_status(visit, 403);
		expect_on_page(visit, "had expired");
		visit_drop(visit);
		me.origin = "https://evil.example";
		visit = send(actions[i], "name=Eve&password=" PASSWORD);
		expect_status(visit, 403);
		visit_drop(visit);
		me.origin = VISIT_ORIGIN;
	}
	cr_assert(forms_is_signed_in(op, &me, "Zoe"));
	cr_assert(forms_is_signed_in(op, &elsewhere, "Zoe"));
}

/* --- the name ------------------------------------------------------------- */

Test(desk, a_new_name_takes_the_place_of_the_old_one)
{
	struct browser other = BROWSER;

	expect_led_to(DESK "/name", "name=Zo%C3%A9", DESK "?done=name");
	cr_assert(forms_is_signed_in(op, &me, "Zoé"));
	expect_led_to(DESK "/name", "name=Eve", DESK "?done=name");
	cr_assert(eq(int, status_of_signing_in("Eve", PASSWORD), 303));
	cr_assert(eq(int, status_of_signing_in("Zoe", PASSWORD), 422));
	forms_join(op, &other, "Zoe", NULL);
}

Test(desk, the_same_name_may_be_written_otherwise)
{
	expect_led_to(DESK "/name", "name=ZOE", DESK "?done=name");
	cr_assert(forms_is_signed_in(op, &me, "ZOE"));
	cr_assert(eq(int, status_of_signing_in("zoe", PASSWORD), 303));
}

Test(desk, a_name_that_looks_like_anothers_is_refused)
{
	struct browser other = BROWSER;

	forms_join(op, &other, "paypal", NULL);
	expect_refusal(
	    DESK "/name", "name=paypa1", "looks like it", "rename-name");
	expect_refusal(DESK "/name", "name=%D1%80ayp%D0%B0l", "looks like it",
	    "rename-name");
	expect_refusal(
	    DESK "/name", "name=PayPal", "looks like it", "rename-name");
	cr_assert(forms_is_signed_in(op, &me, "Zoe"));
}

Test(desk, a_name_that_can_not_be_is_shown_again)
{
	struct visit *visit = send(DESK "/name", "name=a%E2%80%AEb");

	expect_status(visit, 422);
	expect_on_page(visit, "<a href=\"#rename-name\">");
	visit_drop(visit);
	expect_refusal(DESK "/name", "name=", "Write a name.", "rename-name");
	expect_refusal(DESK "/name",
	    "name=abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
	    "at most 30", "rename-name");
}

/* --- the password --------------------------------------------------------- */

Test(desk, a_new_password_ends_the_sessions_elsewhere)
{
	struct browser stolen = me;

	expect_led_to(DESK "/password",
	    "password=" PASSWORD "&new_password=another+password",
	    DESK "?done=password");
	cr_assert(forms_is_signed_in(op, &me, "Zoe"));
	cr_assert(not(forms_is_signed_in(op, &stolen, "Zoe")));
	cr_assert(not(forms_is_signed_in(op, &elsewhere, "Zoe")));
	cr_assert(eq(int, status_of_signing_in("Zoe", PASSWORD), 422));
	cr_assert(
	    eq(int, status_of_signing_in("Zoe", "another+password"), 303));
}

Test(desk, a_new_password_needs_the_old_one_and_must_be_good)
{
	expect_refusal(DESK "/password",
	    "password=wrong+password&new_password=another+password",
	    "This is not your password.", "change-password");
	expect_refusal(DESK "/password", "new_password=another+password",
	    "Write your password.", "change-password");
	expect_refusal(DESK "/password",
	    "password=" PASSWORD "&new_password=short", "at least 8",
	    "change-new_password");
	expect_refusal(DESK "/password",
	    "password=" PASSWORD "&new_password=12345678", "Too many people",
	    "change-new_password");
	cr_assert(forms_is_signed_in(op, &elsewhere, "Zoe"));
}

/* --- recovery codes ------------------------------------------------------- */

static void
read_code(const struct visit *visit, char code[20])
{
	const char *at = strstr(visit->text, "<code>");

	cr_assert(not(zero(ptr, (void *)at)));
	snprintf(code, 20, "%s", at + 6);
}

static int
status_of_recovering(const char *code)
{
	struct browser browser = BROWSER;
	char fields[256];
	struct visit *visit;
	int status;

	snprintf(fields, sizeof fields,
	    "name=Zoe&new_password=another+password&code=%s", code);
	visit = forms_send(op, &browser, "/auth/recover", NULL, fields);
	status = visit_status(visit);
	visit_drop(visit);
	return status;
}

Test(desk, new_codes_take_the_place_of_those_before)
{
	char first[20], second[20];
	struct visit *visit = send(DESK "/recovery", "password=" PASSWORD);

	expect_status(visit, 200);
	read_code(visit, first);
	visit_drop(visit);
	visit = send(DESK "/recovery", "password=" PASSWORD);
	read_code(visit, second);
	visit_drop(visit);
	cr_assert(eq(int, status_of_recovering(first), 422));
	cr_assert(eq(int, status_of_recovering(second), 303));
}

Test(desk, new_codes_need_the_password)
{
	expect_refusal(DESK "/recovery", "password=wrong+password",
	    "This is not your password.", "recovery-password");
}

/* --- signing out, export, the end ----------------------------------------- */

Test(desk, row_62_signing_out_everywhere_ends_all_sessions)
{
	struct visit *visit;

	expect_led_to(DESK "/sessions", "", "/auth/login?done=everywhere");
	cr_assert(eq(str, (char *)browser_cookie(&me, "motus_auth"), ""));
	cr_assert(not(forms_is_signed_in(op, &elsewhere, "Zoe")));
	visit = op_get(op, &me, "/auth/login?done=everywhere");
	expect_on_page(visit, "You are signed out everywhere.");
	visit_drop(visit);
}

Test(desk, the_export_has_all_but_secrets)
{
	struct visit *visit = op_get(op, &me, DESK "/export");
	json_t *account = visit->json;

	expect_status(visit, 200);
	cr_assert(eq(str, (char *)visit_header(visit, "content-disposition"),
	    "attachment; filename=\"motus-account.json\""));
	cr_assert(
	    eq(str, (char *)visit_header(visit, "cache-control"), "no-store"));
	cr_assert(eq(str, (char *)visit_text(visit, "name"), "Zoe"));
	cr_assert(
	    eq(str, (char *)visit_text(visit, "made"), "2026-03-28T11:00:00Z"));
	cr_assert(eq(int,
	    (int)json_integer_value(json_object_get(account, "recovery_codes")),
	    8));
	cr_assert(eq(int,
	    (int)json_integer_value(json_object_get(account, "browsers")), 2));
	cr_assert(zero(ptr, strstr(visit->text, "argon2")));
	cr_assert(zero(ptr, json_object_get(account, "devices")));
	cr_assert(zero(ptr, json_object_get(account, "recovery")));
	visit_drop(visit);
}

static json_t *
account_of(const struct visit *export)
{
	char key[MOTUS_KEY_MAX + 1];

	snprintf(key, sizeof key, "account:%s", visit_text(export, "sub"));
	return op_record(op, key);
}

Test(desk, a_deleted_account_leaves_nothing_but_a_farewell)
{
	struct visit *export = op_get(op, &me, DESK "/export");
	struct browser other = BROWSER;
	char farewell[64];
	json_t *record;

	expect_led_to(
	    DESK "/delete", "password=" PASSWORD, "/auth/login?done=deleted");
	cr_assert(zero(ptr, account_of(export)));
	cr_assert(not(forms_is_signed_in(op, &elsewhere, "Zoe")));
	cr_assert(eq(int, status_of_signing_in("Zoe", PASSWORD), 422));
	snprintf(farewell, sizeof farewell, "farewell:%s",
	    visit_text(export, "sub"));
	record = op_record(op, farewell);
	cr_assert(not(zero(ptr, record)));
	json_decref(record);
	forms_join(op, &other, "Zoe", NULL);
	visit_drop(export);
}

Test(desk, deleting_needs_the_password)
{
	expect_refusal(DESK "/delete", "password=wrong+password",
	    "This is not your password.", "delete-password");
	cr_assert(forms_is_signed_in(op, &me, "Zoe"));
}
