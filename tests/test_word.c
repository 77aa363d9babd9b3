#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>
#include <motus/word.h>

/* The letters that the text has; "" when it is refused. */
static char *
letters(const char *text, size_t size)
{
	static struct motus_word word;

	memset(&word, 0, sizeof(word));
	return motus_word_parse(&word, text, size) == 0 ? word.letter : "";
}

static char *
read_word(const char *text)
{
	return letters(text, strlen(text));
}

Test(word, case_is_ignored)
{
	cr_assert(eq(str, read_word("MerLE"), "MERLE"));
}

Test(word, accents_and_ligatures_are_taken_apart)
{
	cr_assert(eq(str, read_word("étés"), "ETES"));
	cr_assert(eq(str, read_word("FAÇADE"), "FACADE"));
	cr_assert(eq(str, read_word("œuvre"), "OEUVRE"));
	cr_assert(eq(str, read_word("Œuvre"), "OEUVRE"));
	cr_assert(eq(str, read_word("cæcum"), "CAECUM"));
	cr_assert(eq(str, read_word("CÆCUM"), "CAECUM"));
	cr_assert(eq(str, read_word("haÿs"), "HAYS"));
	cr_assert(eq(str, read_word("HAŸS"), "HAYS"));
}

Test(word, combining_marks_after_a_letter_are_dropped)
{
	cr_assert(eq(str, read_word("e\u0301te\u0301s"), "ETES"));
	cr_assert(eq(str, read_word("c\u0327\u0300\u036fafe"), "CAFE"));
}

Test(word, a_combining_mark_before_any_letter_is_refused)
{
	cr_assert(eq(str, read_word("\u0301merle"), ""));
}

Test(word, only_unicode_s_own_base_letters_are_taken)
{
	static const char *const variants[26] = {
		['A' - 'A'] = "ÀÁÂÃÄÅàáâãäåĀāĂăĄą",
		['C' - 'A'] = "ÇçĆćĈĉĊċČč",
		['D' - 'A'] = "Ďď",
		['E' - 'A'] = "ÈÉÊËèéêëĒēĔĕĖėĘęĚě",
		['G' - 'A'] = "ĜĝĞğĠġĢģ",
		['H' - 'A'] = "Ĥĥ",
		['I' - 'A'] = "ÌÍÎÏìíîïĨĩĪīĬĭĮįİ",
		['J' - 'A'] = "Ĵĵ",
		['K' - 'A'] = "Ķķ",
		['L' - 'A'] = "ĹĺĻļĽľ",
		['N' - 'A'] = "ÑñŃńŅņŇň",
		['O' - 'A'] = "ÒÓÔÕÖòóôõöŌōŎŏŐő",
		['R' - 'A'] = "ŔŕŖŗŘř",
		['S' - 'A'] = "ŚśŜŝŞşŠš",
		['T' - 'A'] = "ŢţŤť",
		['U' - 'A'] = "ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲų",
		['W' - 'A'] = "Ŵŵ",
		['Y' - 'A'] = "ÝýÿŶŷŸ",
		['Z' - 'A'] = "ŹźŻżŽž",
	};

	for (unsigned int code = 0xc0; code <= 0x17f; code++) {
		char text[] = { (char)(0xc0 | code >> 6),
			(char)(0x80 | (code & 0x3f)), '\0', '\0', '\0', '\0' };
		char expected[] = "\0XXX";

		for (int i = 0; i < 26; i++) {
			if (variants[i] && strstr(variants[i], text))
				expected[0] = (char)('A' + i);
		}
		if (strstr("ÆæŒœ", text))
			continue;
		strcpy(text + 2, "xxx");
		cr_assert(eq(str, read_word(text), expected), "U+%04X", code);
	}
}

Test(word, every_other_ascii_character_is_refused)
{
	for (int c = 0; c < 0x80; c++) {
		char text[] = { 'X', 'X', (char)c, 'X', 'X' };
		bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');

		cr_assert(eq(int, *letters(text, sizeof(text)) != '\0', letter),
		    "%d", c);
	}
}

Test(word, other_characters_are_refused)
{
	static const char *const refused[] = { "gro\u00dfe", "\u00d8res",
		"\u0142aty", "\u0131nce", "me\u0133r", "\u00f0aef",
		"aujourd\u2019hui", "мерл", "ΜΕΡΛΕ", "\uff2d\uff25\uff32\uff2c",
		"merle\u00a0", "merle\u200b", "\ufeffmerle", "merle\U0001f600",
		"\u1e3ferle", "merle\u0370", "merle\u02ff", "merl\u01ce",
		"merle\U0010ffff" };

	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		cr_assert(eq(str, read_word(refused[i]), ""), "%s", refused[i]);
}

Test(word, what_is_not_utf8_is_refused)
{
	static const char *const refused[] = {
		"\x80merle", "merle\xbf", /* continuations alone */
		"merle\xc3", "merle\xe2\x82", "merle\xf0\x9f\x98", /* cut off */
		"m\xc3rles", "m\xe2\x82rles", /* cut short */
		"merl\xc1\xa5", "merl\xe0\x81\xa5", /* overlong e */
		"merl\xf0\x80\x81\xa5", "merl\xe0\x83\xa9", /* overlong e, é */
		"merle\xcc", "merle\xc0\x80", /* overlong NUL */
		"merle\xed\xa0\x80", "merle\xed\xbf\xbf", /* surrogates */
		"merle\xf4\x90\x80\x80", "merle\xf5\x80\x80\x80", /* too high */
		"merle\xff", "merle\xfe", "m\xe9lo", /* Latin-1 */
	};

	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		cr_assert(eq(str, read_word(refused[i]), ""), "%zu", i);
}

Test(word, four_to_twelve_letters_make_a_word)
{
	cr_assert(eq(str, read_word(""), ""));
	cr_assert(eq(str, read_word("abc"), ""));
	cr_assert(eq(str, read_word("abcd"), "ABCD"));
	cr_assert(eq(str, read_word("abcdefghijkl"), "ABCDEFGHIJKL"));
	cr_assert(eq(str, read_word("abcdefghijklm"), ""));
	cr_assert(eq(str, read_word("œuf"), "OEUF"));
	cr_assert(eq(str, read_word("abcdefghijkœ"), ""));
}

Test(word, a_text_of_more_than_128_bytes_is_refused)
{
	char text[130] = "merle";

	for (size_t i = 5; i < 129; i += 2)
		memcpy(text + i, "\u0301", 2);
	cr_assert(eq(str, letters(text, 127), "MERLE"));
	cr_assert(eq(str, letters(text, 129), ""));
}

Test(word, nothing_is_written_when_the_text_is_refused)
{
	struct motus_word word, before;

	memset(&word, 0x5a, sizeof(word));
	before = word;
	cr_assert(eq(int, motus_word_parse(&word, "merl3", 5), MOTUS_EWORD));
	cr_assert(zero(int, memcmp(&word, &before, sizeof(word))));
}

Test(word, nuls_fill_what_the_letters_leave)
{
	static const char none[MOTUS_WORD_MAX + 1];
	struct motus_word word;

	memset(&word, 0x5a, sizeof(word));
	cr_assert(zero(int, motus_word_parse(&word, "merle", 5)));
	cr_assert(eq(int, word.length, 5));
	cr_assert(zero(int, memcmp(word.letter + 5, none, sizeof(none) - 5)));
}

Test(word, words_are_equal_when_all_letters_are)
{
	struct motus_word merle, same, longer, other;

	motus_word_parse(&merle, "merle", 5);
	motus_word_parse(&same, "MERLE", 5);
	motus_word_parse(&longer, "merles", 6);
	motus_word_parse(&other, "perle", 5);
	cr_assert(motus_word_equal(merle, same));
	cr_assert(not(motus_word_equal(merle, longer)));
	cr_assert(not(motus_word_equal(merle, other)));
}
