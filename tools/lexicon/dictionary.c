#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "tools/lexicon/dictionary.h"

/*
 * Bytes of a form.  A word has at most 12 letters, so what is longer than this
 * is none, and no affix strips that much.
 */
#define FORM_MAX 128

#define SUFFIXES_MAX 2

/*
 * Grammalecte's names for what no puzzle should have: proper names, family
 * names, first names, and pieces of words that are listed to be refused.
 */
static const char *const refused_kinds[] = { "po:npr", "po:patr", "po:prn",
	"po:err" };

struct stem {
	struct slice word;
	struct slice kinds; /* morphological fields */
	struct flags flags;
};

struct form {
	char bytes[FORM_MAX];
	size_t size;
	const struct affix *prefix; /* NULL: any that the parts allow */
	const struct affix *suffix[SUFFIXES_MAX];
	size_t suffixes;
};

struct expansion {
	const struct affixes *affixes;
	struct words *words;
	struct slice *refused; /* FORBIDDENWORD, sorted */
	size_t refusals;
	const struct stem *stem;
};

/* The slash before the flags; one after a backslash is part of the word. */
static size_t
find_slash(struct slice word)
{
	size_t i = 0;

	while (i < word.size &&
	    (word.at[i] != '/' || i == 0 || word.at[i - 1] == '\\'))
		i++;
	return i;
}

/*
 * A stem may hold spaces, and then is no word: a field that is not named in
 * two letters and a colon is still part of it.
 */
static bool
is_kind(struct slice field)
{
	return field.size >= 3 && field.at[2] == ':';
}

static int
read_stem(const struct affixes *affixes, struct text *text, struct slice line,
    struct stem *stem)
{
	struct slice field, rest;
	size_t slash;

	*stem = (struct stem){ 0 };
	slice_field(&line, &stem->word);
	rest = line;
	if (slice_field(&rest, &field) && !is_kind(field)) {
		stem->word.size = 0;
		return 0;
	}
	stem->kinds = line;
	slash = find_slash(stem->word);
	if (slash == stem->word.size)
		return 0;
	field = (struct slice){ stem->word.at + slash + 1,
		stem->word.size - slash - 1 };
	stem->word.size = slash;
	return flags_read(&stem->flags, affixes, text, field);
}

static bool
is_refused_kind(struct slice kinds)
{
	struct slice kind;

	while (slice_field(&kinds, &kind))
		for (size_t i = 0;
		     i < sizeof(refused_kinds) / sizeof(*refused_kinds); i++)
			if (slice_is(kind, refused_kinds[i]))
				return true;
	return false;
}

static int
compare_slices(const void *a, const void *b)
{
	const struct slice *left = a, *right = b;
	size_t size = left->size < right->size ? left->size : right->size;
	int order = size == 0 ? 0 : memcmp(left->at, right->at, size);

	if (order != 0)
		return order;
	return (left->size > right->size) - (left->size < right->size);
}

/*
 * Whether the parts, of which `prefix` may be NULL, make a word.  One that asks
 * for another affix is not enough by itself; a circumfix goes with another.
 */
static bool
is_whole(const struct expansion *expansion, const struct form *form,
    const struct affix *prefix)
{
	const struct affixes *affixes = expansion->affixes;
	const struct flags *parts[SUFFIXES_MAX + 1];
	size_t count = 0;
	bool whole = false, circumfix[2] = { false, false };

	if (form->suffixes == 0 && prefix == NULL)
		return !flags_have(
		    &expansion->stem->flags, affixes->need_affix);
	for (size_t i = 0; i < form->suffixes; i++)
		parts[count++] = &form->suffix[i]->next;
	if (prefix != NULL)
		parts[count++] = &prefix->next;
	for (size_t i = 0; i < count; i++) {
		if (flags_have(parts[i], affixes->only_in_compound))
			return false;
		if (!flags_have(parts[i], affixes->need_affix))
			whole = true;
		if (flags_have(parts[i], affixes->circumfix))
			circumfix[i == form->suffixes] = true;
	}
	return whole && circumfix[0] == circumfix[1];
}

static int
add_form(struct expansion *expansion, struct slice form)
{
	struct motus_word word;

	if (motus_word_parse(&word, form.at, form.size) != 0 ||
	    slice_has_capital(form))
		return 0;
	if (expansion->refusals > 0 &&
	    bsearch(&form, expansion->refused, expansion->refusals,
		sizeof(form), compare_slices) != NULL)
		return 0;
	return words_add(expansion->words, word);
}

static int
add_prefixed(struct expansion *expansion, const struct form *form,
    const struct affix *prefix)
{
	struct slice bare = { form->bytes, form->size };
	size_t rest = form->size - prefix->strip.size;
	char bytes[2 * FORM_MAX];

	for (size_t i = 0; i < form->suffixes; i++)
		if (!form->suffix[i]->crosses || !prefix->crosses)
			return 0;
	if (!affix_fits(expansion->affixes, prefix, bare) ||
	    !is_whole(expansion, form, prefix) || prefix->add.size > FORM_MAX)
		return 0;
	memcpy(bytes, prefix->add.at, prefix->add.size);
	memcpy(bytes + prefix->add.size, bare.at + prefix->strip.size, rest);
	return add_form(
	    expansion, (struct slice){ bytes, prefix->add.size + rest });
}

/* Add the form with each prefix that `flags` allow. */
static int
add_prefixes(struct expansion *expansion, const struct form *form,
    const struct flags *flags)
{
	int error = 0;

	for (size_t i = 0; i < flags->count; i++) {
		size_t count;
		const struct affix *prefix = affixes_of(
		    expansion->affixes, false, flags->flag[i], &count);

		for (; error == 0 && count > 0; prefix++, count--)
			error = add_prefixed(expansion, form, prefix);
	}
	return error;
}

/* Add the form itself, and with the prefixes that its parts allow. */
static int
add_all(struct expansion *expansion, const struct form *form)
{
	int error = 0;

	if (form->prefix != NULL)
		return add_prefixed(expansion, form, form->prefix);
	if (is_whole(expansion, form, NULL))
		error = add_form(
		    expansion, (struct slice){ form->bytes, form->size });
	if (error == 0)
		error = add_prefixes(expansion, form, &expansion->stem->flags);
	for (size_t i = 0; error == 0 && i < form->suffixes; i++)
		error = add_prefixes(expansion, form, &form->suffix[i]->next);
	return error;
}

static int add_suffixes(struct expansion *expansion, const struct form *form,
    const struct flags *flags);

static int
add_suffixed(struct expansion *expansion, const struct form *form,
    const struct affix *suffix)
{
	struct form longer = *form;
	size_t kept = form->size - suffix->strip.size;
	int error;

	if (!affix_fits(expansion->affixes, suffix,
		(struct slice){ form->bytes, form->size }) ||
	    suffix->add.size > FORM_MAX - kept)
		return 0;
	memcpy(longer.bytes + kept, suffix->add.at, suffix->add.size);
	longer.size = kept + suffix->add.size;
	longer.suffix[longer.suffixes++] = suffix;
	error = add_all(expansion, &longer);
	if (error == 0 && longer.suffixes < SUFFIXES_MAX)
		error = add_suffixes(expansion, &longer, &suffix->next);
	return error;
}

/* Add the form with each suffix that `flags` allow, and with what follows. */
static int
add_suffixes(struct expansion *expansion, const struct form *form,
    const struct flags *flags)
{
	int error = 0;

	for (size_t i = 0; i < flags->count; i++) {
		size_t count;
		const struct affix *suffix = affixes_of(
		    expansion->affixes, true, flags->flag[i], &count);

		for (; error == 0 && count > 0; suffix++, count--)
			error = add_suffixed(expansion, form, suffix);
	}
	return error;
}

/*
 * A suffix belongs to the stem or to one of the stem's prefixes: so suffixes
 * of prefixes are put on once more, each with that prefix only.
 */
static int
add_stem(struct expansion *expansion, const struct stem *stem)
{
	struct form form = { .size = stem->word.size };
	int error;

	expansion->stem = stem;
	memcpy(form.bytes, stem->word.at, stem->word.size);
	error = add_all(expansion, &form);
	if (error == 0)
		error = add_suffixes(expansion, &form, &stem->flags);
	for (size_t i = 0; i < stem->flags.count; i++) {
		size_t count;

		form.prefix = affixes_of(
		    expansion->affixes, false, stem->flags.flag[i], &count);
		for (; error == 0 && count > 0; form.prefix++, count--)
			error =
			    add_suffixes(expansion, &form, &form.prefix->next);
	}
	return error;
}

static bool
is_wanted(const struct affixes *affixes, const struct stem *stem)
{
	return stem->word.size > 0 && stem->word.size <= FORM_MAX &&
	    !flags_have(&stem->flags, affixes->forbidden) &&
	    !flags_have(&stem->flags, affixes->only_in_compound) &&
	    !is_refused_kind(stem->kinds);
}

static int
refuse(struct expansion *expansion, const struct stem *stem)
{
	struct slice *more;

	if (!flags_have(&stem->flags, expansion->affixes->forbidden))
		return 0;
	more = reallocarray(
	    expansion->refused, expansion->refusals + 1, sizeof(*more));
	if (more == NULL)
		return MOTUS_ENOMEM;
	more[expansion->refusals++] = stem->word;
	expansion->refused = more;
	return 0;
}

static int
add_wanted(struct expansion *expansion, const struct stem *stem)
{
	return is_wanted(expansion->affixes, stem) ? add_stem(expansion, stem)
						   : 0;
}

/* Do `step` with each stem; the first line is their number. */
static int
each_stem(struct expansion *expansion, struct text *text,
    int (*step)(struct expansion *, const struct stem *))
{
	struct slice line;
	struct stem stem;
	unsigned long unused;
	int error = 0;

	if (!text_next(text, &line) || !slice_field(&line, &stem.word) ||
	    !slice_number(stem.word, UINT32_MAX, &unused))
		return text_complain(text, "the number of stems is missing");
	while (error == 0 && text_next(text, &line)) {
		error = read_stem(expansion->affixes, text, line, &stem);
		if (error == 0)
			error = step(expansion, &stem);
		free(stem.flags.flag);
	}
	return error;
}

/* A forbidden word is refused whatever makes it, so these are read first. */
int
dictionary_expand(
    const struct affixes *affixes, struct text *text, struct words *words)
{
	struct expansion expansion = { .affixes = affixes, .words = words };
	struct text again = *text;
	int error = 0;

	if (affixes->forbidden != 0)
		error = each_stem(&expansion, &again, refuse);
	if (expansion.refusals > 0)
		qsort(expansion.refused, expansion.refusals,
		    sizeof(*expansion.refused), compare_slices);
	if (error == 0)
		error = each_stem(&expansion, text, add_wanted);
	else
		*text = again;
	free(expansion.refused);
	return error;
}
