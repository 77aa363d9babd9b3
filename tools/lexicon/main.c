/*
 * motus-lexicon - compile the lexicon of a language
 */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>
#include <motus/version.h>

#include "tools/lexicon/affixes.h"
#include "tools/lexicon/answers.h"
#include "tools/lexicon/compile.h"
#include "tools/lexicon/dictionary.h"

static const char usage[] =
    "Usage: motus-lexicon --language TAG [--hunspell PATH] [--words FILE]\n"
    "           [--without FILE] --answers FILE --output FILE\n"
    "Compile the words of a language and the answers of its puzzles into the\n"
    "file that libmotus reads.\n"
    "\n"
    "  --language TAG   such as fr: at most 8 of a-z, 0-9 and -\n"
    "  --hunspell PATH  take the words of PATH.aff and PATH.dic, all forms\n"
    "  --words FILE     take the words of FILE, one a line\n"
    "  --without FILE   leave out the words of FILE, one a line\n"
    "  --answers FILE   the answers, in editions: see data/README.md\n"
    "  --output FILE    the file to make, or to replace at once\n"
    "  --help           say this\n"
    "  --version        say which version this is\n";

struct options {
	const char *language;
	const char *hunspell;
	const char *words;
	const char *without;
	const char *answers;
	const char *output;
};

/* A file in memory, and the text of it. */
struct source {
	char *bytes;
	struct text text;
};

static int
complain_of_file(const char *path)
{
	fprintf(stderr, "motus-lexicon: %s: %s\n", path, strerror(errno));
	return MOTUS_EIO;
}

/* Say what went wrong, where the text tells more than the code. */
static int
complain(const struct text *text, int error)
{
	if (error == MOTUS_EFORMAT)
		fprintf(stderr, "motus-lexicon: %s\n", text->complaint);
	else if (error != 0)
		fprintf(stderr, "motus-lexicon: %s: %s\n", text->name,
		    motus_error_text(error));
	return error;
}

static int
read_all(FILE *file, char **bytes, size_t *size)
{
	size_t room = 0, got;

	*bytes = NULL;
	*size = 0;
	do {
		char *more;

		room = 2 * room + 65536;
		more = realloc(*bytes, room);
		if (more == NULL)
			return -1;
		*bytes = more;
		got = fread(*bytes + *size, 1, room - *size, file);
		*size += got;
	} while (*size == room);
	return ferror(file) ? -1 : 0;
}

/* The caller frees source->bytes, also after an error. */
static int
source_read(struct source *source, const char *path)
{
	FILE *file = fopen(path, "rb");
	size_t size;
	int error;

	*source = (struct source){ 0 };
	if (file == NULL)
		return complain_of_file(path);
	error = read_all(file, &source->bytes, &size);
	if (error != 0)
		error = complain_of_file(path);
	fclose(file);
	source->text = text_of(path, source->bytes, size);
	return error;
}

static int
expand(const struct affixes *affixes, const char *path, struct words *words)
{
	struct source source;
	int error = source_read(&source, path);

	if (error == 0)
		error = complain(&source.text,
		    dictionary_expand(affixes, &source.text, words));
	free(source.bytes);
	return error;
}

static int
add_hunspell(struct words *words, const char *affix_path, const char *path)
{
	struct source source;
	struct affixes affixes;
	int error = source_read(&source, affix_path);

	if (error == 0) {
		error = complain(
		    &source.text, affixes_read(&affixes, &source.text));
		if (error == 0)
			error = expand(&affixes, path, words);
		affixes_clear(&affixes);
	}
	free(source.bytes);
	return error;
}

static int
add_list(struct words *words, const char *path)
{
	struct source source;
	int error = source_read(&source, path);

	if (error == 0)
		error =
		    complain(&source.text, words_add_list(words, &source.text));
	free(source.bytes);
	return error;
}

static int
add_words(struct words *words, const struct options *options)
{
	char *affixes = NULL, *dictionary = NULL;
	int error = 0;

	if (options->words != NULL)
		error = add_list(words, options->words);
	if (error != 0 || options->hunspell == NULL)
		return error;
	if (asprintf(&affixes, "%s.aff", options->hunspell) < 0)
		return complain_of_file(options->hunspell);
	if (asprintf(&dictionary, "%s.dic", options->hunspell) < 0)
		error = complain_of_file(options->hunspell);
	else
		error = add_hunspell(words, affixes, dictionary);
	free(affixes);
	free(dictionary);
	return error;
}

/*
 * Write beside the file, then take its place: programs that have the old one
 * mapped keep it whole.
 */
static int
replace(const char *path, const unsigned char *bytes, size_t size)
{
	char *beside;
	FILE *file;
	bool written;

	if (asprintf(&beside, "%s.new", path) < 0)
		return complain_of_file(path);
	file = fopen(beside, "wb");
	written = file != NULL && fwrite(bytes, 1, size, file) == size;
	if (file != NULL && fclose(file) != 0)
		written = false;
	if (!written || rename(beside, path) != 0) {
		complain_of_file(path);
		remove(beside);
		free(beside);
		return MOTUS_EIO;
	}
	free(beside);
	return 0;
}

static int
write_lexicon(const struct options *options, const struct words *words,
    const struct answers *answers)
{
	unsigned char *bytes;
	size_t size;
	int error =
	    lexicon_compile(options->language, words, answers, &bytes, &size);

	if (error != 0) {
		fprintf(stderr, "motus-lexicon: --language %s: %s\n",
		    options->language, motus_error_text(error));
		return error;
	}
	error = replace(options->output, bytes, size);
	free(bytes);
	if (error == 0)
		printf("%s: %zu words, %zu answers, edition %zu\n",
		    options->output, words->count, answers->answers,
		    answers->editions);
	return error;
}

static int
compile(const struct options *options)
{
	struct words words = { 0 }, without = { 0 };
	struct answers answers = { 0 };
	struct source source = { 0 };
	int error = add_words(&words, options);

	if (error == 0 && options->without != NULL)
		error = add_list(&without, options->without);
	words_sort(&words);
	words_sort(&without);
	words_remove(&words, &without);
	words_clear(&without);
	if (error == 0)
		error = source_read(&source, options->answers);
	if (error == 0)
		error = complain(
		    &source.text, answers_read(&answers, &words, &source.text));
	if (error == 0)
		error = write_lexicon(options, &words, &answers);
	answers_clear(&answers);
	free(source.bytes);
	words_clear(&words);
	return error;
}

/* False when the command line asks for no compilation, or for none we know. */
static bool
parse(int argc, char **argv, struct options *options, int *status)
{
	static const struct option known[] = {
		{ "language", required_argument, NULL, 'l' },
		{ "hunspell", required_argument, NULL, 'd' },
		{ "words", required_argument, NULL, 'w' },
		{ "without", required_argument, NULL, 'n' },
		{ "answers", required_argument, NULL, 'a' },
		{ "output", required_argument, NULL, 'o' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'v' },
		{ 0 },
	};
	int option;

	*status = EXIT_SUCCESS;
	while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
		switch (option) {
		case 'l': options->language = optarg; break;
		case 'd': options->hunspell = optarg; break;
		case 'w': options->words = optarg; break;
		case 'n': options->without = optarg; break;
		case 'a': options->answers = optarg; break;
		case 'o': options->output = optarg; break;
		case 'h': fputs(usage, stdout); return false;
		case 'v': puts(motus_version()); return false;
		default: *status = EXIT_FAILURE; return false;
		}
	}
	if (optind == argc && options->language != NULL &&
	    (options->hunspell != NULL || options->words != NULL) &&
	    options->answers != NULL && options->output != NULL)
		return true;
	fputs(usage, stderr);
	*status = EXIT_FAILURE;
	return false;
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	int status;

	if (!parse(argc, argv, &options, &status))
		return status;
	return compile(&options) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
