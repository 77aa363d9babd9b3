#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/common/verifier.h"
#include "tests/forge.h"
#include "tests/issuer.h"
#include "tests/loop.h"
#include "tests/must.h"
#include "tests/slow_store.h"

static time_t moment = 1785000000;
static struct motus_store *store;
static struct verifier *verifier;

/* What a verifier said of a token. */
struct finding {
	int told; /* how many times */
	enum verifier_verdict verdict;
	char sub[64]; /* of a good one */
};

static time_t
now(void)
{
	return moment;
}

static struct verifier *
create(struct motus_store *of)
{
	struct verifier_setup setup = { .now = now,
		.origin = ISSUER_ORIGIN,
		.fetcher = fetcher_create(""),
		.store = of,
		.loop = test_loop };

	return verifier_create(&setup);
}

static void
start(void)
{
	issuer_start(now);
	store = slow_store_create();
	verifier = create(store);
	slow_store_settle(store);
}

static void
stop(void)
{
	motus_store_destroy(store);
	fetcher_destroy(fetcher_create(""));
	verifier_destroy(verifier);
	issuer_stop();
	must(test_loop_is_idle(), "something is still awaited");
}

TestSuite(verifier, .init = start, .fini = stop, .timeout = 60);

static void
note(void *arg, enum verifier_verdict verdict, const json_t *claims)
{
	struct finding *finding = arg;

	finding->told++;
	finding->verdict = verdict;
	cr_assert(eq(int, claims != NULL, verdict == VERIFIER_GOOD));
	if (claims != NULL)
		snprintf(finding->sub, sizeof finding->sub, "%s",
		    json_string_value(json_object_get(claims, "sub")));
}

static struct finding
finding_of(const char *token)
{
	struct finding finding = { 0 };

	verifier_access(verifier, token, note, &finding);
	cr_assert(eq(int, finding.told, 1));
	return finding;
}

/* The verdict on an access token, which is freed. */
static enum verifier_verdict
verdict(char *token)
{
	struct finding finding = finding_of(token);

	free(token);
	return finding.verdict;
}

static enum verifier_verdict
verdict_of_id(char *token, const char *client_id)
{
	struct finding finding = { 0 };

	verifier_id(verifier, token, client_id, note, &finding);
	free(token);
	return finding.verdict;
}

/* --- what is good and what is not ----------------------------------------- */

Test(verifier, an_access_token_of_the_provider_is_good)
{
	char *token = issuer_access_token("");
	struct finding finding = finding_of(token);

	cr_assert(eq(int, finding.verdict, VERIFIER_GOOD));
	cr_assert(eq(str, finding.sub, ISSUER_SUB));
	free(token);
}

Test(verifier, an_access_token_for_somebody_else_is_bad)
{
	static const char *const changes[] = {
		"{\"iss\":\"https://evil.example/auth\"}",
		"{\"iss\":\"http://localhost:3101\"}",
		"{\"iss\":null}",
		"{\"aud\":\"http://localhost:3101/auth\"}",
		"{\"aud\":[\"motus-web\"]}",
		"{\"aud\":null}",
	};

	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
		cr_assert(eq(int, verdict(issuer_access_token(changes[i])),
			      VERIFIER_BAD),
		    "%s", changes[i]);
}

Test(verifier, a_token_is_good_for_its_time)
{
	char *token = issuer_access_token("");

	moment += ISSUER_TTL - 1;
	cr_assert(eq(int, finding_of(token).verdict, VERIFIER_GOOD));
	moment++;
	cr_assert(eq(int, verdict(token), VERIFIER_EXPIRED),
	    "remembered, but expired");
	cr_assert(eq(int, verdict(issuer_access_token("{\"exp\":1}")),
	    VERIFIER_EXPIRED));
}

Test(verifier, clocks_may_differ_a_little)
{
	char changes[64];

	snprintf(changes, sizeof changes, "{\"iat\":%ld}", (long)moment + 30);
	cr_assert(
	    eq(int, verdict(issuer_access_token(changes)), VERIFIER_GOOD));
	snprintf(changes, sizeof changes, "{\"iat\":%ld}", (long)moment + 90);
	cr_assert(eq(int, verdict(issuer_access_token(changes)), VERIFIER_BAD));
}

Test(verifier, an_id_token_is_no_access_token_nor_the_other_way_round)
{
	static const char aud[] = "{\"aud\":\"" ISSUER_ORIGIN "/api\"}";

	cr_assert(eq(int, verdict(issuer_id_token(aud)), VERIFIER_BAD));
	cr_assert(eq(int, verdict_of_id(issuer_id_token(""), ISSUER_CLIENT),
	    VERIFIER_GOOD));
	cr_assert(eq(
	    int, verdict_of_id(issuer_id_token(""), "another"), VERIFIER_BAD));
	cr_assert(eq(int,
	    verdict_of_id(
		issuer_access_token("{\"aud\":\"" ISSUER_CLIENT "\"}"),
		ISSUER_CLIENT),
	    VERIFIER_BAD));
}

static const char *
claims_of_a_player(void)
{
	static char text[256];

	snprintf(text, sizeof text,
	    "{\"iss\":\"" ISSUER_ORIGIN "/auth\",\"aud\":\"" ISSUER_ORIGIN
	    "/api\",\"sub\":\"" ISSUER_SUB
	    "\",\"scope\":\"play\",\"iat\":%ld,\"exp\":%ld}",
	    (long)moment, (long)moment + 60);
	return text;
}

static const char *
header(const char *alg, const struct token_key *key)
{
	static char text[256];

	snprintf(text, sizeof text,
	    "{\"alg\":\"%s\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}", alg,
	    token_key_kid(key));
	return text;
}

Test(verifier, a_forged_token_is_bad)
{
	const struct token_key *honest = issuer_key(TOKEN_ES256);
	struct token_key *own = token_key_generate(TOKEN_ES256);
	json_t *jwk = token_key_jwk(honest);
	char *public = json_dumps(jwk, JSON_COMPACT);
	const char *claims = claims_of_a_player();

	cr_assert(
	    eq(int, verdict(forge_with("", header("none", honest), claims)),
		VERIFIER_BAD));
	cr_assert(eq(int,
	    verdict(forge_hmac(public, header("HS256", honest), claims)),
	    VERIFIER_BAD));
	cr_assert(eq(int, verdict(forge(own, header("ES256", honest), claims)),
	    VERIFIER_BAD));
	cr_assert(eq(int, verdict(strdup("no.such.token")), VERIFIER_BAD));
	cr_assert(eq(int, verdict(strdup("")), VERIFIER_BAD));
	cr_assert(
	    eq(int, verdict(forge(honest, header("ES256", honest), claims)),
		VERIFIER_GOOD));
	free(public);
	json_decref(jwk);
	token_key_destroy(own);
}

/* --- keys that come and go ------------------------------------------------ */

Test(verifier, a_key_that_is_new_is_fetched_and_the_token_waits_for_it)
{
	struct finding finding = { 0 };
	char *token;

	moment += VERIFIER_PAUSE;
	issuer_rotate();
	issuer_hold(true);
	token = issuer_access_token("");
	verifier_access(verifier, token, note, &finding);
	free(token);
	cr_assert(zero(int, finding.told));
	issuer_release();
	cr_assert(eq(int, finding.told, 1));
	cr_assert(eq(int, finding.verdict, VERIFIER_GOOD));
}

Test(verifier, many_tokens_wait_for_one_fetch)
{
	static struct finding findings[100];
	char *token;

	moment += VERIFIER_PAUSE;
	issuer_rotate();
	issuer_hold(true);
	token = issuer_access_token("");
	for (int i = 0; i < 100; i++)
		verifier_access(verifier, token, note, &findings[i]);
	free(token);
	issuer_release();
	for (int i = 0; i < 100; i++)
		cr_assert(eq(int, findings[i].verdict, VERIFIER_GOOD));
	cr_assert(eq(int, issuer_asked("/auth/jwks"), 2));
}

Test(verifier, an_id_token_waits_too)
{
	struct finding finding = { 0 };
	char *token, *client_id = strdup(ISSUER_CLIENT);

	moment += VERIFIER_PAUSE;
	issuer_rotate();
	issuer_hold(true);
	token = issuer_id_token("");
	verifier_id(verifier, token, client_id, note, &finding);
	free(token);
	free(client_id);
	issuer_release();
	cr_assert(eq(int, finding.told, 1));
	cr_assert(eq(int, finding.verdict, VERIFIER_GOOD));
}

Test(verifier, keys_that_do_not_exist_can_not_make_it_ask_all_the_time)
{
	struct token_key *own = token_key_generate(TOKEN_ES256);

	for (int i = 0; i < 3 * VERIFIER_PAUSE; i++) {
		moment++;
		cr_assert(eq(int,
		    verdict(
			forge(own, header("ES256", own), claims_of_a_player())),
		    VERIFIER_BAD));
	}
	cr_assert(eq(int, issuer_asked("/auth/jwks"), 1 + 3));
	token_key_destroy(own);
}

Test(verifier, a_key_that_was_withdrawn_serves_no_more)
{
	char *old = issuer_access_token("");

	cr_assert(eq(int, finding_of(old).verdict, VERIFIER_GOOD));
	moment += VERIFIER_PAUSE;
	issuer_rotate();
	issuer_retire();
	cr_assert(eq(int, verdict(issuer_access_token("")), VERIFIER_GOOD));
	cr_assert(eq(int, verdict(old), VERIFIER_BAD));
}

/* --- a provider that does not answer -------------------------------------- */

Test(verifier, known_keys_stay_in_use_while_the_provider_is_away)
{
	static const int statuses[] = { 0, 503, 404, 200 };

	for (size_t i = 0; i < 4; i++) {
		struct token_key *own = token_key_generate(TOKEN_ES256);

		issuer_misbehave("/auth/jwks", statuses[i], false);
		moment += VERIFIER_PAUSE;
		cr_assert(eq(int,
		    verdict(
			forge(own, header("ES256", own), claims_of_a_player())),
		    VERIFIER_UNSURE));
		cr_assert(
		    eq(int, verdict(issuer_access_token("")), VERIFIER_GOOD));
		token_key_destroy(own);
	}
}

Test(verifier, a_token_with_a_new_key_is_not_refused_while_nobody_can_tell)
{
	char *token;

	moment += VERIFIER_PAUSE;
	issuer_rotate();
	issuer_misbehave("/auth/jwks", 0, false);
	token = issuer_access_token("");
	cr_assert(eq(int, finding_of(token).verdict, VERIFIER_UNSURE));
	issuer_misbehave("/auth/jwks", -1, false);
	cr_assert(eq(int, finding_of(token).verdict, VERIFIER_UNSURE),
	    "asked a moment ago");
	moment += VERIFIER_PAUSE;
	cr_assert(eq(int, verdict(token), VERIFIER_GOOD));
}

/* Begin again, as after a restart. */
static void
restart(void)
{
	verifier_destroy(verifier);
	verifier = create(store);
	slow_store_settle(store);
}

Test(verifier, who_starts_while_the_provider_is_away_has_the_keys_of_the_store)
{
	issuer_misbehave("/auth/jwks", 0, false);
	restart();
	cr_assert(eq(int, verdict(issuer_access_token("")), VERIFIER_GOOD));
}

Test(verifier, what_is_kept_and_is_no_key_set_is_of_no_use)
{
	static const char *const odd[] = { "", "{}", "[]", "{\"keys\":[]}",
		"{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
		"{\"keys\":1}" };

	issuer_misbehave("/auth/jwks", 0, false);
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		slow_store_put(store, VERIFIER_KEY, odd[i], strlen(odd[i]));
		restart();
		cr_assert(
		    eq(int, verdict(issuer_access_token("")), VERIFIER_UNSURE));
	}
}

Test(verifier, the_provider_counts_more_than_the_store)
{
	slow_store_put(store, VERIFIER_KEY, "{}", 2);
	restart();
	cr_assert(eq(int, verdict(issuer_access_token("")), VERIFIER_GOOD));
	issuer_misbehave("/auth/jwks", 0, false);
	restart();
	cr_assert(eq(int, verdict(issuer_access_token("")), VERIFIER_GOOD),
	    "the store has them again");
}

Test(verifier, a_store_that_keeps_nothing_is_asked_again_and_costs_nothing)
{
	size_t commits;

	slow_store_fail_commits(store, MOTUS_EUNAVAILABLE, false);
	slow_store_fail_gets(store, MOTUS_EUNAVAILABLE);
	restart();
	cr_assert(eq(int, verdict(issuer_access_token("")), VERIFIER_GOOD));
	commits = slow_store_commits(store);
	slow_store_fail_commits(store, 0, true);
	moment += VERIFIER_PAUSE;
	issuer_rotate();
	cr_assert(eq(int, verdict(issuer_access_token("")), VERIFIER_GOOD));
	slow_store_settle(store);
	cr_assert(eq(sz, slow_store_commits(store), commits + 1));
}

Test(verifier, too_many_tokens_that_wait_are_not_kept_waiting)
{
	static struct finding findings[257];
	char *token;

	moment += VERIFIER_PAUSE;
	issuer_rotate();
	issuer_misbehave("/auth/jwks", 0, false);
	verdict(issuer_access_token(""));
	moment += VERIFIER_PAUSE;
	issuer_hold(true);
	token = issuer_access_token("");
	for (int i = 0; i < 257; i++)
		verifier_access(verifier, token, note, &findings[i]);
	cr_assert(zero(int, findings[255].told));
	cr_assert(eq(int, findings[256].told, 1));
	cr_assert(eq(int, findings[256].verdict, VERIFIER_UNSURE));
	issuer_release();
	free(token);
}
