#include <string.h>

#include <motus/error.h>
#include <motus/word.h>

bool
motus_word_equal(struct motus_word a, struct motus_word b)
{
	return a.length == b.length &&
	    memcmp(a.letter, b.letter, a.length) == 0;
}

int
motus_word_parse(struct motus_word *word, const char *text, size_t size)
{
	(void)word;
	(void)text;
	(void)size;
	return MOTUS_EWORD;
}
