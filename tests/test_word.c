#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>
#include <motus/word.h>

Test(word, a_digit_is_no_letter)
{
	struct motus_word word;

	cr_assert(eq(int, motus_word_parse(&word, "ABC4", 4), MOTUS_EWORD));
}
