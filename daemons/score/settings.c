#include <motus/error.h>

#include "daemons/score/settings.h"
#include "daemons/score/signed_in.h"
#include "daemons/score/sweep.h"

static void
finish(struct exchange *exchange, int status, bool hidden)
{
	if (status == 0)
		reply_json(&exchange->reply, 200,
		    json_pack("{s:b}", "hidden", hidden));
	else
		scores_fail(exchange, status);
	exchange_finish(exchange);
}

static void
hidden(void *arg, int status)
{
	finish(arg, status, true);
}

static void
shown(void *arg, int status)
{
	finish(arg, status, false);
}

static bool
read_settings(struct exchange *exchange, bool *hide)
{
	json_t *sent, *value;
	bool good;

	if (!request_json(exchange, &sent))
		return false;
	value = json_object_get(sent, "hidden");
	good = json_is_boolean(value);
	*hide = json_is_true(value);
	json_decref(sent);
	if (!good)
		reply_problem(&exchange->reply, 400, "bad-settings",
		    "\"hidden\" must be true or false.");
	return good;
}

static void
apply(struct exchange *exchange, const struct player *player)
{
	bool hide;

	if (signed_in(exchange, player) && read_settings(exchange, &hide))
		sweep_boards(exchange->service, player, hide,
		    hide ? hidden : shown, exchange);
	else
		exchange_finish(exchange);
}

void
settings_put(struct exchange *exchange)
{
	signed_in_write(exchange, apply);
}
