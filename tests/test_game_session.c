/*
 * Signing in, staying signed in, and signing out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/common/verifier.h"
#include "tests/issuer.h"
#include "tests/site.h"
#include "tests/slow_store.h"

#define TODAY "2026-03-28"
#define LOGIN "/api/session/login"
#define REFRESH "/api/session/refresh"
#define LOGOUT "/api/session/logout"

static struct motus_store *store;
static struct site *site;
static struct browser me;

static void
start(void)
{
	issuer_start(site_now);
	store = slow_store_create();
	site = site_create_with_accounts(store);
	slow_store_settle(store);
	me = BROWSER;
	me.origin = VISIT_ORIGIN;
}

static void
stop(void)
{
	site_destroy(site);
	issuer_stop();
}

TestSuite(session, .init = start, .fini = stop);

/* Where a GET leads; static. */
static const char *
lead(const char *path)
{
	static char location[2048];
	struct visit *visit = visit_get(site, &me, path);

	cr_assert(eq(int, visit_status(visit), 302), "%s", visit->text);
	cr_assert(
	    eq(str, (char *)visit_header(visit, "cache-control"), "no-store"));
	snprintf(
	    location, sizeof location, "%s", visit_header(visit, "location"));
	visit_drop(visit);
	return location;
}

static bool
is_to_provider(const char *location)
{
	static const char there[] = ISSUER_ORIGIN "/auth/authorize?";

	return strncmp(location, there, sizeof there - 1) == 0;
}

/* Begin to sign in, and come back from the provider: where to; static. */
static const char *
begin(const char *login)
{
	return issuer_authorize(lead(login));
}

/* Sign in, all the way: where that ends. */
static const char *
sign_in(void)
{
	static char back[1024];

	snprintf(back, sizeof back, "%s", begin(LOGIN "?return=/?lang=fr"));
	return lead(back);
}

static void
expect_player(const char *sub, const char *name)
{
	struct visit *visit = visit_get(site, &me, "/api/session");
	const json_t *player = json_object_get(visit->json, "player");

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(
	    eq(str, (char *)json_string_value(json_object_get(player, "id")),
		(char *)sub));
	cr_assert(
	    eq(str, (char *)json_string_value(json_object_get(player, "name")),
		(char *)name));
	cr_assert(
	    eq(int, json_is_false(json_object_get(visit->json, "guest")), 1));
	visit_drop(visit);
}

static void
expect_guest(void)
{
	struct visit *visit = visit_get(site, &me, "/api/session");

	cr_assert(eq(str, visit->text,
	    "{\"player\":null,\"guest\":true,\"sign_in\":true}"));
	visit_drop(visit);
}

/* --- signing in ----------------------------------------------------------- */

Test(session, who_signs_in_comes_back_as_the_account)
{
	expect_guest();
	cr_assert(eq(str, (char *)sign_in(), "/?lang=fr"));
	expect_player(ISSUER_SUB, ISSUER_NAME);
}

Test(session, the_session_says_how_long_the_token_is_good)
{
	struct visit *visit;

	sign_in();
	site_later(100);
	visit = visit_get(site, &me, "/api/session");
	cr_assert(eq(int,
	    (int)json_integer_value(json_object_get(visit->json, "expires_in")),
	    ISSUER_TTL - 100));
	visit_drop(visit);
}

Test(session, tokens_are_in_cookies_that_no_script_reads)
{
	char back[1024];
	struct visit *visit;

	snprintf(back, sizeof back, "%s", begin(LOGIN));
	visit = visit_get(site, &me, back);
	for (const char *at = visit->headers;
	     (at = strstr(at, "set-cookie: ")) != NULL; at++) {
		char *line = strndup(at, strcspn(at, "\n"));

		cr_assert(not(zero(ptr, strstr(line, "; HttpOnly"))));
		cr_assert(not(zero(ptr, strstr(line, "; SameSite=Lax"))));
		if (strstr(line, "motus_refresh") != NULL ||
		    strstr(line, "motus_id") != NULL)
			cr_assert(not(
			    zero(ptr, strstr(line, "; Path=/api/session;"))));
		else
			cr_assert(not(zero(ptr, strstr(line, "; Path=/;"))));
		free(line);
	}
	cr_assert(not(zero(ptr, strstr(visit->headers, "motus_access=ey"))));
	cr_assert(not(zero(ptr, strstr(visit->headers, "motus_id=ey"))));
	cr_assert(not(zero(ptr, strstr(visit->headers, "motus_refresh="))));
	cr_assert(eq(str, visit->text, ""));
	visit_drop(visit);
}

Test(session, under_https_cookies_say_that_they_are_for_https)
{
	struct visit *visit;

	site->secure = true;
	visit = visit_get(site, &me, LOGIN);
	cr_assert(not(zero(
	    ptr, strstr(visit->headers, "set-cookie: __Host-motus_login="))));
	cr_assert(not(zero(ptr, strstr(visit->headers, "; Secure\n"))));
	visit_drop(visit);
	snprintf(me.cookie, sizeof me.cookie, "__Secure-motus_refresh=x");
	visit = visit_post(site, &me, REFRESH);
	cr_assert(not(zero(ptr,
	    strstr(visit->headers,
		"set-cookie: __Secure-motus_refresh=; Path=/api/session; "))));
	cr_assert(not(zero(ptr,
	    strstr(visit->headers,
		"set-cookie: __Host-motus_access=; Path=/; "))));
	visit_drop(visit);
}

Test(session, the_page_says_in_which_language_it_speaks)
{
	cr_assert(
	    not(zero(ptr, strstr(lead(LOGIN "?lang=en"), "&ui_locales=en"))));
	cr_assert(zero(ptr, strstr(lead(LOGIN), "ui_locales")));
	cr_assert(
	    zero(ptr, strstr(lead(LOGIN "?lang=muchtoolong"), "ui_locales")));
}

Test(session, two_tabs_can_sign_in_at_once)
{
	char one[1024], two[1024];

	snprintf(one, sizeof one, "%s", lead(LOGIN "?return=/?tab=1"));
	snprintf(two, sizeof two, "%s", lead(LOGIN "?return=/?tab=2"));
	cr_assert(eq(str, (char *)lead(issuer_authorize(one)), "/?tab=1"));
	cr_assert(eq(str, (char *)lead(issuer_authorize(two)), "/?tab=2"));
	expect_player(ISSUER_SUB, ISSUER_NAME);
}

Test(session, a_sign_in_may_end_on_another_instance)
{
	struct site *first = site,
		    *second =
			site_create_with_accounts(slow_store_beside(store));
	char back[1024];

	snprintf(back, sizeof back, "%s", begin(LOGIN));
	site = second;
	cr_assert(eq(str, (char *)lead(back), "/"));
	site = first;
	expect_player(ISSUER_SUB, ISSUER_NAME);
	site_destroy(second);
}

Test(session, only_pages_of_ours_are_gone_back_to)
{
	char back[1024];

	snprintf(back, sizeof back, "%s",
	    begin(LOGIN "?return=https://evil.example/"));
	cr_assert(eq(str, (char *)lead(back), "/"));
	snprintf(
	    back, sizeof back, "%s", begin(LOGIN "?return=//evil.example"));
	cr_assert(eq(str, (char *)lead(back), "/"));
}

/* --- what may be wrong with what comes back ------------------------------- */

Test(session, a_code_that_another_browser_asked_for_is_not_taken)
{
	char back[1024];

	snprintf(back, sizeof back, "%s", begin(LOGIN));
	me.cookie[0] = '\0';
	cr_assert(is_to_provider(lead(back)), "it begins anew");
	cr_assert(zero(int, issuer_asked("/auth/token")));
	visit_drop(visit_get(site, &me, LOGIN));
	cr_assert(is_to_provider(lead(back)), "with another secret too");
	cr_assert(zero(int, issuer_asked("/auth/token")));
	expect_guest();
}

Test(session, without_cookies_nobody_goes_round_in_circles)
{
	char location[2048];

	snprintf(location, sizeof location, "%s", begin(LOGIN));
	me.cookie[0] = '\0';
	snprintf(location, sizeof location, "%s", lead(location));
	cr_assert(is_to_provider(location));
	snprintf(location, sizeof location, "%s", issuer_authorize(location));
	me.cookie[0] = '\0';
	cr_assert(eq(str, (char *)lead(location), "/?sign-in=failed"));
}

/* The way back with this put in place of its "code=...". */
static const char *
back_with(const char *what, const char *iss)
{
	static char back[2048];
	const char *honest = begin(LOGIN "?return=/?lang=en");
	const char *state = strstr(honest, "state=");

	snprintf(back, sizeof back, "/api/session/callback?%s&%.*s%s", what,
	    (int)strcspn(state, "&"), state, iss);
	return back;
}

#define OUR_ISS "&iss=http%3A%2F%2Flocalhost%3A3101%2Fauth"
#define FAILED "/?lang=en&sign-in=failed"

Test(session, an_answer_must_be_our_providers)
{
	static const char *const iss[] = { "",
		"&iss=", "&iss=https%3A%2F%2Fevil.example",
		"&iss=http%3A%2F%2Flocalhost%3A3101%2Fauth%2F",
		OUR_ISS OUR_ISS };

	for (size_t i = 0; i < sizeof iss / sizeof *iss; i++)
		cr_assert(
		    eq(str, (char *)lead(back_with("code=code-1", iss[i])),
			FAILED),
		    "%s", iss[i]);
	cr_assert(zero(int, issuer_asked("/auth/token")));
}

Test(session, an_error_leads_back_to_the_page)
{
	cr_assert(eq(str,
	    (char *)lead(back_with("error=invalid_request", OUR_ISS)), FAILED));
	cr_assert(eq(str, (char *)lead(back_with("error=", OUR_ISS)), FAILED));
	cr_assert(eq(str, (char *)lead(back_with("x=1", OUR_ISS)), FAILED));
	cr_assert(
	    eq(str, (char *)lead(back_with("code=1&code=2", OUR_ISS)), FAILED));
	cr_assert(
	    eq(str, (char *)lead(back_with("error=access_denied", OUR_ISS)),
		"/?lang=en"),
	    "who changed their mind knows");
}

Test(session, a_callback_without_a_state_leads_to_the_page)
{
	cr_assert(
	    eq(str, (char *)lead("/api/session/callback"), "/?sign-in=failed"));
}

Test(session, an_id_token_that_is_not_for_this_sign_in_is_not_taken)
{
	static const char *const lies[] = { "{\"nonce\":\"another\"}",
		"{\"nonce\":null}", "{\"aud\":\"another-client\"}",
		"{\"iss\":\"https://evil.example\"}", "{\"exp\":1}",
		"{\"azp\":\"another-client\"}", "{\"sub\":\"SomebodyElse\"}",
		"{\"sub\":null}", "{\"sub\":\"motus/web\"}" };

	for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
		char back[1024];

		issuer_lie(lies[i]);
		snprintf(back, sizeof back, "%s", begin(LOGIN));
		snprintf(back, sizeof back, "%s", issuer_authorize(lead(back)));
		cr_assert(eq(str, (char *)lead(back), "/?sign-in=failed"), "%s",
		    lies[i]);
		cr_assert(
		    eq(str, (char *)browser_cookie(&me, "motus_access"), ""));
	}
	expect_guest();
}

/* --- answers that do not come --------------------------------------------- */

Test(session, a_lost_answer_to_a_code_costs_one_more_round)
{
	static const int statuses[] = { 0, 500, 502, 503 };

	for (size_t i = 0; i < 4; i++) {
		char location[2048];

		me.cookie[0] = '\0';
		issuer_misbehave("/auth/token", statuses[i], true);
		snprintf(location, sizeof location, "%s", lead(begin(LOGIN)));
		cr_assert(is_to_provider(location));
		issuer_misbehave("/auth/token", -1, false);
		snprintf(location, sizeof location, "%s",
		    lead(issuer_authorize(location)));
		cr_assert(eq(str, location, "/"));
		expect_player(ISSUER_SUB, ISSUER_NAME);
	}
}

Test(session, answers_that_stay_away_lead_back_to_the_page)
{
	static const char *const paths[] = { "/auth/token", "/auth/userinfo" };

	for (size_t i = 0; i < 2; i++) {
		char location[2048];

		issuer_misbehave(paths[i], 503, false);
		snprintf(location, sizeof location, "%s", lead(begin(LOGIN)));
		cr_assert(is_to_provider(location));
		cr_assert(eq(str, (char *)lead(issuer_authorize(location)),
		    "/?sign-in=failed"));
		expect_guest();
		issuer_misbehave(paths[i], -1, false);
	}
}

Test(session, a_store_that_is_away_signs_nobody_in)
{
	slow_store_fail_commits(store, MOTUS_EUNAVAILABLE, false);
	cr_assert(is_to_provider(lead(begin(LOGIN))));
	slow_store_fail_commits(store, 0, true);
	expect_guest();
}

Test(session, a_code_spent_by_somebody_else_signs_nobody_in)
{
	char location[2048];

	snprintf(location, sizeof location, "%s", begin(LOGIN));
	cr_assert(eq(str, (char *)lead(location), "/"));
	me.cookie[0] = '\0';
	snprintf(location, sizeof location, "%s", begin(LOGIN));
	cr_assert(eq(str, (char *)lead(location), "/"));
	cr_assert(is_to_provider(lead(location)), "the same again");
}

Test(session, keys_that_are_new_are_fetched_for_a_sign_in)
{
	site_later(VERIFIER_PAUSE);
	issuer_rotate();
	issuer_retire();
	cr_assert(eq(str, (char *)sign_in(), "/?lang=fr"));
	expect_player(ISSUER_SUB, ISSUER_NAME);
}

/* --- staying signed in ---------------------------------------------------- */

Test(session, an_expired_token_is_renewed)
{
	struct visit *visit;

	sign_in();
	site_later(ISSUER_TTL);
	visit_expect(visit_game(site, &me, TODAY), 401, "token-expired");
	visit_expect(
	    visit_get(site, &me, "/api/session"), 401, "token-expired");
	visit = visit_post(site, &me, REFRESH);
	cr_assert(eq(int,
	    (int)json_integer_value(json_object_get(visit->json, "expires_in")),
	    ISSUER_TTL));
	visit_expect(visit, 200, "");
	visit_expect(visit_game(site, &me, TODAY), 200, "");
	expect_player(ISSUER_SUB, ISSUER_NAME);
}

Test(session, a_new_name_is_known_at_the_next_renewal)
{
	sign_in();
	issuer_change_account(ISSUER_SUB, "Zazie");
	expect_player(ISSUER_SUB, ISSUER_NAME);
	visit_expect(visit_post(site, &me, REFRESH), 200, "");
	expect_player(ISSUER_SUB, "Zazie");
}

Test(session, a_renewal_keeps_what_it_got_though_the_name_can_not_be_had)
{
	sign_in();
	issuer_misbehave("/auth/userinfo", 503, false);
	slow_store_fail_commits(store, MOTUS_EUNAVAILABLE, false);
	visit_expect(visit_post(site, &me, REFRESH), 200, "");
	issuer_misbehave("/auth/userinfo", -1, false);
	visit_expect(visit_post(site, &me, REFRESH), 200, "");
	expect_player(ISSUER_SUB, ISSUER_NAME);
	cr_assert(issuer_grant_lives(browser_cookie(&me, "motus_refresh")));
}

Test(session, two_tabs_may_renew_at_once)
{
	struct browser other;
	char refresh[64];

	sign_in();
	other = me;
	visit_expect(visit_post(site, &me, REFRESH), 200, "");
	visit_expect(visit_post(site, &other, REFRESH), 200, "");
	snprintf(refresh, sizeof refresh, "%s",
	    browser_cookie(&me, "motus_refresh"));
	cr_assert(
	    eq(str, (char *)browser_cookie(&other, "motus_refresh"), refresh));
	visit_expect(visit_post(site, &me, REFRESH), 200, "");
}

Test(session, a_renewal_that_is_refused_signs_out)
{
	struct visit *visit;

	sign_in();
	issuer_end_grants();
	visit = visit_post(site, &me, REFRESH);
	visit_expect(visit, 401, "signed-out");
	cr_assert(eq(str, (char *)browser_cookie(&me, "motus_access"), ""));
	cr_assert(eq(str, (char *)browser_cookie(&me, "motus_refresh"), ""));
	cr_assert(eq(str, (char *)browser_cookie(&me, "motus_id"), ""));
	expect_guest();
}

Test(session, a_provider_that_is_away_signs_nobody_out)
{
	static const int statuses[] = { 0, 401, 404, 429, 500, 503, 200 };

	sign_in();
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		struct visit *visit;

		issuer_misbehave("/auth/token", statuses[i], false);
		visit = visit_post(site, &me, REFRESH);
		cr_assert(
		    eq(str, (char *)visit_header(visit, "retry-after"), "1"));
		visit_expect(visit, 503, "auth-unavailable");
	}
	issuer_misbehave("/auth/token", -1, false);
	visit_expect(visit_post(site, &me, REFRESH), 200, "");
}

Test(session, who_never_signed_in_has_nothing_to_renew)
{
	visit_expect(visit_post(site, &me, REFRESH), 401, "signed-out");
	cr_assert(zero(int, issuer_asked("/auth/token")));
}

Test(session, renewal_and_the_end_are_for_our_own_page)
{
	static const char *const origins[] = { NULL, "null",
		"https://evil.example", "https://localhost:3101" };

	sign_in();
	for (size_t i = 0; i < 4; i++) {
		me.origin = origins[i];
		visit_expect(
		    visit_post(site, &me, REFRESH), 403, "cross-origin");
		visit_expect(
		    visit_post(site, &me, LOGOUT), 403, "cross-origin");
	}
	me.origin = VISIT_ORIGIN;
	visit_expect(visit_get(site, &me, REFRESH), 405, "method-not-allowed");
	visit_expect(visit_get(site, &me, LOGOUT), 405, "method-not-allowed");
	expect_player(ISSUER_SUB, ISSUER_NAME);
}

/* --- signing out ---------------------------------------------------------- */

Test(session, who_signs_out_is_a_guest_and_the_grant_is_gone)
{
	struct visit *visit;
	char refresh[64];

	sign_in();
	snprintf(refresh, sizeof refresh, "%s",
	    browser_cookie(&me, "motus_refresh"));
	cr_assert(issuer_grant_lives(refresh));
	visit = visit_post(site, &me, LOGOUT);
	cr_assert(eq(int,
	    strncmp(visit_text(visit, "end_session"),
		ISSUER_ORIGIN "/auth/logout?id_token_hint=ey", 47),
	    0));
	cr_assert(not(zero(ptr,
	    strstr(visit_text(visit, "end_session"),
		"&post_logout_redirect_uri="
		"http%3A%2F%2Flocalhost%3A3101%2F"))));
	visit_expect(visit, 200, "");
	cr_assert(not(issuer_grant_lives(refresh)));
	cr_assert(eq(str, (char *)browser_cookie(&me, "motus_access"), ""));
	cr_assert(eq(str, (char *)browser_cookie(&me, "motus_refresh"), ""));
	cr_assert(eq(str, (char *)browser_cookie(&me, "motus_id"), ""));
	expect_guest();
}

Test(session, one_can_sign_out_while_the_provider_is_away)
{
	sign_in();
	issuer_misbehave("/auth/revoke", 0, false);
	visit_expect(visit_post(site, &me, LOGOUT), 200, "");
	expect_guest();
}

Test(session, who_is_not_signed_in_may_sign_out)
{
	struct visit *visit = visit_post(site, &me, LOGOUT);

	cr_assert(eq(str, visit->text, "{\"end_session\":null}"));
	visit_expect(visit, 200, "");
}

/* --- where nobody can sign in --------------------------------------------- */

Test(session, without_the_clients_secret_nobody_can_sign_in)
{
	struct site *plain = site_create(slow_store_create());

	visit_expect(visit_get(plain, &me, LOGIN), 404, "sign-in-off");
	visit_expect(
	    visit_get(plain, &me, "/api/session/callback"), 404, "sign-in-off");
	visit_expect(visit_post(plain, &me, REFRESH), 404, "sign-in-off");
	visit_expect(visit_post(plain, &me, LOGOUT), 404, "sign-in-off");
	site_destroy(plain);
}
