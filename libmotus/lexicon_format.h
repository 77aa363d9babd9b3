/*
 * lexicon_format.h - the file of a compiled lexicon
 *
 * What libmotus/lexicon.c reads and tools/lexicon/compile.c writes.  Numbers
 * are little-endian and unsigned but for days; nothing is aligned.
 *
 *	bytes	what
 *	8	"MOTUSLEX"
 *	4	version of this format, LEXICON_VERSION
 *	4	how many editions, 1 or more
 *	4	how many answers
 *	9 x 4	how many words of 4, 5, ... 12 letters
 *	8	language: a-z, 0-9 and -, then NULs
 *	8 each	words, packed: those of 4 letters first, each length strictly
 *		increasing
 *	48 each	answers, in the order in which they were added
 *	4 each	editions: days from 1970-01-01 (signed), strictly increasing
 *	32	SHA-256 of all the bytes before
 *
 * An answer is
 *
 *	8	its word, packed; it is among the words, and no other answer's
 *	4	edition that added it, from 1
 *	4	edition that withdrew it, later than that, or 0
 *	32	how people write it: UTF-8 that is read as that word, then NULs
 *
 * A packed word has 5 bits a letter, A being 1 and Z being 26.  The first
 * letter is in the highest 5 of 60 bits, and what is left is 0: so numbers
 * sort as words do.
 */
#ifndef LEXICON_FORMAT_H
#define LEXICON_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <motus/lexicon.h>
#include <motus/word.h>

#define LEXICON_MAGIC "MOTUSLEX"
#define LEXICON_VERSION 1u

#define LEXICON_LENGTHS (MOTUS_WORD_MAX - MOTUS_WORD_MIN + 1)

/* Where each field of the header begins, and how long it is. */
enum {
	LEXICON_AT_VERSION = 8,
	LEXICON_AT_EDITIONS = 12,
	LEXICON_AT_ANSWERS = 16,
	LEXICON_AT_COUNTS = 20,
	LEXICON_AT_LANGUAGE = LEXICON_AT_COUNTS + 4 * LEXICON_LENGTHS,
	LEXICON_HEADER_SIZE = LEXICON_AT_LANGUAGE + MOTUS_LANGUAGE_SIZE - 1,
};

/* The same of an answer, and how long the other records are. */
enum {
	LEXICON_WORD_SIZE = 8,
	LEXICON_AT_ADDED = 8,
	LEXICON_AT_WITHDRAWN = 12,
	LEXICON_AT_DISPLAY = 16,
	LEXICON_ANSWER_SIZE = LEXICON_AT_DISPLAY + MOTUS_DISPLAY_SIZE,
	LEXICON_EDITION_SIZE = 4,
};

/* Whether a lexicon may have this language. */
static inline bool
lexicon_language_is_valid(const char *language)
{
	size_t length = strlen(language);

	return length > 0 && length < MOTUS_LANGUAGE_SIZE &&
	    strspn(language, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static inline uint64_t
lexicon_pack(struct motus_word word)
{
	uint64_t packed = 0;

	for (int i = 0; i < MOTUS_WORD_MAX; i++) {
		uint64_t letter = i < word.length ? word.letter[i] - '@' : 0;

		packed = packed << 5 | letter;
	}
	return packed;
}

#endif
