/*
 * answers.h - the answers of a language, as people keep them
 *
 * UTF-8, a word a line, as people write it, in small letters:
 *
 *	# a comment
 *	@2026-01-01	from that day on the words below are answers
 *	œuvre
 *	@2026-09-01	a later edition
 *	nénuphar
 *	-œuvre		is no answer of its puzzles any more
 *
 * What a published edition says is never changed: only a later one adds to it.
 */
#ifndef LEXICON_ANSWERS_H
#define LEXICON_ANSWERS_H

#include <stddef.h>

#include <motus/lexicon.h>

#include "tools/lexicon/text.h"
#include "tools/lexicon/words.h"

struct answers {
	struct motus_answer *answer; /* in the order of the text */
	size_t answers;
	struct motus_date *edition;
	size_t editions;
};

/*
 * Read `text`.  `words` are the lexicon's, sorted.
 *
 *	MOTUS_EFORMAT	text->complaint tells: a line is none of those above;
 *			a word is not in the lexicon, is shorter or longer than
 *			an answer may be, comes twice, or comes before the first
 *			edition; a withdrawn word is no answer of an earlier
 *			edition; an edition is not later than the one before; or
 *			there is none
 *	MOTUS_ENOMEM
 *
 * The caller frees *answers with answers_clear(), also after an error.
 */
int answers_read(
    struct answers *answers, const struct words *words, struct text *text);

/* Free what it holds. */
void answers_clear(struct answers *answers);

#endif
