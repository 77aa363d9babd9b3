/*
 * What the provider says of itself.
 */
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/auth/keyring.h"
#include "daemons/auth/scope.h"
#include "tests/flow.h"

#define DISCOVERY "/auth/.well-known/openid-configuration"
#define ISSUER VISIT_ORIGIN "/auth"

static struct motus_store *store;
static struct op *op;

static void
start(void)
{
	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	op = flow_create(store);
}

static void
stop(void)
{
	op_destroy(op);
	motus_store_destroy(store);
}

TestSuite(discovery, .init = start, .fini = stop);

static struct visit *
get_json(const char *path)
{
	struct visit *visit = op_get(op, NULL, path);

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(eq(str, (char *)visit_header(visit, "content-type"),
	    "application/json"));
	return visit;
}

/* Whether a list of the document has a word. */
static int
lists(const struct visit *visit, const char *key, const char *word)
{
	const json_t *one;
	size_t i;

	json_array_foreach (json_object_get(visit->json, key), i, one)
		if (strcmp(json_string_value(one), word) == 0)
			return 1;
	return 0;
}

Test(discovery, row_1_has_what_openid_connect_requires)
{
	static const char *const required[] = { "authorization_endpoint",
		"token_endpoint", "userinfo_endpoint", "jwks_uri",
		"response_types_supported", "subject_types_supported",
		"id_token_signing_alg_values_supported", "scopes_supported",
		"claims_supported", "revocation_endpoint",
		"introspection_endpoint", "end_session_endpoint",
		"grant_types_supported", "response_modes_supported" };
	struct visit *visit = get_json(DISCOVERY);

	cr_assert(eq(str, (char *)visit_text(visit, "issuer"), ISSUER));
	for (size_t i = 0; i < sizeof required / sizeof *required; i++)
		cr_assert(
		    not(zero(ptr, json_object_get(visit->json, required[i]))),
		    "%s", required[i]);
	visit_drop(visit);
}

Test(discovery, row_3_has_only_addresses_below_the_issuer)
{
	struct visit *visit = op_send(op, NULL,
	    &(struct sending){ .method = METHOD_GET,
		.target = DISCOVERY,
		.headers = { { "X-Forwarded-Host", "evil.example" } } });
	const char *key;
	json_t *value;

	visit_wait(visit);
	json_object_foreach (visit->json, key, value)
		if (strncmp(key + strlen(key) - 3, "int", 3) == 0)
			cr_assert(zero(int,
				      strncmp(json_string_value(value),
					  ISSUER "/", strlen(ISSUER) + 1)),
			    "%s", key);
	visit_drop(visit);
}

Test(discovery, rows_4_to_8_says_what_is_done_and_what_is_not)
{
	static const char *const no[] = { "request_parameter_supported",
		"request_uri_parameter_supported",
		"claims_parameter_supported" };
	struct visit *visit = get_json(DISCOVERY);
	const json_t *document = visit->json;

	cr_assert(lists(visit, "code_challenge_methods_supported", "S256"));
	cr_assert(
	    not(lists(visit, "code_challenge_methods_supported", "plain")));
	cr_assert(
	    lists(visit, "id_token_signing_alg_values_supported", "RS256"));
	cr_assert(
	    not(lists(visit, "id_token_signing_alg_values_supported", "none")));
	cr_assert(not(
	    lists(visit, "id_token_signing_alg_values_supported", "HS256")));
	cr_assert(lists(visit, "response_types_supported", "code"));
	cr_assert(eq(sz,
	    json_array_size(
		json_object_get(document, "response_types_supported")),
	    1));
	cr_assert(not(lists(visit, "grant_types_supported", "password")));
	cr_assert(not(lists(visit, "grant_types_supported", "implicit")));
	cr_assert(eq(int,
	    json_typeof(json_object_get(
		document, "authorization_response_iss_parameter_supported")),
	    JSON_TRUE));
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		cr_assert(eq(int, json_typeof(json_object_get(document, no[i])),
			      JSON_FALSE),
		    "%s", no[i]);
	for (size_t i = 0; scope_words[i] != NULL; i++)
		cr_assert(lists(visit, "scopes_supported", scope_words[i]));
	visit_drop(visit);
}

static void
expect_kept(const char *path, const char *how)
{
	struct visit *visit = get_json(path);

	cr_assert(
	    eq(str, (char *)visit_header(visit, "cache-control"), (char *)how));
	cr_assert(eq(str,
	    (char *)visit_header(visit, "access-control-allow-origin"), "*"));
	cr_assert(eq(str,
	    (char *)visit_header(visit, "access-control-allow-credentials"),
	    ""));
	visit_drop(visit);
	visit = op_send(op, NULL,
	    &(struct sending){ .method = METHOD_HEAD, .target = path });
	cr_assert(eq(int, visit_status(visit), 200));
	visit_drop(visit);
}

Test(discovery, row_9_can_be_kept_and_read_by_any_page)
{
	expect_kept(DISCOVERY, "public, max-age=3600");
	expect_kept("/auth/jwks", "public, max-age=300");
}

Test(discovery, row_10_keys_are_public_and_have_their_names)
{
	static const char *const private[] = { "d", "p", "q", "dp", "dq", "qi",
		"k", "pem" };
	struct visit *visit = get_json("/auth/jwks");
	const json_t *key, *keys = json_object_get(visit->json, "keys");
	size_t i;

	cr_assert(eq(sz, json_array_size(keys), 2));
	json_array_foreach (keys, i, key) {
		cr_assert(eq(str,
		    (char *)json_string_value(json_object_get(key, "use")),
		    "sig"));
		cr_assert(not(zero(ptr, json_object_get(key, "kid"))));
		cr_assert(not(zero(ptr, json_object_get(key, "alg"))));
		for (size_t j = 0; j < sizeof private / sizeof *private; j++)
			cr_assert(zero(ptr, json_object_get(key, private[j])));
	}
	visit_drop(visit);
}

Test(discovery, keys_that_are_not_known_yet_are_asked_for_again)
{
	struct keyring *known = op->provider.keyring;
	struct visit *visit;

	op->provider.keyring = keyring_create(&op->provider, NULL);
	visit = op_get(op, NULL, "/auth/jwks");
	cr_assert(eq(str, (char *)visit_header(visit, "retry-after"), "1"));
	cr_assert(
	    eq(str, (char *)visit_header(visit, "cache-control"), "no-store"));
	flow_expect(visit, 503, "temporarily_unavailable");
	flow_expect(flow_post(op, "worker", "/auth/token",
			"grant_type=client_credentials"),
	    503, "temporarily_unavailable");
	flow_expect(flow_userinfo(op, "a.b.c"), 503, "temporarily_unavailable");
	keyring_destroy(op->provider.keyring);
	op->provider.keyring = known;
}
