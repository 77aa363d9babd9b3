#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "libmotus/digest.h"
#include "libmotus/lexicon_format.h"
#include "tools/lexicon/compile.h"

/* Each returns where the next number goes. */
static unsigned char *
write32(unsigned char *to, uint32_t number)
{
	for (int i = 0; i < 4; i++)
		to[i] = (unsigned char)(number >> 8 * i);
	return to + 4;
}

static unsigned char *
write64(unsigned char *to, uint64_t number)
{
	return write32(write32(to, (uint32_t)number), (uint32_t)(number >> 32));
}

static bool
has_length(uint64_t packed, unsigned int length)
{
	unsigned int unused = 5 * (MOTUS_WORD_MAX - length);

	return packed >> unused << unused == packed &&
	    (packed >> unused & 31) != 0;
}

static unsigned char *
write_words(unsigned char *to, const struct words *words, unsigned int length,
    uint32_t *count)
{
	*count = 0;
	for (size_t i = 0; i < words->count; i++)
		if (has_length(words->packed[i], length)) {
			to = write64(to, words->packed[i]);
			++*count;
		}
	return to;
}

static unsigned char *
write_answer(unsigned char *to, const struct motus_answer *answer)
{
	to = write64(to, lexicon_pack(answer->word));
	to = write32(to, answer->added);
	to = write32(to, answer->withdrawn);
	memcpy(to, answer->display, MOTUS_DISPLAY_SIZE);
	return to + MOTUS_DISPLAY_SIZE;
}

static unsigned char *
write_body(unsigned char *header, const struct words *words,
    const struct answers *answers)
{
	unsigned char *to = header + LEXICON_HEADER_SIZE;

	for (unsigned int i = 0; i < LEXICON_LENGTHS; i++) {
		uint32_t count;

		to = write_words(to, words, MOTUS_WORD_MIN + i, &count);
		write32(header + LEXICON_AT_COUNTS + 4 * i, count);
	}
	for (size_t i = 0; i < answers->answers; i++)
		to = write_answer(to, &answers->answer[i]);
	for (size_t i = 0; i < answers->editions; i++)
		to =
		    write32(to, (uint32_t)motus_date_days(answers->edition[i]));
	return to;
}

int
lexicon_compile(const char *language, const struct words *words,
    const struct answers *answers, unsigned char **bytes, size_t *size)
{
	unsigned char *made, *end;
	int error;

	if (!lexicon_language_is_valid(language))
		return MOTUS_EINVAL;
	*size = LEXICON_HEADER_SIZE + words->count * LEXICON_WORD_SIZE +
	    answers->answers * LEXICON_ANSWER_SIZE +
	    answers->editions * LEXICON_EDITION_SIZE + MOTUS_HASH_SIZE;
	made = calloc(1, *size);
	if (made == NULL)
		return MOTUS_ENOMEM;
	memcpy(made, LEXICON_MAGIC, LEXICON_AT_VERSION);
	write32(made + LEXICON_AT_VERSION, LEXICON_VERSION);
	write32(made + LEXICON_AT_EDITIONS, (uint32_t)answers->editions);
	write32(made + LEXICON_AT_ANSWERS, (uint32_t)answers->answers);
	memcpy(made + LEXICON_AT_LANGUAGE, language, strlen(language));
	end = write_body(made, words, answers);
	error = digest_sha256(end, made, (size_t)(end - made));
	if (error != 0)
		free(made);
	else
		*bytes = made;
	return error;
}
