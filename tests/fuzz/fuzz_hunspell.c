/*
 * Expands any dictionary: what comes before the first NUL is its .aff file,
 * what comes after it the .dic file.
 */
#include <stdint.h>
#include <string.h>

#include "tools/lexicon/dictionary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *nul = size > 0 ? memchr(data, 0, size) : NULL;
	size_t rules_size = nul == NULL ? size : (size_t)(nul - data);
	struct text rules = text_of("fuzz.aff", data, rules_size);
	struct affixes affixes;
	struct words words = { 0 };

	if (affixes_read(&affixes, &rules) == 0 && nul != NULL) {
		struct text stems =
		    text_of("fuzz.dic", nul + 1, size - rules_size - 1);

		dictionary_expand(&affixes, &stems, &words);
		words_sort(&words);
	}
	words_clear(&words);
	affixes_clear(&affixes);
	return 0;
}
