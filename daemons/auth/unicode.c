#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <sodium.h>

#include "daemons/auth/unicode.h"

static enum unicode_error
error_of(UErrorCode code)
{
	if (code == U_BUFFER_OVERFLOW_ERROR)
		return UNICODE_TOO_LONG;
	return U_FAILURE(code) ? UNICODE_MALFORMED : UNICODE_OK;
}

/* The copy may be of a password. */
enum unicode_error
unicode_read(struct unicode *text, const char *utf8, enum unicode_form form)
{
	UErrorCode code = U_ZERO_ERROR;
	const UNormalizer2 *normalizer = form == UNICODE_NFC
	    ? unorm2_getNFCInstance(&code)
	    : unorm2_getNFKCCasefoldInstance(&code);
	struct unicode raw;

	u_strFromUTF8(raw.text, UNICODE_MAX, &raw.length, utf8, -1, &code);
	text->length = unorm2_normalize(
	    normalizer, raw.text, raw.length, text->text, UNICODE_MAX, &code);
	sodium_memzero(&raw, sizeof raw);
	return error_of(code);
}

bool
unicode_write(const struct unicode *text, char *utf8, size_t size)
{
	UErrorCode code = U_ZERO_ERROR;

	u_strToUTF8(utf8, (int32_t)size, NULL, text->text, text->length, &code);
	return code == U_ZERO_ERROR;
}
