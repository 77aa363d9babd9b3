/*
 * What looking a word up costs: motus_lexicon_has() beside bsearch() in a
 * sorted array of strings.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/motus.h>

#include "bench/bench.h"

struct list {
	const struct motus_lexicon *lexicon;
	struct motus_word *word;
	char **text;
	size_t count;
};

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static unsigned long
baseline(void *arg, size_t count)
{
	const struct list *list = arg;
	unsigned long found = 0;

	for (size_t i = 0; i < count; i++) {
		char *word = list->word[i * 7919 % list->count].letter;

		found += bsearch(&word, list->text, list->count,
			     sizeof *list->text, by_text) != NULL;
	}
	return found;
}

static unsigned long
look_up(void *arg, size_t count)
{
	const struct list *list = arg;
	unsigned long found = 0;

	for (size_t i = 0; i < count; i++)
		found += motus_lexicon_has(
		    list->lexicon, list->word[i * 7919 % list->count]);
	return found;
}

/* Every word of the lexicon, as words and as strings in order. */
static int
fill(struct list *list)
{
	size_t all = 0;

	for (unsigned int length = MOTUS_WORD_MIN; length <= MOTUS_WORD_MAX;
	     length++)
		all += motus_lexicon_count(list->lexicon, length);
	list->word = calloc(all, sizeof *list->word);
	list->text = calloc(all, sizeof *list->text);
	if (list->word == NULL || list->text == NULL)
		return MOTUS_ENOMEM;
	for (unsigned int length = MOTUS_WORD_MIN; length <= MOTUS_WORD_MAX;
	     length++) {
		size_t count = motus_lexicon_count(list->lexicon, length);

		for (size_t i = 0; i < count; i++, list->count++) {
			motus_lexicon_word(
			    list->lexicon, length, i, &list->word[list->count]);
			list->text[list->count] =
			    list->word[list->count].letter;
		}
	}
	qsort(list->text, list->count, sizeof *list->text, by_text);
	return 0;
}

int
main(int argc, char **argv)
{
	struct motus_lexicon *lexicon;
	struct list list = { 0 };

	if (argc != 2 || motus_lexicon_open(&lexicon, argv[1]) != 0) {
		fprintf(stderr, "usage: lexicon LEXICON\n");
		return 2;
	}
	list.lexicon = lexicon;
	if (fill(&list) == 0 && list.count > 0)
		bench_compare(
		    "look up a word", baseline, look_up, &list, 1000000);
	free(list.word);
	free(list.text);
	motus_lexicon_destroy(lexicon);
	return 0;
}
