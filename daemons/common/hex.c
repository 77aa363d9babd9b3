#include <string.h>

#include "daemons/common/hex.h"

void
hex_write(const unsigned char *bytes, size_t size, char *text)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < size; i++) {
		*text++ = digits[bytes[i] >> 4];
		*text++ = digits[bytes[i] & 15];
	}
	*text = '\0';
}

/* The value of a digit; -1 for what is none. */
static int
value(char digit)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *place = digit == '\0' ? NULL : strchr(digits, digit);

	return place == NULL ? -1 : (int)((place - digits) % 16);
}

bool
hex_read(const char *text, size_t digits, unsigned char *bytes)
{
	for (size_t i = 0; i + 1 < digits; i += 2) {
		int high = value(text[i]), low = value(text[i + 1]);

		if (high < 0 || low < 0)
			return false;
		bytes[i / 2] = (unsigned char)(16 * high + low);
	}
	return true;
}
