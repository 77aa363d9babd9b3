/*
 * plain.h - what the fast marks are measured against
 *
 * The plain function of two passes that most games have, with words in plain
 * arrays.  gcc -O3 compiles it, whatever compiles the rest.
 */
#ifndef BENCH_PLAIN_H
#define BENCH_PLAIN_H

#include <stddef.h>
#include <stdint.h>

/* What compiled it: "gcc 12.2.0 -O3". */
extern const char plain_compiler[];

#define PLAIN_SIZE 13 /* bytes of a word: 12 letters and a NUL */

/* Pattern codes of `guess` against each of `count` answers. */
void plain_codes(const char *guess, const char (*answers)[PLAIN_SIZE],
    size_t count, int length, uint32_t *codes);

/* The entropy of the patterns, in bits; `table` has 3^length counters. */
double plain_entropy(const char *guess, const char (*answers)[PLAIN_SIZE],
    size_t count, int length, uint32_t *table);

/* The indices of the answers that show `code`; returns how many. */
size_t plain_filter(const char *guess, const char (*answers)[PLAIN_SIZE],
    size_t count, int length, uint32_t code, uint32_t *kept);

#endif
