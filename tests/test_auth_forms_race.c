/*
 * What happens when two do the same at once, or the store leaves in between.
 */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "tests/forms.h"
#include "tests/loop.h"
#include "tests/slow_store.h"

static struct motus_store *store;
static struct op *op;
static struct browser me;

static void
start(void)
{
	store = slow_store_create();
	op = forms_create(store);
	me = BROWSER;
}

static void
stop(void)
{
	motus_store_destroy(store);
	forms_destroy(op);
}

TestSuite(forms_race, .init = start, .fini = stop);

static struct visit *
register_start(struct op *at, struct browser *browser, const char *name)
{
	char fields[256];

	snprintf(fields, sizeof fields, "name=%s&new_password=" PASSWORD, name);
	return forms_send_start(
	    at, browser, "/auth/register", fields, "192.0.2.1");
}

/* Let both go on, one store call each in turn, until they are done. */
static void
run_both(struct visit *one, struct motus_store *its_store, struct visit *two,
    struct motus_store *other_store)
{
	while (one->finished == 0 || two->finished == 0) {
		if (slow_store_waiting(its_store) > 0)
			slow_store_step(its_store);
		if (slow_store_waiting(other_store) > 0)
			slow_store_step(other_store);
		test_loop_turn(1);
	}
	visit_wait(one);
	visit_wait(two);
}

Test(forms_race, two_instances_that_register_one_name_at_once_make_one_account)
{
	struct motus_store *beside = slow_store_beside(store);
	struct op *instance = forms_create(beside);
	struct browser other = BROWSER;
	struct visit *one = register_start(op, &me, "Zoe");
	struct visit *two = register_start(instance, &other, "zOE");
	struct visit *winner, *loser;

	run_both(one, store, two, beside);
	winner = visit_status(one) == 200 ? one : two;
	loser = winner == one ? two : one;
	expect_status(winner, 200);
	expect_status(loser, 422);
	cr_assert(eq(str, (char *)loser->exchange.reply.code, "name_taken"));
	visit_drop(one);
	visit_drop(two);
	motus_store_destroy(beside);
	forms_destroy(instance);
}

Test(forms_race, one_recovery_code_at_two_instances_is_good_once)
{
	struct motus_store *beside = slow_store_beside(store);
	struct op *instance = forms_create(beside);
	struct browser other = BROWSER, third = BROWSER;
	char codes[CODES_SIZE], fields[256];
	struct visit *one, *two;

	forms_join(op, &third, "Zoe", codes);
	snprintf(fields, sizeof fields,
	    "name=Zoe&new_password=another+password&code=%.19s", codes);
	one = forms_send_start(op, &me, "/auth/recover", fields, "192.0.2.1");
	two = forms_send_start(
	    instance, &other, "/auth/recover", fields, "192.0.2.2");
	run_both(one, store, two, beside);
	cr_assert(eq(int, visit_status(one) + visit_status(two), 303 + 422));
	visit_drop(one);
	visit_drop(two);
	motus_store_destroy(beside);
	forms_destroy(instance);
}

/* --- a store that leaves -------------------------------------------------- */

/* Post a form; once `calls` store calls were answered, commits fail. */
static struct visit *
send_and_lose(const char *page, const char *action, const char *fields,
    int commits, int status, bool done_all_the_same)
{
	struct visit *visit = op_get(op, &me, page);
	size_t before;
	char form[512];

	snprintf(form, sizeof form, "token=%s&%s", forms_token(visit), fields);
	visit_drop(visit);
	before = slow_store_commits(store);
	visit = op_send(op, &me,
	    &(struct sending){ .method = METHOD_POST,
		.target = action,
		.type = "application/x-www-form-urlencoded",
		.body = form });
	while (visit->finished == 0) {
		size_t now = slow_store_commits(store) - before;

		if (now == (size_t)commits)
			slow_store_fail_commits(
			    store, status, done_all_the_same);
		if (now > (size_t)commits)
			slow_store_fail_commits(store, 0, true);
		if (slow_store_waiting(store) > 0)
			slow_store_step(store);
		else
			test_loop_turn(1);
	}
	slow_store_fail_commits(store, 0, true);
	visit_wait(visit);
	return visit;
}

/* The first commit of a form counts the try; the second is the one lost. */
static void
expect_after_loss(const char *page, const char *action, const char *fields,
    bool done, int status)
{
	struct visit *visit =
	    send_and_lose(page, action, fields, 1, MOTUS_ELOST, done);

	expect_status(visit, status);
	visit_drop(visit);
}

Test(forms_race, a_registration_of_which_nobody_knows_is_looked_up)
{
	expect_after_loss("/auth/register", "/auth/register",
	    "name=Zoe&new_password=" PASSWORD, true, 200);
	cr_assert(forms_is_signed_in(op, &me, "Zoe"));
	me = BROWSER;
	expect_after_loss("/auth/register", "/auth/register",
	    "name=Eve&new_password=" PASSWORD, false, 200);
	cr_assert(forms_is_signed_in(op, &me, "Eve"));
}

Test(forms_race, a_sign_in_of_which_nobody_knows_is_done_again)
{
	forms_join(op, &me, "Zoe", NULL);
	me = BROWSER;
	expect_after_loss("/auth/login", "/auth/login",
	    "name=Zoe&password=" PASSWORD, true, 303);
	cr_assert(forms_is_signed_in(op, &me, "Zoe"));
	me = BROWSER;
	expect_after_loss("/auth/login", "/auth/login",
	    "name=Zoe&password=" PASSWORD, false, 303);
	cr_assert(forms_is_signed_in(op, &me, "Zoe"));
}

Test(forms_race, a_recovery_of_which_nobody_knows_does_not_need_a_second_code)
{
	char codes[CODES_SIZE], fields[256];

	forms_join(op, &me, "Zoe", codes);
	for (int i = 0; i < 2; i++) {
		me = BROWSER;
		snprintf(fields, sizeof fields,
		    "name=Zoe&new_password=another+password&code=%.19s",
		    codes + 20 * i);
		expect_after_loss(
		    "/auth/recover", "/auth/recover", fields, i == 0, 303);
		cr_assert(forms_is_signed_in(op, &me, "Zoe"));
	}
}

Test(forms_race, a_change_of_password_of_which_nobody_knows_is_looked_up)
{
	forms_join(op, &me, "Zoe", NULL);
	expect_after_loss("/auth/account", "/auth/account/password",
	    "password=" PASSWORD "&new_password=another+password", true, 303);
	cr_assert(forms_is_signed_in(op, &me, "Zoe"));
	expect_after_loss("/auth/account", "/auth/account/password",
	    "password=another+password&new_password=" PASSWORD, false, 303);
	cr_assert(forms_is_signed_in(op, &me, "Zoe"));
}

Test(forms_race, a_deletion_of_which_nobody_knows_is_done)
{
	forms_join(op, &me, "Zoe", NULL);
	expect_after_loss("/auth/account", "/auth/account/delete",
	    "password=" PASSWORD, true, 303);
	cr_assert(not(forms_is_signed_in(op, &me, "Zoe")));
	me = BROWSER;
	forms_join(op, &me, "Zoe", NULL);
	expect_after_loss("/auth/account", "/auth/account/delete",
	    "password=" PASSWORD, false, 303);
	cr_assert(not(forms_is_signed_in(op, &me, "Zoe")));
}

Test(forms_race, while_the_store_is_away_pages_say_when_to_come_again)
{
	static const struct {
		const char *page, *action, *fields;
	} forms[] = {
		{ "/auth/login", "/auth/login", "name=Zoe&password=x" },
		{ "/auth/register", "/auth/register",
		    "name=Eve&new_password=" PASSWORD },
		{ "/auth/recover", "/auth/recover",
		    "name=Zoe&code=x&new_password=" PASSWORD },
		{ "/auth/account", "/auth/account/sessions", "" },
	};

	forms_join(op, &me, "Zoe", NULL);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct visit *visit =
		    send_and_lose(forms[i].page, forms[i].action,
			forms[i].fields, 0, MOTUS_EUNAVAILABLE, false);

		expect_status(visit, 503);
		cr_assert(
		    eq(str, (char *)visit_header(visit, "retry-after"), "1"));
		visit_drop(visit);
	}
	cr_assert(forms_is_signed_in(op, &me, "Zoe"));
	slow_store_fail_gets(store, MOTUS_EUNAVAILABLE);
	for (size_t i = 0; i < 2; i++) {
		struct visit *visit = op_get(
		    op, &me, i == 0 ? "/auth/account" : "/auth/account/export");

		expect_status(visit, 503);
		visit_drop(visit);
	}
	slow_store_fail_gets(store, 0);
}

/* --- a password that changes meanwhile ------------------------------------ */

Test(forms_race, a_password_changed_while_it_was_tried_lets_nobody_in)
{
	struct motus_store *beside = slow_store_beside(store);
	struct op *instance = forms_create(beside);
	struct browser owner = BROWSER;
	struct visit *visit;

	forms_join(op, &owner, "Zoe", NULL);
	visit = forms_send_start(
	    op, &me, "/auth/login", "name=Zoe&password=" PASSWORD, "192.0.2.1");
	for (int i = 0; i < 5; i++) /* name, account, two counters, commit */
		slow_store_step(store);
	visit_drop(forms_send(instance, &owner, "/auth/account",
	    "/auth/account/password",
	    "password=" PASSWORD "&new_password=another+password"));
	visit_wait(visit);
	expect_status(visit, 503);
	cr_assert(not(forms_is_signed_in(op, &me, "Zoe")));
	cr_assert(forms_is_signed_in(instance, &owner, "Zoe"));
	visit_drop(visit);
	motus_store_destroy(beside);
	forms_destroy(instance);
}

/* --- what a reply costs --------------------------------------------------- */

struct cost {
	size_t calls; /* of the store */
	size_t jobs; /* in threads */
};

static struct cost
cost_of(const char *page, const char *fields)
{
	struct browser browser = BROWSER;
	struct visit *visit =
	    forms_send_start(op, &browser, page, fields, "192.0.2.1");
	struct cost cost = { 0, 0 };

	while (visit->finished == 0) {
		if (slow_store_waiting(store) > 0) {
			slow_store_step(store);
			cost.calls++;
			cost.jobs += jobs_count(op->provider.jobs);
		} else {
			test_loop_turn(1);
		}
	}
	visit_wait(visit);
	expect_status(visit, 422);
	visit_drop(visit);
	return cost;
}

Test(forms_race, row_69_an_unknown_name_costs_what_a_wrong_password_does)
{
	struct cost known, unknown;

	forms_join(op, &me, "Zoe", NULL);
	known = cost_of("/auth/login", "name=Zoe&password=wrong+password");
	unknown = cost_of("/auth/login", "name=Eve&password=wrong+password");
	cr_assert(eq(sz, known.jobs, 1));
	cr_assert(eq(sz, unknown.jobs, 1));
	cr_assert(eq(sz, unknown.calls, known.calls));
	known = cost_of("/auth/login", "name=Zoe&password=short");
	cr_assert(eq(sz, known.jobs, 1), "what can be no password, too");
}

Test(forms_race, row_69_an_unknown_name_costs_what_a_wrong_code_does)
{
	struct cost known, unknown;

	forms_join(op, &me, "Zoe", NULL);
	known = cost_of("/auth/recover",
	    "name=Zoe&code=AAAA-AAAA-AAAA-AAAA&new_password=" PASSWORD);
	unknown = cost_of("/auth/recover",
	    "name=Eve&code=AAAA-AAAA-AAAA-AAAA&new_password=" PASSWORD);
	cr_assert(zero(sz, known.jobs));
	cr_assert(zero(sz, unknown.jobs));
	cr_assert(eq(sz, unknown.calls, known.calls));
}
