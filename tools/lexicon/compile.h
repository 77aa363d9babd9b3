/*
 * compile.h - a lexicon as the bytes that libmotus reads
 */
#ifndef LEXICON_COMPILE_H
#define LEXICON_COMPILE_H

#include <stddef.h>

#include "tools/lexicon/answers.h"
#include "tools/lexicon/words.h"

/*
 * Make the file that libmotus/lexicon_format.h describes out of sorted
 * `words` and the `answers` that were read for them.
 *
 *	MOTUS_EINVAL	`language` is not 1 to 8 of a-z, 0-9 and -
 *	MOTUS_ENOMEM
 *
 * The caller frees *bytes.
 */
int lexicon_compile(const char *language, const struct words *words,
    const struct answers *answers, unsigned char **bytes, size_t *size);

#endif
