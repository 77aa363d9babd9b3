/*
 * Reads any bytes as a word.  One that was read keeps what motus/word.h says,
 * and is read again as the same.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>
#include <motus/word.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
expect(bool promise)
{
	if (!promise)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct motus_word word, again;
	int error = motus_word_parse(&word, (const char *)data, size);

	if (error != 0) {
		expect(error == MOTUS_EWORD);
		return 0;
	}
	expect(word.length >= MOTUS_WORD_MIN);
	expect(word.length <= MOTUS_WORD_MAX);
	for (int i = 0; i <= MOTUS_WORD_MAX; i++) {
		if (i < word.length)
			expect(word.letter[i] >= 'A' && word.letter[i] <= 'Z');
		else
			expect(word.letter[i] == '\0');
	}
	expect(motus_word_parse(&again, word.letter, word.length) == 0);
	expect(motus_word_equal(again, word));
	return 0;
}
