/*
 * vocabulary.h - the words that are analysed and solved
 */
#ifndef TERMINAL_VOCABULARY_H
#define TERMINAL_VOCABULARY_H

#include <motus/vocabulary.h>

#include "tools/motus/options.h"

/*
 * The words of `length` letters of the lexicon that the options name; or those
 * of their files of answers and guesses, one word a line, which must have that
 * length unless it is 0.  Blank lines and those that begin with # don't count.
 * EX_OK, else it was said why.  The caller destroys *vocabulary.
 */
int vocabulary_open(struct motus_vocabulary **vocabulary,
    const struct options *options, unsigned int length);

#endif
