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

#define MOTUS_TURNS 6

enum motus_outcome { MOTUS_PLAYING, MOTUS_WON, MOTUS_LOST };

struct motus_turn {
	struct motus_word guess;
	struct motus_pattern pattern;
};

struct motus_game {
	struct motus_word answer;
	struct motus_turn turn[MOTUS_TURNS];
	uint32_t turns; /* how many were played */
};

/* A game of `answer` with no turn played. */
struct motus_game motus_game_start(struct motus_word answer);

/*
 * Play `guess` as the next turn.  A refused guess costs nothing and leaves
 * the game as it was.  The first of these that holds:
 *
 *	MOTUS_EOVER	the game is already won or lost
 *	MOTUS_ELENGTH	the guess is not as long as the answer
 *	MOTUS_EINITIAL	the guess does not begin with the letter shown
 *	MOTUS_EUNKNOWN	the lexicon does not have the guess
 *
 * With a NULL lexicon every word is known: so a game that was kept as its
 * guesses is played again, even after a word has left the lexicon.
 */
int motus_game_guess(struct motus_game *game,
    const struct motus_lexicon *lexicon, struct motus_word guess);

/* Won, lost, or still playing. */
enum motus_outcome motus_game_outcome(const struct motus_game *game);

#ifdef __cplusplus
}
#endif

#endif
