/* What the provider counts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/auth/grant.h"
#include "tests/flow.h"
#include "tests/forms.h"
#include "tests/slow_store.h"

static struct motus_store *store;
static struct op *op;

static void
expect(const char *figure)
{
	cr_assert(op_counted(op, figure), "%s", figure);
}

/* --- at the forms --------------------------------------------------------- */

static void
open_forms(void)
{
	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	op = forms_create(store);
}

static void
close_forms(void)
{
	motus_store_destroy(store);
	forms_destroy(op);
}

TestSuite(people, .init = open_forms, .fini = close_forms);

#define SIGN_INS "motus_auth_sign_ins_total{method="
#define REFUSED "motus_auth_sign_ins_refused_total{reason="

static void
sign_in(const char *name, const char *password, int status)
{
	struct browser browser = BROWSER;
	struct visit *visit;
	char fields[256];

	snprintf(fields, sizeof fields, "name=%s&password=%s", name, password);
	visit = forms_send(op, &browser, "/auth/login", NULL, fields);
	expect_status(visit, status);
	visit_drop(visit);
}

static void
recover(const char *name, const char *code, int status)
{
	struct browser browser = BROWSER;
	struct visit *visit;
	char fields[256];

	snprintf(fields, sizeof fields,
	    "name=%s&code=%s&new_password=another+password", name, code);
	visit = forms_send(op, &browser, "/auth/recover", NULL, fields);
	expect_status(visit, status);
	visit_drop(visit);
}

Test(people, who_registers_is_counted)
{
	struct browser browser = BROWSER;

	expect("motus_auth_registrations_total 0");
	forms_join(op, &browser, "Zoe", NULL);
	expect("motus_auth_registrations_total 1");
	cr_assert(not(op_counted(op, SIGN_INS "\"password\"} 1")));
}

Test(people, who_signs_in_is_counted_by_what_they_show)
{
	struct browser browser = BROWSER;
	char codes[CODES_SIZE];

	forms_join(op, &browser, "Zoe", codes);
	codes[19] = '\0';
	sign_in("Zoe", PASSWORD, 303);
	sign_in("Zoe", PASSWORD, 303);
	recover("Zoe", codes, 303);
	expect(SIGN_INS "\"password\"} 2");
	expect(SIGN_INS "\"recovery\"} 1");
	expect("motus_auth_registrations_total 1");
}

Test(people, who_is_refused_is_counted_by_the_reason)
{
	struct browser browser = BROWSER;

	forms_join(op, &browser, "Zoe", NULL);
	sign_in("Zoe", "wrong password", 422);
	sign_in("nobody", "wrong password", 422);
	recover("Zoe", "AAAA-AAAA-AAAA-AAAA", 422);
	expect(REFUSED "\"wrong\"} 3");
	for (int i = 0; i < 3; i++)
		sign_in("Zoe", "wrong password", 422);
	sign_in("Zoe", PASSWORD, 429);
	recover("Zoe", "AAAA-AAAA-AAAA-AAAA", 429);
	expect(REFUSED "\"wrong\"} 6");
	expect(REFUSED "\"throttled\"} 2");
	cr_assert(not(op_counted(op, SIGN_INS "\"password\"} 1")));
}

/* --- at the token endpoint ------------------------------------------------ */

static void
open_flow(void)
{
	store = slow_store_create();
	op = flow_create(store);
}

static void
close_flow(void)
{
	op_destroy(op);
	motus_store_destroy(store);
}

TestSuite(programs, .init = open_flow, .fini = close_flow);

#define TOKENS "motus_auth_tokens_total{grant="
#define ERRORS "motus_auth_token_errors_total{error="

static void
ask(const char *client, const char *form, int status, const char *error)
{
	flow_expect(flow_post(op, client, "/auth/token", form), status, error);
}

Test(programs, tokens_are_counted_by_the_grant)
{
	struct visit *visit = flow_tokens(op, "app", "");
	char *token = flow_take(visit, "refresh_token");

	visit_drop(visit);
	expect(TOKENS "\"authorization_code\"} 1");
	visit_drop(flow_refresh(op, "app", token, ""));
	free(token);
	expect(TOKENS "\"refresh_token\"} 1");
	ask("worker", "grant_type=client_credentials", 200, "");
	expect(TOKENS "\"client_credentials\"} 1");
	expect("motus_auth_refresh_reuse_total 0");
}

Test(programs, errors_of_the_token_endpoint_are_counted)
{
	ask("worker", "grant_type=password", 400, "unsupported_grant_type");
	ask("worker", "grant_type=authorization_code", 400,
	    "unauthorized_client");
	ask("app", "grant_type=refresh_token&refresh_token=none", 400,
	    "invalid_grant");
	ask("worker", "", 400, "invalid_request");
	expect(ERRORS "\"unsupported_grant_type\"} 1");
	expect(ERRORS "\"unauthorized_client\"} 1");
	expect(ERRORS "\"invalid_grant\"} 1");
	expect(ERRORS "\"invalid_request\"} 1");
	flow_expect(flow_post(op, "spa", "/auth/introspect", "token=none"), 400,
	    "unauthorized_client");
	expect(ERRORS "\"unauthorized_client\"} 1");
}

Test(programs, a_refresh_token_that_was_copied_is_counted)
{
	struct visit *visit = flow_tokens(op, "app", "");
	char *token = flow_take(visit, "refresh_token");

	visit_drop(visit);
	visit_drop(flow_refresh(op, "app", token, ""));
	expect("motus_auth_refresh_reuse_total 0");
	op_later(GRANT_GRACE + 1);
	flow_expect(flow_refresh(op, "app", token, ""), 400, "invalid_grant");
	free(token);
	expect("motus_auth_refresh_reuse_total 1");
	expect(ERRORS "\"invalid_grant\"} 1");
}
