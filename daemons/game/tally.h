/*
 * tally.h - what the service counts
 */
#ifndef GAME_TALLY_H
#define GAME_TALLY_H

#include <stdint.h>

#include "daemons/common/metrics.h"
#include "daemons/game/service.h"

/*
 * Games, by language; and of puzzles that somebody made also those puzzles,
 * with a word of theirs or one that was picked.
 */
enum tally_game {
	TALLY_STARTED,
	TALLY_WON,
	TALLY_LOST,
	TALLY_MADE,
	TALLY_PICKED,
};

/* Guesses, by language: played, sent again, or refused and why. */
enum tally_guess {
	TALLY_PLAYED,
	TALLY_REPEATED,
	TALLY_NOT_A_WORD,
	TALLY_WRONG_LENGTH,
	TALLY_WRONG_INITIAL,
	TALLY_UNKNOWN_WORD,
	TALLY_LETTER_MOVED,
	TALLY_LETTER_LEFT_OUT,
	TALLY_CANNOT_BE_ANSWER,
	TALLY_TURN_TAKEN,
	TALLY_TURN_SKIPPED,
	TALLY_GAME_OVER,
	TALLY_PUZZLE_CLOSED,
};

/* What was told to the score service, and whether it was taken. */
void tally_delivery(const struct service *service, bool taken);

/* How many results wait, and for how many seconds the oldest. */
void tally_outbox(const struct service *service, uint64_t count, int64_t age);

#define TALLY_METRICS 8
extern const struct metric tally_metrics[TALLY_METRICS];

/* What a guess is called in metrics; a refusal, by its problem's code. */
const char *tally_guess_name(enum tally_guess guess);

/* The languages of `service` are the values of the label; once, at start. */
void tally_name_languages(const struct service *service);

/* Of the puzzles of days. */
void tally_game(const struct service *service, const struct language *language,
    enum tally_game game);

/* Of puzzles that somebody made. */
void tally_custom(const struct service *service,
    const struct language *language, enum tally_game game);

/* One that was won, on that turn, from 1. */
void tally_win(const struct service *service, const struct language *language,
    unsigned int turn);

/* So many have begun a game of today. */
void tally_players(const struct service *service,
    const struct language *language, int64_t count);

void tally_guess(const struct service *service, const struct language *language,
    enum tally_guess guess);

#endif
