#include <motus/analysis.h>
#include <motus/error.h>

#include "daemons/player/caller.h"
#include "daemons/game/hint.h"
#include "daemons/game/keep.h"
#include "daemons/game/play.h"

static void
refuse(struct play *play, int status, const char *code, const char *detail)
{
	reply_problem(&play->exchange->reply, status, code, detail);
	play_end(play);
}

static bool
may_have_one(const struct play *play)
{
	const struct service *service = play->exchange->service;
	long taken = 0;

	for (uint32_t turn = 1; turn <= MOTUS_TURNS_MAX; turn++)
		taken += motus_game_was_hinted(&play->game, turn);
	return game_is_custom(&play->puzzle.name) ||
	    taken < service->daily_hints;
}

/* Look for the hint of the turn; false once it is refused. */
static bool
find_hint(struct play *play)
{
	struct motus_game then = play->game;
	const struct motus_vocabulary *words =
	    play->puzzle.language->words[then.answer.length];
	struct motus_advice best;
	int error = MOTUS_EIMPOSSIBLE;

	then.turns = play->turn - 1;
	if (words != NULL)
		error = motus_advise(words, &then, MOTUS_REACH_RULES, &best);
	if (error == 0)
		play->hint = best.guess;
	else if (error == MOTUS_EIMPOSSIBLE)
		refuse(play, 404, "not-analysed",
		    "There are no hints for this word.");
	else
		play_fail(play, error);
	return error == 0;
}

static void
show_taken(struct play *play)
{
	play_show(play, 201);
}

static void decide(struct play *play);

static void
take(struct play *play)
{
	if (!find_hint(play))
		return;
	motus_game_take_hint(&play->game);
	keep_game(play, decide, show_taken);
}

/* One that was taken is told again: its reply may have been lost. */
static void
decide(struct play *play)
{
	const struct motus_game *game = &play->game;

	if (motus_game_was_hinted(game, play->turn)) {
		if (find_hint(play))
			play_show(play, 200);
	} else if (play->turn <= game->turns) {
		refuse(play, 409, "turn-taken", "This turn was played.");
	} else if (motus_game_outcome(game) != MOTUS_PLAYING) {
		refuse(play, 409, "game-over", "The game is over.");
	} else if (play->turn > game->turns + 1) {
		refuse(play, 409, "turn-skipped",
		    "The turn before was not played.");
	} else if (!may_have_one(play)) {
		refuse(play, 403, "no-hints",
		    "There are no hints, or no more, for the word of a day.");
	} else {
		take(play);
	}
}

static bool
find_open(struct exchange *exchange, puzzle_find *find, struct puzzle *puzzle)
{
	if (!find(exchange, puzzle))
		return false;
	if (puzzle->closed)
		reply_problem(&exchange->reply, 410, "puzzle-closed",
		    "Only today's and yesterday's puzzles can be played.");
	return !puzzle->closed;
}

/* `turn` is the path parameter. */
static void
begin(struct exchange *exchange, const struct player *player, puzzle_find *find,
    const char *turn)
{
	struct puzzle puzzle;
	struct play *play;
	unsigned int number;

	if (!find_open(exchange, find, &puzzle) ||
	    !play_turn_of(exchange, turn, puzzle.start.rules.turns, &number) ||
	    (play = play_create(exchange, &puzzle, player)) == NULL) {
		exchange_finish(exchange);
		return;
	}
	play->turn = number;
	play_read(play, decide);
}

static void
begin_day(struct exchange *exchange, const struct player *player)
{
	begin(exchange, player, puzzle_of_day, exchange->request.params[2]);
}

static void
begin_token(struct exchange *exchange, const struct player *player)
{
	begin(exchange, player, puzzle_of_token, exchange->request.params[1]);
}

static void
put(struct exchange *exchange, caller_known *hint)
{
	const struct service *service = exchange->service;

	if (request_may_write(exchange, service->origin))
		caller_player(exchange, service->verifier, hint);
	else
		exchange_finish(exchange);
}

void
hint_put(struct exchange *exchange)
{
	put(exchange, begin_day);
}

void
hint_put_custom(struct exchange *exchange)
{
	put(exchange, begin_token);
}
