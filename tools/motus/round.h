/*
 * round.h - one game as it is played, wherever the word comes from
 */
#ifndef TERMINAL_ROUND_H
#define TERMINAL_ROUND_H

#include <stdbool.h>
#include <stdint.h>

#include <motus/game.h>

#include "tools/motus/history.h"
#include "tools/motus/options.h"

struct round {
	char language[MOTUS_LANGUAGE_SIZE];
	const char *site; /* where it is played; NULL: here */
	bool practice; /* or for friends: it has neither date nor number */
	struct motus_date date;
	uint32_t number;
	/* Of its answer only length and initial need be known until it ends. */
	struct motus_game game;
	char display[MOTUS_DISPLAY_SIZE]; /* known when it is over */

	/*
	 * Play a word: 0, a MOTUS_E... when it is refused, or, once it was
	 * said why, how the program must end (positive).
	 */
	int (*guess)(struct round *round, struct motus_word word);
	void *context; /* of guess() */

	/* Where it is kept after each guess; NULL: nowhere. */
	struct history *history;
	char id[HISTORY_ID_SIZE];
};

/*
 * Play until it is over or the input ends: guesses are lines of standard input.
 * Returns how the program ends.
 */
int round_play(struct round *round, const struct options *options);

/* What a round says, and how: as text, or as lines of JSON. */
struct voice {
	void (*begin)(const struct round *round);
	void (*ask)(const struct round *round); /* for the next guess */
	void (*played)(const struct round *round, const char *line);
	void (*refused)(const struct round *round, const char *line, int error);
	void (*end)(const struct round *round);
};

const struct voice *voice_text(bool french);
const struct voice *voice_json(void);

/* What the game service calls the refusal `error`, and back: 0 for no such. */
const char *refusal_code(int error);
int refusal_of(const char *code);

/* "won", "lost" or "playing". */
const char *outcome_name(enum motus_outcome outcome);

#endif
