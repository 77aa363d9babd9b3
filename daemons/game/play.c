#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>
#include <motus/points.h>

#include "daemons/common/log.h"
#include "daemons/player/caller.h"
#include "daemons/game/play.h"
#include "daemons/game/record.h"

static void
reply_internal(struct reply *reply)
{
	reply_problem(reply, 500, "internal", "Something went wrong here.");
}

struct play *
play_create(struct exchange *exchange, const struct puzzle *puzzle,
    const struct player *player)
{
	struct play *play = calloc(1, sizeof *play);

	if (play == NULL) {
		reply_internal(&exchange->reply);
		return NULL;
	}
	play->exchange = exchange;
	play->puzzle = *puzzle;
	play->player = *player;
	games_key_of(player, &puzzle->name, play->key);
	return play;
}

void
play_end(struct play *play)
{
	struct exchange *exchange = play->exchange;

	result_clear(&play->result);
	free(play);
	exchange_finish(exchange);
}

bool
play_turn_of(struct exchange *exchange, const char *text, unsigned int turns,
    unsigned int *turn)
{
	char detail[64];
	size_t size = strlen(text);

	*turn =
	    size == strspn(text, "0123456789") && size <= 2 && text[0] != '0'
	    ? (unsigned int)strtoul(text, NULL, 10)
	    : 0;
	if (*turn >= 1 && *turn <= turns)
		return true;
	snprintf(
	    detail, sizeof detail, "Turns are numbered from 1 to %u.", turns);
	reply_problem(&exchange->reply, 404, "no-such-turn", detail);
	return false;
}

static void
got(void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct play *play = arg;

	play->version = version;
	play->game = play->puzzle.start;
	if (status == 0 && value != NULL)
		status = record_read(&play->game, &play->finished, value, size);
	if (status == 0)
		play->then(play);
	else
		play_fail(play, status);
}

void
play_read(struct play *play, void (*then)(struct play *play))
{
	const struct service *service = play->exchange->service;

	play->then = then;
	motus_store_get(service->store, play->key, got, play);
}

static json_t *
turns_json(const struct motus_game *game)
{
	json_t *turns = json_array();

	for (size_t i = 0; i < game->turns; i++) {
		char pattern[MOTUS_PATTERN_SIZE];

		motus_pattern_format(game->turn[i].pattern, pattern);
		if (json_array_append_new(turns,
			json_pack("{s:s, s:s}", "guess",
			    game->turn[i].guess.letter, "pattern", pattern)) !=
		    0) {
			json_decref(turns);
			return NULL;
		}
	}
	return turns;
}

/* The turns for which a hint was taken; NULL for none. */
static json_t *
hints_json(const struct motus_game *game)
{
	json_t *hints = json_array();

	for (uint32_t turn = 1; turn <= MOTUS_TURNS_MAX; turn++)
		if (motus_game_was_hinted(game, turn))
			json_array_append_new(hints, json_integer(turn));
	if (json_array_size(hints) > 0)
		return hints;
	json_decref(hints);
	return NULL;
}

static json_t *
game_json(const struct play *play)
{
	static const char *const outcomes[] = { [MOTUS_PLAYING] = "playing",
		[MOTUS_WON] = "won",
		[MOTUS_LOST] = "lost" };
	const struct motus_game *game = &play->game;
	const struct puzzle *puzzle = &play->puzzle;
	const struct motus_word *answer = &puzzle->answer.word;
	char display[MOTUS_DISPLAY_SIZE] = "";
	enum motus_outcome outcome = motus_game_outcome(game);
	bool over = outcome != MOTUS_PLAYING;
	bool shown = over || puzzle->closed;
	bool ranked = over && !game_is_custom(&puzzle->name);

	if (shown)
		puzzle_display(puzzle, display);
	return json_pack("{s:o, s:o, s:s, s:s*, s:s*, s:o*, s:o*, s:s*}",
	    "puzzle", puzzle_json(play->exchange->service, puzzle), "turns",
	    turns_json(game), "outcome", outcomes[outcome], "answer",
	    shown ? answer->letter : NULL, "display", shown ? display : NULL,
	    "points",
	    ranked ? json_integer(
			 motus_points(outcome, game->turns, answer->length))
		   : NULL,
	    "hints", hints_json(game), "hint",
	    play->hint.length > 0 ? play->hint.letter : NULL);
}

void
play_show(struct play *play, int status)
{
	reply_json(&play->exchange->reply, status, game_json(play));
	play_end(play);
}

void
play_fail(struct play *play, int error)
{
	struct reply *reply = &play->exchange->reply;

	switch (error) {
	case MOTUS_EUNAVAILABLE:
	case MOTUS_ELOST:
	case MOTUS_ECONFLICT:
		reply_header(reply, "retry-after", "1");
		reply_problem(reply, 503, "store-unavailable",
		    "The game can not be kept right now. Try again.");
		break;
	default:
		log_about(LEVEL_ERROR, "game-failed",
		    play->exchange->request.id, "%s", motus_error_text(error));
		reply_internal(reply);
		break;
	}
	play_end(play);
}

static void
show_game(struct play *play)
{
	play_show(play, 200);
}

void
play_open(struct exchange *exchange, const struct player *player,
    puzzle_find *find, void (*then)(struct play *play))
{
	struct puzzle puzzle;
	struct play *play;

	if (!find(exchange, &puzzle) ||
	    (play = play_create(exchange, &puzzle, player)) == NULL)
		exchange_finish(exchange);
	else
		play_read(play, then);
}

static void
read_game_of_day(struct exchange *exchange, const struct player *player)
{
	play_open(exchange, player, puzzle_of_day, show_game);
}

static void
read_game_of_token(struct exchange *exchange, const struct player *player)
{
	play_open(exchange, player, puzzle_of_token, show_game);
}

void
game_get(struct exchange *exchange)
{
	const struct service *service = exchange->service;

	caller_player(exchange, service->verifier, read_game_of_day);
}

void
game_get_custom(struct exchange *exchange)
{
	const struct service *service = exchange->service;

	caller_player(exchange, service->verifier, read_game_of_token);
}
