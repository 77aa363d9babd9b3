/*
 * unicode.h - texts that people typed, as ICU takes them
 */
#ifndef AUTH_UNICODE_H
#define AUTH_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <unicode/umachine.h>

#define UNICODE_MAX 1024 /* UTF-16 code units of a text that is looked at */

struct unicode {
	UChar text[UNICODE_MAX];
	int32_t length;
};

/* What can be made of a text. */
enum unicode_form {
	UNICODE_NFC,
	UNICODE_FOLDED, /* NFKC, without case and what can't be seen */
};

enum unicode_error { UNICODE_OK, UNICODE_MALFORMED, UNICODE_TOO_LONG };

/*
 * Read UTF-8 and bring it into a form.  No memory is MALFORMED too, so that
 * nothing passes unseen.
 */
enum unicode_error unicode_read(
    struct unicode *text, const char *utf8, enum unicode_form form);

/* As UTF-8, with a NUL; false when it does not fit. */
bool unicode_write(const struct unicode *text, char *utf8, size_t size);

#endif
