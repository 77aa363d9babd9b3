#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "tools/lexicon/answers.h"

static struct words words;
static struct answers answers;
static char complaint[256];

static void
start(void)
{
	const char *list = "œuvre\nmerle\nperle\nport\ncœurs\n"
			   "anticyclone\ncôte\ncoteau\nélevée\nélevèe\n";
	struct text text = text_of("words", list, strlen(list));

	cr_assert(zero(int, words_add_list(&words, &text)));
	words_sort(&words);
}

static void
stop(void)
{
	answers_clear(&answers);
	words_clear(&words);
}

TestSuite(answers, .init = start, .fini = stop);

static int
read_text(const char *content)
{
	struct text text = text_of("x", content, strlen(content));
	int error;

	answers_clear(&answers);
	error = answers_read(&answers, &words, &text);
	strcpy(complaint, text.complaint);
	return error;
}

/* What is wrong with the text. */
static char *
complain(const char *content)
{
	cr_assert(eq(int, read_text(content), MOTUS_EFORMAT));
	return complaint;
}

Test(answers, are_read_in_their_order)
{
	cr_assert(zero(int, read_text("@2026-01-01\nœuvre\nmerle\n")));
	cr_assert(eq(sz, answers.answers, 2));
	cr_assert(eq(str, answers.answer[0].display, "œuvre"));
	cr_assert(eq(str, answers.answer[0].word.letter, "OEUVRE"));
	cr_assert(eq(str, answers.answer[1].display, "merle"));
	cr_assert(eq(u32, answers.answer[1].added, 1));
	cr_assert(zero(u32, answers.answer[1].withdrawn));
}

Test(answers, join_with_an_edition_and_leave_with_a_later_one)
{
	cr_assert(zero(int,
	    read_text("@2026-01-01\nmerle\nperle\n"
		      "@2026-02-01\n-merle\nœuvre\n")));
	cr_assert(eq(sz, answers.editions, 2));
	cr_assert(eq(int, answers.edition[1].month, 2));
	cr_assert(eq(u32, answers.answer[0].withdrawn, 2));
	cr_assert(zero(u32, answers.answer[1].withdrawn));
	cr_assert(eq(u32, answers.answer[2].added, 2));
}

Test(answers, may_be_withdrawn_in_another_spelling)
{
	cr_assert(
	    zero(int, read_text("@2026-01-01\nélevée\n@2026-02-01\n-elevee")));
	cr_assert(eq(u32, answers.answer[0].withdrawn, 2));
}

Test(answers, may_have_comments_and_empty_lines_among_them)
{
	cr_assert(zero(int,
	    read_text("# before\r\n\r\n@2026-01-01\r\n# in\r\nmerle\r\n")));
	cr_assert(eq(sz, answers.answers, 1));
	cr_assert(eq(str, answers.answer[0].display, "merle"));
}

Test(answers, must_be_words)
{
	cr_assert(eq(str, complain("@2026-01-01\nmerle perle\n"),
	    "x:2: \"merle perle\" is no word"));
	cr_assert(eq(str, complain("@2026-01-01\nmerle \n"),
	    "x:2: \"merle \" is no word"));
	cr_assert(
	    eq(str, complain("@2026-01-01\n-\n"), "x:2: \"\" is no word"));
}

Test(answers, must_be_in_the_lexicon)
{
	cr_assert(eq(str, complain("@2026-01-01\nmerle\nmerles\n"),
	    "x:3: \"merles\" is not in the lexicon"));
	cr_assert(eq(str, complain("@2026-01-01\nmerle\n@2026-01-02\n-merles"),
	    "x:4: \"merles\" is not in the lexicon"));
}

Test(answers, must_have_five_to_ten_letters)
{
	cr_assert(eq(str, complain("@2026-01-01\nport\n"),
	    "x:2: \"port\" has not 5 to 10 letters"));
	cr_assert(eq(str, complain("@2026-01-01\nanticyclone\n"),
	    "x:2: \"anticyclone\" has not 5 to 10 letters"));
	cr_assert(zero(int, read_text("@2026-01-01\ncœurs\n")));
}

Test(answers, must_be_in_small_letters)
{
	cr_assert(eq(str, complain("@2026-01-01\nMerle\n"),
	    "x:2: \"Merle\" has a capital"));
	cr_assert(eq(str, complain("@2026-01-01\nŒuvre\n"),
	    "x:2: \"Œuvre\" has a capital"));
	cr_assert(eq(str, complain("@2026-01-01\nÉlevée\n"),
	    "x:2: \"Élevée\" has a capital"));
}

Test(answers, must_fit_in_their_display)
{
	char text[64] = "@2026-01-01\nmerle";

	while (strlen(text) < 12 + MOTUS_DISPLAY_SIZE)
		strcat(text, "\xcc\x81");
	cr_assert(not(zero(int, read_text(text))));
	cr_assert(zero(strncmp(complaint, "x:2: ", 5)));
	text[12 + MOTUS_DISPLAY_SIZE - 1] = '\0';
	cr_assert(zero(int, read_text(text)));
}

Test(answers, must_not_repeat_by_their_letters)
{
	cr_assert(eq(str, complain("@2026-01-01\nélevée\nmerle\nélevèe\n"),
	    "x:4: \"élevèe\" is an answer already"));
	cr_assert(eq(str,
	    complain("@2026-01-01\nmerle\n@2026-01-02\n-merle\n"
		     "@2026-01-03\nmerle\n"),
	    "x:6: \"merle\" is an answer already"));
}

Test(answers, must_be_there_to_be_withdrawn)
{
	cr_assert(eq(str, complain("@2026-01-01\nmerle\n@2026-01-02\n-perle\n"),
	    "x:4: \"perle\" is withdrawn but is no answer"));
	cr_assert(eq(str, complain("@2026-01-01\nmerle\n-merle\n"),
	    "x:3: \"merle\" is withdrawn by the edition that adds it"));
	cr_assert(eq(str,
	    complain("@2026-01-01\nmerle\n@2026-01-02\n-merle\n-merle\n"),
	    "x:5: \"merle\" is withdrawn twice"));
}

Test(answers, must_come_after_the_first_edition)
{
	cr_assert(eq(str, complain("merle\n@2026-01-01\n"),
	    "x:1: \"merle\" comes before the first edition"));
	cr_assert(eq(str, complain("-merle\n"),
	    "x:1: \"merle\" comes before the first edition"));
	cr_assert(eq(str, complain("# nothing\n"), "x:1: there is no edition"));
}

Test(answers, must_have_their_editions_in_order)
{
	cr_assert(eq(str, complain("@2026-01-02\nmerle\n@2026-01-02\n"),
	    "x:3: 2026-01-02 is not later than the edition before"));
	cr_assert(eq(str, complain("@2026-01-02\nmerle\n@2025-12-31\n"),
	    "x:3: 2025-12-31 is not later than the edition before"));
	cr_assert(eq(
	    str, complain("@2026-02-30\n"), "x:1: \"2026-02-30\" is no date"));
	cr_assert(eq(str, complain("@2026-02-03 \n"),
	    "x:1: \"2026-02-03 \" is no date"));
}
