/*
 * motus/word.h - letters A to Z out of what people write
 *
 * A word is a plain value: copy it, compare it, keep it on the stack.  It
 * holds the 26 letters of the grid; accents and ligatures are gone.
 */
#ifndef MOTUS_WORD_H
#define MOTUS_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MOTUS_WORD_MIN 4 /* letters */
#define MOTUS_WORD_MAX 12 /* letters */

struct motus_word {
	uint8_t length; /* MOTUS_WORD_MIN to MOTUS_WORD_MAX */
	char letter[MOTUS_WORD_MAX + 1]; /* 'A' to 'Z', then NULs to the end */
};

/*
 * Read a word from `size` bytes of UTF-8 at `text` (no NUL needed).  Case is
 * ignored; a letter with a diacritic counts as its base letter (é is E, ç is
 * C, ñ is N), whether precomposed or followed by combining marks (U+0300 to
 * U+036F); œ is OE and æ is AE.
 *
 *	MOTUS_EWORD	not UTF-8 (RFC 3629), a character that is no such
 *			letter, fewer than 4 or more than 12 letters, or more
 *			than 128 bytes
 *
 * `word` is written only on success.
 */
int motus_word_parse(struct motus_word *word, const char *text, size_t size);

/* Whether both have the same letters. */
bool motus_word_equal(struct motus_word a, struct motus_word b);

#ifdef __cplusplus
}
#endif

#endif
