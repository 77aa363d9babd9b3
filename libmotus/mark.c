#include <motus/error.h>
#include <motus/mark.h>

struct motus_pattern
motus_mark(struct motus_word guess, struct motus_word answer)
{
	struct motus_pattern pattern = { 0 };
	unsigned int left[26] = { 0 };

	if (guess.length != answer.length)
		return pattern;
	pattern.length = answer.length;
	for (int i = 0; i < answer.length; i++) {
		if (guess.letter[i] == answer.letter[i])
			pattern.mark[i] = MOTUS_CORRECT;
		else
			left[answer.letter[i] - 'A']++;
	}
	for (int i = 0; i < answer.length; i++) {
		unsigned int *of_letter = &left[guess.letter[i] - 'A'];

		if (pattern.mark[i] != MOTUS_CORRECT && *of_letter > 0) {
			pattern.mark[i] = MOTUS_PRESENT;
			--*of_letter;
		}
	}
	return pattern;
}

int
motus_mark_many(struct motus_word guess, const struct motus_word *answers,
    size_t count, uint32_t *codes)
{
	for (size_t i = 0; i < count; i++) {
		if (answers[i].length != guess.length)
			return MOTUS_ELENGTH;
		codes[i] = motus_pattern_code(motus_mark(guess, answers[i]));
	}
	return 0;
}

bool
motus_pattern_won(struct motus_pattern pattern)
{
	for (int i = 0; i < pattern.length; i++) {
		if (pattern.mark[i] != MOTUS_CORRECT)
			return false;
	}
	return pattern.length > 0;
}

uint32_t
motus_pattern_code(struct motus_pattern pattern)
{
	uint32_t code = 0;

	for (int i = pattern.length - 1; i >= 0; i--)
		code = 3 * code + pattern.mark[i];
	return code;
}

void
motus_pattern_format(
    struct motus_pattern pattern, char text[MOTUS_PATTERN_SIZE])
{
	static const char characters[] = { [MOTUS_ABSENT] = 'a',
		[MOTUS_PRESENT] = 'p',
		[MOTUS_CORRECT] = 'c' };

	for (int i = 0; i < pattern.length; i++)
		text[i] = characters[pattern.mark[i]];
	text[pattern.length] = '\0';
}
