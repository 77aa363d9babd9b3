#include <string.h>

#include <motus/error.h>
#include <motus/word.h>

#define TEXT_MAX 128 /* bytes: 12 letters with more marks than any has */
#define NOT_UTF8 UINT32_MAX

/*
 * The base letters of U+00C0 to U+017F, sixteen a row: those that Unicode
 * decomposes canonically into a letter of A to Z and diacritics.
 */
static const char base_letters[] = "AAAAAA-CEEEEIIII" /* 00C0 */
				   "-NOOOOO--UUUUY--" /* 00D0 */
				   "AAAAAA-CEEEEIIII" /* 00E0 */
				   "-NOOOOO--UUUUY-Y" /* 00F0 */
				   "AAAAAACCCCCCCCDD" /* 0100 */
				   "--EEEEEEEEEEGGGG" /* 0110 */
				   "GGGGHH--IIIIIIII" /* 0120 */
				   "I---JJKK-LLLLLL-" /* 0130 */
				   "---NNNNNN---OOOO" /* 0140 */
				   "OO--RRRRRRSSSSSS" /* 0150 */
				   "SSTTTT--UUUUUUUU" /* 0160 */
				   "UUUUWWYYYZZZZZZ-"; /* 0170 */

/*
 * Take the next code point off the text.  A first byte says how many follow
 * and which is the lowest code point that needs as many: below it the form is
 * overlong.
 */
static uint32_t
next_code(const unsigned char **text, const unsigned char *end)
{
	uint32_t code = *(*text)++, lowest = 0;
	int more = 0;

	if (code >= 0xf0 && code <= 0xf4) {
		more = 3, lowest = 0x10000, code &= 0x07;
	} else if (code >= 0xe0 && code < 0xf0) {
		more = 2, lowest = 0x800, code &= 0x0f;
	} else if (code >= 0xc0 && code < 0xe0) {
		more = 1, lowest = 0x80, code &= 0x1f;
	} else if (code >= 0x80) {
		return NOT_UTF8;
	}

	while (more-- > 0) {
		if (*text == end || (**text & 0xc0) != 0x80)
			return NOT_UTF8;
		code = code << 6 | (*(*text)++ & 0x3f);
	}
	if (code < lowest || code > 0x10ffff ||
	    (code >= 0xd800 && code <= 0xdfff))
		return NOT_UTF8;
	return code;
}

/* The letters of A to Z that a character counts as: none, one or two. */
static size_t
fold(uint32_t code, char letters[2])
{
	if (code == 0xc6 || code == 0xe6 || code == 0x152 || code == 0x153) {
		letters[0] = code < 0x100 ? 'A' : 'O';
		letters[1] = 'E';
		return 2;
	}
	if (code >= 'a' && code <= 'z')
		letters[0] = (char)(code - 'a' + 'A');
	else if (code >= 'A' && code <= 'Z')
		letters[0] = (char)code;
	else if (code >= 0xc0 && code <= 0x17f &&
	    base_letters[code - 0xc0] != '-')
		letters[0] = base_letters[code - 0xc0];
	else
		return 0;
	return 1;
}

int
motus_word_parse(struct motus_word *word, const char *text, size_t size)
{
	const unsigned char *at = (const unsigned char *)text;
	const unsigned char *end;
	struct motus_word read = { 0 };

	if (size > TEXT_MAX)
		return MOTUS_EWORD;
	for (end = at + size; at < end;) {
		uint32_t code = next_code(&at, end);
		char letters[2];
		size_t count = fold(code, letters);

		if (code >= 0x300 && code <= 0x36f && read.length > 0)
			continue;
		if (count == 0 || read.length + count > MOTUS_WORD_MAX)
			return MOTUS_EWORD;
		memcpy(read.letter + read.length, letters, count);
		read.length += (uint8_t)count;
	}
	if (read.length < MOTUS_WORD_MIN)
		return MOTUS_EWORD;
	*word = read;
	return 0;
}

bool
motus_word_equal(struct motus_word a, struct motus_word b)
{
	return a.length == b.length &&
	    memcmp(a.letter, b.letter, a.length) == 0;
}
