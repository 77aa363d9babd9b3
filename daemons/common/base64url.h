/*
 * base64url.h - bytes as text that can stand in a URL (RFC 4648 section 5),
 * without padding; and base64 as others write it
 */
#ifndef COMMON_BASE64URL_H
#define COMMON_BASE64URL_H

#include <stdbool.h>
#include <stddef.h>

/* What the text of `bytes` bytes needs, with its NUL. */
#define BASE64URL_SIZE(bytes) (((bytes)*4 + 2) / 3 + 1)

/* Write the text of `size` bytes, with a NUL; returns its length. */
size_t base64url_encode(const void *bytes, size_t size, char *text);

/*
 * Decode the `length` characters of `text` into `bytes`, which takes
 * `capacity`; *size is how many there are.  False for a character that does
 * not belong, padding, bits left over that are not 0 (so each value has one
 * spelling), and for what does not fit.
 */
bool base64url_decode(const char *text, size_t length, void *bytes,
    size_t capacity, size_t *size);

/*
 * The same with the characters of RFC 4648 section 4, and its padding or none:
 * what the btoa() of browsers writes.
 */
bool base64_decode(const char *text, size_t length, void *bytes,
    size_t capacity, size_t *size);

/*
 * `bytes` random bytes, 32 at most, as text; false when there are none to be
 * had.  What a cookie, a code or a token is made of.
 */
bool base64url_random(char *text, size_t bytes);

#endif
