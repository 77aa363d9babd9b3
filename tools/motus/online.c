#include <stdio.h>
#include <string.h>

#include "daemons/common/hex.h"
#include "tools/motus/commitment.h"
#include "tools/motus/link.h"
#include "tools/motus/motus.h"
#include "tools/motus/online.h"
#include "tools/motus/round.h"
#include "tools/motus/site.h"
#include "tools/motus/wire.h"

/* A puzzle on a site. */
struct place {
	struct site site;
	char path[SITE_PATH_SIZE]; /* what it is asked for by */
};

/* GET the puzzle, or with "/game" the game of it. */
static int
get(struct place *place, const char *more, json_t **json)
{
	char path[SITE_PATH_SIZE + 8];

	snprintf(path, sizeof path, "%s%s", place->path, more);
	return site_get(&place->site, path, json);
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
	struct place *place = round->context;
	char path[SITE_PATH_SIZE + 32], body[64];
	struct http_reply reply;
	int status;

	snprintf(path, sizeof path, "%s/game/guesses/%u", place->path,
	    round->game.turns + 1);
	snprintf(body, sizeof body, "{\"guess\":\"%s\"}", word.letter);
	status = site_send(&place->site, "PUT", path, body, &reply);
	if (status == EX_OK)
		status = take_reply(round, &place->site, &reply, word);
	json_decref(reply.json);
	return status;
}

/* The puzzle of a day, and its commitment. */
static int
begin_day(
    struct round *round, struct place *place, const struct options *options)
{
	char date[MOTUS_DATE_SIZE];
	struct evidence evidence;
	json_t *json;
	int status;

	site_puzzle_path(options, place->path);
	status = get(place, "", &json);
	if (status != EX_OK)
		return status;
	if (!wire_read_puzzle(round, json) || round->practice ||
	    !wire_read_evidence(&evidence, json))
		status = site_puzzled(&place->site);
	json_decref(json);
	if (status != EX_OK)
		return status;
	/* Today may end before the next request. */
	motus_date_format(round->date, date);
	snprintf(place->path, sizeof place->path, "/api/game/puzzles/%s/%s",
	    round->language, date);
	snprintf(round->id, sizeof round->id, "site:%s:%s:%s",
	    http_origin(place->site.http), round->language, date);
	return commitment_note(&place->site, &evidence);
}

/* The puzzle of a link. */
static int
begin_custom(struct round *round, struct place *place, const char *token)
{
	json_t *json;
	int status;

	snprintf(
	    place->path, sizeof place->path, "/api/game/customs/%s", token);
	snprintf(round->id, sizeof round->id, "site:%s:%s",
	    http_origin(place->site.http), token);
	/* Who is new becomes a guest by this reply. */
	status = get(place, "", &json);
	if (status == EX_OK &&
	    (!wire_read_puzzle(round, json) || !round->practice))
		status = site_puzzled(&place->site);
	json_decref(json);
	return status;
}

/* Play on from what was played of it. */
static int
play(struct round *round, struct place *place, const struct options *options)
{
	json_t *json;
	int status = get(place, "/game", &json);

	if (status == EX_OK && !wire_read_game(round, json))
		status = site_puzzled(&place->site);
	json_decref(json);
	round->site = http_origin(place->site.http);
	return status == EX_OK ? round_play(round, options) : status;
}

/* A token, or NULL for the puzzle of a day. */
static int
play_at(
    struct history *history, const struct options *options, const char *token)
{
	struct place place;
	struct round round = {
		.guess = guess_online, .history = history, .context = &place
	};
	int status = site_open(&place.site, history, options);

	if (status == EX_OK)
		status = token == NULL ? begin_day(&round, &place, options)
				       : begin_custom(&round, &place, token);
	if (status == EX_OK)
		status = play(&round, &place, options);
	site_close(&place.site);
	return status;
}

int
play_online(struct history *history, const struct options *options)
{
	return play_at(history, options, NULL);
}

int
play_link(struct history *history, const struct options *options)
{
	struct options there = *options;
	struct link link;

	if (!link_read(&link, options->words[0]))
		return fail(EX_DATAERR, "%.60s: %s", options->words[0],
		    tr(options->french, "not the link of a puzzle",
			"pas le lien d'une partie"));
	there.server = link.site;
	return play_at(history, &there, link.token);
}
