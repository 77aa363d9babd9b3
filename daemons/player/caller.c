#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "daemons/common/token.h"
#include "daemons/common/verifier.h"
#include "daemons/player/caller.h"
#include "daemons/player/cookie.h"

#define REALM "Bearer realm=\"motus\""

/* Somebody, while a token is judged. */
struct caller {
	struct exchange *exchange;
	const char *scope; /* that the token needs */
	enum { CALLER_PLAYS, CALLER_READS, CALLER_SERVES } as;
	caller_known *then;
};

/* --- refusals ------------------------------------------------------------- */

static void
refuse_bearer(struct exchange *exchange)
{
	reply_header(&exchange->reply, "www-authenticate",
	    REALM ", error=\"invalid_token\"");
	reply_problem(&exchange->reply, 401, "invalid-token",
	    "The token is not good, or not any more.");
	exchange_finish(exchange);
}

static void
refuse_scope(struct exchange *exchange, const char *scope)
{
	reply_header(&exchange->reply, "www-authenticate",
	    REALM ", error=\"insufficient_scope\", scope=\"%s\"", scope);
	reply_problem(&exchange->reply, 403, "insufficient-scope",
	    "The token is not for this.");
	exchange_finish(exchange);
}

static void
refuse_cookie(struct exchange *exchange)
{
	reply_header(&exchange->reply, "www-authenticate", REALM);
	reply_problem(&exchange->reply, 401, "token-expired",
	    "Whoever was signed in here must have that renewed.");
	exchange_finish(exchange);
}

static void
refuse_for_now(struct exchange *exchange)
{
	reply_header(&exchange->reply, "retry-after", "1");
	reply_problem(&exchange->reply, 503, "auth-unavailable",
	    "Whether the token is good can not be known right now.");
	exchange_finish(exchange);
}

/* --- bearer tokens -------------------------------------------------------- */

/* The token of the request, NULL when it has none. */
static const char *
bearer(const struct exchange *exchange)
{
	static const char scheme[] = "Bearer ";
	const char *value = request_header(&exchange->request, "authorization");

	if (value == NULL || strncasecmp(value, scheme, sizeof scheme - 1) != 0)
		return NULL;
	value += sizeof scheme - 1;
	return value + strspn(value, " ");
}

static bool
has_scope(const json_t *claims, const char *scope)
{
	const char *scopes =
	    json_string_value(json_object_get(claims, "scope"));

	return scopes != NULL && scope_has(scopes, scope);
}

static void
admit_player(
    struct exchange *exchange, const struct player *player, caller_known *then)
{
	player_note(exchange, player);
	then(exchange, player);
}

static void
bearer_judged(void *arg, enum verifier_verdict verdict, const json_t *claims)
{
	struct caller caller = *(struct caller *)arg;
	struct exchange *exchange = caller.exchange;
	struct player player;

	free(arg);
	if (verdict == VERIFIER_UNSURE)
		refuse_for_now(exchange);
	else if (verdict != VERIFIER_GOOD)
		refuse_bearer(exchange);
	else if (!has_scope(claims, caller.scope))
		refuse_scope(exchange, caller.scope);
	else if (caller.as == CALLER_SERVES)
		caller.then(exchange, NULL);
	else if (player_of_claims(&player, claims))
		admit_player(exchange, &player, caller.then);
	else
		refuse_bearer(exchange);
}

/* --- cookies -------------------------------------------------------------- */

/* Who only reads needs not be somebody. */
static void
admit_guest(struct exchange *exchange, const struct caller *caller)
{
	struct player guest;

	if (caller->as == CALLER_READS && !player_guest(exchange, &guest))
		caller->then(exchange, NULL);
	else if (player_greet(exchange, &guest, NULL))
		admit_player(exchange, &guest, caller->then);
	else
		exchange_finish(exchange);
}

/*
 * The cookie with the refresh token is sent to /api/session only: elsewhere
 * there may be one.
 */
static bool
can_be_renewed(const struct exchange *exchange)
{
	static const char there[] = "/api/session";
	char refresh[COOKIE_SIZE];

	return strncmp(exchange->request.path, there, sizeof there - 1) != 0 ||
	    cookie_get(exchange, COOKIE_REFRESH, refresh, sizeof refresh);
}

static void
cookie_judged(void *arg, enum verifier_verdict verdict, const json_t *claims)
{
	struct caller caller = *(struct caller *)arg;
	struct exchange *exchange = caller.exchange;
	struct player player;

	free(arg);
	if (verdict == VERIFIER_UNSURE) {
		refuse_for_now(exchange);
	} else if (verdict == VERIFIER_GOOD &&
	    has_scope(claims, caller.scope) &&
	    player_of_claims(&player, claims)) {
		admit_player(exchange, &player, caller.then);
	} else if (can_be_renewed(exchange)) {
		refuse_cookie(exchange);
	} else {
		cookie_drop(exchange, COOKIE_ACCESS);
		admit_guest(exchange, &caller);
	}
}

/* --- the request ---------------------------------------------------------- */

static void
judge(struct verifier *verifier, const struct caller *wanted, const char *token,
    verified *then)
{
	struct caller *caller = malloc(sizeof *caller);

	if (caller == NULL) {
		refuse_for_now(wanted->exchange);
		return;
	}
	*caller = *wanted;
	verifier_access(verifier, token, then, caller);
}

static void
find(struct exchange *exchange, struct verifier *verifier,
    const struct caller *caller)
{
	const char *token = bearer(exchange);
	char kept[COOKIE_SIZE];

	if (token != NULL && verifier == NULL)
		refuse_bearer(exchange);
	else if (token != NULL)
		judge(verifier, caller, token, bearer_judged);
	else if (verifier != NULL &&
	    cookie_get(exchange, COOKIE_ACCESS, kept, sizeof kept))
		judge(verifier, caller, kept, cookie_judged);
	else
		admit_guest(exchange, caller);
}

void
caller_player(
    struct exchange *exchange, struct verifier *verifier, caller_known *then)
{
	find(exchange, verifier,
	    &(struct caller){ exchange, "play", CALLER_PLAYS, then });
}

void
caller_reader(
    struct exchange *exchange, struct verifier *verifier, caller_known *then)
{
	find(exchange, verifier,
	    &(struct caller){ exchange, "play", CALLER_READS, then });
}

void
caller_service(struct exchange *exchange, struct verifier *verifier,
    const char *scope, caller_known *then)
{
	const struct caller caller = { exchange, scope, CALLER_SERVES, then };
	const char *token = bearer(exchange);

	if (token == NULL || verifier == NULL)
		refuse_bearer(exchange);
	else
		judge(verifier, &caller, token, bearer_judged);
}
