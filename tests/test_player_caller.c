/*
 * Who plays: tokens, as bearer tokens and in cookies.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/common/verifier.h"
#include "tests/forge.h"
#include "tests/issuer.h"
#include "tests/site.h"
#include "tests/slow_store.h"

#define TODAY "2026-03-28"
#define GAME "/api/game/puzzles/fr/" TODAY "/game"

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

TestSuite(caller, .init = start, .fini = stop);

/* GET the game with this token, which is freed. */
static struct visit *
ask(char *token)
{
	struct visit *visit = visit_bearer(site, METHOD_GET, GAME, token, NULL);

	free(token);
	return visit;
}

/* The browser has a cookie with this token, which is freed. */
static void
hold(char *token)
{
	cr_assert(lt(int,
	    snprintf(me.cookie, sizeof me.cookie, "motus_access=%s", token),
	    (int)sizeof me.cookie));
	free(token);
}

static const char *
guess(int index)
{
	static char body[64];

	snprintf(body, sizeof body, "{\"guess\":\"%s\"}",
	    site_wrong(site, TODAY, index));
	return body;
}

/* --- bearer tokens -------------------------------------------------------- */

Test(caller, a_bearer_token_plays_for_its_account_from_anywhere)
{
	char *token = issuer_access_token("");
	struct visit *visit =
	    visit_bearer(site, METHOD_PUT, GAME "/guesses/1", token, guess(0));

	cr_assert(zero(ptr, strstr(visit->headers, "set-cookie")));
	visit_expect(visit, 201, "");
	visit = visit_bearer(site, METHOD_GET, GAME, token, NULL);
	cr_assert(not(zero(ptr, strstr(visit->text, "\"pattern\""))));
	visit_drop(visit);
	free(token);
}

Test(caller, the_scheme_is_bearer_in_any_case_and_others_are_not_looked_at)
{
	struct host host = { &site->service, game_routes, GAME_ROUTES,
		site->service.store, false };
	static const struct {
		const char *value;
		int status;
	} sent[] = { { "bearer nonsense", 401 }, { "BEARER  nonsense", 401 },
		{ "Bearer ", 401 }, { "Basic bm9uc2Vuc2U=", 200 },
		{ "Bearers", 200 } };

	for (size_t i = 0; i < sizeof sent / sizeof *sent; i++) {
		struct visit *visit = visit_send(&host, NULL,
		    &(struct sending){ .method = METHOD_GET,
			.target = GAME,
			.headers = { { "Authorization", sent[i].value } } });

		visit_wait(visit);
		cr_assert(eq(int, visit_status(visit), sent[i].status), "%s",
		    sent[i].value);
		visit_drop(visit);
	}
}

Test(caller, a_bad_bearer_token_is_refused_and_told_so)
{
	struct visit *visit = ask(strdup("nonsense"));

	cr_assert(eq(str, (char *)visit_header(visit, "www-authenticate"),
	    "Bearer realm=\"motus\", error=\"invalid_token\""));
	cr_assert(zero(ptr, strstr(visit->headers, "set-cookie")));
	visit_expect(visit, 401, "invalid-token");
}

Test(caller, a_token_of_others_or_for_others_is_no_token_here)
{
	static const char *const changes[] = {
		"{\"iss\":\"https://evil.example/auth\"}",
		"{\"aud\":\"https://other.example/api\"}",
		"{\"exp\":1}",
		"{\"exp\":null}",
		"{\"nbf\":4000000000}",
		"{\"sub\":null}",
		"{\"sub\":7}",
		"{\"sub\":\"\"}",
		"{\"sub\":\"guest:0000\"}",
		"{\"sub\":\"a/b\"}",
		"{\"sub\":\"motus-web\"}",
		"{\"client_id\":null}",
	};

	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct visit *visit = ask(issuer_access_token(changes[i]));

		cr_assert(eq(int, visit_status(visit), 401), "%s: %s",
		    changes[i], visit->text);
		visit_drop(visit);
	}
}

Test(caller, an_id_token_or_a_forged_one_is_no_access_token)
{
	static const char claims[] =
	    "{\"iss\":\"" ISSUER_ORIGIN "/auth\",\"aud\":\"" ISSUER_ORIGIN
	    "/api\",\"sub\":\"" ISSUER_SUB
	    "\",\"client_id\":\"x\",\"scope\":\"play\",\"exp\":4000000000}";
	const struct token_key *key = issuer_key(TOKEN_ES256);
	json_t *jwk = token_key_jwk(key);
	char *public = json_dumps(jwk, JSON_COMPACT), header[3][256];
	static const char *const algs[] = { "none", "HS256", "ES256" };

	for (int i = 0; i < 3; i++)
		snprintf(header[i], sizeof header[i],
		    "{\"alg\":\"%s\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}",
		    algs[i], token_key_kid(key));
	visit_expect(ask(issuer_id_token("")), 401, "invalid-token");
	visit_expect(ask(issuer_id_token("{\"aud\":\"" ISSUER_ORIGIN
					 "/api\",\"scope\":\"play\"}")),
	    401, "invalid-token");
	visit_expect(
	    ask(forge_with("", header[0], claims)), 401, "invalid-token");
	visit_expect(
	    ask(forge_hmac(public, header[1], claims)), 401, "invalid-token");
	visit_expect(ask(forge(key, header[2], claims)), 200, "");
	free(public);
	json_decref(jwk);
}

Test(caller, a_token_for_something_else_is_not_for_playing)
{
	static const char *const changes[] = { "{\"scope\":\"openid profile\"}",
		"{\"scope\":\"player:delete\"}", "{\"scope\":\"display\"}",
		"{\"scope\":null}", "{\"scope\":[\"play\"]}" };

	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct visit *visit = ask(issuer_access_token(changes[i]));

		cr_assert(
		    eq(str, (char *)visit_header(visit, "www-authenticate"),
			"Bearer realm=\"motus\", error=\"insufficient_scope\", "
			"scope=\"play\""));
		visit_expect(visit, 403, "insufficient-scope");
	}
}

Test(caller, two_accounts_and_a_guest_have_games_of_their_own)
{
	char *one = issuer_access_token("");
	char *two = issuer_access_token("{\"sub\":\"AnotherOne\"}");
	struct visit *visit;

	visit_expect(
	    visit_bearer(site, METHOD_PUT, GAME "/guesses/1", one, guess(0)),
	    201, "");
	visit_expect(
	    visit_bearer(site, METHOD_PUT, GAME "/guesses/1", two, guess(1)),
	    201, "");
	visit_expect(
	    visit_guess(site, &me, TODAY, 1, site_wrong(site, TODAY, 2)), 201,
	    "");
	visit = visit_game(site, &me, TODAY);
	cr_assert(eq(int,
	    strncmp(visit_guesses(visit), site_wrong(site, TODAY, 2), 5), 0));
	visit_drop(visit);
	free(one);
	free(two);
}

Test(caller, a_guest_whose_number_is_an_accounts_name_is_another_player)
{
	static const char sub[] = "AAAAAAAAAAAAAAAAAAAAAA";
	char *token =
	    issuer_access_token("{\"sub\":\"AAAAAAAAAAAAAAAAAAAAAA\"}");
	struct visit *visit;

	visit_expect(
	    visit_bearer(site, METHOD_PUT, GAME "/guesses/1", token, guess(0)),
	    201, "");
	free(token);
	sprintf(me.cookie, "motus_guest=%s", sub);
	visit = visit_game(site, &me, TODAY);
	cr_assert(eq(str, (char *)visit_guesses(visit), ""));
	visit_drop(visit);
}

Test(caller, the_log_gets_no_sub)
{
	struct visit *visit = ask(issuer_access_token(""));

	cr_assert(eq(sz, strlen(visit->exchange.player), 64));
	cr_assert(
	    eq(sz, strspn(visit->exchange.player, "0123456789abcdef"), 64));
	visit_drop(visit);
}

/* --- cookies -------------------------------------------------------------- */

Test(caller, a_cookie_plays_for_its_account)
{
	hold(issuer_access_token(""));
	visit_expect(
	    visit_guess(site, &me, TODAY, 1, site_wrong(site, TODAY, 0)), 201,
	    "");
	visit_expect(ask(issuer_access_token("")), 200, "");
}

Test(caller, a_write_with_a_cookie_must_come_from_our_page)
{
	hold(issuer_access_token(""));
	me.origin = "https://evil.example";
	visit_expect(
	    visit_guess(site, &me, TODAY, 1, site_wrong(site, TODAY, 0)), 403,
	    "cross-origin");
}

Test(caller, a_cookie_that_is_not_good_is_to_be_renewed)
{
	static const char *const changes[] = { "{\"exp\":1}",
		"{\"iss\":\"https://evil.example/auth\"}",
		"{\"scope\":\"openid\"}", "{\"sub\":\"motus-web\"}" };

	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		hold(issuer_access_token(changes[i]));
		visit_expect(
		    visit_game(site, &me, TODAY), 401, "token-expired");
		visit_expect(visit_guess(site, &me, TODAY, 1,
				 site_wrong(site, TODAY, 0)),
		    401, "token-expired");
	}
	hold(strdup("nonsense"));
	visit_expect(visit_game(site, &me, TODAY), 401, "token-expired");
}

Test(caller, a_puzzle_is_shown_to_whoever_has_whatever_token)
{
	hold(issuer_access_token("{\"exp\":1}"));
	visit_expect(
	    visit_get(site, &me, "/api/game/puzzles/fr/today"), 200, "");
}

Test(caller, a_cookie_that_nobody_can_renew_is_dropped)
{
	struct visit *visit;

	hold(issuer_access_token("{\"exp\":1}"));
	visit = visit_get(site, &me, "/api/session");
	cr_assert(not(zero(ptr,
	    strstr(visit->headers,
		"set-cookie: motus_access=; Path=/; Max-Age=0; "))));
	visit_expect(visit, 200, "");
	cr_assert(eq(str, (char *)browser_cookie(&me, "motus_access"), ""));
	visit_expect(visit_game(site, &me, TODAY), 200, "");
}

Test(caller, a_cookie_that_can_be_renewed_is_not_dropped)
{
	hold(issuer_access_token("{\"exp\":1}"));
	strcat(me.cookie, "; motus_refresh=something");
	visit_expect(
	    visit_get(site, &me, "/api/session"), 401, "token-expired");
	cr_assert(ne(str, (char *)browser_cookie(&me, "motus_access"), ""));
}

Test(caller, under_https_only_the_cookie_of_this_host_counts)
{
	char *token = issuer_access_token("");

	site->secure = true;
	sprintf(me.cookie, "motus_access=%s", token);
	visit_drop(
	    visit_guess(site, &me, TODAY, 1, site_wrong(site, TODAY, 0)));
	sprintf(me.cookie, "__Host-motus_access=%s", token);
	visit_expect(
	    visit_guess(site, &me, TODAY, 1, site_wrong(site, TODAY, 1)), 201,
	    "");
	free(token);
}

/* --- a provider that is away ---------------------------------------------- */

Test(caller, who_is_signed_in_plays_on_while_the_provider_is_away)
{
	hold(issuer_access_token(""));
	issuer_misbehave("/auth/jwks", 0, false);
	site_later(VERIFIER_RELOAD);
	hold(issuer_access_token(""));
	visit_expect(
	    visit_guess(site, &me, TODAY, 1, site_wrong(site, TODAY, 0)), 201,
	    "");
}

Test(caller, a_token_that_can_not_be_judged_is_neither_taken_nor_dropped)
{
	struct visit *visit;

	issuer_misbehave("/auth/jwks", 0, false);
	site_later(VERIFIER_PAUSE);
	issuer_rotate();
	hold(issuer_access_token(""));
	visit = visit_game(site, &me, TODAY);
	cr_assert(eq(str, (char *)visit_header(visit, "retry-after"), "1"));
	visit_expect(visit, 503, "auth-unavailable");
	visit_expect(ask(issuer_access_token("")), 503, "auth-unavailable");
	issuer_misbehave("/auth/jwks", -1, false);
	site_later(VERIFIER_PAUSE);
	visit_expect(visit_game(site, &me, TODAY), 200, "");
}

Test(caller, a_guess_waits_for_a_new_key)
{
	struct visit *visit;

	site_later(VERIFIER_PAUSE);
	issuer_rotate();
	issuer_hold(true);
	hold(issuer_access_token(""));
	visit =
	    visit_guess_start(site, &me, TODAY, 1, site_wrong(site, TODAY, 0));
	cr_assert(zero(int, visit->finished));
	issuer_release();
	visit_wait(visit);
	visit_expect(visit, 201, "");
}

/* --- where nobody can sign in --------------------------------------------- */

Test(caller, without_a_provider_everybody_is_a_guest)
{
	struct site *plain = site_create(slow_store_create());
	char *token = issuer_access_token("");
	struct visit *visit;

	visit = visit_bearer(plain, METHOD_GET, GAME, token, NULL);
	visit_expect(visit, 401, "invalid-token");
	hold(token);
	visit_expect(visit_game(plain, &me, TODAY), 200, "");
	site_destroy(plain);
}
