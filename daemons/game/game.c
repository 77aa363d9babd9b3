#include "daemons/common/log.h"
#include "daemons/common/static.h"
#include "daemons/game/analysis.h"
#include "daemons/game/customs.h"
#include "daemons/game/game.h"
#include "daemons/game/guess.h"
#include "daemons/game/hint.h"
#include "daemons/game/key.h"
#include "daemons/game/login.h"
#include "daemons/game/outbox.h"
#include "daemons/game/pass.h"
#include "daemons/game/play.h"
#include "daemons/game/puzzle.h"
#include "daemons/game/removal.h"
#include "daemons/game/session.h"

static void
page_get(struct exchange *exchange)
{
	const struct service *service = exchange->service;

	static_index(service->page, exchange);
}

static void
page_get_file(struct exchange *exchange)
{
	const struct service *service = exchange->service;

	static_file(service->page, exchange);
}

#define PUZZLES "/api/game/puzzles/{lang}"
#define CUSTOMS "/api/game/customs"

const struct route game_routes[GAME_ROUTES] = {
	{ METHOD_GET, PUZZLES "/today", puzzle_get_today, "puzzle-today" },
	{ METHOD_GET, PUZZLES "/{date}", puzzle_get, "puzzle" },
	{ METHOD_GET, PUZZLES "/{date}/game", game_get, "game" },
	{ METHOD_PUT, PUZZLES "/{date}/game/guesses/{n}", guess_put, "guess" },
	{ METHOD_PUT, PUZZLES "/{date}/game/hints/{n}", hint_put, "hint" },
	{ METHOD_GET, PUZZLES "/{date}/game/analysis", analysis_get,
	    "analysis" },
	{ METHOD_POST, CUSTOMS, customs_post, "customs" },
	{ METHOD_GET, CUSTOMS "/{token}", puzzle_get_custom, "custom" },
	{ METHOD_GET, CUSTOMS "/{token}/game", game_get_custom, "custom-game" },
	{ METHOD_PUT, CUSTOMS "/{token}/game/guesses/{n}", guess_put_custom,
	    "custom-guess" },
	{ METHOD_PUT, CUSTOMS "/{token}/game/hints/{n}", hint_put_custom,
	    "custom-hint" },
	{ METHOD_GET, CUSTOMS "/{token}/game/analysis", analysis_get_custom,
	    "custom-analysis" },
	{ METHOD_DELETE, "/api/game/players/{id}", removal_delete, "player" },
	{ METHOD_GET, "/api/session", session_get, "session" },
	{ METHOD_GET, "/api/session/login", login_get, "login" },
	{ METHOD_GET, "/api/session/callback", login_callback, "callback" },
	{ METHOD_POST, "/api/session/refresh", session_refresh, "refresh" },
	{ METHOD_POST, "/api/session/logout", session_logout, "logout" },
	{ METHOD_GET, "/", page_get, "page" },
	{ METHOD_GET, "/rankings", page_get, "page-rankings" },
	{ METHOD_GET, "/groups", page_get, "page-groups" },
	{ METHOD_GET, "/custom/{token}", page_get, "page-custom" },
	{ METHOD_GET, "/s/{set}/{name}", page_get_file, "page-file" },
};

static void
answered(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct exchange *exchange = arg;
	const struct service *service = exchange->service;

	(void)value;
	(void)size;
	(void)version;
	if (status == 0 && service->has_key) {
		reply_json(&exchange->reply, 200,
		    json_pack("{s:s}", "status", "ready"));
	} else {
		reply_header(&exchange->reply, "retry-after", "1");
		reply_problem(&exchange->reply, 503, "store-unavailable",
		    "The store does not answer, or has not said the key.");
	}
	exchange_finish(exchange);
}

void
game_ready(struct exchange *exchange)
{
	const struct service *service = exchange->service;

	motus_store_get(service->store, KEY_NAME, answered, exchange);
}

static void
start_sign_in(struct service *service)
{
	const struct verifier_setup setup = { service->now, service->origin,
		service->fetcher, service->store, service->loop };

	service->verifier = verifier_create(&setup);
	if (service->verifier == NULL)
		log_message(LEVEL_ERROR, "no-sign-in", "there is no memory");
}

static void
start_outbox(struct service *service)
{
	service->pass = pass_create(service);
	if (service->pass != NULL)
		service->outbox = outbox_start(service);
	if (service->outbox == NULL)
		log_message(LEVEL_ERROR, "no-results", "there is no memory");
}

void
game_start(struct service *service, struct motus_store *store,
    const struct motus_loop *loop)
{
	service->store = store;
	service->loop = *loop;
	if (!service->has_key)
		key_fetch(service);
	if (service->fetcher != NULL)
		fetcher_start(service->fetcher, &service->loop);
	if (service->web_secret[0] != '\0')
		start_sign_in(service);
	if (service->game_secret[0] != '\0')
		start_outbox(service);
}

void
game_stop(struct service *service)
{
	errands_stop(service->outbox);
	motus_store_destroy(service->store);
	fetcher_destroy(service->fetcher);
	errands_destroy(service->outbox);
	pass_destroy(service->pass);
	verifier_destroy(service->verifier);
	if (!service->has_key)
		secret_stop(&service->first_key);
	service_close(service);
}
