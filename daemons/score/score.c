#include "daemons/common/log.h"
#include "daemons/score/board.h"
#include "daemons/score/export.h"
#include "daemons/score/groups.h"
#include "daemons/score/imports.h"
#include "daemons/score/me.h"
#include "daemons/score/removal.h"
#include "daemons/score/result.h"
#include "daemons/score/score.h"
#include "daemons/score/settings.h"

#define SCORE "/api/score"
#define IMPORTS SCORE "/players/me/imports/{source}"
#define GROUPS SCORE "/groups"
#define GROUP GROUPS "/{id}"

const struct route score_routes[SCORE_ROUTES] = {
	{ METHOD_PUT, SCORE "/results/{lang}/{date}/{player}", result_put,
	    "result" },
	{ METHOD_GET, SCORE "/boards/{period}", board_get, "board" },
	{ METHOD_GET, SCORE "/players/me", me_get, "me" },
	{ METHOD_PUT, SCORE "/players/me/settings", settings_put, "settings" },
	{ METHOD_GET, SCORE "/players/me/export", export_get, "export" },
	{ METHOD_PUT, IMPORTS, import_put, "import" },
	{ METHOD_DELETE, IMPORTS, import_delete, "import" },
	{ METHOD_DELETE, SCORE "/players/{id}", removal_delete, "player" },
	{ METHOD_GET, GROUPS, groups_list, "groups" },
	{ METHOD_POST, GROUPS, groups_create, "groups" },
	{ METHOD_POST, GROUPS "/join", groups_join, "join" },
	{ METHOD_GET, GROUP, group_get, "group" },
	{ METHOD_PATCH, GROUP, group_rename, "group" },
	{ METHOD_DELETE, GROUP, group_delete, "group" },
	{ METHOD_POST, GROUP "/code", group_renew_code, "code" },
	{ METHOD_DELETE, GROUP "/members/{member}", group_remove_member,
	    "member" },
	{ METHOD_GET, GROUP "/boards/{period}", group_get_board,
	    "group-board" },
};

static void
answered(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct exchange *exchange = arg;

	(void)value;
	(void)size;
	(void)version;
	if (status == 0)
		reply_json(&exchange->reply, 200,
		    json_pack("{s:s}", "status", "ready"));
	else
		scores_fail(exchange, status);
	exchange_finish(exchange);
}

/* Any key will do. */
void
score_ready(struct exchange *exchange)
{
	const struct scores *scores = exchange->service;

	motus_store_get(scores->store, VERIFIER_KEY, answered, exchange);
}

void
score_start(struct scores *scores, struct motus_store *store,
    const struct motus_loop *loop)
{
	const struct verifier_setup setup = { scores->now, scores->origin,
		scores->fetcher, store, *loop };

	scores->store = store;
	scores->loop = *loop;
	fetcher_start(scores->fetcher, &scores->loop);
	scores->verifier = verifier_create(&setup);
	if (scores->verifier == NULL)
		log_message(LEVEL_ERROR, "no-sign-in", "there is no memory");
}

void
score_stop(struct scores *scores)
{
	motus_store_destroy(scores->store);
	fetcher_destroy(scores->fetcher);
	verifier_destroy(scores->verifier);
}
