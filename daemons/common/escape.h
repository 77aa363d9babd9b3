/*
 * escape.h - text in URLs and in HTML
 */
#ifndef COMMON_ESCAPE_H
#define COMMON_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * Decode the `size` bytes of `text` into `out`, which takes `out_size` bytes
 * with the NUL; `plus`: a '+' is a space, as in forms.  False, with "" in
 * `out`, for a broken escape, for one of NUL, and for what does not fit.
 */
bool escape_decode(
    const char *text, size_t size, bool plus, char *out, size_t out_size);

/* Write `text` as a value in a query: all but A-Z a-z 0-9 - . _ ~ escaped. */
void escape_encode(FILE *out, const char *text);

/*
 * Write the `size` bytes of `text` so that they stand for themselves between
 * the tags of HTML, and in attributes with quotes around them.
 */
void escape_html(FILE *out, const char *text, size_t size);

#endif
