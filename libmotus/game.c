#include <motus/error.h>
#include <motus/game.h>

struct motus_game
motus_game_start(struct motus_word answer)
{
	return (struct motus_game){ .answer = answer };
}

int
motus_game_guess(struct motus_game *game, const struct motus_lexicon *lexicon,
    struct motus_word guess)
{
	if (motus_game_outcome(game) != MOTUS_PLAYING)
		return MOTUS_EOVER;
	if (guess.length != game->answer.length)
		return MOTUS_ELENGTH;
	if (guess.letter[0] != game->answer.letter[0])
		return MOTUS_EINITIAL;
	if (lexicon != NULL && !motus_lexicon_has(lexicon, guess))
		return MOTUS_EUNKNOWN;
	game->turn[game->turns++] = (struct motus_turn){ .guess = guess,
		.pattern = motus_mark(guess, game->answer) };
	return 0;
}

enum motus_outcome
motus_game_outcome(const struct motus_game *game)
{
	if (game->turns > 0 &&
	    motus_pattern_won(game->turn[game->turns - 1].pattern))
		return MOTUS_WON;
	return game->turns < MOTUS_TURNS ? MOTUS_PLAYING : MOTUS_LOST;
}
