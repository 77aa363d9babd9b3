#include <stdlib.h>

#include <motus/error.h>

#include "libmotus/lexicon_format.h"
#include "tools/lexicon/words.h"

static int
compare(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

	return (left > right) - (left < right);
}

int
words_add(struct words *words, struct motus_word word)
{
	if (words->count == words->room) {
		size_t room = words->room > 0 ? 2 * words->room : 1024;
		uint64_t *packed =
		    reallocarray(words->packed, room, sizeof(*packed));

		if (packed == NULL)
			return MOTUS_ENOMEM;
		words->packed = packed;
		words->room = room;
	}
	words->packed[words->count++] = lexicon_pack(word);
	return 0;
}

int
words_add_list(struct words *words, struct text *list)
{
	struct slice line;
	int error = 0;

	while (error == 0 && text_next(list, &line)) {
		struct motus_word word;

		if (line.size == 0 || *line.at == '#')
			continue;
		if (motus_word_parse(&word, line.at, line.size) != 0)
			return text_complain(
			    list, "\"%.*s\" is no word", SLICE(line));
		error = words_add(words, word);
	}
	return error;
}

void
words_sort(struct words *words)
{
	size_t kept = 0;

	if (words->count == 0)
		return;
	qsort(words->packed, words->count, sizeof(*words->packed), compare);
	for (size_t i = 1; i < words->count; i++)
		if (words->packed[i] != words->packed[kept])
			words->packed[++kept] = words->packed[i];
	words->count = kept + 1;
}

bool
words_find(const struct words *words, struct motus_word word, size_t *index)
{
	uint64_t packed = lexicon_pack(word);
	const uint64_t *found = words->count == 0
	    ? NULL
	    : bsearch(&packed, words->packed, words->count, sizeof(packed),
		  compare);

	if (found == NULL)
		return false;
	*index = (size_t)(found - words->packed);
	return true;
}

void
words_remove(struct words *words, const struct words *others)
{
	size_t kept = 0, other = 0;

	for (size_t i = 0; i < words->count; i++) {
		while (other < others->count &&
		    others->packed[other] < words->packed[i])
			other++;
		if (other == others->count ||
		    others->packed[other] != words->packed[i])
			words->packed[kept++] = words->packed[i];
	}
	words->count = kept;
}

void
words_clear(struct words *words)
{
	free(words->packed);
	*words = (struct words){ 0 };
}
