#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/judge.h"

#define NOW 1700000000

const struct kind kinds[KINDS] = {
	{ TOKEN_RS256, "JWT" },
	{ TOKEN_ES256, "JWT" },
	{ TOKEN_RS256, "at+jwt" },
	{ TOKEN_ES256, "at+jwt" },
};

struct token_key *both[2];

void
judge_start(void)
{
	both[TOKEN_RS256] = forge_rsa_key();
	both[TOKEN_ES256] = token_key_generate(TOKEN_ES256);
	cr_assert(not(zero(ptr, both[0])));
	cr_assert(not(zero(ptr, both[1])));
}

void
judge_stop(void)
{
	token_key_destroy(both[0]);
	token_key_destroy(both[1]);
}

struct token_expectation
expected(const char *typ)
{
	return (struct token_expectation){
		.typ = typ,
		.issuer = ISSUER,
		.audience = API,
		.now = NOW,
		.leeway = 10,
	};
}

enum token_verdict
verdict_as(char *token, struct token_expectation expectation)
{
	json_t *claims;
	enum token_verdict verdict =
	    token_verify(token, strlen(token), both, 2, &expectation, &claims);

	cr_assert(eq(int, claims != NULL, verdict == TOKEN_GOOD));
	json_decref(claims);
	free(token);
	return verdict;
}

enum token_verdict
verdict(char *token, const struct kind *kind)
{
	return verdict_as(token, expected(kind->typ));
}

const char *
header(const struct kind *kind, const char *more)
{
	static char text[4096];

	snprintf(text, sizeof text,
	    "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"%s\"%s}",
	    token_alg_name(kind->alg), token_key_kid(both[kind->alg]),
	    kind->typ, more);
	return text;
}

char *
honest(const struct kind *kind, const char *claims)
{
	return forge(both[kind->alg], header(kind, ""), claims);
}
