/*
 * How clients prove who they are, and what the token endpoint says.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/auth/assertion.h"
#include "daemons/auth/client.h"
#include "daemons/auth/clients.h"
#include "daemons/common/escape.h"
#include "daemons/common/token.h"
#include "tests/flow.h"
#include "tests/slow_store.h"

#define FORM "application/x-www-form-urlencoded"
#define SERVE "grant_type=client_credentials"

static struct motus_store *store;
static struct op *op;

static void
start(void)
{
	store = slow_store_create();
	op = flow_create(store);
}

static void
stop(void)
{
	op_destroy(op);
	motus_store_destroy(store);
}

TestSuite(caller, .init = start, .fini = stop);

static struct visit *
send(const char *authorization, const char *type, const char *body, size_t size)
{
	struct sending sending = { .method = METHOD_POST,
		.target = "/auth/token",
		.type = type,
		.body = body,
		.body_size = size };
	struct visit *visit;

	if (authorization != NULL)
		sending.headers[0] =
		    (struct header){ "Authorization", authorization };
	visit = op_send(op, NULL, &sending);
	visit_wait(visit);
	return visit;
}

static void
expect(
    const char *authorization, const char *form, int status, const char *error)
{
	flow_expect(send(authorization, FORM, form, 0), status, error);
}

/* Row 39: it is told how to prove itself. */
static void
expect_doubt(const char *authorization, const char *form)
{
	struct visit *visit = send(authorization, FORM, form, 0);

	cr_assert(eq(str, (char *)visit_header(visit, "www-authenticate"),
	    "Basic realm=\"motus\", charset=\"UTF-8\""));
	cr_assert(
	    eq(str, (char *)visit_header(visit, "cache-control"), "no-store"));
	flow_expect(visit, 401, "invalid_client");
}

/* --- Basic ---------------------------------------------------------------- */

/* worker:a+secret+%2B+100%25+of+its+own */
#define WORKER "Basic d29ya2VyOmErc2VjcmV0KyUyQisxMDAlMjUrb2YraXRzK293bg=="

/* worker:%61%20secret%20%2b%20100%25%20of%20its%20own, as openid-client does */
#define WORKER_ESCAPED                                                     \
	"Basic d29ya2VyOiU2MSUyMHNlY3JldCUyMCUyYiUyMDEwMCUyNSUyMG9mJTIwaX" \
	"RzJTIwb3du"

Test(caller, row_38_basic_is_form_encoded)
{
	expect(WORKER, SERVE, 200, "");
	expect(WORKER_ESCAPED, SERVE, 200, "");
	expect(WORKER, SERVE "&client_id=worker", 200, "");
}

Test(caller, row_38_the_scheme_has_no_case)
{
	char header[] = WORKER;

	memcpy(header, "bASIC", 5);
	expect(header, SERVE, 200, "");
}

Test(caller, rows_39_and_41_malformed_basic_is_told_what_is_right)
{
	static const char *const bad[] = { "", "Basic", "Basic ",
		"Basic =", "Basic !", "Basic d29ya2Vy",
		"Basic Og==", "Basic OmE=", "Basic d29ya2VyOmE",
		"Basic d29ya2VyOg==", "Bearer abc",
		"Digest username=\"worker\"", "Negotiate YII=",
		/* worker:%zz */
		"Basic d29ya2VyOiV6eg==",
		/* worker:%00 */
		"Basic d29ya2VyOiUwMA==",
		/* worker<NUL>:a */
		"Basic d29ya2VyADph",
		/* wor%6ber:a wrong secret */
		"Basic d29ya2VyOmE=",
		/* nobody:a */
		"Basic bm9ib2R5OmE=" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		expect_doubt(bad[i], SERVE);
}

Test(caller, row_74_basic_of_any_length_is_refused_whole)
{
	char header[8000] = "Basic ";

	memset(header + 6, 'A', 7992);
	expect_doubt(header, SERVE);
}

/* --- the other ways ------------------------------------------------------- */

#define POST_SECRET \
	"&client_id=post&client_secret=a+secret+%2B+100%25+of+its+own"

static void
expect_no_grant(const char *authorization, const char *form)
{
	expect(authorization, form, 400, "invalid_grant");
}

#define OLD_CODE "grant_type=authorization_code&code=x&redirect_uri=x"

Test(caller, row_40_a_client_proves_itself_as_it_is_registered)
{
	expect_no_grant(NULL, OLD_CODE POST_SECRET);
	expect_no_grant(NULL, OLD_CODE "&client_id=spa");
	/* basic for post, and the other way round */
	expect_doubt(
	    "Basic cG9zdDphK3NlY3JldCslMkIrMTAwJTI1K29mK2l0cytvd24=", OLD_CODE);
	expect_doubt(NULL,
	    SERVE "&client_id=worker&client_secret="
		  "a+secret+%2B+100%25+of+its+own");
	expect_doubt(NULL, SERVE "&client_id=worker");
	expect_doubt(NULL, OLD_CODE "&client_id=post");
	expect_doubt(NULL, OLD_CODE "&client_id=spa&client_secret=x");
	expect_doubt(NULL, OLD_CODE "&client_id=post&client_secret=wrong");
	expect_doubt(NULL, OLD_CODE "&client_secret=wrong");
	expect_doubt(NULL, OLD_CODE);
	expect_doubt(NULL, OLD_CODE "&client_id=nobody");
	expect_doubt(NULL, OLD_CODE "&client_id=a%2Fb");
}

Test(caller, row_40_a_client_proves_itself_once)
{
	expect(WORKER, SERVE POST_SECRET, 400, "invalid_request");
	expect(WORKER, SERVE "&client_assertion=a.b.c&client_assertion_type=x",
	    400, "invalid_request");
	expect(NULL, OLD_CODE POST_SECRET "&client_assertion=a.b.c", 400,
	    "invalid_request");
	expect(WORKER, SERVE "&client_id=app", 400, "invalid_request");
}

Test(caller, row_33_credentials_in_the_query_are_none)
{
	flow_expect(op_post(op, NULL,
			"/auth/token?client_id=post&client_secret="
			"a+secret+%2B+100%25+of+its+own",
			OLD_CODE),
	    401, "invalid_client");
}

Test(caller, a_client_that_changes_is_known_anew_after_a_moment)
{
	json_t *client = op_record(op, "client:worker");

	expect(WORKER, SERVE, 200, "");
	json_object_set_new(client, "secret_hash", json_string("changed"));
	op_keep(op, "client:worker", client);
	expect(WORKER, SERVE, 200, "");
	op_later(CLIENTS_SECONDS);
	expect_doubt(WORKER, SERVE);
}

/* --- assertions ----------------------------------------------------------- */

static struct token_key *key;

static void
start_with_key(void)
{
	static const char *const uris[] = { FLOW_CALLBACK, NULL };
	static const char *const grants[] = { "authorization_code",
		"client_credentials", NULL };
	char secret[CLIENT_SECRET_SIZE], complaint[256], *jwks;
	json_t *set;

	start();
	key = token_key_generate(TOKEN_ES256);
	set = json_pack("{s:[o]}", "keys", token_key_jwk(key));
	jwks = json_dumps(set, 0);
	op_keep(op, "client:signer",
	    client_make(&(struct client_wish){ .id = "signer",
			    .name = "signer",
			    .auth = "private_key_jwt",
			    .jwks = jwks,
			    .redirect_uris = uris,
			    .grants = grants,
			    .scope = "score:write" },
		op_now(), secret, complaint, sizeof complaint));
	json_decref(set);
	free(jwks);
}

static void
stop_with_key(void)
{
	token_key_destroy(key);
	stop();
}

TestSuite(assertion, .init = start_with_key, .fini = stop_with_key);

/* As it should be, with a jti of its own. */
static json_t *
claims(void)
{
	static int count;
	char jti[16];

	sprintf(jti, "jti-%d", count++);
	return json_pack("{s:s, s:s, s:s, s:I, s:I, s:s}", "iss", "signer",
	    "sub", "signer", "aud", VISIT_ORIGIN "/auth", "exp",
	    (json_int_t)op_now() + 60, "iat", (json_int_t)op_now(), "jti", jti);
}

/* Send it (taken), signed with `with`. */
static struct visit *
assert_with(const struct token_key *with, const char *typ, json_t *what)
{
	char form[4096], *token = token_sign(with, typ, what);

	snprintf(form, sizeof form,
	    SERVE "&client_assertion=%s&client_assertion_type=urn%%3Aietf%%3A"
		  "params%%3Aoauth%%3Aclient-assertion-type%%3Ajwt-bearer",
	    token);
	free(token);
	json_decref(what);
	return send(NULL, FORM, form, 0);
}

/* The usual claims with one of them changed (`value` taken); NULL: gone. */
static struct visit *
assert_changed(const char *name, json_t *value)
{
	json_t *what = claims();

	if (value == NULL)
		json_object_del(what, name);
	else
		json_object_set_new(what, name, value);
	return assert_with(key, "JWT", what);
}

Test(assertion, proves_a_client_that_is_registered_for_it)
{
	flow_expect(assert_with(key, "JWT", claims()), 200, "");
	flow_expect(
	    assert_changed("aud", json_string(VISIT_ORIGIN "/auth/token")), 200,
	    "");
	flow_expect(assert_changed(
			"aud", json_pack("[s, s]", "x", VISIT_ORIGIN "/auth")),
	    200, "");
}

Test(assertion, is_used_once)
{
	json_t *once = claims();

	flow_expect(assert_with(key, "JWT", json_copy(once)), 200, "");
	flow_expect(
	    assert_with(key, "JWT", json_copy(once)), 401, "invalid_client");
	json_decref(once);
}

Test(assertion, that_is_not_as_it_should_be_proves_nothing)
{
	flow_expect(
	    assert_changed("iss", json_string("app")), 401, "invalid_client");
	flow_expect(
	    assert_changed("sub", json_string("app")), 401, "invalid_client");
	flow_expect(assert_changed("aud", json_string("https://x.example")),
	    401, "invalid_client");
	flow_expect(
	    assert_changed("aud", json_string(VISIT_ORIGIN "/auth/tokens")),
	    401, "invalid_client");
	flow_expect(assert_changed("aud", NULL), 401, "invalid_client");
	flow_expect(assert_changed("jti", NULL), 401, "invalid_client");
	flow_expect(assert_changed("exp", NULL), 401, "invalid_client");
	flow_expect(assert_changed("exp", json_integer(op_now() - 1)), 401,
	    "invalid_client");
	flow_expect(assert_changed(
			"exp", json_integer(op_now() + ASSERTION_SECONDS + 1)),
	    401, "invalid_client");
	flow_expect(assert_changed("nbf", json_integer(op_now() + 600)), 401,
	    "invalid_client");
	flow_expect(
	    assert_with(key, "at+jwt", claims()), 401, "invalid_client");
}

Test(assertion, row_47_by_a_foreign_key_proves_nothing)
{
	struct token_key *foreign = token_key_generate(TOKEN_ES256);

	flow_expect(
	    assert_with(foreign, "JWT", claims()), 401, "invalid_client");
	token_key_destroy(foreign);
}

Test(assertion, of_another_kind_or_none_proves_nothing)
{
	expect_doubt(NULL, SERVE "&client_id=signer&client_assertion=a.b.c");
	expect_doubt(NULL,
	    SERVE "&client_id=signer&client_assertion=a.b.c"
		  "&client_assertion_type=saml");
	expect_doubt(NULL,
	    SERVE "&client_assertion=x&client_assertion_type="
		  "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
	expect_doubt(NULL,
	    SERVE "&client_assertion=e30.e30.e30&client_assertion_type="
		  "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
	expect_doubt(NULL, SERVE "&client_id=signer&client_secret=x");
}

Test(assertion, is_not_believed_when_its_jti_can_not_be_kept)
{
	slow_store_fail_commits(store, MOTUS_EUNAVAILABLE, false);
	flow_expect(
	    assert_with(key, "JWT", claims()), 503, "temporarily_unavailable");
	slow_store_fail_commits(store, 0, true);
}

/* --- the token endpoint --------------------------------------------------- */

Test(caller, row_33_only_forms_are_read)
{
	flow_expect(send(WORKER, "application/json",
			"{\"grant_type\":\"client_credentials\"}", 0),
	    400, "invalid_request");
	flow_expect(send(WORKER, NULL, SERVE, 0), 400, "invalid_request");
	flow_expect(send(WORKER, FORM, NULL, 0), 400, "invalid_request");
	flow_expect(send(WORKER, FORM "; charset=UTF-8", SERVE, 0), 200, "");
}

Test(caller, row_33_the_endpoint_is_not_for_get)
{
	struct visit *visit = op_get(op, NULL, "/auth/token?" SERVE);

	cr_assert(eq(int, visit_status(visit), 405));
	cr_assert(
	    eq(str, (char *)visit_header(visit, "allow"), "POST, OPTIONS"));
	visit_drop(visit);
}

Test(caller, row_34_each_error_has_its_name)
{
	expect(WORKER, "", 400, "invalid_request");
	expect(WORKER, "scope=x", 400, "invalid_request");
	expect(WORKER, "grant_type=", 400, "invalid_request");
	expect(WORKER, "grant_type=magic", 400, "unsupported_grant_type");
	expect(WORKER, "grant_type=authorization_code", 400,
	    "unauthorized_client");
	expect(WORKER, "grant_type=refresh_token", 400, "unauthorized_client");
	expect(NULL, SERVE "&client_id=spa", 400, "unauthorized_client");
	expect(WORKER, SERVE "&scope=openid", 400, "invalid_scope");
}

/* The characters of an error_description, RFC 6749 section 5.2. */
static int
is_allowed(char c)
{
	return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
}

Test(caller, row_34_an_error_is_json_that_nobody_stores)
{
	struct visit *visit = send(WORKER, FORM, "grant_type=magic", 0);
	const char *text = visit_text(visit, "error_description");

	cr_assert(eq(str, (char *)visit_header(visit, "content-type"),
	    "application/json"));
	cr_assert(
	    eq(str, (char *)visit_header(visit, "cache-control"), "no-store"));
	cr_assert(eq(str, (char *)visit_header(visit, "pragma"), "no-cache"));
	cr_assert(ne(str, (char *)text, ""));
	for (; *text != '\0'; text++)
		cr_assert(not(zero(int, is_allowed(*text))), "%s", text);
	visit_drop(visit);
}

Test(caller, row_35_there_is_no_password_grant)
{
	expect(WORKER, "grant_type=password&username=Ada&password=x", 400,
	    "unsupported_grant_type");
}

Test(caller, row_23_a_repeated_parameter_is_refused)
{
	expect(WORKER, SERVE "&" SERVE, 400, "invalid_request");
	expect(WORKER, SERVE "&colour=1&colour=2", 400, "invalid_request");
	expect(WORKER, SERVE "&scope=&scope=score%3Awrite", 400,
	    "invalid_request");
}

Test(caller, row_74_malformed_parameters_are_refused)
{
	expect(WORKER, SERVE "&scope=%00", 400, "invalid_request");
	expect(WORKER, SERVE "&scope=%ff", 400, "invalid_request");
	expect(WORKER, SERVE "&scope=%", 400, "invalid_request");
	flow_expect(send(WORKER, FORM, SERVE "&a=b\0c", sizeof SERVE + 6), 400,
	    "invalid_request");
}

Test(caller, row_36_any_page_may_ask_and_no_cookie_counts)
{
	struct visit *visit = send(WORKER, FORM, SERVE, 0);

	cr_assert(eq(str,
	    (char *)visit_header(visit, "access-control-allow-origin"), "*"));
	cr_assert(eq(str,
	    (char *)visit_header(visit, "access-control-allow-credentials"),
	    ""));
	visit_drop(visit);
	visit = send(NULL, FORM, SERVE, 0);
	cr_assert(eq(str,
	    (char *)visit_header(visit, "access-control-allow-origin"), "*"));
	visit_drop(visit);
	visit = op_send(op, NULL,
	    &(struct sending){
		.method = METHOD_OPTIONS, .target = "/auth/token" });
	cr_assert(eq(int, visit_status(visit), 204));
	cr_assert(
	    eq(str, (char *)visit_header(visit, "access-control-allow-headers"),
		"Authorization, Content-Type"));
	visit_drop(visit);
}

/* --- services ------------------------------------------------------------- */

Test(caller, row_37_a_service_gets_a_token_of_its_own)
{
	struct visit *visit = send(WORKER, FORM, SERVE, 0);
	json_t *inside;

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(eq(str, (char *)visit_text(visit, "scope"),
	    "score:write player:delete"));
	cr_assert(zero(ptr, json_object_get(visit->json, "refresh_token")));
	cr_assert(zero(ptr, json_object_get(visit->json, "id_token")));
	inside = flow_claims(op, visit_text(visit, "access_token"), "at+jwt");
	cr_assert(
	    eq(str, (char *)json_string_value(json_object_get(inside, "sub")),
		"worker"));
	cr_assert(eq(str,
	    (char *)json_string_value(json_object_get(inside, "client_id")),
	    "worker"));
	cr_assert(zero(ptr, json_object_get(inside, "auth_time")));
	cr_assert(zero(ptr, json_object_get(inside, "gid")));
	json_decref(inside);
	visit_drop(visit);
}

Test(caller, row_37_a_service_may_ask_for_less)
{
	struct visit *visit =
	    send(WORKER, FORM, SERVE "&scope=score%3Awrite", 0);

	cr_assert(eq(str, (char *)visit_text(visit, "scope"), "score:write"));
	visit_drop(visit);
	expect(WORKER, SERVE "&scope=score%3Awrite+play", 400, "invalid_scope");
}

Test(caller, a_client_that_can_not_be_read_is_asked_to_come_again)
{
	struct visit *visit;

	slow_store_fail_gets(store, MOTUS_ELOST);
	visit = send(WORKER, FORM, SERVE, 0);
	cr_assert(eq(str, (char *)visit_header(visit, "retry-after"), "1"));
	flow_expect(visit, 503, "temporarily_unavailable");
	slow_store_fail_gets(store, MOTUS_EFORMAT);
	expect(WORKER, SERVE, 500, "server_error");
	slow_store_fail_gets(store, 0);
}
