/*
 * Opens any bytes as a lexicon, and uses all of one that opened.  Their hash is
 * made right first: else nothing would be found behind its check.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <motus/lexicon.h>

#include "libmotus/digest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a lexicon promises holds, or the fuzzer sees the end of the program. */
static void
expect(bool promise)
{
	if (!promise)
		abort();
}

static void
use_words(const struct motus_lexicon *lexicon)
{
	for (unsigned int length = 0; length <= MOTUS_WORD_MAX; length++)
		for (size_t i = 0; i < motus_lexicon_count(lexicon, length);
		     i++) {
			struct motus_word word;

			expect(
			    motus_lexicon_word(lexicon, length, i, &word) == 0);
			expect(word.length == length);
			expect(motus_lexicon_has(lexicon, word));
		}
}

static void
use_answers(const struct motus_lexicon *lexicon)
{
	size_t editions = motus_lexicon_editions(lexicon);

	for (size_t i = 0; i < motus_lexicon_answers(lexicon); i++) {
		struct motus_answer answer;

		expect(motus_lexicon_answer(lexicon, i, &answer) == 0);
		expect(motus_lexicon_has(lexicon, answer.word));
		expect(strlen(answer.display) < MOTUS_DISPLAY_SIZE);
		expect(answer.added >= 1 && answer.added <= editions);
	}
	for (size_t i = 1; i <= editions; i++) {
		struct motus_date date;

		expect(motus_lexicon_edition(lexicon, i, &date) == 0);
	}
}

static void
open_and_use(const void *bytes, size_t size)
{
	struct motus_lexicon *lexicon;

	if (motus_lexicon_from_memory(&lexicon, bytes, size) != 0)
		return;
	expect(strlen(motus_lexicon_language(lexicon)) > 0);
	use_words(lexicon);
	use_answers(lexicon);
	motus_lexicon_destroy(lexicon);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t content = size - MOTUS_HASH_SIZE;
	uint8_t *bytes;

	open_and_use(data, size);
	bytes = malloc(size);
	if (size < MOTUS_HASH_SIZE || bytes == NULL) {
		free(bytes);
		return 0;
	}
	memcpy(bytes, data, content);
	if (digest_sha256(bytes + content, bytes, content) == 0)
		open_and_use(bytes, size);
	free(bytes);
	return 0;
}
