/*
 * What becomes of a guest's games when the guest signs in.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "tests/issuer.h"
#include "tests/site.h"
#include "tests/slow_store.h"

#define TODAY "2026-03-28"

static struct site *site;
static struct browser me;

static void
start(void)
{
	issuer_start(site_now);
	site = site_create_with_accounts(slow_store_create());
	slow_store_settle(site->service.store);
	me = BROWSER;
}

static void
stop(void)
{
	site_destroy(site);
	issuer_stop();
}

TestSuite(claimed, .init = start, .fini = stop);

/* GET what leads elsewhere; where to, static. */
static const char *
lead(const char *path)
{
	static char location[2048];
	struct visit *visit = visit_get(site, &me, path);

	cr_assert(eq(int, visit_status(visit), 302), "%s", visit->text);
	snprintf(
	    location, sizeof location, "%s", visit_header(visit, "location"));
	visit_drop(visit);
	return location;
}

static void
sign_in(void)
{
	char back[1024];

	snprintf(back, sizeof back, "%s",
	    issuer_authorize(lead("/api/session/login")));
	cr_assert(eq(str, (char *)lead(back), "/"));
}

static void
play(int turn, int index)
{
	struct visit *visit =
	    visit_guess(site, &me, TODAY, turn, site_wrong(site, TODAY, index));

	cr_assert(eq(int, visit_status(visit), 201), "%s", visit->text);
	visit_drop(visit);
}

static void
expect_turns(size_t turns)
{
	struct visit *visit = visit_game(site, &me, TODAY);

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(eq(
	    sz, json_array_size(json_object_get(visit->json, "turns")), turns));
	visit_drop(visit);
}

Test(claimed, the_game_goes_on_under_the_account)
{
	play(1, 0);
	play(2, 1);
	sign_in();
	expect_turns(2);
	play(3, 2);
	expect_turns(3);
}

Test(claimed, the_next_account_on_this_browser_gets_nothing_of_it)
{
	play(1, 0);
	sign_in();
	issuer_change_account("AnotherOne", "Max");
	visit_drop(visit_post(site, &me, "/api/session/logout"));
	expect_turns(0);
	sign_in();
	expect_turns(0);
}

Test(claimed, a_game_of_the_accounts_is_not_overwritten)
{
	struct browser phone = BROWSER, desk;

	sign_in();
	play(1, 0);
	desk = me;
	me = phone;
	play(1, 1);
	play(2, 2);
	sign_in();
	expect_turns(1);
	me = desk;
	expect_turns(1);
}

Test(claimed, a_store_that_fails_then_signs_nobody_in_and_loses_nothing)
{
	char back[1024], guest_before[64];

	play(1, 0);
	snprintf(guest_before, sizeof guest_before, "%s",
	    browser_cookie(&me, "motus_guest"));
	snprintf(back, sizeof back, "%s",
	    issuer_authorize(lead("/api/session/login")));
	slow_store_fail_gets(site->service.store, MOTUS_EUNAVAILABLE);
	cr_assert(eq(str, (char *)lead(back), "/?sign-in=failed"));
	slow_store_fail_gets(site->service.store, 0);
	cr_assert(
	    eq(str, (char *)browser_cookie(&me, "motus_guest"), guest_before));
	cr_assert(eq(str, (char *)browser_cookie(&me, "motus_access"), ""));
	expect_turns(1);
	sign_in();
	expect_turns(1);
	cr_assert(
	    ne(str, (char *)browser_cookie(&me, "motus_guest"), guest_before));
}
