/*
 * marks_kernel.h - the marks in vectors of VECTOR bytes
 *
 * A variant defines VECTOR and TARGET, an attribute that lets the compiler use
 * the instructions, and includes this.  These are vector extensions of GCC and
 * Clang: what they become depends neither on -O2 or -O3 nor on the
 * vectorizer's luck.
 */
#include <string.h>

#include "libmotus/marks.h"

#define INLINE TARGET static inline __attribute__((always_inline))
#define TYPE(type, bytes) type __attribute__((vector_size(bytes), may_alias))
#define LOOSE(type, bytes) \
	type __attribute__((vector_size(bytes), may_alias, aligned(1)))

typedef TYPE(uint8_t, VECTOR) bytes;
typedef TYPE(int8_t, VECTOR) masks;
typedef TYPE(uint16_t, VECTOR) shorts;
typedef TYPE(int16_t, VECTOR) signed_shorts;
typedef TYPE(uint32_t, VECTOR) words;
typedef LOOSE(uint8_t, VECTOR) loose_bytes;
typedef LOOSE(uint16_t, VECTOR) loose_shorts;
typedef LOOSE(uint32_t, VECTOR) loose_words;
typedef TYPE(uint8_t, VECTOR / 2) half_bytes;
typedef TYPE(uint16_t, VECTOR / 2) half_shorts;

/* The sum of `count` rows, which the compiler knows, from 1 to 5. */
INLINE void
add_rows(const uint8_t *const row[MARKS_GROUP], unsigned int count, size_t from,
    size_t size, uint8_t *sums)
{
	for (size_t i = 0; i < size; i += VECTOR) {
		bytes sum = *(const bytes *)(row[0] + from + i);

		if (count > 1)
			sum += *(const bytes *)(row[1] + from + i);
		if (count > 2)
			sum += *(const bytes *)(row[2] + from + i);
		if (count > 3)
			sum += *(const bytes *)(row[3] + from + i);
		if (count > 4)
			sum += *(const bytes *)(row[4] + from + i);
		*(loose_bytes *)(sums + i) = sum;
	}
}

TARGET static void
add_singles(const uint8_t *const row[MARKS_GROUP], unsigned int count,
    size_t from, size_t size, uint8_t *sums)
{
	switch (count) {
	case 0: memset(sums, 0, size); break;
	case 1: add_rows(row, 1, from, size, sums); break;
	case 2: add_rows(row, 2, from, size, sums); break;
	case 3: add_rows(row, 3, from, size, sums); break;
	case 4: add_rows(row, 4, from, size, sums); break;
	default: add_rows(row, 5, from, size, sums);
	}
}

/*
 * A copy that is not there is present if the answer has the letter more often
 * than it stands further left in the guess or is there further right: that is
 * what is `left` when this copy's turn comes.
 */
TARGET static void
add_copy(const struct marks_copy *copy, size_t from, size_t size, uint8_t *left,
    uint8_t *sums)
{
	const uint8_t *plane = copy->plane + from;
	const masks before = (masks){ 0 } + (int8_t)copy->before;
	const bytes weight = (bytes){ 0 } + copy->there;

	for (size_t i = 0; i < size; i += VECTOR) {
		masks remain = *(const masks *)(left + i);
		bytes mark = *(const bytes *)(plane + i);
		masks there = (masks)(mark == weight);

		*(loose_bytes *)(sums + i) +=
		    mark & (bytes)(there | (masks)(remain > before));
		*(masks *)(left + i) = remain + there;
	}
}

/* The codes of each group of letters. */
INLINE void
group_codes(
    const struct marks_plan *plan, size_t from, size_t size, uint8_t *sums[])
{
	_Alignas(MARKS_ALIGN) uint8_t left[MARKS_BLOCK];

	for (unsigned int i = 0; i < plan->groups; i++)
		add_singles(
		    plan->single[i], plan->singles[i], from, size, sums[i]);
	for (unsigned int i = 0; i < plan->copies; i++) {
		const struct marks_copy *copy = &plan->copy[i];

		if (copy->counts != NULL)
			memcpy(left, copy->counts + from, size);
		add_copy(copy, from, size, left, sums[copy->group]);
	}
}

INLINE void
widen_two(const uint8_t *low, const uint8_t *high, size_t size, uint16_t *codes)
{
	for (size_t i = 0; i < size; i += VECTOR / 2)
		*(loose_shorts *)(codes + i) =
		    __builtin_convertvector(
			*(const half_bytes *)(low + i), shorts) +
		    __builtin_convertvector(
			*(const half_bytes *)(high + i), shorts) *
			243;
}

/* Twice by two: gcc does not convert bytes into words in one step. */
INLINE void
widen_three(const uint8_t *low, const uint8_t *middle, const uint8_t *high,
    size_t size, uint32_t *codes)
{
	_Alignas(MARKS_ALIGN) uint16_t first[MARKS_BLOCK], last[MARKS_BLOCK];

	widen_two(low, middle, size, first);
	for (size_t i = 0; i < size; i += VECTOR / 2)
		*(shorts *)(last + i) = __builtin_convertvector(
		    *(const half_bytes *)(high + i), shorts);
	for (size_t i = 0; i < size; i += VECTOR / 4)
		*(loose_words *)(codes + i) =
		    __builtin_convertvector(
			*(const half_shorts *)(first + i), words) +
		    __builtin_convertvector(
			*(const half_shorts *)(last + i), words) *
			59049;
}

INLINE size_t
padded(size_t count)
{
	return (count + MARKS_ALIGN - 1) & ~(size_t)(MARKS_ALIGN - 1);
}

TARGET static void
codes(const struct marks_plan *plan, size_t from, size_t count, void *codes)
{
	_Alignas(MARKS_ALIGN) uint8_t sum[MARKS_GROUPS][MARKS_BLOCK];
	uint8_t *sums[MARKS_GROUPS] = { sum[0], sum[1], sum[2] };
	size_t size = padded(count);

	if (plan->groups == 1)
		sums[0] = codes;
	group_codes(plan, from, size, sums);
	if (plan->groups == 2)
		widen_two(sum[0], sum[1], size, codes);
	else if (plan->groups == 3)
		widen_three(sum[0], sum[1], sum[2], size, codes);
}

TARGET static void
match(const struct marks_plan *plan, size_t from, size_t count,
    const uint8_t wanted[MARKS_GROUPS], uint8_t *matches)
{
	_Alignas(MARKS_ALIGN) uint8_t sum[MARKS_GROUPS][MARKS_BLOCK];
	uint8_t *sums[MARKS_GROUPS] = { sum[0], sum[1], sum[2] };
	size_t size = padded(count);

	group_codes(plan, from, size, sums);
	for (size_t i = 0; i < size; i += VECTOR) {
		masks all = (masks)(*(const bytes *)(sum[0] + i) ==
		    (bytes){ 0 } + wanted[0]);

		for (unsigned int j = 1; j < plan->groups; j++)
			all &= (masks)(*(const bytes *)(sum[j] + i) ==
			    (bytes){ 0 } + wanted[j]);
		*(masks *)(matches + i) = all;
	}
}

TARGET static void
merge(uint32_t *tables, size_t cells, uint32_t *sums)
{
	for (size_t i = 0; i < cells; i += VECTOR / 4) {
		words sum = { 0 };

		for (size_t j = 0; j < 4; j++) {
			words *cell = (words *)(tables + j * cells + i);

			sum += *cell;
			*cell = (words){ 0 };
		}
		*(words *)(sums + i) = sum;
	}
}

TARGET static uint16_t
clear(uint16_t *counts, size_t cells)
{
	signed_shorts most = { 0 };
	int16_t largest = 0;

	for (size_t i = 0; i < cells; i += VECTOR / 2) {
		signed_shorts *count = (signed_shorts *)(counts + i);
		signed_shorts more = *count > most;

		most = (*count & more) | (most & ~more);
		*count = (signed_shorts){ 0 };
	}
	for (size_t i = 0; i < VECTOR / 2; i++)
		largest = most[i] > largest ? most[i] : largest;
	return (uint16_t)largest;
}
