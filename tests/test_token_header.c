/* What a token's header may not talk the verifier into. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/judge.h"

TestSuite(header, .init = judge_start, .fini = judge_stop);

/* --- alg ------------------------------------------------------------------ */

Test(header, alg_none_is_refused)
{
	static const char *const names[] = { "none", "None", "NONE", "nOnE",
		"" };

	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++)
		for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
			char text[512];

			snprintf(text, sizeof text,
			    "{\"alg\":\"%s\",\"typ\":\"%s\"}", names[i],
			    kind->typ);
			expect(kind, forge_with("", text, CLAIMS),
			    TOKEN_WRONG_ALG);
			expect(kind, forge(both[kind->alg], text, CLAIMS),
			    TOKEN_WRONG_ALG);
		}
}

Test(header, hs256_keyed_with_our_public_key_is_refused)
{
	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++) {
		const struct token_key *key = both[kind->alg];
		char text[512];

		snprintf(text, sizeof text,
		    "{\"alg\":\"HS256\",\"kid\":\"%s\",\"typ\":\"%s\"}",
		    key->kid, kind->typ);
		expect(
		    kind, forge_hmac(key->pem, text, CLAIMS), TOKEN_WRONG_ALG);
		expect(kind, forge_hmac(key->pem, header(kind, ""), CLAIMS),
		    TOKEN_BAD_SIGNATURE);
	}
}

Test(header, the_alg_must_be_that_of_the_key)
{
	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++) {
		const struct token_key *other =
		    both[kind->alg == TOKEN_RS256 ? TOKEN_ES256 : TOKEN_RS256];
		char text[512];

		snprintf(text, sizeof text,
		    "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"%s\"}",
		    token_alg_name(kind->alg), other->kid, kind->typ);
		expect(kind, forge(both[kind->alg], text, CLAIMS),
		    TOKEN_WRONG_ALG);
		expect(kind, forge(other, text, CLAIMS), TOKEN_WRONG_ALG);
	}
}

Test(header, other_algs_and_none_at_all_are_refused)
{
	static const char *const algs[] = { "\"RS384\"", "\"rs256\"",
		"\"PS256\"", "\"ES256K\"", "\"EdDSA\"", "null", "256",
		"[\"RS256\"]" };

	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++)
		for (size_t i = 0; i < sizeof algs / sizeof *algs; i++) {
			char text[512];

			snprintf(text, sizeof text,
			    "{\"alg\":%s,\"kid\":\"%s\",\"typ\":\"%s\"}",
			    algs[i], token_key_kid(both[kind->alg]), kind->typ);
			expect(kind, forge(both[kind->alg], text, CLAIMS),
			    TOKEN_WRONG_ALG);
		}
	expect(&kinds[0], forge(both[0], "{\"typ\":\"JWT\"}", CLAIMS),
	    TOKEN_WRONG_ALG);
}

/* --- key ------------------------------------------------------------------ */

/* With its own kid; with ours; with ours, and bringing itself along. */
static void
expect_found_out(const struct token_key *thief, const struct kind *kind)
{
	json_t *claims = json_loads(CLAIMS, 0, NULL);
	json_t *jwk = token_key_jwk(thief);
	char *jwk_text = json_dumps(jwk, JSON_COMPACT);
	char more[2048];

	snprintf(more, sizeof more,
	    ",\"jwk\":%s,\"jku\":\"http://127.0.0.1:1/jwks\","
	    "\"x5u\":\"http://127.0.0.1:1/\",\"x5c\":[\"AAAA\"]",
	    jwk_text);
	expect(kind, token_sign(thief, kind->typ, claims), TOKEN_UNKNOWN_KEY);
	expect(
	    kind, forge(thief, header(kind, ""), CLAIMS), TOKEN_BAD_SIGNATURE);
	expect(kind, forge(thief, header(kind, more), CLAIMS),
	    TOKEN_BAD_SIGNATURE);
	expect(kind, forge(both[kind->alg], header(kind, more), CLAIMS),
	    TOKEN_GOOD);
	free(jwk_text);
	json_decref(jwk);
	json_decref(claims);
}

Test(header, a_foreign_key_is_found_out_whatever_the_header_says_of_it)
{
	struct token_key *thieves[] = { token_key_generate(TOKEN_RS256),
		token_key_generate(TOKEN_ES256) };

	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++)
		expect_found_out(thieves[kind->alg], kind);
	token_key_destroy(thieves[TOKEN_RS256]);
	token_key_destroy(thieves[TOKEN_ES256]);
}

Test(header, a_hostile_kid_names_no_key)
{
	static const char *const kids[] = { "../../../dev/null", "/etc/passwd",
		"' OR '1'='1", "", "%s%n", "\\u00e9", "*", "A" };

	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++)
		for (size_t i = 0; i < sizeof kids / sizeof *kids; i++) {
			char text[512];

			snprintf(text, sizeof text,
			    "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"%s\"}",
			    token_alg_name(kind->alg), kids[i], kind->typ);
			expect(kind, forge(both[kind->alg], text, CLAIMS),
			    TOKEN_UNKNOWN_KEY);
		}
}

Test(header, a_kid_that_is_no_text_or_has_a_nul_is_no_token)
{
	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++) {
		const struct token_key *key = both[kind->alg];
		char text[512];

		snprintf(text, sizeof text,
		    "{\"alg\":\"%s\",\"kid\":1,\"typ\":\"%s\"}",
		    token_alg_name(kind->alg), kind->typ);
		expect(kind, forge(key, text, CLAIMS), TOKEN_MALFORMED);
		snprintf(text, sizeof text,
		    "{\"alg\":\"%s\",\"kid\":\"%s\\u0000\",\"typ\":\"%s\"}",
		    token_alg_name(kind->alg), key->kid, kind->typ);
		expect(kind, forge(key, text, CLAIMS), TOKEN_MALFORMED);
	}
}

Test(header, without_kid_the_only_key_of_the_alg_judges)
{
	struct token_key *keys[3] = { both[0], both[1],
		token_key_generate(TOKEN_ES256) };
	struct token_expectation expectation = expected("JWT");
	char *token = forge(both[1], "{\"alg\":\"ES256\"}", CLAIMS);
	json_t *claims;

	cr_assert(eq(int,
	    token_verify(token, strlen(token), keys, 2, &expectation, &claims),
	    TOKEN_GOOD));
	json_decref(claims);
	cr_assert(eq(int,
	    token_verify(token, strlen(token), keys, 3, &expectation, &claims),
	    TOKEN_UNKNOWN_KEY));
	cr_assert(eq(int,
	    token_verify(token, strlen(token), keys, 1, &expectation, &claims),
	    TOKEN_UNKNOWN_KEY));
	cr_assert(eq(int,
	    token_verify(token, strlen(token), NULL, 0, &expectation, &claims),
	    TOKEN_UNKNOWN_KEY));
	free(token);
	token_key_destroy(keys[2]);
}

/* --- the rest of the header ----------------------------------------------- */

Test(header, crit_is_refused)
{
	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++) {
		const struct token_key *key = both[kind->alg];

		expect(kind,
		    forge(key,
			header(kind, ",\"crit\":[\"exp\"],\"exp\":1700000600"),
			CLAIMS),
		    TOKEN_MALFORMED);
		expect(kind,
		    forge(key,
			header(kind, ",\"b64\":false,\"crit\":[\"b64\"]"),
			CLAIMS),
		    TOKEN_MALFORMED);
		expect(kind, forge(key, header(kind, ",\"crit\":[]"), CLAIMS),
		    TOKEN_MALFORMED);
	}
}

Test(header, a_token_of_another_type_is_refused)
{
	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++) {
		bool is_jwt = strcmp(kind->typ, "JWT") == 0;
		struct kind other = { kind->alg, is_jwt ? "at+jwt" : "JWT" };

		expect(kind, honest(&other, CLAIMS), TOKEN_WRONG_TYPE);
		other.typ = "logout+jwt";
		expect(kind, honest(&other, CLAIMS), TOKEN_WRONG_TYPE);
		other.typ = "";
		expect(kind, honest(&other, CLAIMS), TOKEN_WRONG_TYPE);
	}
}

static enum token_verdict
verdict_on_typ(const char *member, const struct kind *kind)
{
	char text[512];

	snprintf(text, sizeof text, "{\"alg\":\"%s\"%s}",
	    token_alg_name(kind->alg), member);
	return verdict(forge(both[kind->alg], text, CLAIMS), kind);
}

Test(header, typ_is_compared_without_case_and_jwt_may_be_left_out)
{
	for (const struct kind *kind = kinds; kind < kinds + 2; kind++) {
		cr_assert(eq(int, verdict_on_typ("", kind), TOKEN_GOOD));
		cr_assert(eq(
		    int, verdict_on_typ(",\"typ\":\"jwt\"", kind), TOKEN_GOOD));
		cr_assert(eq(int, verdict_on_typ(",\"typ\":null", kind),
		    TOKEN_WRONG_TYPE));
	}
	for (const struct kind *kind = kinds + 2; kind < kinds + 4; kind++) {
		cr_assert(eq(int, verdict_on_typ("", kind), TOKEN_WRONG_TYPE));
		cr_assert(eq(int, verdict_on_typ(",\"typ\":\"AT+JWT\"", kind),
		    TOKEN_GOOD));
		cr_assert(eq(int,
		    verdict_on_typ(",\"typ\":\"application/at+jwt\"", kind),
		    TOKEN_GOOD));
	}
}
