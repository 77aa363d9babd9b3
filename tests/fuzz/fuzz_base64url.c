/*
 * Takes any bytes as base64url: what decodes has no other spelling.  And what
 * is written of any bytes decodes to them.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "daemons/common/base64url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
expect(bool promise)
{
	if (!promise)
		abort();
}

static void *
room(size_t size)
{
	void *bytes = malloc(size + 1);

	expect(bytes != NULL);
	return bytes;
}

static void
write_and_read(const uint8_t *data, size_t size)
{
	char *text = room(BASE64URL_SIZE(size));
	uint8_t *bytes = room(size);
	size_t length = base64url_encode(data, size, text), back;

	expect(length + 1 == BASE64URL_SIZE(size) && text[length] == '\0');
	expect(base64url_decode(text, length, bytes, size, &back));
	expect(back == size && (size == 0 || memcmp(bytes, data, size) == 0));
	if (size > 0)
		expect(!base64url_decode(text, length, bytes, size - 1, &back));
	free(text);
	free(bytes);
}

static void
read_and_write(const uint8_t *data, size_t size)
{
	uint8_t *bytes = room(size);
	char *text = room(BASE64URL_SIZE(size));
	size_t count;

	if (base64url_decode((const char *)data, size, bytes, size, &count)) {
		expect(
		    count == size / 4 * 3 + (size % 4 == 0 ? 0 : size % 4 - 1));
		expect(base64url_encode(bytes, count, text) == size);
		expect(size == 0 || memcmp(text, data, size) == 0);
	}
	free(bytes);
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	write_and_read(data, size);
	read_and_write(data, size);
	return 0;
}
