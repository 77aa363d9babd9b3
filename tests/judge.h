/*
 * judge.h - tokens of each kind, honest and forged, before the verifier
 */
#ifndef TESTS_JUDGE_H
#define TESTS_JUDGE_H

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/common/token_key.h"
#include "tests/forge.h"

#define ISSUER "http://localhost:3101/auth"
#define API "http://localhost:3101/api"

/* What an honest token says. */
#define CLAIMS                                         \
	"{\"iss\":\"" ISSUER "\",\"aud\":\"" API "\"," \
	"\"sub\":\"me\",\"iat\":1700000000,\"exp\":1700000600}"

/* Each test runs for both kinds of token and both algorithms. */
struct kind {
	enum token_alg alg;
	const char *typ;
};

#define KINDS 4
extern const struct kind kinds[KINDS]; /* "JWT", then "at+jwt" */

/* The keys that are known, by enum token_alg; made by judge_start(). */
extern struct token_key *both[2];

void judge_start(void);
void judge_stop(void);

/* What is expected of an honest token. */
struct token_expectation expected(const char *typ);

/* The verdict on `token`, which is freed. */
enum token_verdict verdict_as(
    char *token, struct token_expectation expectation);
enum token_verdict verdict(char *token, const struct kind *kind);

/* A header of the kind, with more members: ",\"jku\":\"...\""; static. */
const char *header(const struct kind *kind, const char *more);

/* A token that says `claims`, signed with the known key; the caller frees. */
char *honest(const struct kind *kind, const char *claims);

#define expect(kind, token, wanted)                                      \
	cr_assert(eq(int, verdict(token, kind), wanted), "%s as %s, %d", \
	    token_alg_name((kind)->alg), (kind)->typ, __LINE__)

#endif
