#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/small.h"
#include "tools/lexicon/compile.h"

struct small
small_create(const char *words, const char *answers)
{
	struct text list = text_of("words", words, strlen(words));
	struct text text = text_of("answers", answers, strlen(answers));
	struct words set = { 0 };
	struct answers read;
	struct small small;

	cr_assert(zero(int, words_add_list(&set, &list)), "%s", list.complaint);
	words_sort(&set);
	cr_assert(
	    zero(int, answers_read(&read, &set, &text)), "%s", text.complaint);
	cr_assert(zero(int,
	    lexicon_compile("fr", &set, &read, &small.bytes, &small.size)));
	cr_assert(zero(int,
	    motus_lexicon_from_memory(
		&small.lexicon, small.bytes, small.size)));
	answers_clear(&read);
	words_clear(&set);
	return small;
}

void
small_clear(struct small *small)
{
	motus_lexicon_destroy(small->lexicon);
	free(small->bytes);
}
