#include <stdio.h>

#include <motus/mark.h>

#include "tools/motus/motus.h"

int
run_mark(const struct options *options)
{
	struct motus_word guess, answer;
	struct motus_pattern pattern;
	char text[MOTUS_PATTERN_SIZE];
	int status = read_word(&guess, options, 0);

	if (status == EX_OK)
		status = read_word(&answer, options, 1);
	if (status != EX_OK)
		return status;
	pattern = motus_mark(guess, answer);
	if (pattern.length == 0)
		return fail(EX_DATAERR, "%s",
		    tr(options->french, "the words differ in length",
			"les mots n'ont pas la même longueur"));
	motus_pattern_format(pattern, text);
	if (options->json)
		return print_json(json_pack("{s:s, s:s, s:s}", "guess",
		    guess.letter, "answer", answer.letter, "pattern", text));
	puts(text);
	return EX_OK;
}
