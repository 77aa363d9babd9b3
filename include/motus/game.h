/*
 * motus/game.h - one player's attempt at one puzzle
 *
 * A game is a plain value: it holds no pointer, so it can be copied and kept
 * on the stack, and there is nothing to free.  Nothing here reads a clock, a
 * file or a socket: what happens follows from the arguments alone.
 */
#ifndef MOTUS_GAME_H
#define MOTUS_GAME_H

#include <motus/lexicon.h>
#include <motus/mark.h>
#include <motus/word.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MOTUS_TURNS 6 /* of the daily game */
#define MOTUS_TURNS_MAX 10 /* of any game */

enum motus_outcome { MOTUS_PLAYING, MOTUS_WON, MOTUS_LOST };

/*
 * What a guess must make of what the turns before it have shown.
 *
 * MOTUS_HARD is the hard mode of Wordle, where every hint that was revealed
 * must be used: a letter that was marked correct stays in its place, and a
 * guess has each letter at least as often as an earlier turn marked it correct
 * or present.  A letter marked absent may be tried again, and one marked
 * present on the same place.  The bonus letter counts as marked correct.
 *
 * MOTUS_ULTRA lets nothing be said against the guess: with it as the answer
 * every earlier turn would have had the marks that it has.  Whatever it allows
 * MOTUS_HARD allows too.
 */
enum motus_strictness { MOTUS_FREE, MOTUS_HARD, MOTUS_ULTRA };

/* What a game is played by. */
struct motus_rules {
	uint8_t strictness; /* enum motus_strictness */
	uint8_t turns; /* 1 to MOTUS_TURNS_MAX */
	bool initial; /* the first letter is shown, and guesses begin with it */
	uint8_t bonus; /* the place of one more letter that is shown from the
			  start, counted from 0; 0 for none */
};

struct motus_turn {
	struct motus_word guess;
	struct motus_pattern pattern;
};

struct motus_game {
	struct motus_word answer;
	struct motus_turn turn[MOTUS_TURNS_MAX];
	struct motus_rules rules;
	uint32_t turns; /* how many were played */
	uint32_t hints; /* bit i: a hint was taken for turn i + 1 */
};

/* The daily game's: MOTUS_FREE, MOTUS_TURNS, the initial and no bonus. */
struct motus_rules motus_rules_daily(void);

/* A game of `answer` by the daily rules, with no turn played. */
struct motus_game motus_game_start(struct motus_word answer);

/*
 * A game of `answer` by `rules`, with no turn played, into `game`, which is
 * written only on success.
 *
 *	MOTUS_ERULES	a strictness that there is not, turns out of their
 *			range, or a bonus place that the answer does not have
 */
int motus_game_start_with(struct motus_game *game, struct motus_word answer,
    struct motus_rules rules);

/*
 * Whether the letter on `place`, counted from 0, is shown from the start: by
 * the initial or by the bonus.
 */
bool motus_game_shows(const struct motus_game *game, uint32_t place);

/*
 * Play `guess` as the next turn.  A refused guess costs nothing and leaves
 * the game as it was.  The first of these that holds:
 *
 *	MOTUS_EOVER	the game is already won or lost
 *	MOTUS_ELENGTH	the guess is not as long as the answer
 *	MOTUS_EINITIAL	the initial is shown, and the guess begins with
 *			another letter
 *	MOTUS_EUNKNOWN	the lexicon does not have the guess
 *	MOTUS_EPLACE	hard or ultra: a letter that a turn marked correct, or
 *			the bonus letter, is not in its place
 *	MOTUS_ELETTER	hard or ultra: it has a letter less often than a turn
 *			marked it correct or present
 *	MOTUS_ECONTRADICTS ultra: if it were the answer, a turn would have had
 *			other marks
 *
 * With a NULL lexicon every word is known: so a game that was kept as its
 * guesses is played again, even after a word has left the lexicon.
 */
int motus_game_guess(struct motus_game *game,
    const struct motus_lexicon *lexicon, struct motus_word guess);

/* What motus_game_guess() would return, without playing. */
int motus_game_check(const struct motus_game *game,
    const struct motus_lexicon *lexicon, struct motus_word guess);

/*
 * Whether a turn speaks against `word` as the answer: with it the guess would
 * have had other marks.
 */
bool motus_game_contradicts(
    const struct motus_game *game, struct motus_word word);

/*
 * Note that a hint is taken for the next turn; once or again.  What it says is
 * for others to find: see motus_advise().
 *
 *	MOTUS_EOVER	there is no next turn
 */
int motus_game_take_hint(struct motus_game *game);

/* Whether a hint was taken for a turn, counted from 1. */
bool motus_game_was_hinted(const struct motus_game *game, uint32_t turn);

/* Won, lost, or still playing. */
enum motus_outcome motus_game_outcome(const struct motus_game *game);

#ifdef __cplusplus
}
#endif

#endif
