#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "tools/lexicon/affixes.h"

/* What is known while the text is read. */
struct reading {
	struct affixes *affixes;
	struct text *text;
	size_t room; /* for affixes */
	struct affix rule; /* what the lines of the rule have in common */
	unsigned long missing; /* lines of the rule that are still to come */
	bool aliased; /* an AF came */
	unsigned long aliases; /* that are still to come */
};

static int
read_flag(struct reading *reading, struct slice slice, uint32_t *flag)
{
	struct affixes plain = { .form = reading->affixes->form };
	struct flags flags;
	int error = flags_read(&flags, &plain, reading->text, slice);

	if (error != 0)
		return error;
	if (flags.count != 1)
		error = text_complain(
		    reading->text, "\"%.*s\" is no flag", SLICE(slice));
	else
		*flag = flags.flag[0];
	free(flags.flag);
	return error;
}

static int
read_form(struct reading *reading, struct slice slice)
{
	if (slice_is(slice, "long"))
		reading->affixes->form = FLAG_LONG;
	else if (slice_is(slice, "num"))
		reading->affixes->form = FLAG_NUMBER;
	else if (slice_is(slice, "UTF-8"))
		reading->affixes->form = FLAG_UTF8;
	else
		return text_complain(reading->text,
		    "FLAG is long, num or UTF-8, not \"%.*s\"", SLICE(slice));
	return 0;
}

/*
 * How many characters a condition looks at: each is itself, a dot for any, or
 * a set in brackets.  False when a bracket is not closed.
 */
static bool
count_characters(struct slice condition, size_t *characters)
{
	bool in_set = false;
	size_t size;

	for (*characters = 0; condition.size > 0;
	     condition.at += size, condition.size -= size) {
		size = slice_character(condition);
		if (*condition.at == '[')
			in_set = true;
		else if (*condition.at == ']')
			in_set = false;
		if (!in_set)
			++*characters;
	}
	return !in_set;
}

static int
append(struct reading *reading, const struct affix *affix)
{
	struct affixes *affixes = reading->affixes;

	if (affixes->count == reading->room) {
		size_t room = reading->room > 0 ? 2 * reading->room : 64;
		struct affix *more =
		    reallocarray(affixes->affix, room, sizeof(*more));

		if (more == NULL)
			return MOTUS_ENOMEM;
		affixes->affix = more;
		reading->room = room;
	}
	affixes->affix[affixes->count++] = *affix;
	return 0;
}

/* A 0 stands for nothing. */
static struct slice
or_nothing(struct slice slice)
{
	return slice_is(slice, "0") ? (struct slice){ slice.at, 0 } : slice;
}

/* Cut `slice` at its first slash; what follows it, or nothing. */
static struct slice
cut_at_slash(struct slice *slice)
{
	const char *slash = memchr(slice->at, '/', slice->size);
	const char *end = slice->at + slice->size;

	if (slash == NULL)
		return (struct slice){ end, 0 };
	slice->size = (size_t)(slash - slice->at);
	return (struct slice){ slash + 1, (size_t)(end - slash - 1) };
}

/* The rest of a line such as `SFX A y ies/B [^aeiou]y`, after its flag. */
static int
read_affix(struct reading *reading, struct slice rest)
{
	struct affix affix = reading->rule;
	struct slice flags;
	int error = 0;

	if (!slice_field(&rest, &affix.strip) ||
	    !slice_field(&rest, &affix.add))
		return text_complain(reading->text, "the affix is missing");
	flags = cut_at_slash(&affix.add);
	affix.strip = or_nothing(affix.strip);
	affix.add = or_nothing(affix.add);
	if (slice_field(&rest, &affix.condition) &&
	    slice_is(affix.condition, "."))
		affix.condition.size = 0;
	if (!count_characters(affix.condition, &affix.characters))
		return text_complain(reading->text, "a bracket is not closed");
	if (flags.size > 0)
		error = flags_read(
		    &affix.next, reading->affixes, reading->text, flags);
	if (error == 0)
		error = append(reading, &affix);
	if (error != 0)
		free(affix.next.flag);
	return error;
}

/* A line such as `SFX A Y 3`, which begins a rule, or one of those 3. */
static int
read_rule(struct reading *reading, bool suffix, struct slice rest)
{
	struct text *text = reading->text;
	struct slice name, crosses, count;
	uint32_t flag = 0;
	int error;

	if (!slice_field(&rest, &name))
		return text_complain(text, "the flag is missing");
	error = read_flag(reading, name, &flag);
	if (error != 0)
		return error;
	if (reading->missing > 0) {
		if (suffix != reading->rule.suffix ||
		    flag != reading->rule.flag)
			return text_complain(text,
			    "lines missing of the rule before: %lu",
			    reading->missing);
		reading->missing--;
		return read_affix(reading, rest);
	}
	if (!slice_field(&rest, &crosses) || !slice_field(&rest, &count) ||
	    (!slice_is(crosses, "Y") && !slice_is(crosses, "N")) ||
	    !slice_number(count, UINT32_MAX, &reading->missing))
		return text_complain(
		    text, "Y or N and a number should begin a rule");
	reading->rule = (struct affix){
		.flag = flag, .suffix = suffix, .crosses = *crosses.at == 'Y'
	};
	return 0;
}

/*
 * `AF 2`, then that many lines of `AF flags`.  Memory grows with the lines: the
 * number is not trusted.
 */
static int
read_alias(struct reading *reading, struct slice slice)
{
	struct affixes *affixes = reading->affixes;
	struct slice *more;

	if (!reading->aliased) {
		reading->aliased = true;
		if (!slice_number(slice, UINT32_MAX, &reading->aliases))
			return text_complain(
			    reading->text, "AF should begin with a number");
		return 0;
	}
	if (reading->aliases == 0)
		return text_complain(reading->text, "one AF too many");
	more =
	    reallocarray(affixes->alias, affixes->aliases + 1, sizeof(*more));
	if (more == NULL)
		return MOTUS_ENOMEM;
	more[affixes->aliases++] = slice;
	affixes->alias = more;
	reading->aliases--;
	return 0;
}

static int
read_line(struct reading *reading, struct slice line)
{
	struct affixes *affixes = reading->affixes;
	struct slice key, value, rest;

	if (!slice_field(&line, &key) || *key.at == '#')
		return 0;
	if (slice_is(key, "FULLSTRIP"))
		affixes->full_strip = true;
	rest = line;
	if (!slice_field(&line, &value))
		return 0;
	if (slice_is(key, "SFX") || slice_is(key, "PFX"))
		return read_rule(reading, *key.at == 'S', rest);
	if (slice_is(key, "AF"))
		return read_alias(reading, value);
	if (slice_is(key, "FLAG"))
		return read_form(reading, value);
	if (slice_is(key, "NEEDAFFIX"))
		return read_flag(reading, value, &affixes->need_affix);
	if (slice_is(key, "FORBIDDENWORD"))
		return read_flag(reading, value, &affixes->forbidden);
	if (slice_is(key, "ONLYINCOMPOUND"))
		return read_flag(reading, value, &affixes->only_in_compound);
	if (slice_is(key, "CIRCUMFIX"))
		return read_flag(reading, value, &affixes->circumfix);
	if (slice_is(key, "SET") && !slice_is(value, "UTF-8"))
		return text_complain(
		    reading->text, "the dictionary is not in UTF-8");
	return 0;
}

static int
compare(const void *a, const void *b)
{
	const struct affix *left = a, *right = b;

	if (left->suffix != right->suffix)
		return left->suffix ? 1 : -1;
	return (left->flag > right->flag) - (left->flag < right->flag);
}

int
affixes_read(struct affixes *affixes, struct text *text)
{
	struct reading reading = { .affixes = affixes, .text = text };
	struct slice line;
	int error = 0;

	*affixes = (struct affixes){ 0 };
	while (error == 0 && text_next(text, &line))
		error = read_line(&reading, line);
	if (error != 0)
		return error;
	if (reading.missing > 0 || reading.aliases > 0)
		return text_complain(text, "lines missing at the end: %lu",
		    reading.missing + reading.aliases);
	if (affixes->count > 0)
		qsort(affixes->affix, affixes->count, sizeof(*affixes->affix),
		    compare);
	return 0;
}

void
affixes_clear(struct affixes *affixes)
{
	for (size_t i = 0; i < affixes->count; i++)
		free(affixes->affix[i].next.flag);
	free(affixes->affix);
	free(affixes->alias);
	*affixes = (struct affixes){ 0 };
}

const struct affix *
affixes_of(
    const struct affixes *affixes, bool suffix, uint32_t flag, size_t *count)
{
	const struct affix wanted = { .suffix = suffix, .flag = flag };
	size_t low = 0, high = affixes->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(&affixes->affix[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (*count = 0; low + *count < affixes->count; ++*count)
		if (compare(&affixes->affix[low + *count], &wanted) != 0)
			break;
	return *count == 0 ? NULL : affixes->affix + low;
}

/*
 * Take one character's part off the front of `condition`: whether `character`
 * is it, or is in its set.
 */
static bool
take_part(struct slice *condition, struct slice character)
{
	bool in_set = *condition->at == '[', negated = false, found = false;
	struct slice part;

	do {
		part = (struct slice){ condition->at,
			slice_character(*condition) };
		condition->at += part.size;
		condition->size -= part.size;
		if (in_set && slice_is(part, "^"))
			negated = true;
		else if ((!in_set && slice_is(part, ".")) ||
		    (part.size == character.size &&
			memcmp(part.at, character.at, part.size) == 0))
			found = true;
	} while (in_set && !slice_is(part, "]"));
	return found != negated;
}

static bool
condition_holds(struct slice condition, struct slice word)
{
	while (condition.size > 0) {
		struct slice character = { word.at, slice_character(word) };

		if (character.size == 0 || !take_part(&condition, character))
			return false;
		word.at += character.size;
		word.size -= character.size;
	}
	return true;
}

/* The last `characters` of `word`; all of it when it has fewer. */
static struct slice
last_characters(struct slice word, size_t characters)
{
	const char *end = word.at + word.size, *at = end;

	for (; characters > 0 && at > word.at; characters--)
		do
			at--;
		while (at > word.at && (*at & 0xC0) == 0x80);
	return (struct slice){ at, (size_t)(end - at) };
}

bool
affix_fits(
    const struct affixes *affixes, const struct affix *affix, struct slice word)
{
	size_t strip = affix->strip.size;
	const char *from = word.at;

	if (strip > word.size || (strip == word.size && !affixes->full_strip))
		return false;
	if (affix->suffix)
		from += word.size - strip;
	if (memcmp(from, affix->strip.at, strip) != 0)
		return false;
	return condition_holds(affix->condition,
	    affix->suffix ? last_characters(word, affix->characters) : word);
}
