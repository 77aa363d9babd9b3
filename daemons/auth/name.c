#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uspoof.h>
#include <unicode/utf16.h>

#include "daemons/auth/name.h"
#include "daemons/auth/unicode.h"

#define MARKS_MAX 4 /* in a row (Unicode TS 39 section 5.4) */

/*
 * Those that nobody sees are refused: they hide, or turn around, what stands
 * beside them.  But an emoji may need a joiner or a selector of its variant,
 * and some scripts a joiner.
 */
static bool
is_visible(UChar32 character)
{
	if (u_hasBinaryProperty(character, UCHAR_JOIN_CONTROL) ||
	    u_hasBinaryProperty(character, UCHAR_VARIATION_SELECTOR))
		return true;
	return (U_MASK(u_charType(character)) & U_GC_C_MASK) == 0 &&
	    !u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

/* A mark needs a letter to stand on, so none begins a name. */
static bool
has_good_characters(const struct unicode *text)
{
	int marks = MARKS_MAX;
	UChar32 character;

	for (int32_t at = 0; at < text->length;) {
		U16_NEXT(text->text, at, text->length, character);
		if (!is_visible(character))
			return false;
		if ((U_MASK(u_charType(character)) & U_GC_M_MASK) == 0)
			marks = 0;
		else if (++marks > MARKS_MAX)
			return false;
	}
	return true;
}

/* Leave out white space at both ends, and make single spaces of the rest. */
static void
trim(struct unicode *text)
{
	bool is_pending = false;
	int32_t to = 0;
	UChar32 character;

	for (int32_t at = 0; at < text->length;) {
		U16_NEXT(text->text, at, text->length, character);
		if (u_isUWhiteSpace(character)) {
			is_pending = to > 0;
			continue;
		}
		if (is_pending)
			text->text[to++] = ' ';
		is_pending = false;
		U16_APPEND_UNSAFE(text->text, to, character);
	}
	text->length = to;
}

/* How many characters a reader counts; -1 without memory. */
static int
count_characters(const struct unicode *text)
{
	UErrorCode code = U_ZERO_ERROR;
	UBreakIterator *breaks =
	    ubrk_open(UBRK_CHARACTER, "", text->text, text->length, &code);
	int count = 0;

	if (U_FAILURE(code))
		return -1;
	while (ubrk_next(breaks) != UBRK_DONE)
		count++;
	ubrk_close(breaks);
	return count;
}

/* What the text is for the eye, by Unicode's table of look-alikes. */
static enum unicode_error
see(const struct unicode *text, struct unicode *seen)
{
	UErrorCode code = U_ZERO_ERROR;
	USpoofChecker *checker = uspoof_open(&code);

	seen->length = uspoof_getSkeleton(checker, 0, text->text, text->length,
	    seen->text, UNICODE_MAX, &code);
	uspoof_close(checker);
	if (code == U_BUFFER_OVERFLOW_ERROR)
		return UNICODE_TOO_LONG;
	return U_FAILURE(code) ? UNICODE_MALFORMED : UNICODE_OK;
}

/*
 * The table keeps capitals apart (0 is like O, and I like l), so case is
 * folded before and after; and what is like I is then made like i.
 */
static enum name_verdict
make_skeleton(const char *name, char skeleton[NAME_SKELETON_SIZE])
{
	struct unicode text, seen;

	if (unicode_read(&text, name, UNICODE_FOLDED) != UNICODE_OK ||
	    see(&text, &seen) != UNICODE_OK ||
	    !unicode_write(&seen, skeleton, NAME_SKELETON_SIZE) ||
	    unicode_read(&text, skeleton, UNICODE_FOLDED) != UNICODE_OK)
		return NAME_TOO_LONG;
	for (int32_t i = 0; i < text.length; i++)
		if (text.text[i] == 'i')
			text.text[i] = 'l';
	if (!unicode_write(&text, skeleton, NAME_SKELETON_SIZE))
		return NAME_TOO_LONG;
	return text.length == 0 ? NAME_EMPTY : NAME_GOOD;
}

enum name_verdict
name_prepare(
    const char *typed, char name[NAME_SIZE], char skeleton[NAME_SKELETON_SIZE])
{
	struct unicode text;
	int count;

	switch (unicode_read(&text, typed, UNICODE_NFC)) {
	case UNICODE_OK: break;
	case UNICODE_MALFORMED: return NAME_BAD_CHARACTER;
	case UNICODE_TOO_LONG: return NAME_TOO_LONG;
	}
	trim(&text);
	if (text.length == 0)
		return NAME_EMPTY;
	if (!has_good_characters(&text))
		return NAME_BAD_CHARACTER;
	count = count_characters(&text);
	if (count < 0)
		return NAME_BAD_CHARACTER;
	if (count > NAME_LENGTH_MAX || !unicode_write(&text, name, NAME_SIZE))
		return NAME_TOO_LONG;
	return make_skeleton(name, skeleton);
}
