#include <motus/error.h>

#include "daemons/common/clock.h"
#include "daemons/player/caller.h"
#include "daemons/game/guess.h"
#include "daemons/game/play.h"
#include "daemons/game/record.h"
#include "daemons/game/tally.h"
#include "daemons/game/turnout.h"

#define CONFLICTS_MAX 8

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
	[TALLY_TURN_TAKEN] = { 409, "Another guess is on this turn." },
	[TALLY_TURN_SKIPPED] = { 409, "The turn before was not played." },
	[TALLY_GAME_OVER] = { 409, "The game is over." },
	[TALLY_PUZZLE_CLOSED] = { 410,
	    "Only today's and yesterday's puzzles can be played." },
};

/* Returns false, for callers that have nothing to add. */
static bool
refuse(struct exchange *exchange, const struct day *day, enum tally_guess why)
{
	tally_guess(exchange->service, day->language, why);
	reply_problem(&exchange->reply, refusals[why].status,
	    tally_guess_name(why), refusals[why].detail);
	return false;
}

/* Another site's page must not play in the name of who looks at it. */
static bool
may_write(struct exchange *exchange)
{
	const struct service *service = exchange->service;

	return request_header(&exchange->request, "cookie") == NULL ||
	    request_same_origin(exchange, service->origin);
}

static bool
find_open_day(struct exchange *exchange, struct day *day)
{
	if (!day_find(exchange, day))
		return false;
	return !day->closed || refuse(exchange, day, TALLY_PUZZLE_CLOSED);
}

static bool
read_turn(struct exchange *exchange, unsigned int *turn)
{
	const char *text = exchange->request.params[2];

	if (text[0] < '1' || text[0] > '0' + MOTUS_TURNS || text[1] != '\0') {
		reply_problem(&exchange->reply, 404, "no-such-turn",
		    "Turns are numbered from 1 to 6.");
		return false;
	}
	*turn = (unsigned int)(text[0] - '0');
	return true;
}

static bool
read_word(struct exchange *exchange, const struct day *day, const json_t *json,
    struct motus_word *guess)
{
	const json_t *text = json_object_get(json, "guess");

	if (!json_is_string(text)) {
		reply_problem(&exchange->reply, 400, "bad-guess",
		    "The body's member \"guess\" must be a string.");
		return false;
	}
	return motus_word_parse(guess, json_string_value(text),
		   json_string_length(text)) == 0 ||
	    refuse(exchange, day, TALLY_NOT_A_WORD);
}

static bool
read_guess(
    struct exchange *exchange, const struct day *day, struct motus_word *guess)
{
	json_t *json;
	bool good;

	if (!request_json(exchange, &json))
		return false;
	good = read_word(exchange, day, json, guess);
	json_decref(json);
	return good;
}

static void
refuse_play(struct play *play, enum tally_guess why)
{
	refuse(play->exchange, &play->day, why);
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
	default: play_fail(play, error); break;
	}
}

static void
count_played(const struct play *play)
{
	const struct service *service = play->exchange->service;
	const struct language *language = play->day.language;
	enum motus_outcome outcome = motus_game_outcome(&play->game);

	tally_guess(service, language, TALLY_PLAYED);
	if (play->version == 0)
		tally_game(service, language, TALLY_STARTED);
	if (outcome != MOTUS_PLAYING)
		tally_game(service, language,
		    outcome == MOTUS_WON ? TALLY_WON : TALLY_LOST);
	if (outcome == MOTUS_WON)
		tally_win(service, language, play->game.turns);
}

static void
show_repeated(struct play *play)
{
	tally_guess(
	    play->exchange->service, play->day.language, TALLY_REPEATED);
	play_show(play, 200);
}

static void decide(struct play *play);

/*
 * Another request was faster, or the store left before it said whether the
 * guess is kept: what is there now tells.
 */
static void
committed(void *arg, int status)
{
	struct play *play = arg;
	bool again = false;

	if (status == MOTUS_ECONFLICT) {
		again = ++play->conflicts < CONFLICTS_MAX;
	} else if (status == MOTUS_ELOST) {
		again = !play->lost;
		play->lost = true;
	}
	if (status == 0) {
		count_played(play);
		outbox_send(play->exchange->service, &play->result);
		play_show(play, 201);
	} else if (again) {
		play_read(play, decide);
	} else {
		play_fail(play, status);
	}
}

/* `games` is the list of a player whose game it begins, else NULL. */
static void
commit(struct play *play, const struct games *games)
{
	const struct service *service = play->exchange->service;
	struct motus_batch *batch = motus_batch_create();
	unsigned char record[RECORD_SIZE];
	size_t size = record_write(&play->game, play->finished, record);

	motus_batch_expect(batch, play->key, play->version);
	motus_batch_put(batch, play->key, record, size, PLAYER_SECONDS);
	if (games != NULL) {
		games_put(
		    batch, &play->player, games, clock_date(service->now()));
		turnout_add(batch, &play->name);
	}
	outbox_put(service, batch, &play->result);
	motus_store_commit(service->store, batch, committed, play);
	motus_batch_destroy(batch);
}

static void
got_games(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct play *play = arg;
	struct games games = { 0 };

	if (status == 0)
		status = games_read(&games, value, size, version);
	if (status == 0 && !games_add(&games, &play->name))
		status = MOTUS_ENOMEM;
	if (status == 0)
		commit(play, &games);
	else
		play_fail(play, status);
	games_clear(&games);
}

/*
 * A game that begins is listed among the player's in the same step; one that
 * ends has its result filed.
 */
static void
keep(struct play *play)
{
	const struct service *service = play->exchange->service;
	char key[MOTUS_KEY_MAX + 1];

	play->finished = service->now();
	result_clear(&play->result);
	if (outbox_result(service, &play->player, &play->name, &play->game,
		play->finished, play->exchange->request.id,
		&play->result) != 0) {
		play_fail(play, MOTUS_ENOMEM);
		return;
	}
	if (play->version != 0) {
		commit(play, NULL);
		return;
	}
	games_key(&play->player, key);
	motus_store_get(service->store, key, got_games, play);
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
		error = motus_game_guess(
		    game, play->day.language->lexicon, play->guess);
		if (error == 0)
			keep(play);
		else
			refuse_guess(play, error);
	}
}

static void
play_turn(struct exchange *exchange, const struct player *player)
{
	struct motus_word guess;
	struct play *play;
	unsigned int turn;
	struct day day;

	if (!find_open_day(exchange, &day) || !read_turn(exchange, &turn) ||
	    !read_guess(exchange, &day, &guess) ||
	    (play = play_create(exchange, &day, player)) == NULL) {
		exchange_finish(exchange);
		return;
	}
	play->turn = turn;
	play->guess = guess;
	play_read(play, decide);
}

void
guess_put(struct exchange *exchange)
{
	const struct service *service = exchange->service;

	if (may_write(exchange))
		caller_player(exchange, service->verifier, play_turn);
	else
		exchange_finish(exchange);
}
