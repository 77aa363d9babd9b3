/*
 * motus/mark.h - how a guess compares with an answer
 *
 * Letters in place are marked first.  What the answer has left is then handed
 * out from left to right, so that a letter is marked correct or present at
 * most as often as the answer has it.
 */
#ifndef MOTUS_MARK_H
#define MOTUS_MARK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <motus/word.h>

#ifdef __cplusplus
extern "C" {
#endif

enum motus_mark { MOTUS_ABSENT, MOTUS_PRESENT, MOTUS_CORRECT };

struct motus_pattern {
	uint8_t length;
	uint8_t mark[MOTUS_WORD_MAX]; /* enum motus_mark; 0 from length on */
};

#define MOTUS_PATTERN_SIZE (MOTUS_WORD_MAX + 1)

/*
 * The marks of `guess` against `answer`.  Pure.  Words of different lengths
 * have no pattern: its length is 0 then.
 */
struct motus_pattern motus_mark(
    struct motus_word guess, struct motus_word answer);

/*
 * The pattern codes, see motus_pattern_code(), of `guess` against each of
 * `count` answers, all as long as the guess, into codes[0..count).
 *
 *	MOTUS_ELENGTH	an answer is not as long as the guess; `codes` may
 *			have been written up to there
 */
int motus_mark_many(struct motus_word guess, const struct motus_word *answers,
    size_t count, uint32_t *codes);

/* Whether each mark is correct; false for an empty pattern. */
bool motus_pattern_won(struct motus_pattern pattern);

/*
 * The pattern as a number in base 3, the mark of the first letter being the
 * lowest digit; below 3^length.
 */
uint32_t motus_pattern_code(struct motus_pattern pattern);

/* Write one character a mark, `c`, `p` or `a`, and a NUL. */
void motus_pattern_format(
    struct motus_pattern pattern, char text[MOTUS_PATTERN_SIZE]);

#ifdef __cplusplus
}
#endif

#endif
