/*
 * custom.h - a puzzle that somebody made, as a text that keeps its word
 *
 * The text, its token, holds all of the puzzle, so that nothing is kept of it
 * before somebody plays.  It is sealed under a key that follows from the key of
 * the days: every instance can open it, and nobody else can read or make one.
 * All tokens are equally long.
 */
#ifndef GAME_CUSTOM_H
#define GAME_CUSTOM_H

#include <stdbool.h>

#include <motus/game.h>

#include "daemons/common/aead.h"
#include "daemons/common/base64url.h"

#define CUSTOM_BYTES (4 + MOTUS_LANGUAGE_SIZE - 1 + MOTUS_WORD_MAX)
#define CUSTOM_TOKEN_SIZE BASE64URL_SIZE(AEAD_EXTRA + CUSTOM_BYTES)

struct custom {
	char language[MOTUS_LANGUAGE_SIZE];
	struct motus_word word;
	struct motus_rules rules; /* that a game of the word can have */
};

/* How each strictness is called: "free", "hard", "ultra". */
extern const char *const custom_strictness[MOTUS_ULTRA + 1];

/* Write the token of `custom`; false without memory or randomness. */
bool custom_seal(const unsigned char *day_key, const struct custom *custom,
    char token[CUSTOM_TOKEN_SIZE]);

/* Read it; false: it is no token of ours, or another key's. */
bool custom_open(
    const unsigned char *day_key, const char *token, struct custom *custom);

/*
 * What is sealed:
 *
 *	4 bytes		strictness, turns, initial (0 or 1), bonus: as
 *			struct motus_rules has them
 *	8 bytes		the language, then NULs
 *	12 bytes	the letters of the word, then NULs
 *
 * custom_unpack() is false for any other bytes.
 */
void custom_pack(
    const struct custom *custom, unsigned char bytes[CUSTOM_BYTES]);
bool custom_unpack(
    struct custom *custom, const unsigned char bytes[CUSTOM_BYTES]);

#endif
