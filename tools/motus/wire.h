/*
 * wire.h - a round as JSON: what the game service says of a game
 * (docs/openapi.yaml), which is also how the history keeps one
 */
#ifndef TERMINAL_WIRE_H
#define TERMINAL_WIRE_H

#include <jansson.h>

#include <motus/proof.h>

#include "tools/motus/round.h"

/*
 * Read a puzzle into a round with no turn.  False for what is not one; then
 * the round may be written to half.
 */
bool wire_read_puzzle(struct round *round, const json_t *puzzle);

/*
 * The same with a game, turns and end.  What is taken can be shown: all words
 * are words, and fit.
 */
bool wire_read_game(struct round *round, const json_t *game);

/* What shows that the word of a day was not changed (motus/proof.h). */
struct evidence {
	char language[MOTUS_LANGUAGE_SIZE];
	struct motus_date date;
	struct motus_proof proof; /* without the salt while it is open */
	struct motus_word answer; /* of length 0 while it is open */
};

bool wire_read_evidence(struct evidence *evidence, const json_t *puzzle);

/* The game, the caller's; NULL without memory. */
json_t *wire_write_game(const struct round *round);

#endif
