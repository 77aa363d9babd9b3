#include <motus/analysis.h>

#include "daemons/player/caller.h"
#include "daemons/game/analysis.h"
#include "daemons/game/play.h"

static json_t *
turn_json(const struct motus_turn *turn, const struct motus_review *review)
{
	return json_pack("{s:s, s:i, s:i, s:i, s:i, s:i, s:i, s:{s:s, s:i}}",
	    "guess", turn->guess.letter, "possible", (int)review->possible,
	    "left", (int)review->left, "expected", (int)review->expected,
	    "gained", (int)review->gained, "skill", review->skill, "luck",
	    review->luck, "best", "guess", review->best.guess.letter,
	    "expected", (int)review->best.expected);
}

static json_t *
analysis_json(
    const struct motus_game *game, const struct motus_analysis *analysis)
{
	json_t *turns = json_array();

	for (uint32_t i = 0; i < analysis->turns; i++) {
		if (json_array_append_new(turns,
			turn_json(&game->turn[i], &analysis->turn[i])) != 0) {
			json_decref(turns);
			return NULL;
		}
	}
	return json_pack("{s:i, s:i, s:o}", "skill", analysis->skill, "luck",
	    analysis->luck, "turns", turns);
}

static void
refuse(struct play *play, int status, const char *code, const char *detail)
{
	reply_problem(&play->exchange->reply, status, code, detail);
	play_end(play);
}

static void
analyse(struct play *play)
{
	const struct motus_game *game = &play->game;
	const struct motus_vocabulary *words =
	    play->puzzle.language->words[game->answer.length];
	struct motus_analysis analysis;
	int error;

	if (motus_game_outcome(game) == MOTUS_PLAYING) {
		refuse(play, 409, "game-not-over",
		    "A game is analysed once it is over.");
	} else if (words == NULL) {
		refuse(play, 404, "not-analysed",
		    "Games with words of this length are not analysed.");
	} else if ((error = motus_analyse(words, game, &analysis)) != 0) {
		play_fail(play, error);
	} else {
		reply_json(&play->exchange->reply, 200,
		    analysis_json(game, &analysis));
		play_end(play);
	}
}

static void
analyse_day(struct exchange *exchange, const struct player *player)
{
	play_open(exchange, player, puzzle_of_day, analyse);
}

static void
analyse_custom(struct exchange *exchange, const struct player *player)
{
	play_open(exchange, player, puzzle_of_token, analyse);
}

void
analysis_get(struct exchange *exchange)
{
	const struct service *service = exchange->service;

	caller_player(exchange, service->verifier, analyse_day);
}

void
analysis_get_custom(struct exchange *exchange)
{
	const struct service *service = exchange->service;

	caller_player(exchange, service->verifier, analyse_custom);
}
