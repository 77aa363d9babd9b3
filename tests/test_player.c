#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/site.h"

#define GAME "/api/game/puzzles/fr/2026-03-28/game"

static struct site *site;
static struct browser me;

static void
start(void)
{
	struct motus_store *store;

	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	site = site_create(store);
	me = BROWSER;
}

static void
stop(void)
{
	site_destroy(site);
}

TestSuite(player, .init = start, .fini = stop);

Test(player, the_first_reply_gives_a_guest_a_cookie)
{
	static const char *const paths[] = { "/api/session",
		"/api/game/puzzles/fr/today", GAME };

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct browser guest = BROWSER;
		struct visit *visit = visit_get(site, &guest, paths[i]);

		cr_assert(
		    eq(sz, strlen(guest.cookie), strlen("motus_guest=") + 22));
		cr_assert(not(zero(ptr,
		    strstr(visit->headers,
			"; Path=/; Max-Age=34560000; HttpOnly; "
			"SameSite=Lax\n"))));
		visit_drop(visit);
	}
}

Test(player, a_cookie_that_came_is_not_set_again)
{
	struct visit *visit = visit_get(site, &me, "/api/session");

	visit_drop(visit);
	visit = visit_get(site, &me, "/api/session");
	cr_assert(zero(ptr, strstr(visit->headers, "set-cookie")));
	visit_drop(visit);
}

Test(player, no_two_guests_get_the_same_cookie)
{
	struct browser other = BROWSER;

	visit_drop(visit_get(site, &me, "/api/session"));
	visit_drop(visit_get(site, &other, "/api/session"));
	cr_assert(ne(str, me.cookie, other.cookie));
}

Test(player, a_cookie_that_is_none_of_ours_is_replaced)
{
	static const char *const bad[] = {
		"motus_guest=",
		"motus_guest=AAAAAAAAAAAAAAAAAAAAA",
		"motus_guest=AAAAAAAAAAAAAAAAAAAAAAA",
		"motus_guest=AAAAAAAAAAAAAAAAAAAA/A",
		"motus_guest=AAAAAAAAAAAAAAAAAAAA:*",
		"MOTUS_GUEST=AAAAAAAAAAAAAAAAAAAAAA",
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct visit *visit;

		strcpy(me.cookie, bad[i]);
		visit = visit_get(site, &me, "/api/session");
		cr_assert(eq(int, visit_status(visit), 200));
		cr_assert(
		    not(zero(ptr, strstr(visit->headers, "set-cookie: "))),
		    "%s", bad[i]);
		visit_drop(visit);
	}
}

Test(player, under_https_the_cookie_is_for_this_host_and_https_only)
{
	struct visit *visit;

	site->secure = true;
	visit = visit_get(site, &me, "/api/session");
	cr_assert(not(zero(
	    ptr, strstr(visit->headers, "set-cookie: __Host-motus_guest="))));
	cr_assert(not(zero(ptr, strstr(visit->headers, "; Secure\n"))));
	visit_drop(visit);
	strcpy(me.cookie, "motus_guest=AAAAAAAAAAAAAAAAAAAAAA");
	visit = visit_get(site, &me, "/api/session");
	cr_assert(not(zero(ptr, strstr(visit->headers, "set-cookie: "))),
	    "the name used without https is not taken");
	visit_drop(visit);
}

Test(player, the_log_gets_a_hash_and_not_the_cookie)
{
	struct visit *visit = visit_get(site, &me, "/api/session");

	cr_assert(eq(sz, strlen(visit->exchange.player), 64));
	cr_assert(
	    eq(sz, strspn(visit->exchange.player, "0123456789abcdef"), 64));
	visit_drop(visit);
}

Test(player, a_guest_has_a_session_without_an_account)
{
	struct visit *visit = visit_get(site, &me, "/api/session");

	cr_assert(eq(int, visit_status(visit), 200));
	cr_assert(eq(str, visit->text,
	    "{\"player\":null,\"guest\":true,\"sign_in\":false}"));
	cr_assert(
	    not(zero(ptr, strstr(visit->headers, "cache-control: no-store"))));
	visit_drop(visit);
}

static void
expect_write(const char *origin, int status, const char *code)
{
	struct visit *visit;

	me.origin = origin;
	visit = visit_guess(site, &me, "2026-03-28", 1, "ABC");
	cr_assert(eq(int, visit_status(visit), status), "%s: %s", origin,
	    visit->text);
	cr_assert(eq(str, (char *)visit_text(visit, "code"), (char *)code));
	visit_drop(visit);
}

Test(player, a_write_that_carries_a_cookie_must_come_from_our_page)
{
	visit_drop(visit_get(site, &me, "/api/session"));
	expect_write(VISIT_ORIGIN, 422, "not-a-word");
	expect_write(NULL, 403, "cross-origin");
	expect_write("null", 403, "cross-origin");
	expect_write("http://localhost:3102", 403, "cross-origin");
	expect_write("http://localhost:31011", 403, "cross-origin");
	expect_write("https://localhost:3101", 403, "cross-origin");
}

Test(player, a_write_without_a_cookie_is_nobody_elses)
{
	expect_write(NULL, 422, "not-a-word");
}

Test(player, other_methods_and_paths_are_not_there)
{
	struct visit *visit = visit_put(site, &me, GAME, "{}");

	cr_assert(eq(int, visit_status(visit), 405));
	visit_drop(visit);
	visit = visit_get(site, &me, GAME "/nothing");
	cr_assert(eq(int, visit_status(visit), 404));
	cr_assert(eq(str, (char *)visit_text(visit, "code"), "not-found"));
	visit_drop(visit);
	visit = visit_get(site, &me, GAME "/guesses/1");
	cr_assert(eq(int, visit_status(visit), 405));
	visit_drop(visit);
}
