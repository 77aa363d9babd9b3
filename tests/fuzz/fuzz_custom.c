/*
 * Takes any bytes for the token of a puzzle, which none of them is; and for
 * what is sealed in one: a puzzle that can be read is written the same again,
 * and comes back out of its token.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <motus/daily.h>

#include "daemons/game/custom.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const unsigned char key[MOTUS_KEY_SIZE] = "a key that nobody knows";

static void
expect(bool promise)
{
	if (!promise)
		abort();
}

static void
try_token(const char *token)
{
	struct custom custom;

	expect(!custom_open(key, token, &custom));
}

static void
try_bytes(const unsigned char bytes[CUSTOM_BYTES])
{
	unsigned char again[CUSTOM_BYTES];
	char token[CUSTOM_TOKEN_SIZE];
	struct custom custom, back;
	struct motus_game game;

	if (!custom_unpack(&custom, bytes))
		return;
	expect(motus_game_start_with(&game, custom.word, custom.rules) == 0);
	custom_pack(&custom, again);
	expect(memcmp(again, bytes, CUSTOM_BYTES) == 0);
	expect(custom_seal(key, &custom, token));
	expect(custom_open(key, token, &back));
	custom_pack(&back, again);
	expect(memcmp(again, bytes, CUSTOM_BYTES) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned char bytes[CUSTOM_BYTES] = { 0 };
	char *text = calloc(1, size + 1);

	expect(text != NULL);
	if (size > 0) {
		memcpy(text, data, size);
		memcpy(bytes, data, size < sizeof bytes ? size : sizeof bytes);
	}
	try_token(text);
	try_bytes(bytes);
	free(text);
	return 0;
}
