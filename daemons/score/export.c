#include <stdlib.h>

#include <motus/error.h>

#include "daemons/common/clock.h"
#include "daemons/score/export.h"
#include "daemons/score/gather.h"
#include "daemons/score/history.h"
#include "daemons/score/profile.h"
#include "daemons/score/scores.h"
#include "daemons/score/signed_in.h"
#include "daemons/score/statistics.h"

struct export
{
	struct exchange *exchange;
	struct player player;
	struct profile profile;
	json_t *languages;
};

/* --- a language ----------------------------------------------------------- */

static json_t *
statistics_json(const struct statistics *statistics)
{
	const uint32_t *won = statistics->distribution;

	return json_pack("{s:I, s:I, s:I, s:[I, I, I, I, I, I], s:I, s:I, s:I, "
			 "s:I}",
	    "games", (json_int_t)statistics->games, "wins",
	    (json_int_t)statistics->wins, "lost", (json_int_t)statistics->lost,
	    "distribution", (json_int_t)won[0], (json_int_t)won[1],
	    (json_int_t)won[2], (json_int_t)won[3], (json_int_t)won[4],
	    (json_int_t)won[5], "best_streak",
	    (json_int_t)statistics->best_streak, "red",
	    (json_int_t)statistics->red, "yellow",
	    (json_int_t)statistics->yellow, "blue",
	    (json_int_t)statistics->blue);
}

static json_t *
result_json(const struct result *result)
{
	char day[MOTUS_DATE_SIZE], finished[CLOCK_STAMP_SIZE];
	struct motus_date date;

	motus_date_from_days(&date, result->day);
	motus_date_format(date, day);
	clock_stamp(result->finished, finished);
	return json_pack("{s:s, s:s, s:i, s:i, s:i, s:i, s:i, s:I, s:I, s:s}",
	    "date", day, "outcome",
	    result->outcome == MOTUS_WON ? "won" : "lost", "turns",
	    result->turns, "length", result->length, "red", result->red,
	    "yellow", result->yellow, "blue", result->blue, "points",
	    (json_int_t)result_points(result), "bonus",
	    (json_int_t)result_bonus(result), "finished_at", finished);
}

static json_t *
results_json(const struct history *history)
{
	json_t *results = json_array();

	for (size_t i = 0; i < history->count; i++)
		if (json_array_append_new(
			results, result_json(&history->results[i])) != 0) {
			json_decref(results);
			return NULL;
		}
	return results;
}

static json_t *
language_json(const struct history *history)
{
	struct statistics statistics = statistics_of(history);

	return json_pack("{s:o, s:o}", "statistics",
	    statistics_json(&statistics), "results", results_json(history));
}

/* --- the reply ------------------------------------------------------------ */

static json_t *
record_json(const struct export *export)
{
	const struct scores *scores = export->exchange->service;
	const struct profile *profile = &export->profile;
	char moment[CLOCK_STAMP_SIZE];

	clock_stamp(scores->now(), moment);
	return json_pack("{s:s, s:i, s:s, s:{s:s, s:s?}, s:O, s:o}", "format",
	    "motus-record", "version", 1, "exported_at", moment, "player", "id",
	    player_sub(&export->player), "name",
	    profile->name[0] == '\0' ? NULL : profile->name, "languages",
	    export->languages, "imports",
	    profile->imports == NULL ? json_object()
				     : json_incref(profile->imports));
}

static void
show(void *arg, int status)
{
	struct export *export = arg;
	struct exchange *exchange = export->exchange;

	if (status == 0) {
		reply_header(&exchange->reply, "content-disposition",
		    "attachment; filename=\"motus-record.json\"");
		reply_json(&exchange->reply, 200, record_json(export));
	} else {
		scores_fail(exchange, status);
	}
	profile_clear(&export->profile);
	json_decref(export->languages);
	free(export);
	exchange_finish(exchange);
}

/* --- the profile, then a history for each language ------------------------ */

static void
name_value(void *arg, size_t index, char key[MOTUS_KEY_MAX + 1])
{
	const struct export *export = arg;
	const struct scores *scores = export->exchange->service;

	if (index == 0)
		profile_key(&export->player, key);
	else
		history_key(scores->languages[index - 1], &export->player, key);
}

static int
take_history(
    struct export *export, const char *language, const void *value, size_t size)
{
	struct history history;
	int error = history_read(&history, value, size);

	if (error != 0)
		return error;
	error = json_object_set_new(
	    export->languages, language, language_json(&history));
	history_clear(&history);
	return error == 0 ? 0 : MOTUS_ENOMEM;
}

static int
take_value(
    void *arg, size_t index, const void *value, size_t size, uint64_t version)
{
	struct export *export = arg;
	const struct scores *scores = export->exchange->service;

	return index == 0
	    ? profile_read(&export->profile, value, size, version)
	    : take_history(export, scores->languages[index - 1], value, size);
}

static void
get(struct exchange *exchange, const struct player *player)
{
	const struct scores *scores = exchange->service;
	struct export *export;

	if (!signed_in(exchange, player)) {
		exchange_finish(exchange);
		return;
	}
	export = calloc(1, sizeof *export);
	if (export == NULL) {
		scores_fail(exchange, MOTUS_ENOMEM);
		exchange_finish(exchange);
		return;
	}
	export->exchange = exchange;
	export->player = *player;
	export->languages = json_object();
	gather(scores->store, 1 + scores->language_count, name_value,
	    take_value, show, export);
}

void
export_get(struct exchange *exchange)
{
	signed_in_read(exchange, get);
}
