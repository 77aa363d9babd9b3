#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include <jansson.h>

#include "daemons/common/base64url.h"
#include "daemons/common/fetch.h"
#include "daemons/common/http.h"
#include "tests/forge.h"
#include "tests/issuer.h"
#include "tests/must.h"

#define PAIRS 4 /* of keys */
#define HELD 16
#define REDIRECT_URI ISSUER_ORIGIN "/api/session/callback"

/* Where requests go. */
static const char *const paths[] = { "/auth/jwks", "/auth/token",
	"/auth/userinfo", "/auth/revoke" };
enum { JWKS, TOKEN, USERINFO, REVOKE, ENDPOINTS };

struct answer {
	int status;
	char *body;
	fetched *done;
	void *arg;
};

static struct {
	time_t (*now)(void);
	char sub[64], name[64];
	struct token_key *keys[PAIRS][2]; /* by enum token_alg */
	int newest, oldest;
	int asked[ENDPOINTS], status[ENDPOINTS];
	bool done[ENDPOINTS];
	bool hold;
	struct answer held[HELD];
	int held_count;
	char lie[256];

	/* the code that was given out, and the grant that it became */
	char code[64], challenge[64], nonce[64];
	char refresh[64], successor[64];
	int made; /* codes and refresh tokens */
} issuer;

/* --- keys and tokens ------------------------------------------------------ */

static void
make_keys(void)
{
	must(issuer.newest < PAIRS, "too many rotations");
	issuer.keys[issuer.newest][TOKEN_ES256] =
	    token_key_generate(TOKEN_ES256);
	issuer.keys[issuer.newest][TOKEN_RS256] = issuer.newest == 0
	    ? forge_rsa_key()
	    : token_key_generate(TOKEN_RS256);
}

void
issuer_start(time_t (*now)(void))
{
	memset(&issuer, 0, sizeof issuer);
	issuer.now = now;
	for (int i = 0; i < ENDPOINTS; i++)
		issuer.status[i] = -1;
	issuer_change_account(ISSUER_SUB, ISSUER_NAME);
	make_keys();
}

void
issuer_stop(void)
{
	for (int i = 0; i <= issuer.newest; i++)
		for (int alg = 0; alg < 2; alg++)
			token_key_destroy(issuer.keys[i][alg]);
}

void
issuer_rotate(void)
{
	issuer.newest++;
	make_keys();
}

void
issuer_retire(void)
{
	issuer.oldest = issuer.newest;
}

const struct token_key *
issuer_key(enum token_alg alg)
{
	return issuer.keys[issuer.newest][alg];
}

void
issuer_lie(const char *changes)
{
	snprintf(issuer.lie, sizeof issuer.lie, "%s", changes);
}

void
issuer_change_account(const char *sub, const char *name)
{
	snprintf(issuer.sub, sizeof issuer.sub, "%s", sub);
	snprintf(issuer.name, sizeof issuer.name, "%s", name);
}

static char *
sign(enum token_alg alg, const char *typ, json_t *claims, const char *changes)
{
	json_t *changed = json_loads(changes, 0, NULL), *value;
	const char *name;
	char *token;

	must(changes[0] == '\0' || changed != NULL, "no JSON: %s", changes);
	json_object_foreach (changed, name, value) {
		if (json_is_null(value))
			json_object_del(claims, name);
		else
			json_object_set(claims, name, value);
	}
	token = token_sign(issuer_key(alg), typ, claims);
	json_decref(changed);
	json_decref(claims);
	return token;
}

char *
issuer_access_token(const char *changes)
{
	json_int_t now = (json_int_t)issuer.now();

	return sign(TOKEN_ES256, "at+jwt",
	    json_pack("{s:s, s:s, s:[ss], s:s, s:s, s:I, s:I, s:I, s:s}", "iss",
		ISSUER_ORIGIN "/auth", "sub", issuer.sub, "aud",
		ISSUER_ORIGIN "/api", ISSUER_ORIGIN "/auth", "client_id",
		ISSUER_CLIENT, "scope", "openid profile play", "iat", now,
		"auth_time", now, "exp", now + ISSUER_TTL, "jti", "one"),
	    changes);
}

char *
issuer_id_token(const char *changes)
{
	json_int_t now = (json_int_t)issuer.now();
	json_t *claims = json_pack("{s:s, s:s, s:s, s:s, s:I, s:I}", "iss",
	    ISSUER_ORIGIN "/auth", "sub", issuer.sub, "aud", ISSUER_CLIENT,
	    "azp", ISSUER_CLIENT, "iat", now, "exp", now + ISSUER_TTL);

	if (issuer.nonce[0] != '\0')
		json_object_set_new(claims, "nonce", json_string(issuer.nonce));
	return sign(TOKEN_RS256, "JWT", claims, changes);
}

/* --- the endpoints -------------------------------------------------------- */

static char *
jwks(void)
{
	json_t *keys = json_array();
	json_t *set = json_pack("{s:o}", "keys", keys);
	char *text;

	for (int i = issuer.oldest; i <= issuer.newest; i++)
		for (int alg = 0; alg < 2; alg++)
			json_array_append_new(
			    keys, token_key_jwk(issuer.keys[i][alg]));
	text = json_dumps(set, JSON_COMPACT);
	json_decref(set);
	return text;
}

/* A field of the form that was sent, "" when there is none; static. */
static const char *
field(const struct fetch_request *request, const char *name)
{
	static char values[8][512];
	static int next;
	char *value = values[next++ % 8];

	form_value(request->body, request->body_size, name, value, 512);
	return value;
}

static bool
has_header(const struct fetch_request *request, const char *header)
{
	for (size_t i = 0; i < FETCH_HEADERS_MAX; i++)
		if (request->headers[i] != NULL &&
		    strcmp(request->headers[i], header) == 0)
			return true;
	return false;
}

/* client_secret_basic, of the id and the secret escaped as in forms. */
static bool
knows_client(const struct fetch_request *request)
{
	static const char pair[] =
	    ISSUER_CLIENT ":the%2Bsecret%2Fof%25the%3Aclient";
	char header[256] = "Authorization: Basic ";
	size_t size = strlen(header);

	EVP_EncodeBlock((unsigned char *)header + size,
	    (const unsigned char *)pair, sizeof pair - 1);
	return has_header(request, header) &&
	    has_header(
		request, "Content-Type: application/x-www-form-urlencoded");
}

static bool
proves_code(const struct fetch_request *request)
{
	const char *verifier = field(request, "code_verifier");
	unsigned char digest[32];
	char challenge[64];

	EVP_Digest(
	    verifier, strlen(verifier), digest, NULL, EVP_sha256(), NULL);
	base64url_encode(digest, sizeof digest, challenge);
	return issuer.code[0] != '\0' && strlen(verifier) >= 43 &&
	    strcmp(field(request, "code"), issuer.code) == 0 &&
	    strcmp(field(request, "redirect_uri"), REDIRECT_URI) == 0 &&
	    strcmp(challenge, issuer.challenge) == 0;
}

static char *
give_tokens(const char *refresh)
{
	char *access = issuer_access_token(""),
	     *id = issuer_id_token(issuer.lie);
	json_t *json = json_pack("{s:s, s:s, s:s, s:s, s:i}", "access_token",
	    access, "token_type", "Bearer", "id_token", id, "refresh_token",
	    refresh, "expires_in", ISSUER_TTL);
	char *text = json_dumps(json, 0);

	json_decref(json);
	free(access);
	free(id);
	return text;
}

/* The token before the last one gives the last one again: a reply was lost. */
static char *
refresh(const char *token, int *status)
{
	if (issuer.refresh[0] != '\0' && strcmp(token, issuer.refresh) == 0 &&
	    issuer.successor[0] != '\0')
		return give_tokens(issuer.successor);
	if (issuer.successor[0] != '\0' && strcmp(token, issuer.successor) == 0)
		strcpy(issuer.refresh, issuer.successor);
	if (issuer.refresh[0] != '\0' && strcmp(token, issuer.refresh) == 0) {
		snprintf(issuer.successor, sizeof issuer.successor,
		    "refresh.%d", ++issuer.made);
		issuer.nonce[0] = '\0';
		return give_tokens(issuer.successor);
	}
	issuer_end_grants();
	*status = 400;
	return strdup("{\"error\":\"invalid_grant\"}");
}

static char *
redeem(const struct fetch_request *request, int *status)
{
	if (!proves_code(request)) {
		issuer_end_grants();
		*status = 400;
		return strdup("{\"error\":\"invalid_grant\"}");
	}
	issuer.code[0] = '\0';
	snprintf(
	    issuer.refresh, sizeof issuer.refresh, "refresh.%d", ++issuer.made);
	issuer.successor[0] = '\0';
	return give_tokens(issuer.refresh);
}

static char *
token(const struct fetch_request *request, int *status)
{
	const char *grant = field(request, "grant_type");

	if (!knows_client(request)) {
		*status = 401;
		return strdup("{\"error\":\"invalid_client\"}");
	}
	if (strcmp(grant, "authorization_code") == 0)
		return redeem(request, status);
	must(strcmp(grant, "refresh_token") == 0, "grant_type %s", grant);
	return refresh(field(request, "refresh_token"), status);
}

static char *
userinfo(const struct fetch_request *request)
{
	char *access = issuer_access_token("");
	json_t *json;
	char *text;

	must(request->headers[0] != NULL &&
		strncmp(request->headers[0], "Authorization: Bearer ey", 24) ==
		    0,
	    "no token for userinfo");
	json = json_pack("{s:s, s:s}", "sub", issuer.sub, "name", issuer.name);
	text = json_dumps(json, 0);
	json_decref(json);
	free(access);
	return text;
}

static char *
revoke(const struct fetch_request *request)
{
	must(knows_client(request), "revocation by nobody");
	if (issuer_grant_lives(field(request, "token")))
		issuer_end_grants();
	return strdup("");
}

static char *
serve(int endpoint, const struct fetch_request *request, int *status)
{
	switch (endpoint) {
	case JWKS: return jwks();
	case TOKEN: return token(request, status);
	case USERINFO: return userinfo(request);
	default: return revoke(request);
	}
}

/* --- in place of fetch.c -------------------------------------------------- */

static int
endpoint_of(const char *path)
{
	for (int i = 0; i < ENDPOINTS; i++)
		if (strcmp(paths[i], path) == 0)
			return i;
	must(false, "nothing is at %s", path);
	return 0;
}

void
issuer_misbehave(const char *path, int status, bool done)
{
	issuer.status[endpoint_of(path)] = status;
	issuer.done[endpoint_of(path)] = done;
}

int
issuer_asked(const char *path)
{
	return issuer.asked[endpoint_of(path)];
}

void
issuer_hold(bool hold)
{
	issuer.hold = hold;
}

static void
tell(struct answer answer)
{
	answer.done(
	    answer.arg, answer.status, answer.body, strlen(answer.body));
	free(answer.body);
}

void
issuer_release(void)
{
	for (int i = 0; i < issuer.held_count; i++)
		tell(issuer.held[i]);
	issuer.held_count = 0;
}

void
fetch(struct fetcher *fetcher, const struct fetch_request *request,
    fetched *done, void *arg)
{
	int endpoint = endpoint_of(request->path);
	int forced = issuer.status[endpoint];
	struct answer answer = { 200, NULL, done, arg };

	(void)fetcher;
	must(request->milliseconds > 0 && request->milliseconds <= 5000,
	    "no end of patience");
	issuer.asked[endpoint]++;
	if (forced == -1 || issuer.done[endpoint])
		answer.body = serve(endpoint, request, &answer.status);
	if (forced != -1) {
		free(answer.body);
		answer.status = forced;
		answer.body = strdup("");
	}
	if (issuer.hold) {
		must(issuer.held_count < HELD, "too many requests");
		issuer.held[issuer.held_count++] = answer;
	} else {
		tell(answer);
	}
}

struct fetcher *
fetcher_create(const char *gateway)
{
	(void)gateway;
	return (struct fetcher *)&issuer;
}

void
fetcher_start(struct fetcher *fetcher, const struct motus_loop *loop)
{
	(void)fetcher;
	(void)loop;
}

void
fetcher_destroy(struct fetcher *fetcher)
{
	if (fetcher == NULL)
		return;
	for (int i = 0; i < issuer.held_count; i++)
		issuer.held[i].status = 0;
	issuer_release();
}

/* --- the browser's part --------------------------------------------------- */

/* A parameter of the request; the test fails if it is not there. */
static void
parameter(const char *query, const char *name, char *value, size_t size)
{
	must(form_value(query, strlen(query), name, value, size) == FORM_FOUND,
	    "no %s in %s", name, query);
}

static void
expect(const char *query, const char *name, const char *wanted)
{
	char value[512];

	parameter(query, name, value, sizeof value);
	must(strcmp(value, wanted) == 0, "%s is %s", name, value);
}

const char *
issuer_authorize(const char *location)
{
	static const char endpoint[] = ISSUER_ORIGIN "/auth/authorize?";
	static char back[1024];
	const char *query = location + sizeof endpoint - 1;
	char state[512];

	must(strncmp(location, endpoint, sizeof endpoint - 1) == 0, "%s",
	    location);
	expect(query, "response_type", "code");
	expect(query, "client_id", ISSUER_CLIENT);
	expect(query, "redirect_uri", REDIRECT_URI);
	expect(query, "scope", "openid profile play");
	expect(query, "code_challenge_method", "S256");
	parameter(
	    query, "code_challenge", issuer.challenge, sizeof issuer.challenge);
	parameter(query, "nonce", issuer.nonce, sizeof issuer.nonce);
	parameter(query, "state", state, sizeof state);
	snprintf(issuer.code, sizeof issuer.code, "code-%d", ++issuer.made);
	snprintf(back, sizeof back,
	    "/api/session/callback?code=%s&state=%s&iss=%s", issuer.code, state,
	    "http%3A%2F%2Flocalhost%3A3101%2Fauth");
	return back;
}

bool
issuer_grant_lives(const char *refresh_token)
{
	return refresh_token[0] != '\0' &&
	    (strcmp(refresh_token, issuer.refresh) == 0 ||
		strcmp(refresh_token, issuer.successor) == 0);
}

void
issuer_end_grants(void)
{
	issuer.refresh[0] = '\0';
	issuer.successor[0] = '\0';
}
