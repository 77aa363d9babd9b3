/*
 * dictionary.h - all the words of a hunspell dictionary, from its .dic file
 *
 * A dictionary lists stems, each with the flags of the rules that make its
 * other forms: `cheval/X.` has chevaux.  Here every form is spelled out.
 */
#ifndef LEXICON_DICTIONARY_H
#define LEXICON_DICTIONARY_H

#include "tools/lexicon/affixes.h"
#include "tools/lexicon/text.h"
#include "tools/lexicon/words.h"

/*
 * Add to `words` each form that the stems of `text` have under `affixes` and
 * that may be guessed: motus_word_parse() reads it (so it has no hyphen,
 * apostrophe, digit or full stop), it has no capital, and its stem is no name.
 *
 * A form has at most two suffixes and one prefix, as hunspell makes them.
 *
 *	MOTUS_EFORMAT	text->complaint tells
 *	MOTUS_ENOMEM
 */
int dictionary_expand(
    const struct affixes *affixes, struct text *text, struct words *words);

#endif
