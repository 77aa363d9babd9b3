#include <stdio.h>
#include <string.h>

#include "daemons/common/hex.h"
#include "tools/motus/commitment.h"
#include "tools/motus/motus.h"
#include "tools/motus/online.h"
#include "tools/motus/round.h"
#include "tools/motus/site.h"
#include "tools/motus/wire.h"

/* "/api/game/puzzles/LANGUAGE/DATE/game" and what follows it. */
static void
game_path(
    const struct round *round, const char *more, char path[SITE_PATH_SIZE])
{
	char date[MOTUS_DATE_SIZE];

	motus_date_format(round->date, date);
	snprintf(path, SITE_PATH_SIZE, "/api/game/puzzles/%s/%s/game%s",
	    round->language, date, more);
}

/* Whether `after` is `before` with one more turn, which is `word`. */
static bool
follows(const struct round *before, const struct round *after,
    struct motus_word word)
{
	uint32_t turns = before->game.turns;

	return after->game.turns == turns + 1 &&
	    after->number == before->number &&
	    motus_word_equal(after->game.turn[turns].guess, word);
}

static int
take_reply(struct round *round, const struct site *site,
    const struct http_reply *reply, struct motus_word word)
{
	const char *code =
	    json_string_value(json_object_get(reply->json, "code"));
	struct round after = { 0 };

	if (reply->status == 422 && code != NULL && refusal_of(code) != 0)
		return refusal_of(code);
	if (reply->status != 200 && reply->status != 201)
		return site_complain(site, reply);
	if (!wire_read_game(&after, reply->json) ||
	    !follows(round, &after, word))
		return site_puzzled(site);
	round->game = after.game;
	memcpy(round->display, after.display, sizeof round->display);
	return 0;
}

static int
guess_online(struct round *round, struct motus_word word)
{
	struct site *site = round->context;
	char path[SITE_PATH_SIZE], more[32], body[64];
	struct http_reply reply;
	int status;

	snprintf(more, sizeof more, "/guesses/%u", round->game.turns + 1);
	game_path(round, more, path);
	snprintf(body, sizeof body, "{\"guess\":\"%s\"}", word.letter);
	status = site_send(site, "PUT", path, body, &reply);
	if (status == EX_OK)
		status = take_reply(round, site, &reply, word);
	json_decref(reply.json);
	return status;
}

/* The puzzle, its commitment, and what was played of it. */
static int
begin(struct round *round, struct site *site, const struct options *options)
{
	char path[SITE_PATH_SIZE], date[MOTUS_DATE_SIZE];
	struct evidence evidence;
	json_t *json;
	int status;

	site_puzzle_path(options, path);
	status = site_get(site, path, &json);
	if (status != EX_OK)
		return status;
	if (!wire_read_puzzle(round, json) || round->practice ||
	    !wire_read_evidence(&evidence, json))
		status = site_puzzled(site);
	json_decref(json);
	if (status == EX_OK)
		status = commitment_note(site, &evidence);
	if (status != EX_OK)
		return status;
	game_path(round, "", path);
	status = site_get(site, path, &json);
	if (status == EX_OK && !wire_read_game(round, json))
		status = site_puzzled(site);
	json_decref(json);
	motus_date_format(round->date, date);
	round->site = http_origin(site->http);
	snprintf(round->id, sizeof round->id, "site:%s:%s:%s", round->site,
	    round->language, date);
	return status;
}

int
play_online(struct history *history, const struct options *options)
{
	struct round round = { .guess = guess_online, .history = history };
	struct site site;
	int status = site_open(&site, history, options);

	round.context = &site;
	if (status == EX_OK)
		status = begin(&round, &site, options);
	if (status == EX_OK)
		status = round_play(&round, options);
	site_close(&site);
	return status;
}
