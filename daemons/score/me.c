#include <stdlib.h>

#include <motus/error.h>

#include "daemons/player/caller.h"
#include "daemons/score/asked.h"
#include "daemons/score/me.h"
#include "daemons/score/record.h"
#include "daemons/score/statistics.h"

struct viewing {
	struct exchange *exchange;
	struct asked asked;
	struct player player; /* key "": a stranger */
	struct record record;
};

static void
end(struct viewing *viewing)
{
	struct exchange *exchange = viewing->exchange;

	record_clear(&viewing->record);
	free(viewing);
	exchange_finish(exchange);
}

/* --- the reply ------------------------------------------------------------ */

/* A name that is not known yet is null. */
static json_t *
player_json(const struct viewing *viewing)
{
	const char *sub = player_sub(&viewing->player);
	const char *name = viewing->record.profile.name;

	if (sub == NULL)
		return json_null();
	return json_pack(
	    "{s:s, s:s?}", "id", sub, "name", name[0] == '\0' ? NULL : name);
}

static json_t *
distribution_json(const struct statistics *statistics)
{
	const uint32_t *in = statistics->distribution;

	return json_pack("[i, i, i, i, i, i]", (int)in[0], (int)in[1],
	    (int)in[2], (int)in[3], (int)in[4], (int)in[5]);
}

static json_t *
average_json(const struct statistics *statistics)
{
	if (statistics->wins == 0)
		return json_null();
	return json_real(statistics_average(statistics) / 100.0);
}

static json_t *
today_json(const struct viewing *viewing)
{
	const struct result *result =
	    history_find(&viewing->record.history, viewing->asked.today);

	if (result == NULL)
		return json_null();
	return json_pack("{s:s, s:i, s:i, s:i}", "outcome",
	    result->outcome == MOTUS_WON ? "won" : "lost", "turns",
	    result->turns, "points", (int)result_points(result), "bonus",
	    (int)result_bonus(result));
}

static json_t *
sums_json(const uint32_t sums[PERIOD_KINDS])
{
	return json_pack("{s:i, s:i, s:i, s:i}", "today", (int)sums[PERIOD_DAY],
	    "week", (int)sums[PERIOD_WEEK], "month", (int)sums[PERIOD_MONTH],
	    "all", (int)sums[PERIOD_ALL]);
}

/* What was earned in the periods that have today in them. */
static json_t *
earned_json(const struct viewing *viewing)
{
	uint32_t points[PERIOD_KINDS], bonus[PERIOD_KINDS];

	for (int kind = 0; kind < PERIOD_KINDS; kind++) {
		struct period period = period_of(kind, viewing->asked.today);
		struct total total =
		    total_of(&viewing->record.history, &period);

		points[kind] = total.points;
		bonus[kind] = total.bonus;
	}
	return json_pack("{s:o, s:o, s:o}", "points", sums_json(points),
	    "bonus", sums_json(bonus), "today", today_json(viewing));
}

static json_t *
figures_json(const struct viewing *viewing)
{
	const struct history *history = &viewing->record.history;
	const struct statistics all = statistics_of(history);

	return json_pack("{s:i, s:i, s:o, s:o, s:i, s:i, s:i, s:i, s:i, s:i}",
	    "games", (int)all.games, "wins", (int)all.wins, "average",
	    average_json(&all), "distribution", distribution_json(&all), "lost",
	    (int)all.lost, "streak",
	    (int)statistics_streak(history, viewing->asked.today),
	    "best_streak", (int)all.best_streak, "red", (int)all.red, "yellow",
	    (int)all.yellow, "blue", (int)all.blue);
}

static json_t *
imports_json(const struct profile *profile)
{
	return profile->imports == NULL ? json_object()
					: json_incref(profile->imports);
}

static void
show(void *arg, int status)
{
	struct viewing *viewing = arg;
	const struct profile *profile = &viewing->record.profile;
	bool guest = player_sub(&viewing->player) == NULL;
	json_t *json;

	if (status != 0) {
		scores_fail(viewing->exchange, status);
		end(viewing);
		return;
	}
	json = json_pack("{s:o, s:b, s:s, s:b, s:o}", "player",
	    player_json(viewing), "guest", guest, "language",
	    viewing->asked.language, "hidden", profile->hidden, "imports",
	    imports_json(profile));
	if (json_object_update_new(json, figures_json(viewing)) != 0 ||
	    json_object_update_new(json, earned_json(viewing)) != 0) {
		json_decref(json);
		json = NULL;
	}
	reply_json(&viewing->exchange->reply, 200, json);
	end(viewing);
}

/* --- the request ---------------------------------------------------------- */

static void
begin(struct exchange *exchange, const struct player *player)
{
	struct viewing *viewing = calloc(1, sizeof *viewing);

	if (viewing == NULL) {
		scores_fail(exchange, MOTUS_ENOMEM);
		exchange_finish(exchange);
		return;
	}
	viewing->exchange = exchange;
	if (!asked_read(&viewing->asked, exchange, period_name(PERIOD_ALL))) {
		end(viewing);
	} else if (player == NULL) {
		show(viewing, 0);
	} else {
		viewing->player = *player;
		record_read(exchange->service, viewing->asked.language, player,
		    &viewing->record, show, viewing);
	}
}

void
me_get(struct exchange *exchange)
{
	const struct scores *scores = exchange->service;

	caller_reader(exchange, scores->verifier, begin);
}
