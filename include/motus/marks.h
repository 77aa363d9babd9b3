/*
 * motus/marks.h - guesses against a whole list of answers, fast
 *
 * A list of answers is packed once; then a guess is marked against all of it
 * with vector instructions, the best that the processor has.  Every processor
 * gives the same results, to the bit: those of motus_mark().
 *
 * A packed list never changes and may be shared by any number of threads.  It
 * takes about 27 bytes for each letter of each answer.
 */
#ifndef MOTUS_MARKS_H
#define MOTUS_MARKS_H

#include <stddef.h>
#include <stdint.h>

#include <motus/mark.h>
#include <motus/word.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MOTUS_MARKS_MAX 1000000 /* answers of a list */

struct motus_marks; /* opaque: it owns the packed answers */

/*
 * How a guess divides the answers of a list: those that would show the same
 * pattern are a part.  All are exact, so that the order of guesses is the same
 * everywhere.
 */
struct motus_split {
	/*
	 * What the guess is expected to tell, in bits, times the number of
	 * answers, in units of 2^-32: divide by count * 4294967296.0.
	 */
	uint64_t bits;
	uint64_t squares; /* the sum of the parts' sizes squared */
	uint32_t parts; /* different patterns */
	uint32_t largest; /* the size of the largest part */
};

/*
 * Pack `count` answers, all of the same length; they are copied.
 *
 *	MOTUS_EINVAL	no answer, or more than MOTUS_MARKS_MAX
 *	MOTUS_ELENGTH	they differ in length
 *	MOTUS_ENOMEM
 *
 * The caller destroys *marks.
 */
int motus_marks_create(
    struct motus_marks **marks, const struct motus_word *answers, size_t count);

/* NULL is allowed. */
void motus_marks_destroy(struct motus_marks *marks);

/* How many answers there are. */
size_t motus_marks_count(const struct motus_marks *marks);

/* How many letters each has. */
unsigned int motus_marks_length(const struct motus_marks *marks);

/* How many patterns words of `length` letters have, 3^length; 0 for others. */
uint32_t motus_marks_patterns(unsigned int length);

/*
 * Bytes of a pattern code in a row of motus_marks_codes(), the fewest that
 * hold it: 1 (uint8_t) to 5 letters, 2 (uint16_t) to 10, 4 (uint32_t) above;
 * 0 for no length of a word.
 */
size_t motus_marks_code_size(unsigned int length);

/*
 * The pattern codes, see motus_pattern_code(), of each of `count` guesses
 * against each answer: a row for each guess, in the order of the answers, into
 * `codes`, which has count * motus_marks_count() integers of
 * motus_marks_code_size() bytes.
 *
 *	MOTUS_ELENGTH	a guess is not as long as the answers; rows before
 *			have been written
 */
int motus_marks_codes(const struct motus_marks *marks,
    const struct motus_word *guesses, size_t count, void *codes);

/*
 * How many answers show each pattern: counts[code] for each of the
 * motus_marks_patterns() codes.
 *
 *	MOTUS_ELENGTH	the guess is not as long as the answers
 */
int motus_marks_histogram(
    const struct motus_marks *marks, struct motus_word guess, uint32_t *counts);

/*
 * The answers still possible after `guess` showed `pattern`: their indices,
 * ascending, into `kept`, which has room for all answers, and how many into
 * *count.
 *
 *	MOTUS_ELENGTH	the guess or the pattern is not as long as the answers
 */
int motus_marks_filter(const struct motus_marks *marks, struct motus_word guess,
    struct motus_pattern pattern, uint32_t *kept, size_t *count);

/*
 * How each of `count` guesses divides the answers, into splits[0..count).
 *
 *	MOTUS_ELENGTH	a guess is not as long as the answers
 *	MOTUS_ENOMEM
 */
int motus_marks_split(const struct motus_marks *marks,
    const struct motus_word *guesses, size_t count, struct motus_split *splits);

#ifdef __cplusplus
}
#endif

#endif
