#include <stdlib.h>

#include <motus/error.h>

#include "tools/lexicon/affixes.h"

#define NUMBER_MAX 65535 /* hunspell's own limit */

static int
compare(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

static uint32_t
bytes_as_flag(const char *at, size_t size)
{
	uint32_t flag = 0;

	for (size_t i = 0; i < size; i++)
		flag = flag << 8 | (unsigned char)at[i];
	return flag;
}

/* Take a number, and the comma after it, off the front of `slice`. */
static uint32_t
take_number(struct slice *slice)
{
	struct slice digits = { slice->at, 0 };
	unsigned long number = 0;

	while (digits.size < slice->size && digits.at[digits.size] != ',')
		digits.size++;
	slice->at += digits.size;
	slice->size -= digits.size;
	if (slice->size > 1) {
		slice->at++;
		slice->size--;
	}
	return slice_number(digits, NUMBER_MAX, &number) ? (uint32_t)number : 0;
}

/* Take a flag off the front of `slice`, which is not empty; 0: it is none. */
static uint32_t
take_flag(enum flag_form form, struct slice *slice)
{
	size_t size = 1;
	uint32_t flag;

	if (form == FLAG_NUMBER)
		return take_number(slice);
	if (form == FLAG_LONG)
		size = 2;
	else if (form == FLAG_UTF8)
		size = slice_character(*slice);
	if (size > slice->size)
		return 0;
	flag = bytes_as_flag(slice->at, size);
	slice->at += size;
	slice->size -= size;
	return flag;
}

static int
alias(const struct affixes *affixes, struct text *text, struct slice *slice)
{
	unsigned long number;

	if (!slice_number(*slice, affixes->aliases, &number) || number == 0)
		return text_complain(
		    text, "\"%.*s\" is no alias", SLICE(*slice));
	*slice = affixes->alias[number - 1];
	return 0;
}

static void
sort_once_each(struct flags *flags)
{
	size_t kept = 0;

	qsort(flags->flag, flags->count, sizeof(*flags->flag), compare);
	for (size_t i = 1; i < flags->count; i++)
		if (flags->flag[i] != flags->flag[kept])
			flags->flag[++kept] = flags->flag[i];
	flags->count = kept + 1;
}

int
flags_read(struct flags *flags, const struct affixes *affixes,
    struct text *text, struct slice slice)
{
	struct slice rest;

	*flags = (struct flags){ 0 };
	if (affixes->aliases > 0) {
		int error = alias(affixes, text, &slice);

		if (error != 0)
			return error;
	}
	if (slice.size == 0)
		return 0;
	flags->flag = reallocarray(NULL, slice.size, sizeof(*flags->flag));
	if (flags->flag == NULL)
		return MOTUS_ENOMEM;
	for (rest = slice; rest.size > 0;) {
		uint32_t flag = take_flag(affixes->form, &rest);

		if (flag == 0) {
			free(flags->flag);
			*flags = (struct flags){ 0 };
			return text_complain(
			    text, "\"%.*s\" are no flags", SLICE(slice));
		}
		flags->flag[flags->count++] = flag;
	}
	sort_once_each(flags);
	return 0;
}

bool
flags_have(const struct flags *flags, uint32_t flag)
{
	return flag != 0 && flags->count > 0 &&
	    bsearch(&flag, flags->flag, flags->count, sizeof(flag), compare) !=
	    NULL;
}
