/*
 * hex.h - bytes as hexadecimal digits
 */
#ifndef COMMON_HEX_H
#define COMMON_HEX_H

#include <stdbool.h>
#include <stddef.h>

/* Write two lower-case digits for each of `size` bytes, and a NUL. */
void hex_write(const unsigned char *bytes, size_t size, char *text);

/*
 * Read half as many bytes as there are digits, of either case, in `text`: an
 * even number.  False for what is no digit.
 */
bool hex_read(const char *text, size_t digits, unsigned char *bytes);

#endif
