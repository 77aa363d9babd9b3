#include <string.h>

#include <motus/error.h>

#include "libmotus/marks.h"

const struct marks_kernel *const marks_kernels[] = {
#if defined(__x86_64__) || defined(__i386__)
	&marks_avx2,
#endif
	&marks_base,
	NULL,
};

size_t
motus_marks_count(const struct motus_marks *marks)
{
	return marks->count;
}

unsigned int
motus_marks_length(const struct motus_marks *marks)
{
	return marks->length;
}

uint32_t
motus_marks_patterns(unsigned int length)
{
	uint32_t patterns = 1;

	if (length < MOTUS_WORD_MIN || length > MOTUS_WORD_MAX)
		return 0;
	while (length-- > 0)
		patterns *= 3;
	return patterns;
}

size_t
motus_marks_code_size(unsigned int length)
{
	if (length < MOTUS_WORD_MIN || length > MOTUS_WORD_MAX)
		return 0;
	if (length <= MARKS_GROUP)
		return sizeof(uint8_t);
	if (length <= 2 * MARKS_GROUP)
		return sizeof(uint16_t);
	return sizeof(uint32_t);
}

int
motus_marks_codes(const struct motus_marks *marks,
    const struct motus_word *guesses, size_t count, void *codes)
{
	size_t size = motus_marks_code_size(marks->length);
	uint32_t last[MARKS_BLOCK];
	unsigned char *row = codes;
	struct marks_plan plan;

	for (size_t i = 0; i < count; i++) {
		if (guesses[i].length != marks->length)
			return MOTUS_ELENGTH;
		marks_plan(&plan, marks, guesses[i]);
		for (size_t from = 0; from < marks->count;
		     from += MARKS_BLOCK) {
			size_t part = marks_block(marks, from);
			bool whole = part % MARKS_ALIGN == 0;

			marks->kernel->codes(
			    &plan, from, part, whole ? row : (void *)last);
			if (!whole)
				memcpy(row, last, part * size);
			row += part * size;
		}
	}
	return 0;
}

/* Add the indices of the matches to `kept`; returns how many there were. */
static size_t
keep(const uint8_t *matches, size_t count, size_t from, uint32_t *kept)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i += sizeof(uint64_t)) {
		size_t end =
		    count - i < sizeof(uint64_t) ? count - i : sizeof(uint64_t);
		uint64_t any;

		memcpy(&any, matches + i, sizeof(any));
		if (any == 0)
			continue;
		for (size_t j = i; j < i + end; j++) {
			kept[found] = (uint32_t)(from + j);
			found += matches[j] & 1;
		}
	}
	return found;
}

int
motus_marks_filter(const struct motus_marks *marks, struct motus_word guess,
    struct motus_pattern pattern, uint32_t *kept, size_t *count)
{
	_Alignas(MARKS_ALIGN) uint8_t matches[MARKS_BLOCK];
	uint8_t wanted[MARKS_GROUPS] = { 0 };
	struct marks_plan plan;
	uint32_t code = motus_pattern_code(pattern);
	size_t found = 0;

	if (guess.length != marks->length || pattern.length != marks->length)
		return MOTUS_ELENGTH;
	for (unsigned int i = 0; i < MARKS_GROUPS; i++, code /= 243)
		wanted[i] = (uint8_t)(code % 243);
	marks_plan(&plan, marks, guess);
	for (size_t from = 0; from < marks->count; from += MARKS_BLOCK) {
		size_t part = marks_block(marks, from);

		marks->kernel->match(&plan, from, part, wanted, matches);
		found += keep(matches, part, from, kept + found);
	}
	*count = found;
	return 0;
}
