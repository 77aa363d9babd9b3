#include <string.h>

#include <motus/error.h>
#include <motus/game.h>

struct motus_rules
motus_rules_daily(void)
{
	return (struct motus_rules){
		.strictness = MOTUS_FREE, .turns = MOTUS_TURNS, .initial = true
	};
}

struct motus_game
motus_game_start(struct motus_word answer)
{
	return (struct motus_game){ .answer = answer,
		.rules = motus_rules_daily() };
}

int
motus_game_start_with(
    struct motus_game *game, struct motus_word answer, struct motus_rules rules)
{
	if (rules.strictness > MOTUS_ULTRA || rules.turns < 1 ||
	    rules.turns > MOTUS_TURNS_MAX || rules.bonus >= answer.length)
		return MOTUS_ERULES;
	*game = (struct motus_game){ .answer = answer, .rules = rules };
	return 0;
}

bool
motus_game_shows(const struct motus_game *game, uint32_t place)
{
	return place == 0 ? game->rules.initial : place == game->rules.bonus;
}

static bool
keeps_places(const struct motus_game *game, struct motus_word guess)
{
	uint8_t bonus = game->rules.bonus;

	if (bonus > 0 && guess.letter[bonus] != game->answer.letter[bonus])
		return false;
	for (uint32_t i = 0; i < game->turns; i++) {
		const struct motus_turn *turn = &game->turn[i];

		for (int at = 0; at < guess.length; at++)
			if (turn->pattern.mark[at] == MOTUS_CORRECT &&
			    guess.letter[at] != turn->guess.letter[at])
				return false;
	}
	return true;
}

/* Whether `guess` has the letters that one turn found. */
static bool
has_letters(const struct motus_turn *turn, struct motus_word guess)
{
	int missing[26] = { 0 };

	for (int at = 0; at < guess.length; at++) {
		if (turn->pattern.mark[at] != MOTUS_ABSENT)
			missing[turn->guess.letter[at] - 'A']++;
		missing[guess.letter[at] - 'A']--;
	}
	for (int i = 0; i < 26; i++)
		if (missing[i] > 0)
			return false;
	return true;
}

static bool
keeps_letters(const struct motus_game *game, struct motus_word guess)
{
	for (uint32_t i = 0; i < game->turns; i++)
		if (!has_letters(&game->turn[i], guess))
			return false;
	return true;
}

bool
motus_game_contradicts(const struct motus_game *game, struct motus_word word)
{
	for (uint32_t i = 0; i < game->turns; i++) {
		const struct motus_turn *turn = &game->turn[i];
		struct motus_pattern pattern = motus_mark(turn->guess, word);

		if (memcmp(&pattern, &turn->pattern, sizeof(pattern)) != 0)
			return true;
	}
	return false;
}

int
motus_game_check(const struct motus_game *game,
    const struct motus_lexicon *lexicon, struct motus_word guess)
{
	const struct motus_rules *rules = &game->rules;

	if (motus_game_outcome(game) != MOTUS_PLAYING)
		return MOTUS_EOVER;
	if (guess.length != game->answer.length)
		return MOTUS_ELENGTH;
	if (rules->initial && guess.letter[0] != game->answer.letter[0])
		return MOTUS_EINITIAL;
	if (lexicon != NULL && !motus_lexicon_has(lexicon, guess))
		return MOTUS_EUNKNOWN;
	if (rules->strictness >= MOTUS_HARD && !keeps_places(game, guess))
		return MOTUS_EPLACE;
	if (rules->strictness >= MOTUS_HARD && !keeps_letters(game, guess))
		return MOTUS_ELETTER;
	if (rules->strictness == MOTUS_ULTRA &&
	    motus_game_contradicts(game, guess))
		return MOTUS_ECONTRADICTS;
	return 0;
}

int
motus_game_guess(struct motus_game *game, const struct motus_lexicon *lexicon,
    struct motus_word guess)
{
	int error = motus_game_check(game, lexicon, guess);

	if (error != 0)
		return error;
	game->turn[game->turns++] = (struct motus_turn){ .guess = guess,
		.pattern = motus_mark(guess, game->answer) };
	return 0;
}

int
motus_game_take_hint(struct motus_game *game)
{
	if (motus_game_outcome(game) != MOTUS_PLAYING)
		return MOTUS_EOVER;
	game->hints |= UINT32_C(1) << game->turns;
	return 0;
}

bool
motus_game_was_hinted(const struct motus_game *game, uint32_t turn)
{
	return turn >= 1 && turn <= MOTUS_TURNS_MAX &&
	    (game->hints >> (turn - 1) & 1) != 0;
}

enum motus_outcome
motus_game_outcome(const struct motus_game *game)
{
	if (game->turns > 0 &&
	    motus_pattern_won(game->turn[game->turns - 1].pattern))
		return MOTUS_WON;
	return game->turns < game->rules.turns ? MOTUS_PLAYING : MOTUS_LOST;
}
