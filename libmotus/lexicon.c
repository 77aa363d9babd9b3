#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <motus/error.h>
#include <motus/lexicon.h>

#include "libmotus/digest.h"
#include "libmotus/lexicon_format.h"

struct motus_lexicon {
	const unsigned char *bytes;
	size_t size;
	bool mapped; /* the bytes are ours to unmap */
	char language[MOTUS_LANGUAGE_SIZE];
	uint32_t counts[LEXICON_LENGTHS];
	const unsigned char *words[LEXICON_LENGTHS];
	uint32_t answer_count;
	const unsigned char *answers;
	uint32_t edition_count;
	const unsigned char *editions;
	const unsigned char *hash;
};

static uint32_t
read32(const unsigned char *from)
{
	return (uint32_t)from[0] | (uint32_t)from[1] << 8 |
	    (uint32_t)from[2] << 16 | (uint32_t)from[3] << 24;
}

static uint64_t
read64(const unsigned char *from)
{
	return read32(from) | (uint64_t)read32(from + 4) << 32;
}

static struct motus_word
unpack(uint64_t packed, unsigned int length)
{
	struct motus_word word = { .length = (uint8_t)length };

	for (unsigned int i = 0; i < length; i++)
		word.letter[i] = (char)('@' + (packed >> (55 - 5 * i) & 31));
	return word;
}

static uint64_t
word_at(const struct motus_lexicon *lexicon, unsigned int length, size_t index)
{
	return read64(lexicon->words[length - MOTUS_WORD_MIN] +
	    index * LEXICON_WORD_SIZE);
}

static unsigned int
packed_length(uint64_t packed)
{
	unsigned int length = MOTUS_WORD_MAX;

	while (length > 0 && (packed & 31) == 0) {
		packed >>= 5;
		length--;
	}
	return length;
}

/* The place of `packed` among the words of its length, or false. */
static bool
find(const struct motus_lexicon *lexicon, uint64_t packed, unsigned int length,
    size_t *index)
{
	size_t low = 0, high = motus_lexicon_count(lexicon, length);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		uint64_t there = word_at(lexicon, length, middle);

		if (there == packed) {
			*index = middle;
			return true;
		}
		if (there < packed)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* NULs end a field of `size` bytes: there is one, and all that follow it are.
 */
static bool
is_padded(const char *field, size_t size)
{
	size_t length = strnlen(field, size);

	for (size_t i = length; i < size; i++)
		if (field[i] != '\0')
			return false;
	return length < size;
}

/*
 * Set where each part begins.  Counts are at most 2^32 - 1 and records at most
 * 48 bytes, so the sum can't overflow 64 bits.
 */
static bool
lay_out(struct motus_lexicon *lexicon)
{
	const unsigned char *bytes = lexicon->bytes;
	uint64_t at = LEXICON_HEADER_SIZE, words = 0;

	if (lexicon->size < LEXICON_HEADER_SIZE + MOTUS_HASH_SIZE ||
	    memcmp(bytes, LEXICON_MAGIC, LEXICON_AT_VERSION) != 0 ||
	    read32(bytes + LEXICON_AT_VERSION) != LEXICON_VERSION)
		return false;
	memcpy(lexicon->language, bytes + LEXICON_AT_LANGUAGE,
	    MOTUS_LANGUAGE_SIZE - 1);
	if (!is_padded(lexicon->language, MOTUS_LANGUAGE_SIZE) ||
	    !lexicon_language_is_valid(lexicon->language))
		return false;
	lexicon->edition_count = read32(bytes + LEXICON_AT_EDITIONS);
	lexicon->answer_count = read32(bytes + LEXICON_AT_ANSWERS);
	for (int i = 0; i < LEXICON_LENGTHS; i++) {
		lexicon->counts[i] = read32(bytes + LEXICON_AT_COUNTS + 4 * i);
		words += lexicon->counts[i];
	}
	if (lexicon->size !=
	    at + words * LEXICON_WORD_SIZE +
		(uint64_t)lexicon->answer_count * LEXICON_ANSWER_SIZE +
		(uint64_t)lexicon->edition_count * LEXICON_EDITION_SIZE +
		MOTUS_HASH_SIZE)
		return false;
	for (int i = 0; i < LEXICON_LENGTHS; i++) {
		lexicon->words[i] = bytes + at;
		at += (uint64_t)lexicon->counts[i] * LEXICON_WORD_SIZE;
	}
	lexicon->answers = bytes + at;
	at += (uint64_t)lexicon->answer_count * LEXICON_ANSWER_SIZE;
	lexicon->editions = bytes + at;
	lexicon->hash = bytes + lexicon->size - MOTUS_HASH_SIZE;
	return true;
}

static bool
word_is_valid(uint64_t packed, unsigned int length)
{
	if (packed_length(packed) != length || packed >> 60 != 0)
		return false;
	packed >>= 5 * (MOTUS_WORD_MAX - length);
	for (; length > 0; length--, packed >>= 5)
		if ((packed & 31) < 1 || (packed & 31) > 26)
			return false;
	return true;
}

static bool
words_are_valid(const struct motus_lexicon *lexicon)
{
	for (unsigned int length = MOTUS_WORD_MIN; length <= MOTUS_WORD_MAX;
	     length++) {
		uint64_t before = 0;

		for (size_t i = 0; i < motus_lexicon_count(lexicon, length);
		     i++) {
			uint64_t packed = word_at(lexicon, length, i);

			if (packed <= before || !word_is_valid(packed, length))
				return false;
			before = packed;
		}
	}
	return true;
}

static bool
display_is_valid(const struct motus_answer *answer)
{
	struct motus_word word;

	return is_padded(answer->display, MOTUS_DISPLAY_SIZE) &&
	    motus_word_parse(&word, answer->display, strlen(answer->display)) ==
	    0 &&
	    motus_word_equal(word, answer->word);
}

static bool
answer_is_valid(const struct motus_lexicon *lexicon,
    const struct motus_answer *answer, uint32_t added_before)
{
	return answer->word.length >= MOTUS_ANSWER_MIN &&
	    answer->word.length <= MOTUS_ANSWER_MAX &&
	    answer->added >= added_before &&
	    answer->added <= lexicon->edition_count &&
	    (answer->withdrawn == 0 ||
		(answer->withdrawn > answer->added &&
		    answer->withdrawn <= lexicon->edition_count)) &&
	    display_is_valid(answer);
}

/*
 * Mark the place of `packed` in `seen`, a bit for each word of the lexicon.
 * False when it is no word, or was marked before.
 */
static bool
mark_seen(
    const struct motus_lexicon *lexicon, uint64_t packed, unsigned char *seen)
{
	unsigned int length = packed_length(packed);
	size_t index;

	if (!find(lexicon, packed, length, &index))
		return false;
	for (unsigned int shorter = MOTUS_WORD_MIN; shorter < length; shorter++)
		index += motus_lexicon_count(lexicon, shorter);
	if (seen[index / 8] >> index % 8 & 1)
		return false;
	seen[index / 8] |= (unsigned char)(1 << index % 8);
	return true;
}

static int
check_answers(const struct motus_lexicon *lexicon)
{
	size_t words =
	    (size_t)(lexicon->answers - lexicon->words[0]) / LEXICON_WORD_SIZE;
	unsigned char *seen = calloc(1, words / 8 + 1);
	uint32_t added = 1;
	int error = 0;

	if (seen == NULL)
		return MOTUS_ENOMEM;
	for (uint32_t i = 0; error == 0 && i < lexicon->answer_count; i++) {
		struct motus_answer answer;
		uint64_t packed =
		    read64(lexicon->answers + (size_t)i * LEXICON_ANSWER_SIZE);

		motus_lexicon_answer(lexicon, i, &answer);
		if (!mark_seen(lexicon, packed, seen) ||
		    !answer_is_valid(lexicon, &answer, added))
			error = MOTUS_EFORMAT;
		added = answer.added;
	}
	free(seen);
	return error;
}

static bool
editions_are_valid(const struct motus_lexicon *lexicon)
{
	int32_t before = INT32_MIN;

	for (uint32_t i = 0; i < lexicon->edition_count; i++) {
		int32_t days = (int32_t)read32(
		    lexicon->editions + (size_t)i * LEXICON_EDITION_SIZE);
		struct motus_date date;

		if (days <= before || motus_date_from_days(&date, days) != 0)
			return false;
		before = days;
	}
	return lexicon->edition_count > 0;
}

static int
check(struct motus_lexicon *lexicon)
{
	unsigned char hash[MOTUS_HASH_SIZE];
	int error;

	if (!lay_out(lexicon))
		return MOTUS_EFORMAT;
	error = digest_sha256(
	    hash, lexicon->bytes, lexicon->size - MOTUS_HASH_SIZE);
	if (error != 0)
		return error;
	if (memcmp(hash, lexicon->hash, MOTUS_HASH_SIZE) != 0 ||
	    !words_are_valid(lexicon) || !editions_are_valid(lexicon))
		return MOTUS_EFORMAT;
	return check_answers(lexicon);
}

int
motus_lexicon_from_memory(
    struct motus_lexicon **lexicon, const void *bytes, size_t size)
{
	struct motus_lexicon *made = calloc(1, sizeof(*made));
	int error;

	if (made == NULL)
		return MOTUS_ENOMEM;
	made->bytes = bytes;
	made->size = size;
	error = check(made);
	if (error != 0)
		free(made);
	else
		*lexicon = made;
	return error;
}

/* An empty file can't be mapped, and is no lexicon. */
static int
map(int file, void **bytes, size_t *size)
{
	struct stat status;

	if (fstat(file, &status) != 0)
		return MOTUS_EIO;
	if (!S_ISREG(status.st_mode) || status.st_size <= 0 ||
	    (uintmax_t)status.st_size > SIZE_MAX)
		return MOTUS_EFORMAT;
	*size = (size_t)status.st_size;
	*bytes = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, file, 0);
	return *bytes == MAP_FAILED ? MOTUS_EIO : 0;
}

int
motus_lexicon_open(struct motus_lexicon **lexicon, const char *path)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	void *bytes;
	size_t size;
	int error, saved;

	if (file < 0)
		return MOTUS_EIO;
	error = map(file, &bytes, &size);
	saved = errno;
	close(file);
	errno = saved;
	if (error != 0)
		return error;
	error = motus_lexicon_from_memory(lexicon, bytes, size);
	if (error != 0)
		munmap(bytes, size);
	else
		(*lexicon)->mapped = true;
	return error;
}

void
motus_lexicon_destroy(struct motus_lexicon *lexicon)
{
	if (lexicon == NULL)
		return;
	if (lexicon->mapped)
		munmap((void *)lexicon->bytes, lexicon->size);
	free(lexicon);
}

const char *
motus_lexicon_language(const struct motus_lexicon *lexicon)
{
	return lexicon->language;
}

const unsigned char *
motus_lexicon_hash(const struct motus_lexicon *lexicon)
{
	return lexicon->hash;
}

size_t
motus_lexicon_count(const struct motus_lexicon *lexicon, unsigned int length)
{
	if (length < MOTUS_WORD_MIN || length > MOTUS_WORD_MAX)
		return 0;
	return lexicon->counts[length - MOTUS_WORD_MIN];
}

bool
motus_lexicon_has(const struct motus_lexicon *lexicon, struct motus_word word)
{
	size_t index;

	return find(lexicon, lexicon_pack(word), word.length, &index);
}

int
motus_lexicon_word(const struct motus_lexicon *lexicon, unsigned int length,
    size_t index, struct motus_word *word)
{
	if (index >= motus_lexicon_count(lexicon, length))
		return MOTUS_EINVAL;
	*word = unpack(word_at(lexicon, length, index), length);
	return 0;
}

size_t
motus_lexicon_answers(const struct motus_lexicon *lexicon)
{
	return lexicon->answer_count;
}

int
motus_lexicon_answer(const struct motus_lexicon *lexicon, size_t index,
    struct motus_answer *answer)
{
	const unsigned char *from;
	uint64_t packed;

	if (index >= lexicon->answer_count)
		return MOTUS_EINVAL;
	from = lexicon->answers + index * LEXICON_ANSWER_SIZE;
	packed = read64(from);
	answer->word = unpack(packed, packed_length(packed));
	answer->added = read32(from + LEXICON_AT_ADDED);
	answer->withdrawn = read32(from + LEXICON_AT_WITHDRAWN);
	memcpy(answer->display, from + LEXICON_AT_DISPLAY, MOTUS_DISPLAY_SIZE);
	return 0;
}

size_t
motus_lexicon_editions(const struct motus_lexicon *lexicon)
{
	return lexicon->edition_count;
}

int
motus_lexicon_edition(const struct motus_lexicon *lexicon, size_t edition,
    struct motus_date *first)
{
	int32_t days;

	if (edition < 1 || edition > lexicon->edition_count)
		return MOTUS_EINVAL;
	days = (int32_t)read32(
	    lexicon->editions + (edition - 1) * LEXICON_EDITION_SIZE);
	return motus_date_from_days(first, days);
}
