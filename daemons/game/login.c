#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "daemons/game/claim.h"
#include "daemons/game/client.h"
#include "daemons/player/cookie.h"
#include "daemons/game/flow.h"
#include "daemons/game/login.h"
#include "daemons/game/session.h"

#define CODE_SIZE 513
#define LANGUAGE_SIZE 9

/* --- to the provider ------------------------------------------------------ */

/* The secret that this browser has, or gets by this reply. */
static bool
take_secret(struct exchange *exchange, char secret[FLOW_TEXT_SIZE])
{
	if ((!cookie_get(exchange, COOKIE_LOGIN, secret, FLOW_TEXT_SIZE) ||
		!flow_is_secret(secret)) &&
	    !flow_make_secret(secret))
		return false;
	cookie_set(exchange, COOKIE_LOGIN, secret);
	return true;
}

static char *
authorization_url(const struct service *service, const struct flow *flow,
    const char *language)
{
	char endpoint[CLIENT_URL_SIZE], redirect_uri[CLIENT_URL_SIZE];
	const char *const pairs[] = { "response_type", "code", "client_id",
		CLIENT_ID, "redirect_uri", redirect_uri, "scope", CLIENT_SCOPE,
		"state", flow->state, "nonce", flow->nonce, "code_challenge",
		flow->challenge, "code_challenge_method", "S256",
		language[0] == '\0' ? NULL : "ui_locales", language, NULL };

	snprintf(
	    endpoint, sizeof endpoint, "%s/auth/authorize?", service->origin);
	client_redirect_uri(service, redirect_uri);
	return client_form(endpoint, pairs);
}

static void
begin(struct exchange *exchange, const char *place, const char *language,
    bool again)
{
	char secret[FLOW_TEXT_SIZE];
	struct flow flow;

	if (take_secret(exchange, secret) &&
	    flow_begin(&flow, secret, place, again))
		reply_redirect(&exchange->reply, 302,
		    authorization_url(exchange->service, &flow, language));
	else
		reply_problem(&exchange->reply, 500, "internal",
		    "Something went wrong here.");
	exchange_finish(exchange);
}

void
login_get(struct exchange *exchange)
{
	const struct request *request = &exchange->request;
	char place[FLOW_PLACE_SIZE], language[LANGUAGE_SIZE];

	if (!session_can_begin(exchange)) {
		exchange_finish(exchange);
		return;
	}
	request_query(request, "return", place, sizeof place);
	request_query(request, "lang", language, sizeof language);
	begin(exchange, place, language, false);
}

/* --- and back ------------------------------------------------------------- */

/* A browser that came back with a code. */
struct arrival {
	struct exchange *exchange;
	struct flow flow;
};

static void
go_back(struct exchange *exchange, const char *place, bool failed)
{
	char location[FLOW_PLACE_SIZE + 32];
	char mark = strchr(place, '?') == NULL ? '?' : '&';

	if (failed)
		snprintf(location, sizeof location, "%s%csign-in=failed", place,
		    mark);
	else
		strcpy(location, place);
	reply_redirect(&exchange->reply, 302, strdup(location));
	exchange_finish(exchange);
}

/*
 * A code that was spent in vain can't be shown again, but the provider, which
 * knows the player by now, gives another without a question.  Once: a browser
 * must not go round in circles.
 */
static void
try_again(struct exchange *exchange, const char *place, bool again)
{
	if (again)
		go_back(exchange, place, true);
	else
		begin(exchange, place, "", true);
}

/* Another account must not get the same guest's games: there is a new guest. */
static void
claimed(void *arg, int status)
{
	struct arrival arrival = *(struct arrival *)arg;
	struct exchange *exchange = arrival.exchange;

	free(arg);
	if (status == 0) {
		player_renew_guest(exchange);
		go_back(exchange, arrival.flow.place, false);
	} else {
		reply_reset(&exchange->reply);
		go_back(exchange, arrival.flow.place, true);
	}
}

static void
welcome(struct arrival *arrival, const struct admitted *admitted)
{
	struct exchange *exchange = arrival->exchange;
	struct player guest;

	session_keep(exchange, admitted);
	player_note(exchange, &admitted->player);
	if (player_guest(exchange, &guest)) {
		claim_games(exchange->service, &guest, &admitted->player,
		    exchange->request.id, claimed, arrival);
	} else {
		go_back(exchange, arrival->flow.place, false);
		free(arrival);
	}
}

static void
ended(void *arg, enum admission_end end, const struct admitted *admitted)
{
	struct arrival *arrival = arg;

	if (end == ADMISSION_DONE) {
		welcome(arrival, admitted);
	} else {
		try_again(arrival->exchange, arrival->flow.place,
		    arrival->flow.again);
		free(arrival);
	}
}

static void
redeem(struct exchange *exchange, const struct flow *flow, const char *code)
{
	char redirect_uri[CLIENT_URL_SIZE];
	const char *const pairs[] = { "grant_type", "authorization_code",
		"code", code, "redirect_uri", redirect_uri, "code_verifier",
		flow->verifier, NULL };
	struct arrival *arrival = malloc(sizeof *arrival);

	if (arrival == NULL) {
		go_back(exchange, flow->place, true);
		return;
	}
	*arrival = (struct arrival){ exchange, *flow };
	client_redirect_uri(exchange->service, redirect_uri);
	admission_ask(exchange->service, client_form("", pairs), flow->nonce,
	    exchange->request.id, ended, arrival);
}

/* What the provider says instead of a code (RFC 6749 section 4.1.2.1). */
static void
hear_error(struct exchange *exchange, const struct flow *flow)
{
	char error[64];

	request_query(&exchange->request, "error", error, sizeof error);
	if (strcmp(error, "access_denied") == 0)
		go_back(exchange, flow->place, false);
	else if (strcmp(error, "temporarily_unavailable") == 0 ||
	    strcmp(error, "server_error") == 0)
		try_again(exchange, flow->place, flow->again);
	else
		go_back(exchange, flow->place, true);
}

/* Another provider's answer would be taken for ours (RFC 9207). */
static bool
is_from_provider(const struct exchange *exchange)
{
	const struct service *service = exchange->service;
	char iss[CLIENT_URL_SIZE], issuer[CLIENT_URL_SIZE];

	snprintf(issuer, sizeof issuer, "%s/auth", service->origin);
	return request_query(&exchange->request, "iss", iss, sizeof iss) ==
	    FORM_FOUND &&
	    strcmp(iss, issuer) == 0;
}

static void
arrive(struct exchange *exchange, const struct flow *flow)
{
	char code[CODE_SIZE];

	if (!is_from_provider(exchange))
		go_back(exchange, flow->place, true);
	else if (request_query(&exchange->request, "code", code, sizeof code) ==
	    FORM_FOUND)
		redeem(exchange, flow, code);
	else
		hear_error(exchange, flow);
}

void
login_callback(struct exchange *exchange)
{
	char state[FLOW_STATE_SIZE], secret[FLOW_TEXT_SIZE];
	struct flow flow;

	if (!session_can_begin(exchange))
		exchange_finish(exchange);
	else if (request_query(&exchange->request, "state", state,
		     sizeof state) != FORM_FOUND)
		go_back(exchange, "/", true);
	else if (cookie_get(exchange, COOKIE_LOGIN, secret, sizeof secret) &&
	    flow_resume(&flow, secret, state))
		arrive(exchange, &flow);
	else
		try_again(exchange, "/", flow_is_again(state));
}
