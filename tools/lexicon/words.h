/*
 * words.h - a set of words that grows
 *
 * All zeros is an empty set.  Words are added in any order, then the set is
 * sorted once, and only then searched.
 */
#ifndef LEXICON_WORDS_H
#define LEXICON_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <motus/word.h>

#include "tools/lexicon/text.h"

struct words {
	uint64_t *packed; /* as libmotus/lexicon_format.h packs them */
	size_t count;
	size_t room;
};

/* 0 or MOTUS_ENOMEM. */
int words_add(struct words *words, struct motus_word word);

/*
 * Add the words of `list`, one a line; a line that begins with # is none.
 *
 *	MOTUS_EFORMAT	a line is no word; list->complaint tells
 *	MOTUS_ENOMEM
 */
int words_add_list(struct words *words, struct text *list);

/* Put the words in order, each once. */
void words_sort(struct words *words);

/* Where `word` is; false when it is not in the set. */
bool words_find(
    const struct words *words, struct motus_word word, size_t *index);

/* Take the words of `others`, a sorted set, out of a sorted set. */
void words_remove(struct words *words, const struct words *others);

/* Free what the set holds. */
void words_clear(struct words *words);

#endif
