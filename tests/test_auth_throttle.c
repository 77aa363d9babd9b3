#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/forms.h"
#include "tests/slow_store.h"

#define HERE "192.0.2.1"

static struct motus_store *store;
static struct op *op;

static void
start(void)
{
	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	op = forms_create(store);
}

static void
stop(void)
{
	motus_store_destroy(store);
	forms_destroy(op);
}

TestSuite(throttle, .init = start, .fini = stop);

static struct visit *
try_start(struct op *at, struct browser *browser, const char *address,
    const char *name, const char *password)
{
	char fields[512];

	snprintf(fields, sizeof fields, "name=%s&password=%s", name, password);
	return forms_send_start(at, browser, "/auth/login", fields, address);
}

/* The status of a try to sign in; *pause is what Retry-After says, or 0. */
static int
try_at(struct op *at, struct browser *browser, const char *address,
    const char *name, const char *password, int *pause)
{
	struct visit *visit = try_start(at, browser, address, name, password);
	int status;

	visit_wait(visit);
	status = visit_status(visit);
	*pause = atoi(visit_header(visit, "retry-after"));
	visit_drop(visit);
	return status;
}

static void
expect_try(struct browser *browser, const char *name, const char *password,
    int status, int pause)
{
	int told;

	cr_assert(
	    eq(int, try_at(op, browser, HERE, name, password, &told), status));
	cr_assert(eq(int, told, pause));
}

static void
fail_often(struct browser *browser, const char *name, int times)
{
	for (int i = 0; i < times; i++)
		expect_try(browser, name, "wrong password", 422, 0);
}

Test(throttle, row_70_after_five_wrong_passwords_there_is_a_pause)
{
	struct browser owner = BROWSER, thief = BROWSER;

	forms_join(op, &owner, "Zoe", NULL);
	fail_often(&thief, "Zoe", 5);
	expect_try(&thief, "Zoe", "wrong password", 429, 30);
	expect_try(&thief, "Zoe", PASSWORD, 429, 30);
	op_later(29);
	expect_try(&thief, "Zoe", PASSWORD, 429, 1);
	op_later(1);
	expect_try(&thief, "Zoe", PASSWORD, 303, 0);
}

Test(throttle, row_70_pauses_grow_to_a_quarter_of_an_hour)
{
	static const int pauses[] = { 30, 60, 120, 240, 480, 900, 900 };
	struct browser thief = BROWSER;

	fail_often(&thief, "Zoe", 4);
	for (size_t i = 0; i < sizeof pauses / sizeof *pauses; i++) {
		fail_often(&thief, "Zoe", 1);
		expect_try(&thief, "Zoe", "wrong password", 429, pauses[i]);
		op_later(pauses[i]);
	}
}

Test(throttle, row_70_names_that_look_alike_are_one)
{
	struct browser thief = BROWSER;

	fail_often(&thief, "Zoe", 2);
	fail_often(&thief, "ZOE", 2);
	fail_often(&thief, "+zoe+", 1);
	expect_try(&thief, "zOe", PASSWORD, 429, 30);
	expect_try(&thief, "Eve", "wrong password", 422, 0);
}

Test(throttle, row_70_a_refusal_says_when_to_come_again)
{
	struct browser thief = BROWSER;
	struct visit *visit;

	fail_often(&thief, "Zoe", 5);
	visit = try_start(op, &thief, HERE, "Zoe", PASSWORD);
	visit_wait(visit);
	expect_on_page(visit, "Réessayez dans 30 secondes");
	expect_on_page(visit, "value=\"Zoe\"");
	visit_drop(visit);
}

Test(throttle, row_70_who_tries_does_not_lock_the_owner_out)
{
	struct browser owner = BROWSER, thief = BROWSER;

	forms_join(op, &owner, "Zoe", NULL);
	fail_often(&thief, "Zoe", 5);
	expect_try(&thief, "Zoe", PASSWORD, 429, 30);
	expect_try(&owner, "Zoe", "mistyped password", 422, 0);
	expect_try(&owner, "Zoe", PASSWORD, 303, 0);
	expect_try(&thief, "Zoe", PASSWORD, 429, 30);
}

Test(throttle, row_70_a_known_browser_has_no_more_tries_than_others)
{
	struct browser owner = BROWSER, other = BROWSER;

	forms_join(op, &owner, "Zoe", NULL);
	forms_join(op, &other, "Eve", NULL);
	fail_often(&owner, "Zoe", 5);
	expect_try(&owner, "Zoe", PASSWORD, 429, 30);
	expect_try(&other, "Zoe", PASSWORD, 303, 0);
}

Test(throttle, a_known_browser_is_known_to_its_own_accounts_only)
{
	struct browser owner = BROWSER, thief = BROWSER;

	forms_join(op, &owner, "Zoe", NULL);
	forms_join(op, &thief, "Eve", NULL);
	fail_often(&thief, "Zoe", 5);
	expect_try(&(struct browser){ .origin = VISIT_ORIGIN }, "Zoe", PASSWORD,
	    429, 30);
}

Test(throttle, a_right_password_makes_wrong_ones_forgotten)
{
	struct browser owner = BROWSER, me = BROWSER;

	forms_join(op, &owner, "Zoe", NULL);
	fail_often(&me, "Zoe", 4);
	expect_try(&me, "Zoe", PASSWORD, 303, 0);
	me = BROWSER;
	fail_often(&me, "Zoe", 5);
	expect_try(&me, "Zoe", PASSWORD, 429, 30);
}

Test(throttle, instances_count_together)
{
	struct op *other = forms_create(store);
	struct browser thief = BROWSER;
	int pause;

	fail_often(&thief, "Zoe", 3);
	for (int i = 0; i < 2; i++)
		cr_assert(eq(int,
		    try_at(
			other, &thief, HERE, "Zoe", "wrong password", &pause),
		    422));
	expect_try(&thief, "Zoe", "wrong password", 429, 30);
	forms_destroy(other);
}

/* --- by address ----------------------------------------------------------- */

static int
try_from(const char *address, const char *name)
{
	struct browser browser = BROWSER;
	int pause;

	return try_at(op, &browser, address, name, "wrong password", &pause);
}

static void
fail_from(const char *address, int times)
{
	for (int i = 0; i < times; i++) {
		char name[16];

		snprintf(name, sizeof name, "name%d", i);
		cr_assert(eq(int, try_from(address, name), 422), "%d", i);
	}
}

Test(throttle, row_70_many_names_from_one_address_are_too_many)
{
	fail_from(HERE, 50);
	cr_assert(eq(int, try_from(HERE, "another"), 429));
	cr_assert(eq(int, try_from("192.0.2.2", "another"), 422));
	cr_assert(eq(int, try_from("::ffff:192.0.2.2", "another"), 422));
}

Test(throttle, row_70_half_an_ipv6_address_is_one)
{
	fail_from("2001:db8::1", 50);
	cr_assert(eq(int, try_from("2001:db8::2:3:4:5", "another"), 429));
	cr_assert(eq(int, try_from("2001:db8:0:1::1", "another"), 422));
}

Test(throttle, row_70_what_no_proxy_of_ours_says_is_no_address)
{
	struct browser browser = BROWSER;
	struct visit *page;
	char form[256];

	fail_from("nonsense", 50);
	page = op_get(op, &browser, "/auth/login");
	snprintf(form, sizeof form, "token=%s&name=Zoe&password=x",
	    forms_token(page));
	visit_drop(page);
	page = op_send(op, &browser,
	    &(struct sending){ .method = METHOD_POST,
		.target = "/auth/login",
		.type = "application/x-www-form-urlencoded",
		.body = form,
		.headers = { { "X-Forwarded-For", "192.0.2.9" },
		    { "Forwarded", "for=192.0.2.9" } } });
	visit_wait(page);
	cr_assert(eq(int, visit_status(page), 429));
	visit_drop(page);
}

Test(throttle, right_passwords_do_not_count_for_an_address)
{
	struct browser owner = BROWSER;
	int pause;

	forms_join(op, &owner, "Zoe", NULL);
	for (int i = 0; i < 55; i++) {
		struct browser other = BROWSER;

		cr_assert(eq(int,
		    try_at(op, &other, HERE, "Zoe", PASSWORD, &pause), 303));
	}
	fail_from(HERE, 50);
	cr_assert(eq(int, try_from(HERE, "another"), 429));
}

Test(throttle, row_70_a_known_browser_does_not_suffer_from_its_neighbours)
{
	struct browser owner = BROWSER;
	int pause;

	forms_join(op, &owner, "Zoe", NULL);
	fail_from(HERE, 50);
	cr_assert(eq(int,
	    try_at(op, &owner, HERE, "Zoe", "wrong password", &pause), 422));
	cr_assert(
	    eq(int, try_at(op, &owner, HERE, "Zoe", PASSWORD, &pause), 303));
}

/* --- other tries ---------------------------------------------------------- */

Test(throttle, an_address_makes_few_accounts)
{
	struct browser me = BROWSER;

	for (int i = 0; i < 11; i++) {
		char fields[128];
		struct visit *visit;

		snprintf(fields, sizeof fields,
		    "name=name%d&new_password=" PASSWORD, i);
		visit =
		    forms_send_start(op, &me, "/auth/register", fields, HERE);
		visit_wait(visit);
		cr_assert(eq(int, visit_status(visit), i < 10 ? 200 : 429));
		visit_drop(visit);
	}
}

static int
recover_from(const char *address, const char *name)
{
	struct browser me = BROWSER;
	char fields[256];
	struct visit *visit;
	int status;

	snprintf(fields, sizeof fields,
	    "name=%s&code=AAAA-AAAA-AAAA-AAAA&new_password=" PASSWORD, name);
	visit = forms_send_start(op, &me, "/auth/recover", fields, address);
	visit_wait(visit);
	status = visit_status(visit);
	visit_drop(visit);
	return status;
}

Test(throttle, recovery_codes_are_not_to_be_guessed)
{
	for (int i = 0; i < 5; i++)
		cr_assert(eq(int, recover_from(HERE, "Zoe"), 422));
	cr_assert(eq(int, recover_from("192.0.2.2", "Zoe"), 429));
	cr_assert(eq(int, recover_from(HERE, "Eve"), 422));
}

Test(throttle, a_stolen_session_is_no_way_to_guess_the_password)
{
	struct browser me = BROWSER;

	forms_join(op, &me, "Zoe", NULL);
	for (int i = 0; i < 6; i++) {
		struct visit *visit = forms_send(op, &me, "/auth/account",
		    "/auth/account/delete", "password=wrong+password");

		cr_assert(eq(int, visit_status(visit), i < 5 ? 422 : 429));
		visit_drop(visit);
	}
}

/* --- many at once --------------------------------------------------------- */

#define AT_ONCE 9

Test(throttle, row_70_tries_at_once_do_not_slip_through)
{
	struct motus_store *slow = slow_store_create();
	struct op *at = forms_create(slow);
	struct browser thieves[AT_ONCE];
	struct visit *visits[AT_ONCE];
	int tried = 0;

	for (int i = 0; i < AT_ONCE; i++) {
		thieves[i] = BROWSER;
		visits[i] =
		    try_start(at, &thieves[i], HERE, "Zoe", "wrong password");
	}
	for (int i = 0; i < AT_ONCE; i++) {
		visit_wait(visits[i]);
		tried += visit_status(visits[i]) == 422;
		cr_assert(visit_status(visits[i]) == 422 ||
		    visit_status(visits[i]) == 429);
		visit_drop(visits[i]);
	}
	cr_assert(eq(int, tried, 5));
	motus_store_destroy(slow);
	forms_destroy(at);
}

Test(throttle, more_passwords_than_can_be_tried_are_refused)
{
	struct jobs *jobs = op->provider.jobs;
	struct browser others[AT_ONCE];
	struct visit *visits[AT_ONCE];
	char figure[80];
	int refused = 0;

	op->provider.jobs = jobs_create(1, 1, &op->provider.loop);
	for (int i = 0; i < AT_ONCE; i++) {
		char name[16];

		snprintf(name, sizeof name, "name%d", i);
		others[i] = BROWSER;
		visits[i] =
		    try_start(op, &others[i], HERE, name, "wrong password");
	}
	for (int i = 0; i < AT_ONCE; i++) {
		visit_wait(visits[i]);
		if (visit_status(visits[i]) == 429) {
			cr_assert(eq(str,
			    (char *)visit_header(visits[i], "retry-after"),
			    "5"));
			refused++;
		}
		visit_drop(visits[i]);
	}
	cr_assert(ge(int, refused, AT_ONCE - 3));
	cr_assert(lt(int, refused, AT_ONCE));
	snprintf(figure, sizeof figure,
	    "motus_auth_sign_ins_refused_total{reason=\"busy\"} %d", refused);
	cr_assert(op_counted(op, figure));
	jobs_destroy(op->provider.jobs);
	op->provider.jobs = jobs;
}
