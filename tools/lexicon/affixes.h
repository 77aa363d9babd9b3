/*
 * affixes.h - the rules of a hunspell dictionary, from its .aff file
 *
 * Read are what says which words there are: SET (UTF-8 only), FLAG, AF, SFX,
 * PFX, FULLSTRIP, NEEDAFFIX, FORBIDDENWORD, ONLYINCOMPOUND and CIRCUMFIX.  What
 * helps to correct words or to compound them is passed over: a compound is a
 * word here only when the dictionary lists it.
 */
#ifndef LEXICON_AFFIXES_H
#define LEXICON_AFFIXES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tools/lexicon/text.h"

/* A sorted set of flags; it owns `flag`. */
struct flags {
	uint32_t *flag;
	size_t count;
};

/* An affix, one line of a rule: strip this off a word, then put that on. */
struct affix {
	uint32_t flag; /* of its rule */
	bool suffix; /* or prefix */
	bool crosses; /* goes with an affix of the other kind */
	struct slice strip;
	struct slice add;
	struct slice condition; /* of the word that it is put on */
	size_t characters; /* that the condition looks at */
	struct flags next; /* affixes that may follow; its own properties */
};

enum flag_form { FLAG_BYTE, FLAG_LONG, FLAG_NUMBER, FLAG_UTF8 };

/* All slices are parts of the text that was read. */
struct affixes {
	enum flag_form form;
	bool full_strip; /* an affix may strip the whole word */
	uint32_t need_affix; /* these four are 0 where there is none */
	uint32_t forbidden;
	uint32_t only_in_compound;
	uint32_t circumfix;
	struct slice *alias; /* AF: flags by their number, from 1 */
	size_t aliases;
	struct affix *affix; /* sorted by kind, then by flag */
	size_t count;
};

/*
 * Read the rules of `text`, which must outlive *affixes.
 *
 *	MOTUS_EFORMAT	text->complaint tells
 *	MOTUS_ENOMEM
 *
 * The caller frees *affixes with affixes_clear(), also after an error.
 */
int affixes_read(struct affixes *affixes, struct text *text);

/* Free what it holds. */
void affixes_clear(struct affixes *affixes);

/* The affixes of a rule: `count` of them; NULL when there is no such rule. */
const struct affix *affixes_of(
    const struct affixes *affixes, bool suffix, uint32_t flag, size_t *count);

/*
 * Read the flags that stand after a slash in the line read last from `text`:
 * flags, or the number of an alias.
 *
 *	MOTUS_EFORMAT	text->complaint tells
 *	MOTUS_ENOMEM
 *
 * The caller frees flags->flag.
 */
int flags_read(struct flags *flags, const struct affixes *affixes,
    struct text *text, struct slice slice);

/* Whether `flag`, unless 0, is in the set. */
bool flags_have(const struct flags *flags, uint32_t flag);

/* Whether `word` is one that `affix` may be put on. */
bool affix_fits(const struct affixes *affixes, const struct affix *affix,
    struct slice word);

#endif
