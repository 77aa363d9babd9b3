/*
 * hex.h - bytes as hexadecimal digits
 */
#ifndef COMMON_HEX_H
#define COMMON_HEX_H

#include <stddef.h>

/* Write two lower-case digits for each of `size` bytes, and a NUL. */
void hex_write(const unsigned char *bytes, size_t size, char *text);

#endif
