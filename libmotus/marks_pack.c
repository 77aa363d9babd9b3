#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "libmotus/marks.h"

/* log2 in units of 2^-38. */
#define LOG_BITS 38

static const uint8_t weights[MARKS_GROUP] = { 1, 3, 9, 27, 81 };

static uint8_t *
plane(const struct motus_marks *marks, unsigned int place, unsigned int letter)
{
	return marks->planes + (place * MARKS_LETTERS + letter) * marks->stride;
}

static void
pack(struct motus_marks *marks, const struct motus_word *answers)
{
	for (size_t i = 0; i < marks->count; i++) {
		const char *text = answers[i].letter;

		for (unsigned int j = 0; j < marks->length; j++) {
			unsigned int letter = (unsigned int)(text[j] - 'A');

			marks->counts[letter * marks->stride + i]++;
			for (unsigned int k = 0; k < marks->length; k++)
				plane(marks, k, letter)[i] =
				    weights[k % MARKS_GROUP];
		}
		for (unsigned int j = 0; j < marks->length; j++)
			plane(marks, j, (unsigned int)(text[j] - 'A'))[i] *= 2;
	}
}

/* The upper half of x * x, but for a carry from the lower: near enough. */
static uint64_t
square(uint64_t x)
{
	uint64_t high = x >> 32, low = x & 0xffffffff;

	return high * high + (high * low >> 31);
}

/* Bit after bit: the square of a number from 1 to 2 is over 2, or not. */
static uint64_t
log2_of(size_t n)
{
	uint64_t log = 63, x = n;

	while (x >> 63 == 0) {
		x <<= 1;
		log--;
	}
	for (int i = 0; i < LOG_BITS; i++) {
		x = square(x);
		log = log << 1 | x >> 63;
		if (x >> 63 == 0)
			x <<= 1;
	}
	return log;
}

/*
 * Whole numbers only, so that every machine has the same table.  The logarithm
 * of a product is a sum, so only primes need be worked out.
 */
int
marks_nlogn(uint64_t **nlogn, size_t count)
{
	uint64_t *log = calloc(count + 1, sizeof(*log));

	if (log == NULL)
		return MOTUS_ENOMEM;
	for (size_t n = 2; n <= count; n++) {
		if (log[n] == 0)
			log[n] = log2_of(n);
		for (size_t k = 2; k <= n && k * n <= count; k++) {
			if (log[k * n] == 0)
				log[k * n] = log[k] + log[n];
		}
	}
	for (size_t n = 2; n <= count; n++)
		log[n] = log[n] * n >> (LOG_BITS - 32);
	*nlogn = log;
	return 0;
}

int
marks_create(struct motus_marks **marks, const struct marks_kernel *kernel,
    const struct motus_word *answers, size_t count)
{
	struct motus_marks *made;
	size_t size;
	int error;

	if (count == 0 || count > MOTUS_MARKS_MAX)
		return MOTUS_EINVAL;
	for (size_t i = 1; i < count; i++) {
		if (answers[i].length != answers[0].length)
			return MOTUS_ELENGTH;
	}
	made = calloc(1, sizeof(*made));
	if (made == NULL)
		return MOTUS_ENOMEM;
	made->kernel = kernel;
	made->length = answers[0].length;
	made->count = count;
	made->stride = (count + MARKS_ALIGN - 1) / MARKS_ALIGN * MARKS_ALIGN;
	size = (made->length + 1) * MARKS_LETTERS * made->stride;
	made->planes = aligned_alloc(MARKS_ALIGN, size);
	error = marks_nlogn(&made->nlogn, count);
	if (made->planes == NULL || error != 0) {
		motus_marks_destroy(made);
		return MOTUS_ENOMEM;
	}
	memset(made->planes, 0, size);
	made->counts = plane(made, made->length, 0);
	pack(made, answers);
	*marks = made;
	return 0;
}

int
motus_marks_create(
    struct motus_marks **marks, const struct motus_word *answers, size_t count)
{
	const struct marks_kernel *const *kernel = marks_kernels;

	while (!(*kernel)->runs())
		kernel++;
	return marks_create(marks, *kernel, answers, count);
}

void
motus_marks_destroy(struct motus_marks *marks)
{
	if (marks == NULL)
		return;
	free(marks->planes);
	free(marks->nlogn);
	free(marks);
}

/* The copies of a letter, which stand at `places`, from the last to the first.
 */
static void
plan_copies(struct marks_plan *plan, const struct motus_marks *marks,
    unsigned int letter, unsigned int places)
{
	const uint8_t *counts = marks->counts + letter * marks->stride;
	unsigned int before = (unsigned int)__builtin_popcount(places);

	for (unsigned int i = marks->length; before > 0;) {
		if ((places >> --i & 1) == 0)
			continue;
		plan->copy[plan->copies++] = (struct marks_copy){
			.plane = plane(marks, i, letter),
			.there = (uint8_t)(2 * weights[i % MARKS_GROUP]),
			.group = (uint8_t)(i / MARKS_GROUP),
			.before = (uint8_t)--before,
			.counts = counts,
		};
		counts = NULL;
	}
}

/* Few branches: with few answers this is a good part of the work. */
void
marks_plan(struct marks_plan *plan, const struct motus_marks *marks,
    struct motus_word guess)
{
	uint16_t places[MARKS_LETTERS] = { 0 };
	uint32_t once = 0, again = 0; /* a bit for each letter */

	for (unsigned int i = 0; i < marks->length; i++) {
		unsigned int letter = (unsigned int)(guess.letter[i] - 'A');

		again |= once & UINT32_C(1) << letter;
		once |= UINT32_C(1) << letter;
		places[letter] |= (uint16_t)(1U << i);
	}
	plan->groups = 0;
	plan->copies = 0;
	for (unsigned int i = 0; i < marks->length; plan->groups++) {
		const uint8_t **single = plan->single[plan->groups];
		unsigned int count = 0;

		for (unsigned int j = 0; j < MARKS_GROUP && i < marks->length;
		     j++, i++) {
			unsigned int letter =
			    (unsigned int)(guess.letter[i] - 'A');

			single[count] = plane(marks, i, letter);
			count += (again >> letter & 1) == 0;
		}
		plan->singles[plan->groups] = count;
	}
	for (; again != 0; again &= again - 1) {
		unsigned int letter = (unsigned int)__builtin_ctz(again);

		plan_copies(plan, marks, letter, places[letter]);
	}
}
