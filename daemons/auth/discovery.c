#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "daemons/auth/cors.h"
#include "daemons/auth/discovery.h"
#include "daemons/auth/keyring.h"
#include "daemons/auth/oauth.h"
#include "daemons/auth/scope.h"

#include <motus/error.h>

static json_t *
list(const char *const *words)
{
	json_t *array = json_array();

	for (; *words != NULL; words++)
		json_array_append_new(array, json_string(*words));
	return array;
}

#define LIST(...) list((const char *const[]){ __VA_ARGS__, NULL })

static json_t *
methods(void)
{
	return LIST("client_secret_basic", "client_secret_post",
	    "private_key_jwt", "none");
}

static json_t *
secret_methods(void)
{
	return LIST(
	    "client_secret_basic", "client_secret_post", "private_key_jwt");
}

static json_t *
algorithms(void)
{
	return LIST("RS256", "ES256");
}

static void
add_endpoints(json_t *document, const char *issuer)
{
	static const struct {
		const char *name, *path;
	} endpoints[] = {
		{ "authorization_endpoint", "/authorize" },
		{ "token_endpoint", "/token" },
		{ "userinfo_endpoint", "/userinfo" },
		{ "jwks_uri", "/jwks" },
		{ "revocation_endpoint", "/revoke" },
		{ "introspection_endpoint", "/introspect" },
		{ "end_session_endpoint", "/logout" },
	};

	json_object_set_new(document, "issuer", json_string(issuer));
	for (size_t i = 0; i < sizeof endpoints / sizeof *endpoints; i++)
		json_object_set_new(document, endpoints[i].name,
		    json_sprintf("%s%s", issuer, endpoints[i].path));
}

static void
add_authorization(json_t *document)
{
	static const struct {
		const char *name;
		bool value;
	} flags[] = {
		{ "authorization_response_iss_parameter_supported", true },
		{ "claims_parameter_supported", false },
		{ "request_parameter_supported", false },
		{ "request_uri_parameter_supported", false },
		{ "require_request_uri_registration", false },
	};

	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		json_object_set_new(
		    document, flags[i].name, json_boolean(flags[i].value));
	json_object_set_new(document, "scopes_supported", list(scope_words));
	json_object_set_new(document, "response_types_supported", LIST("code"));
	json_object_set_new(
	    document, "response_modes_supported", LIST("query", "form_post"));
	json_object_set_new(document, "prompt_values_supported",
	    LIST("none", "login", "consent", "select_account", "create"));
	json_object_set_new(
	    document, "code_challenge_methods_supported", LIST("S256"));
	json_object_set_new(document, "ui_locales_supported", LIST("fr", "en"));
}

static void
add_tokens(json_t *document)
{
	json_object_set_new(document, "grant_types_supported",
	    LIST("authorization_code", "refresh_token", "client_credentials"));
	json_object_set_new(
	    document, "token_endpoint_auth_methods_supported", methods());
	json_object_set_new(document,
	    "token_endpoint_auth_signing_alg_values_supported", algorithms());
	json_object_set_new(
	    document, "revocation_endpoint_auth_methods_supported", methods());
	json_object_set_new(document,
	    "revocation_endpoint_auth_signing_alg_values_supported",
	    algorithms());
	json_object_set_new(document,
	    "introspection_endpoint_auth_methods_supported", secret_methods());
	json_object_set_new(document,
	    "introspection_endpoint_auth_signing_alg_values_supported",
	    algorithms());
	json_object_set_new(
	    document, "subject_types_supported", LIST("public"));
	json_object_set_new(
	    document, "id_token_signing_alg_values_supported", algorithms());
	json_object_set_new(document, "claims_supported",
	    LIST("iss", "sub", "aud", "azp", "exp", "iat", "auth_time", "nonce",
		"at_hash", "name", "preferred_username", "updated_at"));
}

char *
discovery_write(const struct provider *provider)
{
	json_t *document = json_object();
	char *text;

	add_endpoints(document, provider->issuer);
	add_authorization(document);
	add_tokens(document);
	text = json_dumps(document, JSON_COMPACT);
	json_decref(document);
	return text;
}

/* --- handlers ------------------------------------------------------------- */

static void
reply_kept(struct exchange *exchange, const char *text, const char *caching)
{
	struct reply *reply = &exchange->reply;

	cors_allow(exchange);
	reply_header(reply, "cache-control", "%s", caching);
	reply_header(reply, "content-type", "application/json");
	reply->status = 200;
	reply->body = text;
	reply->body_size = strlen(text);
	exchange_finish(exchange);
}

void
discovery_get(struct exchange *exchange)
{
	const struct provider *provider = exchange->service;

	reply_kept(exchange, provider->discovery, "public, max-age=3600");
}

static_assert(KEYRING_AHEAD == 2 * 300, "what is said below");

/* Kept for half as long as a new key waits before it signs. */
void
discovery_get_keys(struct exchange *exchange)
{
	const struct provider *provider = exchange->service;

	if (keyring_ready(provider->keyring)) {
		reply_kept(exchange, keyring_jwks(provider->keyring),
		    "public, max-age=300");
		return;
	}
	cors_allow(exchange);
	oauth_failure(exchange, MOTUS_EUNAVAILABLE);
	exchange_finish(exchange);
}
