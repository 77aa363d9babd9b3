#include <stdlib.h>

#include "daemons/player/caller.h"
#include "daemons/game/client.h"
#include "daemons/player/cookie.h"
#include "daemons/game/profile.h"
#include "daemons/game/session.h"

bool
session_can_begin(struct exchange *exchange)
{
	const struct service *service = exchange->service;

	if (service->verifier != NULL)
		return true;
	reply_problem(&exchange->reply, 404, "sign-in-off",
	    "Nobody can sign in here; everybody can play.");
	return false;
}

void
session_keep(struct exchange *exchange, const struct admitted *admitted)
{
	cookie_set(exchange, COOKIE_ACCESS, admitted->access);
	cookie_set(exchange, COOKIE_REFRESH, admitted->refresh);
	cookie_set(exchange, COOKIE_ID, admitted->id);
}

static void
drop(struct exchange *exchange)
{
	cookie_drop(exchange, COOKIE_ACCESS);
	cookie_drop(exchange, COOKIE_REFRESH);
	cookie_drop(exchange, COOKIE_ID);
}

/* --- who is signed in ----------------------------------------------------- */

/* A player and who asked, while the store says the name. */
struct showing {
	struct exchange *exchange;
	struct player player;
};

static void
show_account(void *arg, int status, const char *name)
{
	struct showing showing = *(struct showing *)arg;
	struct exchange *exchange = showing.exchange;
	const struct service *service = exchange->service;
	json_t *player;

	(void)status;
	free(arg);
	player = json_pack("{s:s, s:s?}", "id", player_sub(&showing.player),
	    "name", name[0] == '\0' ? NULL : name);
	reply_json(&exchange->reply, 200,
	    json_pack("{s:o, s:b, s:b, s:I}", "player", player, "guest", false,
		"sign_in", true, "expires_in",
		(json_int_t)(showing.player.until - service->now())));
	exchange_finish(exchange);
}

static void
show(struct exchange *exchange, const struct player *player)
{
	const struct service *service = exchange->service;
	struct showing *showing;

	if (player_sub(player) == NULL) {
		reply_json(&exchange->reply, 200,
		    json_pack("{s:n, s:b, s:b}", "player", "guest", true,
			"sign_in", service->verifier != NULL));
		exchange_finish(exchange);
		return;
	}
	showing = malloc(sizeof *showing);
	if (showing == NULL) {
		reply_problem(
		    &exchange->reply, 500, "internal", "There is no memory.");
		exchange_finish(exchange);
		return;
	}
	*showing = (struct showing){ exchange, *player };
	profile_get(service->store, player, show_account, showing);
}

void
session_get(struct exchange *exchange)
{
	const struct service *service = exchange->service;

	caller_player(exchange, service->verifier, show);
}

/* --- renewal -------------------------------------------------------------- */

static void
sign_out(struct exchange *exchange)
{
	drop(exchange);
	reply_header(
	    &exchange->reply, "www-authenticate", "Bearer realm=\"motus\"");
	reply_problem(&exchange->reply, 401, "signed-out",
	    "Nobody is signed in here, or not any more.");
	exchange_finish(exchange);
}

/* Tokens that the provider may yet renew are kept. */
static void
refuse_for_now(struct exchange *exchange)
{
	reply_header(&exchange->reply, "retry-after", "1");
	reply_problem(&exchange->reply, 503, "auth-unavailable",
	    "Accounts can not be reached right now. Try again.");
	exchange_finish(exchange);
}

static void
renewed(void *arg, enum admission_end end, const struct admitted *admitted)
{
	struct exchange *exchange = arg;

	switch (end) {
	case ADMISSION_DONE:
		session_keep(exchange, admitted);
		player_note(exchange, &admitted->player);
		show(exchange, &admitted->player);
		break;
	case ADMISSION_REFUSED: sign_out(exchange); break;
	case ADMISSION_UNAVAILABLE: refuse_for_now(exchange); break;
	}
}

/* A POST from our own page, where players can sign in. */
static bool
may_post(struct exchange *exchange)
{
	const struct service *service = exchange->service;

	return session_can_begin(exchange) &&
	    request_same_origin(exchange, service->origin);
}

void
session_refresh(struct exchange *exchange)
{
	char token[COOKIE_SIZE];

	if (!may_post(exchange)) {
		exchange_finish(exchange);
	} else if (cookie_get(exchange, COOKIE_REFRESH, token, sizeof token)) {
		const char *const pairs[] = { "grant_type", "refresh_token",
			"refresh_token", token, NULL };

		admission_ask(exchange->service, client_form("", pairs), NULL,
		    exchange->request.id, renewed, exchange);
	} else {
		sign_out(exchange);
	}
}

/* --- the end -------------------------------------------------------------- */

/*
 * Where the browser ends its session with the provider (OpenID Connect
 * RP-Initiated Logout 1.0); NULL without an ID token, when there is none.
 */
static json_t *
end_session_url(const struct exchange *exchange)
{
	const struct service *service = exchange->service;
	char hint[COOKIE_SIZE], page[CLIENT_URL_SIZE], before[CLIENT_URL_SIZE];
	const char *const pairs[] = { "id_token_hint", hint,
		"post_logout_redirect_uri", page, NULL };
	json_t *url;
	char *text;

	if (!cookie_get(exchange, COOKIE_ID, hint, sizeof hint))
		return json_null();
	snprintf(page, sizeof page, "%s/", service->origin);
	snprintf(before, sizeof before, "%s/auth/logout?", service->origin);
	text = client_form(before, pairs);
	url = json_string(text);
	free(text);
	return url;
}

/* The provider may not have heard of it; its own session is to end anyway. */
static void
revoked(void *arg, int status, const char *body, size_t size)
{
	struct exchange *exchange = arg;

	(void)status;
	(void)body;
	(void)size;
	reply_json(&exchange->reply, 200,
	    json_pack("{s:o}", "end_session", end_session_url(exchange)));
	drop(exchange);
	exchange_finish(exchange);
}

void
session_logout(struct exchange *exchange)
{
	char token[COOKIE_SIZE];

	if (!may_post(exchange)) {
		exchange_finish(exchange);
	} else if (cookie_get(exchange, COOKIE_REFRESH, token, sizeof token)) {
		const char *const pairs[] = { "token", token, "token_type_hint",
			"refresh_token", NULL };

		client_post(exchange->service, CLIENT_WEB, "/auth/revoke",
		    exchange->request.id, client_form("", pairs), revoked,
		    exchange);
	} else {
		revoked(exchange, 0, "", 0);
	}
}
