#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/common/clock.h"
#include "daemons/player/caller.h"
#include "daemons/score/ranking.h"
#include "daemons/score/record.h"
#include "daemons/score/result.h"
#include "daemons/score/tally.h"

#define TRIES_MAX 8
#define SKEW 60 /* seconds by which the game's clock may be ahead */

_Static_assert(4 + 2 * RANKING_BOARDS_MAX <= MOTUS_BATCH_MAX,
    "a result, its player and its boards are one batch");

/* A result on its way into the store. */
struct filing {
	struct exchange *exchange;
	size_t language;
	struct player player;
	char name[PROFILE_NAME_SIZE]; /* "": the game does not know it */
	struct result result;
	struct record record; /* what there was before it */
	struct history longer; /* and with it */
	unsigned int tries;
	bool lost; /* a commit of which it is not known whether it was done */
};

static const char *const outcomes[] = {
	[MOTUS_WON] = "won",
	[MOTUS_LOST] = "lost",
};

static void begin(struct filing *filing);

static const char *
language_of(const struct filing *filing)
{
	const struct scores *scores = filing->exchange->service;

	return scores->languages[filing->language];
}

static void
clear(struct filing *filing)
{
	record_clear(&filing->record);
	history_clear(&filing->longer);
}

static void
end(struct filing *filing)
{
	struct exchange *exchange = filing->exchange;

	clear(filing);
	free(filing);
	exchange_finish(exchange);
}

static void
fail(struct filing *filing, int error)
{
	scores_fail(filing->exchange, error);
	end(filing);
}

static bool
refuse(struct filing *filing, int status, const char *code, const char *detail)
{
	tally_result(
	    filing->exchange->service, filing->language, TALLY_REFUSED);
	reply_problem(&filing->exchange->reply, status, code, detail);
	return false;
}

/* --- what was sent -------------------------------------------------------- */

static bool
read_puzzle(struct filing *filing)
{
	struct exchange *exchange = filing->exchange;
	const struct scores *scores = exchange->service;
	const char *text = exchange->request.params[1];
	struct motus_date date;

	filing->language = scores_find(scores, exchange->request.params[0]);
	if (filing->language < scores->language_count &&
	    motus_date_parse(&date, text, strlen(text)) == 0) {
		filing->result.day = motus_date_days(date);
		if (filing->result.day >= PERIOD_FIRST &&
		    filing->result.day <= scores_today(scores))
			return true;
	}
	reply_problem(&exchange->reply, 404, "no-such-puzzle",
	    "No game can have been played in this language on this day.");
	return false;
}

static bool
read_player(struct filing *filing)
{
	struct exchange *exchange = filing->exchange;

	if (!player_of_id(&filing->player, exchange->request.params[2]))
		return refuse(filing, 404, "no-such-player",
		    "No player can have this id.");
	player_note(exchange, &filing->player);
	return true;
}

/* "2026-03-28T11:02:03Z", as clock_stamp() writes it. */
static bool
read_moment(int64_t *moment, const char *text)
{
	int hour = 0, minute = 0, second = 0;
	char stamp[CLOCK_STAMP_SIZE];
	struct motus_date date;

	if (strlen(text) != CLOCK_STAMP_SIZE - 1 ||
	    motus_date_parse(&date, text, MOTUS_DATE_SIZE - 1) != 0 ||
	    sscanf(text + MOTUS_DATE_SIZE, "%2d:%2d:%2d", &hour, &minute,
		&second) != 3)
		return false;
	*moment = INT64_C(86400) * motus_date_days(date) + 3600 * hour +
	    60 * minute + second;
	clock_stamp((time_t)*moment, stamp);
	return strcmp(stamp, text) == 0;
}

static bool
read_outcome(enum motus_outcome *outcome, const char *text)
{
	*outcome =
	    strcmp(text, outcomes[MOTUS_LOST]) == 0 ? MOTUS_LOST : MOTUS_WON;
	return strcmp(text, outcomes[*outcome]) == 0;
}

/* No number of a game comes near that. */
static bool
read_small(uint8_t *number, const json_t *sent, const char *key)
{
	const json_t *value = json_object_get(sent, key);
	json_int_t integer = json_integer_value(value);

	*number =
	    integer < 0 || integer > UINT8_MAX ? UINT8_MAX : (uint8_t)integer;
	return json_is_integer(value);
}

static bool
read_name(struct filing *filing, const json_t *name)
{
	const char *text = json_string_value(name);

	if (name == NULL)
		return true;
	if (text == NULL || strlen(text) >= sizeof filing->name)
		return false;
	strcpy(filing->name, text);
	return true;
}

static bool
read_sent(struct filing *filing, const json_t *sent)
{
	struct result *result = &filing->result;
	const char *outcome =
	    json_string_value(json_object_get(sent, "outcome"));
	const char *moment =
	    json_string_value(json_object_get(sent, "finished_at"));

	return outcome != NULL && read_outcome(&result->outcome, outcome) &&
	    read_small(&result->turns, sent, "turns") &&
	    read_small(&result->length, sent, "length") &&
	    read_small(&result->red, sent, "red") &&
	    read_small(&result->yellow, sent, "yellow") &&
	    read_small(&result->blue, sent, "blue") && moment != NULL &&
	    read_moment(&result->finished, moment) &&
	    read_name(filing, json_object_get(sent, "name"));
}

/* --- what can be ---------------------------------------------------------- */

/* Only the last turn of a won game has all its letters placed. */
static bool
can_be_played(const struct result *result)
{
	bool won = result->outcome == MOTUS_WON;
	int turns = result->turns, length = result->length;

	return turns >= 1 && turns <= MOTUS_TURNS &&
	    (won || turns == MOTUS_TURNS) && length >= MOTUS_ANSWER_MIN &&
	    length <= MOTUS_ANSWER_MAX &&
	    result->red + result->yellow + result->blue == turns * length &&
	    result->red >= (won ? length : 0) &&
	    result->red <= turns * (length - 1) + won;
}

static bool
can_be_finished(const struct scores *scores, const struct result *result)
{
	struct motus_date date = { 1970, 1, 1 };

	motus_date_from_days(&date, result->day);
	return result->finished >= clock_day_begins(date) &&
	    result->finished <= scores->now() + SKEW;
}

static bool
read_body(struct filing *filing)
{
	struct exchange *exchange = filing->exchange;
	json_t *sent;
	bool good;

	if (!request_json(exchange, &sent)) {
		tally_result(
		    exchange->service, filing->language, TALLY_REFUSED);
		return false;
	}
	good = read_sent(filing, sent);
	json_decref(sent);
	if (!good)
		return refuse(filing, 400, "bad-result",
		    "A result has \"outcome\", \"turns\", \"length\", \"red\", "
		    "\"yellow\", \"blue\" and \"finished_at\".");
	return (can_be_played(&filing->result) &&
		   can_be_finished(exchange->service, &filing->result)) ||
	    refuse(filing, 422, "contradiction",
		"No game can have gone like this.");
}

/* --- the reply ------------------------------------------------------------ */

static void
show(struct filing *filing, const struct result *kept, int status)
{
	const struct request *request = &filing->exchange->request;

	tally_result(filing->exchange->service, filing->language,
	    status == 201 ? TALLY_NEW : TALLY_REPEATED);
	reply_json(&filing->exchange->reply, status,
	    json_pack("{s:s, s:s, s:s, s:s, s:i, s:i, s:i}", "language",
		request->params[0], "date", request->params[1], "player",
		request->params[2], "outcome", outcomes[kept->outcome], "turns",
		kept->turns, "points", (int)result_points(kept), "bonus",
		(int)result_bonus(kept)));
	end(filing);
}

/* --- keeping it ----------------------------------------------------------- */

static void
committed(void *arg, int status)
{
	struct filing *filing = arg;
	bool again = status == MOTUS_ECONFLICT ||
	    (status == MOTUS_ELOST && !filing->lost);

	filing->lost = filing->lost || status == MOTUS_ELOST;
	if (status == 0)
		show(filing, history_find(&filing->longer, filing->result.day),
		    201);
	else if (again && ++filing->tries < TRIES_MAX)
		begin(filing);
	else
		fail(filing, status);
}

/*
 * Whoever hides meanwhile has another profile, and then all is decided again.
 */
static void
put_account(struct motus_batch *batch, struct filing *filing, const char *sub)
{
	struct profile *profile = &filing->record.profile;
	char key[MOTUS_KEY_MAX + 1];

	if (filing->name[0] != '\0' &&
	    strcmp(filing->name, profile->name) != 0) {
		strcpy(profile->name, filing->name);
		profile_put(batch, &filing->player, profile);
	} else {
		profile_key(&filing->player, key);
		motus_batch_expect(batch, key, profile->version);
	}
	ranking_change(batch, language_of(filing), sub, profile->hidden,
	    &filing->record.history, &filing->longer, filing->result.day);
}

static void
keep(struct filing *filing)
{
	const struct scores *scores = filing->exchange->service;
	const char *sub = player_sub(&filing->player);
	struct motus_batch *batch = motus_batch_create();

	history_put(batch, language_of(filing), &filing->player,
	    &filing->longer, filing->record.version);
	if (sub != NULL)
		put_account(batch, filing, sub);
	motus_store_commit(scores->store, batch, committed, filing);
	motus_batch_destroy(batch);
}

static void
decide(void *arg, int status)
{
	struct filing *filing = arg;
	const struct history *history = &filing->record.history;
	const struct result *kept;

	if (status != 0) {
		fail(filing, status);
		return;
	}
	kept = history_find(history, filing->result.day);
	if (kept == NULL) {
		status = history_add(&filing->longer, history, &filing->result);
		if (status == 0)
			keep(filing);
		else
			fail(filing, status);
	} else if (result_equal(kept, &filing->result)) {
		show(filing, kept, 200);
	} else {
		refuse(filing, 409, "other-result",
		    "Another result of this game is kept already.");
		end(filing);
	}
}

static void
begin(struct filing *filing)
{
	clear(filing);
	record_read(filing->exchange->service, language_of(filing),
	    &filing->player, &filing->record, decide, filing);
}

static void
file(struct exchange *exchange, const struct player *caller)
{
	struct filing *filing = calloc(1, sizeof *filing);

	(void)caller;
	if (filing == NULL) {
		scores_fail(exchange, MOTUS_ENOMEM);
		exchange_finish(exchange);
		return;
	}
	filing->exchange = exchange;
	if (read_puzzle(filing) && read_player(filing) && read_body(filing))
		begin(filing);
	else
		end(filing);
}

void
result_put(struct exchange *exchange)
{
	const struct scores *scores = exchange->service;

	caller_service(exchange, scores->verifier, "score:write", file);
}
