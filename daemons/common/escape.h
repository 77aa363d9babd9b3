/*
 * escape.h - percent-encoding, undone
 */
#ifndef COMMON_ESCAPE_H
#define COMMON_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Decode the `size` bytes of `text` into `out`, which takes `out_size` bytes
 * with the NUL; `plus`: a '+' is a space, as in forms.  False, with "" in
 * `out`, for a broken escape, for one of NUL, and for what does not fit.
 */
bool escape_decode(
    const char *text, size_t size, bool plus, char *out, size_t out_size);

#endif
