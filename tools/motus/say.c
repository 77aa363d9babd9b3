/*
 * What the commands share: how they say things, and find words.
 */
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <motus/error.h>

#include "tools/motus/motus.h"

const char *
tr(bool french, const char *english, const char *other)
{
	return french ? other : english;
}

int
fail(int status, const char *format, ...)
{
	va_list list;

	fflush(stdout);
	fputs("motus: ", stderr);
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	fputc('\n', stderr);
	return status;
}

int
fail_of(const char *name, int error)
{
	static const struct {
		int error, status;
	} statuses[] = {
		{ MOTUS_ENOMEM, EX_OSERR },
		{ MOTUS_EIO, EX_NOINPUT },
		{ MOTUS_EUNAVAILABLE, EX_UNAVAILABLE },
		{ MOTUS_EUNSUPPORTED, EX_UNAVAILABLE },
	};
	int status = EX_DATAERR;

	if (error == 0)
		return EX_OK;
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
		if (statuses[i].error == error)
			status = statuses[i].status;
	return fail(status, "%s: %s", name,
	    error == MOTUS_EIO ? strerror(errno) : motus_error_text(error));
}

int
print_json(json_t *json)
{
	int failed = json == NULL ||
	    json_dumpf(json, stdout, JSON_COMPACT | JSON_REAL_PRECISION(6)) !=
		0;

	json_decref(json);
	if (failed)
		return fail(EX_OSERR, "%s", motus_error_text(MOTUS_ENOMEM));
	putchar('\n');
	fflush(stdout);
	return EX_OK;
}

int
open_lexicon(struct motus_lexicon **lexicon, const struct options *options)
{
	char path[PATH_MAX];
	const char *name = options->lexicon;

	if (name == NULL) {
		snprintf(path, sizeof path, "%s/%s.lexicon", PKGDATADIR,
		    options->language);
		name = path;
	}
	return fail_of(name, motus_lexicon_open(lexicon, name));
}

int
parse_word(
    struct motus_word *word, const char *text, const struct options *options)
{
	if (motus_word_parse(word, text, strlen(text)) == 0)
		return EX_OK;
	return fail(EX_DATAERR, "%s: %s", text,
	    tr(options->french, "not a word of 4 to 12 letters",
		"pas un mot de 4 à 12 lettres"));
}

int
read_word(struct motus_word *word, const struct options *options, int index)
{
	return parse_word(word, options->words[index], options);
}
