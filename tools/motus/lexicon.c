#include <stdio.h>

#include "tools/motus/motus.h"

/* Whether `word` is an answer of today's edition, and how people write it. */
static bool
find_answer(const struct motus_lexicon *lexicon, struct motus_word word,
    struct motus_answer *answer)
{
	for (size_t i = 0; motus_lexicon_answer(lexicon, i, answer) == 0; i++)
		if (motus_word_equal(answer->word, word) &&
		    answer->withdrawn == 0)
			return true;
	return false;
}

static void
say(const struct options *options, struct motus_word word, bool accepted,
    const struct motus_answer *answer)
{
	bool french = options->french;

	if (!accepted)
		printf(tr(french, "%s is not accepted\n",
			   "%s n'est pas accepté\n"),
		    word.letter);
	else if (answer == NULL)
		printf(tr(french, "%s is accepted, but never the answer\n",
			   "%s est accepté, mais n'est jamais à trouver\n"),
		    word.letter);
	else
		printf(tr(french, "%s is accepted, and may be the answer: %s\n",
			   "%s est accepté, et peut être à trouver : %s\n"),
		    word.letter, answer->display);
}

static int
look_up(const struct options *options, const struct motus_lexicon *lexicon,
    struct motus_word word)
{
	struct motus_answer answer;
	bool accepted = motus_lexicon_has(lexicon, word);
	bool found = accepted && find_answer(lexicon, word, &answer);
	int status = EX_OK;

	if (options->json)
		status = print_json(json_pack("{s:s, s:s, s:b, s:b, s:s?}",
		    "word", word.letter, "language",
		    motus_lexicon_language(lexicon), "accepted", accepted,
		    "answer", found, "display", found ? answer.display : NULL));
	else
		say(options, word, accepted, found ? &answer : NULL);
	return status != EX_OK || accepted ? status : EXIT_NO;
}

int
run_lexicon(const struct options *options)
{
	struct motus_lexicon *lexicon;
	struct motus_word word;
	int status = read_word(&word, options, 0);

	if (status == EX_OK)
		status = open_lexicon(&lexicon, options);
	if (status != EX_OK)
		return status;
	status = look_up(options, lexicon, word);
	motus_lexicon_destroy(lexicon);
	return status;
}
