#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/player/caller.h"
#include "daemons/game/guess.h"
#include "daemons/game/keep.h"
#include "daemons/game/play.h"
#include "daemons/game/tally.h"

/* How each refusal is told; its code is its name in the metrics. */
static const struct refusal {
	int status;
	const char *detail;
} refusals[] = {
	[TALLY_NOT_A_WORD] = { 422,
	    "A word has 4 to 12 letters and nothing else." },
	[TALLY_WRONG_LENGTH] = { 422, "The guess is not as long as the word." },
	[TALLY_WRONG_INITIAL] = { 422,
	    "The guess does not begin with the letter shown." },
	[TALLY_UNKNOWN_WORD] = { 422,
	    "The dictionary does not have this word." },
	[TALLY_LETTER_MOVED] = { 422,
	    "A letter that was found in its place must stay there." },
	[TALLY_LETTER_LEFT_OUT] = { 422,
	    "A letter that was found must be used again." },
	[TALLY_CANNOT_BE_ANSWER] = { 422,
	    "The marks so far say that this can not be the word." },
	[TALLY_TURN_TAKEN] = { 409, "Another guess is on this turn." },
	[TALLY_TURN_SKIPPED] = { 409, "The turn before was not played." },
	[TALLY_GAME_OVER] = { 409, "The game is over." },
	[TALLY_PUZZLE_CLOSED] = { 410,
	    "Only today's and yesterday's puzzles can be played." },
};

/* Returns false, for callers that have nothing to add. */
static bool
refuse(struct exchange *exchange, const struct puzzle *puzzle,
    enum tally_guess why)
{
	tally_guess(exchange->service, puzzle->language, why);
	reply_problem(&exchange->reply, refusals[why].status,
	    tally_guess_name(why), refusals[why].detail);
	return false;
}

static bool
find_open(struct exchange *exchange, puzzle_find *find, struct puzzle *puzzle)
{
	if (!find(exchange, puzzle))
		return false;
	return !puzzle->closed || refuse(exchange, puzzle, TALLY_PUZZLE_CLOSED);
}

static bool
read_word(struct exchange *exchange, const struct puzzle *puzzle,
    const json_t *json, struct motus_word *guess)
{
	const json_t *text = json_object_get(json, "guess");

	if (!json_is_string(text)) {
		reply_problem(&exchange->reply, 400, "bad-guess",
		    "The body's member \"guess\" must be a string.");
		return false;
	}
	return motus_word_parse(guess, json_string_value(text),
		   json_string_length(text)) == 0 ||
	    refuse(exchange, puzzle, TALLY_NOT_A_WORD);
}

static bool
read_guess(struct exchange *exchange, const struct puzzle *puzzle,
    struct motus_word *guess)
{
	json_t *json;
	bool good;

	if (!request_json(exchange, &json))
		return false;
	good = read_word(exchange, puzzle, json, guess);
	json_decref(json);
	return good;
}

static void
refuse_play(struct play *play, enum tally_guess why)
{
	refuse(play->exchange, &play->puzzle, why);
	play_end(play);
}

/* What motus_game_guess() had against the guess. */
static void
refuse_guess(struct play *play, int error)
{
	switch (error) {
	case MOTUS_EOVER: refuse_play(play, TALLY_GAME_OVER); break;
	case MOTUS_ELENGTH: refuse_play(play, TALLY_WRONG_LENGTH); break;
	case MOTUS_EINITIAL: refuse_play(play, TALLY_WRONG_INITIAL); break;
	case MOTUS_EUNKNOWN: refuse_play(play, TALLY_UNKNOWN_WORD); break;
	case MOTUS_EPLACE: refuse_play(play, TALLY_LETTER_MOVED); break;
	case MOTUS_ELETTER: refuse_play(play, TALLY_LETTER_LEFT_OUT); break;
	case MOTUS_ECONTRADICTS:
		refuse_play(play, TALLY_CANNOT_BE_ANSWER);
		break;
	default: play_fail(play, error); break;
	}
}

static void
show_played(struct play *play)
{
	const struct service *service = play->exchange->service;
	const struct language *language = play->puzzle.language;
	enum motus_outcome outcome = motus_game_outcome(&play->game);

	tally_guess(service, language, TALLY_PLAYED);
	if (outcome != MOTUS_PLAYING)
		keep_count(play, outcome == MOTUS_WON ? TALLY_WON : TALLY_LOST);
	if (outcome == MOTUS_WON && !game_is_custom(&play->puzzle.name))
		tally_win(service, language, play->game.turns);
	play_show(play, 201);
}

static void
show_repeated(struct play *play)
{
	tally_guess(
	    play->exchange->service, play->puzzle.language, TALLY_REPEATED);
	play_show(play, 200);
}

/* The answer is a word, also after it has left the lexicon. */
static const struct motus_lexicon *
lexicon_for(const struct play *play)
{
	return motus_word_equal(play->guess, play->game.answer)
	    ? NULL
	    : play->puzzle.language->lexicon;
}

/*
 * A guess that is on its turn already is not played again, so that a request
 * whose reply was lost can be repeated: also once the game is over.
 */
static void
decide(struct play *play)
{
	struct motus_game *game = &play->game;
	bool over = motus_game_outcome(game) != MOTUS_PLAYING;
	int error;

	if (play->turn <= game->turns) {
		if (motus_word_equal(
			game->turn[play->turn - 1].guess, play->guess))
			show_repeated(play);
		else
			refuse_play(play, TALLY_TURN_TAKEN);
	} else if (!over && play->turn > game->turns + 1) {
		refuse_play(play, TALLY_TURN_SKIPPED);
	} else {
		error = motus_game_guess(game, lexicon_for(play), play->guess);
		if (error == 0)
			keep_game(play, decide, show_played);
		else
			refuse_guess(play, error);
	}
}

/* `turn` is the path parameter. */
static void
play_turn(struct exchange *exchange, const struct player *player,
    puzzle_find *find, const char *turn)
{
	struct puzzle puzzle;
	struct motus_word guess;
	struct play *play;
	unsigned int number;

	if (!find_open(exchange, find, &puzzle) ||
	    !play_turn_of(exchange, turn, puzzle.start.rules.turns, &number) ||
	    !read_guess(exchange, &puzzle, &guess) ||
	    (play = play_create(exchange, &puzzle, player)) == NULL) {
		exchange_finish(exchange);
		return;
	}
	play->turn = number;
	play->guess = guess;
	play_read(play, decide);
}

static void
play_day(struct exchange *exchange, const struct player *player)
{
	play_turn(exchange, player, puzzle_of_day, exchange->request.params[2]);
}

static void
play_token(struct exchange *exchange, const struct player *player)
{
	play_turn(
	    exchange, player, puzzle_of_token, exchange->request.params[1]);
}

static void
put(struct exchange *exchange, caller_known *play)
{
	const struct service *service = exchange->service;

	if (request_may_write(exchange, service->origin))
		caller_player(exchange, service->verifier, play);
	else
		exchange_finish(exchange);
}

void
guess_put(struct exchange *exchange)
{
	put(exchange, play_day);
}

void
guess_put_custom(struct exchange *exchange)
{
	put(exchange, play_token);
}
