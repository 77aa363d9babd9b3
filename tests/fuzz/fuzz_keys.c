/*
 * Takes any bytes for a file with the keys of the days: those of a good one are
 * in their order, and all are there again when they are written and read.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "daemons/game/key.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
expect(bool promise)
{
	if (!promise)
		abort();
}

static size_t
write_key(const struct day_key *key, char *text)
{
	char *at = text;
	struct motus_date date;

	if (key->from != SERVICE_ALWAYS) {
		motus_date_from_days(&date, key->from);
		motus_date_format(date, at);
		at += strlen(at);
		*at++ = ' ';
	}
	for (size_t i = 0; i < sizeof key->bytes; i++)
		at += sprintf(at, "%02x", key->bytes[i]);
	*at++ = '\n';
	return (size_t)(at - text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[SERVICE_KEYS_MAX * 100];
	struct keys keys, again;
	size_t used = 0;

	if (keys_read(&keys, (const char *)data, size) != 0)
		return 0;
	expect(keys.count > 0 && keys.count <= SERVICE_KEYS_MAX);
	for (size_t i = 0; i < keys.count; i++) {
		expect(i == 0 || keys.list[i - 1].from < keys.list[i].from);
		used += write_key(&keys.list[i], text + used);
	}
	expect(keys_read(&again, text, used) == 0);
	expect(again.count == keys.count);
	for (size_t i = 0; i < keys.count; i++)
		expect(again.list[i].from == keys.list[i].from &&
		    memcmp(again.list[i].bytes, keys.list[i].bytes,
			sizeof keys.list[i].bytes) == 0);
	return 0;
}
