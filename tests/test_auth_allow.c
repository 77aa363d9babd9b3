#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/auth/auth.h"
#include "daemons/auth/consent.h"
#include "tests/flow.h"
#include "tests/forms.h"

static struct motus_store *store;
static struct op *op;
static struct browser player;

/* Nothing is allowed yet. */
static void
start(void)
{
	json_t *account;

	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	op = flow_create(store);
	op->host.routes = auth_routes;
	op->host.route_count = AUTH_ROUTES;
	account = op_record(op, "account:" OP_SUB);
	json_object_del(account, "consents");
	op_keep(op, "account:" OP_SUB, account);
	player = flow_player(op);
}

static void
stop(void)
{
	motus_store_destroy(store);
	op_destroy(op);
}

TestSuite(allow, .init = start, .fini = stop);

/* The page that the client's request leads to; static. */
static const char *
page_of(const char *changes)
{
	static char address[4096];
	struct visit *visit = flow_ask(op, &player, "app", changes);

	expect_status(visit, 303);
	strcpy(address, visit_header(visit, "location"));
	visit_drop(visit);
	return address;
}

/* Answer at that page; then follow where it leads. */
static struct visit *
answer(const char *page, const char *said)
{
	char fields[128];
	struct visit *visit, *next;

	snprintf(fields, sizeof fields, "account=" OP_SUB "&answer=%s", said);
	visit = forms_send(op, &player, page, NULL, fields);
	expect_status(visit, 303);
	next = op_get(op, &player, visit_header(visit, "location"));
	visit_drop(visit);
	return next;
}

Test(allow, the_page_says_who_asks_for_what)
{
	char page[4096];
	struct visit *visit;

	snprintf(page, sizeof page, "%s&ui_locales=en",
	    page_of("scope=openid+profile+play"));
	visit = op_get(op, &player, page);
	expect_status(visit, 200);
	expect_on_page(visit, "app (app.example) asks to:");
	expect_on_page(visit, "see your name");
	expect_on_page(visit, "play in your name");
	expect_not_on_page(visit, "keep this access");
	expect_on_page(visit, "signed in as Ada.");
	visit_drop(visit);
}

Test(allow, who_allows_is_sent_back_with_a_code)
{
	struct visit *visit = answer(page_of(""), "allow");

	cr_assert(ne(str, (char *)flow_answer(visit, "code"), ""));
	cr_assert(eq(str, (char *)flow_answer(visit, "state"), "xyz"));
	visit_drop(visit);
}

Test(allow, row_25_what_was_allowed_is_not_asked_again)
{
	struct visit *visit = answer(page_of(""), "allow");

	visit_drop(visit);
	visit = flow_ask(op, &player, "app", "scope=openid");
	cr_assert(ne(str, (char *)flow_answer(visit, "code"), ""));
	visit_drop(visit);
	page_of("scope=openid+profile+play");
	visit = answer(page_of("prompt=consent"), "allow");
	cr_assert(ne(str, (char *)flow_answer(visit, "code"), ""));
	visit_drop(visit);
}

Test(allow, what_was_allowed_before_stays_allowed)
{
	struct visit *visit = answer(page_of("scope=openid+play"), "allow");

	visit_drop(visit);
	visit_drop(answer(page_of("scope=openid+profile"), "allow"));
	visit = flow_ask(op, &player, "app", "scope=openid+profile+play");
	cr_assert(ne(str, (char *)flow_answer(visit, "code"), ""));
	visit_drop(visit);
}

Test(allow, who_refuses_is_sent_back_with_an_error)
{
	char page[4096];
	struct visit *visit;

	strcpy(page, page_of("prompt=consent"));
	visit = answer(page, "deny");
	cr_assert(
	    eq(str, (char *)flow_answer(visit, "error"), "access_denied"));
	visit_drop(visit);
	visit = answer(page, "allow");
	cr_assert(ne(str, (char *)flow_answer(visit, "code"), ""));
	visit_drop(visit);
}

Test(allow, row_65_only_the_players_own_answer_counts)
{
	static const char *const bad[] = { "", "answer=allow",
		"account=" OP_SUB, "account=" OP_SUB "&answer=perhaps",
		"account=BBBBBBBBBBBBBBBBBBBBBB&answer=allow" };
	char page[4096];
	struct visit *visit;

	strcpy(page, page_of(""));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		visit = forms_send(op, &player, page, NULL, bad[i]);
		expect_status(visit, 200);
		visit_drop(visit);
	}
	visit = op_post(
	    op, &player, page, "token=x&account=" OP_SUB "&answer=allow");
	expect_status(visit, 200);
	visit_drop(visit);
	player.origin = "https://evil.example";
	visit = op_post(
	    op, &player, page, "token=x&account=" OP_SUB "&answer=allow");
	expect_status(visit, 403);
	visit_drop(visit);
	page_of("");
}

Test(allow, who_is_not_signed_in_is_led_to_sign_in)
{
	char page[4096];
	struct browser nobody = BROWSER;
	struct visit *visit;

	strcpy(page, page_of(""));
	visit = op_get(op, &nobody, page);
	expect_status(visit, 303);
	cr_assert(zero(int,
	    strncmp(visit_header(visit, "location"),
		"/auth/login?continue=%2Fauth%2Fauthorize%3F", 43)));
	visit_drop(visit);
}

Test(allow, a_request_of_no_client_of_ours_is_an_error)
{
	static const char *const bad[] = { "", "?continue=%2Fauth%2Faccount",
		"?continue=%2Fauth%2Fauthorize%3Fscope%3Dopenid",
		("?continue=%2Fauth%2Fauthorize%3Fclient_id%3Dnobody%26"
		 "scope%3Dopenid"),
		"?continue=%2Fauth%2Fauthorize%3Fclient_id%3Dapp" };
	char page[256];

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct visit *visit;

		snprintf(page, sizeof page, "/auth/consent%s", bad[i]);
		visit = op_get(op, &player, page);
		expect_status(visit, 400);
		visit_drop(visit);
	}
}

/* --- the record ----------------------------------------------------------- */

Test(allow, the_client_that_was_allowed_first_is_forgotten_first)
{
	json_t *account = json_object();
	char id[32];

	for (int i = 0; i <= CONSENTS_MAX; i++) {
		snprintf(id, sizeof id, "client%d", i);
		cr_assert(consent_add(account, id, "openid", 1000 + i));
	}
	cr_assert(eq(sz, json_object_size(json_object_get(account, "consents")),
	    CONSENTS_MAX));
	cr_assert(zero(ptr,
	    json_object_get(json_object_get(account, "consents"), "client0")));
	json_decref(account);
}

Test(allow, each_word_must_be_allowed)
{
	cr_assert(consent_covers("openid profile", "profile"));
	cr_assert(consent_covers("openid profile", "profile  openid "));
	cr_assert(consent_covers("", ""));
	cr_assert(not(consent_covers("openid", "openid profile")));
	cr_assert(not(consent_covers("", "openid")));
	cr_assert(not(consent_covers("openids", "openid")));
}
