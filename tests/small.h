/*
 * small.h - a lexicon of a few words, made in memory
 */
#ifndef TESTS_SMALL_H
#define TESTS_SMALL_H

#include <stddef.h>

#include <motus/lexicon.h>

struct small {
	struct motus_lexicon *lexicon;
	unsigned char *bytes; /* what it was read from */
	size_t size;
};

/*
 * A lexicon of language "fr" with the words of `words`, one a line, and
 * `answers` as an answers file has them (tools/lexicon/answers.h).  The test
 * fails when they are none.
 */
struct small small_create(const char *words, const char *answers);

/* Free what it holds. */
void small_clear(struct small *small);

#endif
