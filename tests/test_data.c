/*
 * The lexicons that this tree builds: that the words are those that players
 * expect, and that no edition of the answers changed since it was published.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

#include <motus/error.h>
#include <motus/lexicon.h>

#include "libmotus/digest.h"

struct language {
	char name[MOTUS_LANGUAGE_SIZE];
	size_t words; /* at least */
	size_t answers; /* at least */
};

static struct language languages[] = {
	{ "fr", 330000, 2500 },
	{ "en", 100000, 2000 },
};

#define LANGUAGES (sizeof(languages) / sizeof(*languages))

/* A test for each language. */
#define EACH_LANGUAGE(name)                                 \
	ParameterizedTestParameters(data, name)             \
	{                                                   \
		return cr_make_param_array(                 \
		    struct language, languages, LANGUAGES); \
	}                                                   \
	ParameterizedTest(struct language *language, data, name)

/* A file of the source or of the build tree, whose root `variable` names. */
static const char *
path(const char *variable, const char *name)
{
	static char made[4096];
	const char *root = getenv(variable);

	snprintf(
	    made, sizeof(made), "%s/data/%s", root == NULL ? "." : root, name);
	return made;
}

static struct motus_lexicon *
open_lexicon(const char *language)
{
	struct motus_lexicon *lexicon;
	char name[32];

	snprintf(name, sizeof(name), "%s.lexicon", language);
	cr_assert(
	    zero(int, motus_lexicon_open(&lexicon, path("builddir", name))));
	return lexicon;
}

static bool
has(const struct motus_lexicon *lexicon, const char *text)
{
	struct motus_word word;

	cr_assert(zero(int, motus_word_parse(&word, text, strlen(text))));
	return motus_lexicon_has(lexicon, word);
}

static struct motus_answer
answer_at(const struct motus_lexicon *lexicon, size_t index)
{
	struct motus_answer answer;

	cr_assert(zero(int, motus_lexicon_answer(lexicon, index, &answer)));
	return answer;
}

EACH_LANGUAGE(there_are_words_enough)
{
	struct motus_lexicon *lexicon = open_lexicon(language->name);
	size_t words = 0;

	for (unsigned int i = MOTUS_WORD_MIN; i <= MOTUS_WORD_MAX; i++)
		words += motus_lexicon_count(lexicon, i);
	cr_assert(ge(sz, words, language->words));
	cr_assert(
	    eq(str, (char *)motus_lexicon_language(lexicon), language->name));
	motus_lexicon_destroy(lexicon);
}

EACH_LANGUAGE(there_are_answers_enough_of_each_length)
{
	struct motus_lexicon *lexicon = open_lexicon(language->name);
	size_t answers = motus_lexicon_answers(lexicon);
	size_t counts[MOTUS_WORD_MAX + 1] = { 0 }, standing = 0;

	for (size_t i = 0; i < answers; i++) {
		struct motus_answer answer = answer_at(lexicon, i);

		if (answer.withdrawn == 0) {
			counts[answer.word.length]++;
			standing++;
		}
	}
	for (unsigned int i = 5; i <= 10; i++) {
		cr_log_info("%s: %zu answers of %u letters", language->name,
		    counts[i], i);
		cr_expect(ge(sz, counts[i], 100));
	}
	cr_assert(ge(sz, standing, language->answers));
	motus_lexicon_destroy(lexicon);
}

static int
compare_words(const void *a, const void *b)
{
	const struct motus_word *left = a, *right = b;

	return strcmp(left->letter, right->letter);
}

EACH_LANGUAGE(no_two_answers_have_the_same_letters)
{
	struct motus_lexicon *lexicon = open_lexicon(language->name);
	size_t answers = motus_lexicon_answers(lexicon);
	struct motus_word *words = calloc(answers, sizeof(*words));

	for (size_t i = 0; i < answers; i++)
		words[i] = answer_at(lexicon, i).word;
	qsort(words, answers, sizeof(*words), compare_words);
	for (size_t i = 1; i < answers; i++)
		cr_expect(not(motus_word_equal(words[i - 1], words[i])), "%s",
		    words[i].letter);
	free(words);
	motus_lexicon_destroy(lexicon);
}

EACH_LANGUAGE(each_answer_can_be_guessed_and_is_written_as_it_is_read)
{
	struct motus_lexicon *lexicon = open_lexicon(language->name);

	for (size_t i = 0; i < motus_lexicon_answers(lexicon); i++) {
		struct motus_answer answer = answer_at(lexicon, i);
		struct motus_word word;

		cr_expect(motus_lexicon_has(lexicon, answer.word), "%s",
		    answer.display);
		cr_expect(ge(int, answer.word.length, 5));
		cr_expect(le(int, answer.word.length, 10));
		cr_expect(zero(int,
		    motus_word_parse(
			&word, answer.display, strlen(answer.display))));
		cr_expect(
		    motus_word_equal(word, answer.word), "%s", answer.display);
	}
	motus_lexicon_destroy(lexicon);
}

/* The line of data/editions.txt for an edition, as that file says. */
static void
seal(const struct motus_lexicon *lexicon, size_t edition, char line[128])
{
	size_t answers = motus_lexicon_answers(lexicon), at = 0;
	size_t room = (MOTUS_DISPLAY_SIZE + 2) * (2 * answers + 1);
	char *text = calloc(1, room), date[MOTUS_DATE_SIZE];
	unsigned char hash[DIGEST_SIZE];
	struct motus_date first;

	cr_assert(zero(int, motus_lexicon_edition(lexicon, edition, &first)));
	motus_date_format(first, date);
	at += (size_t)sprintf(text + at, "@%s\n", date);
	for (size_t i = 0; i < answers; i++)
		if (answer_at(lexicon, i).added == edition)
			at += (size_t)sprintf(
			    text + at, "%s\n", answer_at(lexicon, i).display);
	for (size_t i = 0; i < answers; i++)
		if (answer_at(lexicon, i).withdrawn == edition)
			at += (size_t)sprintf(
			    text + at, "-%s\n", answer_at(lexicon, i).display);
	cr_assert(zero(int, digest_sha256(hash, text, at)));
	free(text);
	line += sprintf(line, "%s %s ", motus_lexicon_language(lexicon), date);
	for (size_t i = 0; i < DIGEST_SIZE; i++)
		line += sprintf(line, "%02x", hash[i]);
}

/* How many lines of data/editions.txt begin with `text`. */
static size_t
sealed(const char *text)
{
	FILE *file = fopen(path("srcdir", "editions.txt"), "r");
	char line[256];
	size_t found = 0;

	cr_assert(ne(ptr, file, NULL));
	while (fgets(line, sizeof(line), file) != NULL)
		found += strncmp(line, text, strlen(text)) == 0;
	fclose(file);
	return found;
}

EACH_LANGUAGE(a_published_edition_is_as_it_was)
{
	struct motus_lexicon *lexicon = open_lexicon(language->name);
	size_t editions = motus_lexicon_editions(lexicon);
	char line[128], mine[MOTUS_LANGUAGE_SIZE + 1];

	for (size_t i = 1; i <= editions; i++) {
		seal(lexicon, i, line);
		cr_expect(eq(sz, sealed(line), 1),
		    "data/editions.txt lacks: %s", line);
	}
	snprintf(mine, sizeof(mine), "%s ", language->name);
	cr_assert(eq(sz, sealed(mine), editions));
	motus_lexicon_destroy(lexicon);
}

/* MANGEAT is there for mangeât. */
Test(data, french_has_every_form_and_what_people_say_today)
{
	static const char *const there[] = { "mangeait", "chevaux", "œuvre",
		"blog", "selfie", "finissent", "naquit", "maître", "gramme",
		"grammes", "kilomètre", "mètres", "internet", "autrice",
		"kebab", "cookie", "nénuphar", "nénufar", "ognon", "tables",
		"mangeât" };
	struct motus_lexicon *lexicon = open_lexicon("fr");

	for (size_t i = 0; i < sizeof(there) / sizeof(*there); i++)
		cr_expect(has(lexicon, there[i]), "%s", there[i]);
	motus_lexicon_destroy(lexicon);
}

Test(data, french_has_no_names_and_no_elided_articles)
{
	static const char *const not_there[] = { "paris", "bernard", "airbus",
		"jeanne", "londres", "alsace", "laurent", "lisbonne", "lavion",
		"quil", "lorsqu", "chevals", "mangerat" };
	struct motus_lexicon *lexicon = open_lexicon("fr");

	for (size_t i = 0; i < sizeof(not_there) / sizeof(*not_there); i++)
		cr_expect(not(has(lexicon, not_there[i])), "%s", not_there[i]);
	motus_lexicon_destroy(lexicon);
}

Test(data, english_has_every_form_and_no_names)
{
	static const char *const there[] = { "running", "mice", "children",
		"happiest", "unhappily", "tried", "boxes", "cafe", "selfie" };
	static const char *const not_there[] = { "paris", "london", "jeanne",
		"childs", "tryed", "isnt" };
	struct motus_lexicon *lexicon = open_lexicon("en");

	for (size_t i = 0; i < sizeof(there) / sizeof(*there); i++)
		cr_expect(has(lexicon, there[i]), "%s", there[i]);
	for (size_t i = 0; i < sizeof(not_there) / sizeof(*not_there); i++)
		cr_expect(not(has(lexicon, not_there[i])), "%s", not_there[i]);
	motus_lexicon_destroy(lexicon);
}
