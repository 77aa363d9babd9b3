#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "daemons/common/base64url.h"
#include "tests/judge.h"

TestSuite(token, .init = judge_start, .fini = judge_stop);

/* --- what is good --------------------------------------------------------- */

Test(token, what_we_sign_is_good_and_says_what_was_said)
{
	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++) {
		struct token_expectation expectation = expected(kind->typ);
		json_t *said = json_loads(CLAIMS, 0, NULL), *claims;
		char *token = token_sign(both[kind->alg], kind->typ, said);

		cr_assert(eq(int,
		    token_verify(
			token, strlen(token), both, 2, &expectation, &claims),
		    TOKEN_GOOD));
		cr_assert(eq(int, json_equal(claims, said), 1));
		json_decref(claims);
		json_decref(said);
		free(token);
	}
}

Test(token, what_another_signs_is_good)
{
	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++)
		expect(kind, honest(kind, CLAIMS), TOKEN_GOOD);
}

Test(token, the_bytes_need_no_nul_after_them)
{
	struct token_expectation expectation = expected("at+jwt");
	char *token = honest(&kinds[3], CLAIMS);
	size_t size = strlen(token);
	char *bytes = malloc(size);
	json_t *claims;

	memcpy(bytes, token, size);
	cr_assert(
	    eq(int, token_verify(bytes, size, both, 2, &expectation, &claims),
		TOKEN_GOOD));
	json_decref(claims);
	free(token);
	free(bytes);
}

/* --- RFC 7515, appendix A ------------------------------------------------- */

#define JOE                                                          \
	"eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly" \
	"9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"

static void
expect_joe(const char *jwk_text, const char *token)
{
	struct token_expectation expectation = {
		.typ = "JWT", .issuer = "joe", .now = 1300819379
	};
	json_t *jwk = json_loads(jwk_text, 0, NULL), *claims;
	struct token_key *key = token_key_from_jwk(jwk);

	cr_assert(not(zero(ptr, key)));
	cr_assert(eq(int,
	    token_verify(token, strlen(token), &key, 1, &expectation, &claims),
	    TOKEN_GOOD));
	cr_assert(eq(ptr, json_object_get(claims, "http://example.com/is_root"),
	    json_true()));
	json_decref(claims);
	expectation.now++;
	cr_assert(eq(int,
	    token_verify(token, strlen(token), &key, 1, &expectation, &claims),
	    TOKEN_EXPIRED));
	token_key_destroy(key);
	json_decref(jwk);
}

Test(known, appendix_a_2_of_rfc_7515_verifies)
{
	expect_joe("{\"kty\":\"RSA\",\"n\":\""
		   "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddx"
		   "HmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMs"
		   "D1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSH"
		   "SXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdV"
		   "MTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8"
		   "NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ\","
		   "\"e\":\"AQAB\"}",
	    "eyJhbGciOiJSUzI1NiJ9." JOE ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat"
	    "0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9"
	    "uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6x"
	    "BArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwu"
	    "sC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgG"
	    "Y9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw");
}

Test(known, appendix_a_3_of_rfc_7515_verifies)
{
	expect_joe("{\"kty\":\"EC\",\"crv\":\"P-256\","
		   "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
		   "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}",
	    "eyJhbGciOiJFUzI1NiJ9." JOE ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4Ga"
	    "wxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
}

/* --- form ----------------------------------------------------------------- */

Test(token, a_signature_that_was_changed_is_found_out)
{
	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++) {
		char *token = honest(kind, CLAIMS);
		char *signature = strrchr(token, '.') + 1;

		signature[0] = signature[0] == 'A' ? 'B' : 'A';
		expect(kind, token, TOKEN_BAD_SIGNATURE);
		expect(kind, forge_with("", header(kind, ""), CLAIMS),
		    TOKEN_BAD_SIGNATURE);
	}
}

/* CVE-2022-21449: zeros are the signature of nothing. */
Test(token, a_signature_of_zeros_is_found_out)
{
	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++) {
		size_t size = kind->alg == TOKEN_ES256 ? 64 : 256;
		char zeros[400];

		memset(zeros, 'A', sizeof zeros);
		zeros[BASE64URL_SIZE(size) - 1] = '\0';
		expect(kind, forge_with(zeros, header(kind, ""), CLAIMS),
		    TOKEN_BAD_SIGNATURE);
	}
}

Test(token, claims_or_header_that_were_changed_are_found_out)
{
	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++) {
		char *token = honest(kind, CLAIMS);

		expect(kind,
		    forge_with(strrchr(token, '.') + 1, header(kind, ""),
			"{\"iss\":\"" ISSUER "\",\"aud\":\"" API "\","
			"\"sub\":\"you\",\"exp\":1700000600}"),
		    TOKEN_BAD_SIGNATURE);
		expect(kind,
		    forge_with(
			strrchr(token, '.') + 1, header(kind, " "), CLAIMS),
		    TOKEN_BAD_SIGNATURE);
		free(token);
	}
}

Test(token, every_cut_is_refused)
{
	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++) {
		struct token_expectation expectation = expected(kind->typ);
		char *token = honest(kind, CLAIMS);
		json_t *claims;

		for (size_t size = 0; size < strlen(token); size++) {
			cr_assert(ne(int,
			    token_verify(
				token, size, both, 2, &expectation, &claims),
			    TOKEN_GOOD));
			cr_assert(zero(ptr, claims));
		}
		free(token);
	}
}

/* `token` with `text` put in before its part `part`, or at the end. */
static char *
with(char *token, int part, const char *text)
{
	char *changed = malloc(strlen(token) + 32);
	const char *place = token;

	for (int i = 0; i < part; i++)
		place += strcspn(place, ".") + (i < 2);
	sprintf(changed, "%.*s%s%s", (int)(place - token), token, text, place);
	free(token);
	return changed;
}

Test(token, what_is_not_three_parts_in_strict_base64url_is_no_token)
{
	static const char *const bad[] = { "", ".", "..", "...", "a.b", "a.b.c",
		"eyJhbGciOiJSUzI1NiJ9", "eyJhbGciOiJSUzI1NiJ9..",
		"W10.e30.AAAA", "bnVsbA.e30.AAAA", "e30.e30.AAAA.AAAA.AAAA" };

	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++) {
		for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
			cr_assert(
			    ne(int, verdict(strdup(bad[i]), kind), TOKEN_GOOD));
		for (int part = 0; part <= 3; part++) {
			expect(kind, with(honest(kind, CLAIMS), part, " "),
			    TOKEN_MALFORMED);
			expect(kind, with(honest(kind, CLAIMS), part, "\n"),
			    TOKEN_MALFORMED);
			expect(kind, with(honest(kind, CLAIMS), part, "."),
			    TOKEN_MALFORMED);
			expect(kind, with(honest(kind, CLAIMS), part, "="),
			    TOKEN_MALFORMED);
			expect(kind, with(honest(kind, CLAIMS), part, "+/"),
			    TOKEN_MALFORMED);
		}
	}
}

Test(token, a_padded_signature_is_no_token)
{
	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++)
		expect(
		    kind, with(honest(kind, CLAIMS), 3, "=="), TOKEN_MALFORMED);
}

Test(token, too_long_a_token_is_not_looked_at)
{
	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++) {
		static char claims[TOKEN_SIZE_MAX];
		size_t room = TOKEN_SIZE_MAX * 3 / 4 - 600;

		snprintf(claims, sizeof claims,
		    "{\"iss\":\"" ISSUER "\",\"aud\":\"" API "\","
		    "\"exp\":1700000600,\"x\":\"%0*d\"}",
		    (int)room, 0);
		expect(kind, honest(kind, claims), TOKEN_GOOD);
		snprintf(claims, sizeof claims,
		    "{\"iss\":\"" ISSUER "\",\"aud\":\"" API "\","
		    "\"exp\":1700000600,\"x\":\"%0*d\"}",
		    (int)room + 600, 0);
		expect(kind, honest(kind, claims), TOKEN_MALFORMED);
	}
}

Test(token, claims_that_are_no_object_or_say_a_thing_twice_are_refused)
{
	static const char *const bad[] = { "", "null", "[]", "\"\"", "{",
		"{\"iss\":\"" ISSUER "\",\"aud\":\"" API "\","
		"\"exp\":1700000600,\"exp\":1900000000}" };

	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++)
		for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
			expect(kind, honest(kind, bad[i]), TOKEN_MALFORMED);
}

/* --- claims --------------------------------------------------------------- */

struct judged {
	const char *claims;
	enum token_verdict verdict;
};

static void
expect_all(const struct judged *table, size_t count)
{
	for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++)
		for (size_t i = 0; i < count; i++)
			cr_assert(
			    eq(int,
				verdict(honest(kind, table[i].claims), kind),
				table[i].verdict),
			    "%s as %s: %s", token_alg_name(kind->alg),
			    kind->typ, table[i].claims);
}

#define EXPECT_ALL(table) expect_all(table, sizeof(table) / sizeof *(table))

Test(token, the_issuer_is_compared_exactly)
{
	static const struct judged table[] = {
		{ "{\"iss\":\"" ISSUER "/\",\"aud\":\"" API
		  "\",\"exp\":1700000600}",
		    TOKEN_WRONG_ISSUER },
		{ "{\"iss\":\"HTTP://localhost:3101/auth\",\"aud\":\"" API
		  "\",\"exp\":1700000600}",
		    TOKEN_WRONG_ISSUER },
		{ "{\"iss\":[\"" ISSUER "\"],\"aud\":\"" API
		  "\",\"exp\":1700000600}",
		    TOKEN_WRONG_ISSUER },
		{ "{\"aud\":\"" API "\",\"exp\":1700000600}",
		    TOKEN_WRONG_ISSUER },
	};

	EXPECT_ALL(table);
}

#define FOR(aud) "{\"iss\":\"" ISSUER "\",\"exp\":1700000600,\"aud\":" aud "}"

Test(token, the_audience_is_a_text_or_one_of_several)
{
	static const struct judged table[] = {
		{ FOR("\"" API "\""), TOKEN_GOOD },
		{ FOR("[\"" API "\"]"), TOKEN_GOOD },
		{ FOR("[\"other\",\"" API "\"]"), TOKEN_GOOD },
		{ FOR("[7,\"" API "\"]"), TOKEN_GOOD },
		{ FOR("\"other\""), TOKEN_WRONG_AUDIENCE },
		{ FOR("\"" API "/\""), TOKEN_WRONG_AUDIENCE },
		{ FOR("\"other " API "\""), TOKEN_WRONG_AUDIENCE },
		{ FOR("[\"other\",\"another\"]"), TOKEN_WRONG_AUDIENCE },
		{ FOR("[[\"" API "\"]]"), TOKEN_WRONG_AUDIENCE },
		{ FOR("[]"), TOKEN_WRONG_AUDIENCE },
		{ FOR("null"), TOKEN_WRONG_AUDIENCE },
		{ FOR("{\"a\":\"" API "\"}"), TOKEN_WRONG_AUDIENCE },
		{ "{\"iss\":\"" ISSUER "\",\"exp\":1700000600}",
		    TOKEN_WRONG_AUDIENCE },
	};

	EXPECT_ALL(table);
}

#define WITH(times) "{\"iss\":\"" ISSUER "\",\"aud\":\"" API "\"" times "}"

Test(token, a_token_lives_from_nbf_and_iat_until_exp)
{
	static const struct judged table[] = {
		{ WITH(",\"exp\":1700000001"), TOKEN_GOOD },
		{ WITH(",\"exp\":1700000000.5"), TOKEN_GOOD },
		{ WITH(",\"exp\":1700000000"), TOKEN_EXPIRED },
		{ WITH(",\"exp\":1699999995"), TOKEN_EXPIRED },
		{ WITH(",\"exp\":0"), TOKEN_EXPIRED },
		{ WITH(",\"exp\":-1"), TOKEN_EXPIRED },
		{ WITH(""), TOKEN_EXPIRED },
		{ WITH(",\"exp\":\"1700000600\""), TOKEN_EXPIRED },
		{ WITH(",\"exp\":null"), TOKEN_EXPIRED },
		{ WITH(",\"exp\":true"), TOKEN_EXPIRED },
		{ WITH(",\"exp\":1700000600,\"nbf\":1700000010"), TOKEN_GOOD },
		{ WITH(",\"exp\":1700000600,\"nbf\":1700000011"),
		    TOKEN_NOT_YET },
		{ WITH(",\"exp\":1700000600,\"nbf\":\"0\""), TOKEN_NOT_YET },
		{ WITH(",\"exp\":1700000600,\"iat\":1700000010"), TOKEN_GOOD },
		{ WITH(",\"exp\":1700000600,\"iat\":1700000011"),
		    TOKEN_NOT_YET },
		{ WITH(",\"exp\":1700000600,\"iat\":null"), TOKEN_NOT_YET },
	};

	EXPECT_ALL(table);
}

Test(token, an_old_token_may_be_asked_for)
{
	struct token_expectation expectation = expected("JWT");

	expectation.even_expired = true;
	cr_assert(eq(int,
	    verdict_as(honest(&kinds[0], WITH(",\"exp\":1")), expectation),
	    TOKEN_GOOD));
	cr_assert(eq(int, verdict_as(honest(&kinds[0], WITH("")), expectation),
	    TOKEN_EXPIRED));
}

Test(token, what_is_not_asked_for_is_not_looked_at)
{
	struct token_expectation expectation = expected("at+jwt");

	expectation.issuer = NULL;
	expectation.audience = NULL;
	cr_assert(eq(int,
	    verdict_as(honest(&kinds[3], "{\"exp\":1700000600}"), expectation),
	    TOKEN_GOOD));
}

/* --- scope ---------------------------------------------------------------- */

Test(scope, a_scope_has_whole_words)
{
	cr_assert(scope_has("openid play", "openid"));
	cr_assert(scope_has("openid play", "play"));
	cr_assert(scope_has("play", "play"));
	cr_assert(not(scope_has("openid player:delete", "play")));
	cr_assert(not(scope_has("openid play", "pla")));
	cr_assert(not(scope_has("openid play", "openid play")));
	cr_assert(not(scope_has("openid  play", "")));
	cr_assert(not(scope_has("", "play")));
	cr_assert(not(scope_has("PLAY", "play")));
}
