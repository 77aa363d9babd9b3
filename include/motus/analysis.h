/*
 * motus/analysis.h - how good a guess is, and how lucky
 *
 * A game is a search for the answer among those that are still possible: those
 * that the letters shown and the marks of each turn allow.  A guess that is
 * expected to halve them is worth one bit.
 *
 *	expected bits	what a guess tells on average, each possible answer
 *			being as likely as the others: log2(n) less the mean
 *			of log2(left)
 *	gained bits	what it told: log2(n / left)
 *	worth		the expected bits, and 1/n more if the guess can be
 *			the answer: an answer that is known must still be said
 *	best guess	of those that the rules allow the one of most worth;
 *			of equals one that can be the answer, then the one
 *			with the smallest sum of squares of what may be left,
 *			then the first in the alphabet
 *	skill		of a turn: the worth of the guess in per cent of that
 *			of the best guess then
 *	luck		of a turn: the share, in per cent, of the possible
 *			answers with which the guess would have left more than
 *			it did, and half of those with which as many.  To have
 *			guessed the answer leaves least of all.  So luck is 50
 *			on average, whatever is guessed
 *
 * Skill and luck of a game are the means of its turns', all being whole
 * numbers, rounded half up.  Sums are exact, so every machine says the same.
 * See docs/decisions/analysis.md.
 *
 * Each function takes a game as what the player knows: of its answer only the
 * letters that its rules show are read, so that a game of an unknown answer
 * can be described too, unless it is said otherwise.  The words of the
 * vocabulary are as long as the game's answer, or it is MOTUS_ELENGTH.
 *
 * The answer is one of those of the vocabulary, or, if none of these is
 * possible, any word that may be guessed.
 */
#ifndef MOTUS_ANALYSIS_H
#define MOTUS_ANALYSIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <motus/game.h>
#include <motus/vocabulary.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Guesses times possible answers that are looked at to find the best guess;
 * where there are more, it is the best of the possible answers.
 */
#define MOTUS_ANALYSIS_PAIRS (UINT32_C(1) << 26)

/* The guesses among which the best is looked for. */
enum motus_reach {
	MOTUS_REACH_RULES, /* those that the game would take */
	MOTUS_REACH_ANY, /* every word that may be guessed, in any game */
};

/* A guess before it is made. */
struct motus_advice {
	struct motus_word guess;
	uint32_t possible; /* answers, before the guess */
	uint32_t expected; /* thousandths of a bit */
	uint32_t parts; /* different patterns that it may show */
	uint32_t largest; /* answers left at worst */
	bool candidate; /* it can be the answer */
};

/* A turn of a game, looked back on. */
struct motus_review {
	uint32_t possible; /* answers, before the turn */
	uint32_t left; /* and after it; 1 when it won */
	uint32_t expected; /* thousandths of a bit */
	uint32_t gained; /* thousandths of a bit */
	uint8_t skill, luck; /* 0 to 100 */
	struct motus_advice best; /* the best guess then */
};

struct motus_analysis {
	struct motus_review turn[MOTUS_TURNS_MAX];
	uint32_t turns;
	uint8_t skill, luck; /* of the whole game, 0 to 100 */
};

/*
 * The answers that are possible after the turns of `game`: *count words in the
 * order of the alphabet, into `possible`, which has room for all guesses of
 * the vocabulary.  None, when the turns contradict one another or the
 * vocabulary does not have the answer.
 */
int motus_possible(const struct motus_vocabulary *vocabulary,
    const struct motus_game *game, struct motus_word *possible, size_t *count);

/*
 * What `guess`, which may be any word, would tell as the next turn of `game`.
 *
 *	MOTUS_EIMPOSSIBLE	no answer is possible
 *	MOTUS_ENOMEM
 */
int motus_weigh(const struct motus_vocabulary *vocabulary,
    const struct motus_game *game, struct motus_word guess,
    struct motus_advice *advice);

/*
 * The best guess now; it fails as motus_weigh() does, and with MOTUS_EOVER if
 * the game is.
 */
int motus_advise(const struct motus_vocabulary *vocabulary,
    const struct motus_game *game, enum motus_reach reach,
    struct motus_advice *best);

/*
 * Look back on the turns that `game` has, which is over or is still played.
 * The best guess of each turn is one that the rules allowed.  The whole of the
 * game's answer is read: one that is none of the vocabulary's counts as one of
 * them.
 *
 *	MOTUS_EINVAL		no turn was played
 *	MOTUS_EIMPOSSIBLE	the turns are not those of a game of the answer
 *	MOTUS_ENOMEM
 */
int motus_analyse(const struct motus_vocabulary *vocabulary,
    const struct motus_game *game, struct motus_analysis *analysis);

/*
 * How hard the puzzle of `game` is, which has no turn: the turns, in
 * thousandths, that a player needs who always guesses one of the answers still
 * possible, each as likely as the others; the mean of a thousand games, always
 * the same ones, that go on until the answer is found.  An answer that many
 * others resemble needs more.  The whole of the game's answer is read: one that
 * is none of the vocabulary's counts as one of them.
 *
 *	MOTUS_ENOMEM
 */
int motus_difficulty(const struct motus_vocabulary *vocabulary,
    const struct motus_game *game, uint32_t *turns);

#ifdef __cplusplus
}
#endif

#endif
