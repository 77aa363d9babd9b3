#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tools/motus/motus.h"
#include "tools/motus/vocabulary.h"

#define LINE_SIZE 256

/* Words that grow in number. */
struct list {
	struct motus_word *words;
	size_t count, room;
};

static bool
append(struct list *list, struct motus_word word)
{
	if (list->count == list->room) {
		size_t room = 2 * list->room + 1024;
		struct motus_word *more =
		    realloc(list->words, room * sizeof *more);

		if (more == NULL)
			return false;
		list->words = more;
		list->room = room;
	}
	list->words[list->count++] = word;
	return true;
}

/* A line of the file, which is `number`ed from 1. */
static int
read_line(struct list *list, const char *path, const char *line, int number)
{
	size_t size = strcspn(line, "\r\n");
	struct motus_word word;

	if (size == 0 || line[0] == '#')
		return EX_OK;
	if (motus_word_parse(&word, line, size) != 0)
		return fail(EX_DATAERR, "%s:%d: %s", path, number,
		    motus_error_text(MOTUS_EWORD));
	if (list->count == MOTUS_VOCABULARY_MAX)
		return fail(EX_DATAERR, "%s:%d: %s", path, number,
		    motus_error_text(MOTUS_ETOOBIG));
	return append(list, word) ? EX_OK : fail_of(path, MOTUS_ENOMEM);
}

static int
read_list(struct list *list, const char *path)
{
	FILE *file = fopen(path, "r");
	char line[LINE_SIZE];
	int number = 0, status = EX_OK;

	if (file == NULL)
		return fail(EX_NOINPUT, "%s: %s", path, strerror(errno));
	while (status == EX_OK && fgets(line, sizeof line, file) != NULL)
		status = read_line(list, path, line, ++number);
	if (status == EX_OK && ferror(file))
		status = fail(EX_IOERR, "%s: %s", path, strerror(errno));
	fclose(file);
	return status;
}

static int
from_files(struct motus_vocabulary **vocabulary, const struct options *options)
{
	struct list answers = { 0 }, guesses = { 0 };
	int status = read_list(&answers, options->answers);

	if (status == EX_OK && options->guesses != NULL)
		status = read_list(&guesses, options->guesses);
	if (status == EX_OK)
		status = fail_of(options->answers,
		    motus_vocabulary_create(vocabulary, guesses.words,
			guesses.count, answers.words, answers.count));
	free(answers.words);
	free(guesses.words);
	return status;
}

static int
from_lexicon(struct motus_vocabulary **vocabulary,
    const struct options *options, unsigned int length)
{
	struct motus_lexicon *lexicon;
	int status = open_lexicon(&lexicon, options), error;

	if (status != EX_OK)
		return status;
	error = motus_vocabulary_from_lexicon(vocabulary, lexicon, length);
	motus_lexicon_destroy(lexicon);
	if (error == MOTUS_EINVAL)
		return fail(EX_DATAERR, "%s",
		    tr(options->french, "no word of that length",
			"aucun mot de cette longueur"));
	return fail_of(options->language, error);
}

int
vocabulary_open(struct motus_vocabulary **vocabulary,
    const struct options *options, unsigned int length)
{
	int status = options->answers != NULL
	    ? from_files(vocabulary, options)
	    : from_lexicon(vocabulary, options, length);

	if (status != EX_OK || length == 0 ||
	    motus_vocabulary_length(*vocabulary) == length)
		return status;
	motus_vocabulary_destroy(*vocabulary);
	return fail_of(options->answers, MOTUS_ELENGTH);
}
