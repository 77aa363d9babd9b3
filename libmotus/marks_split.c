#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "libmotus/marks.h"

#define TABLES 4 /* one counter after another waits for the one before */

#define ROWS 2 /* guesses counted at a time */
#define DENSE 4 /* answers for each pattern, for all to be read */
#define SCANT 4 /* patterns for each answer, for all to be cleared */
#define PARTS_SHIFT 48 /* where running sums have the parts */

#define INLINE static inline __attribute__((always_inline))

/* How codes are counted: see the functions split_...() */
enum way { WAY_DENSE, WAY_RUNNING, WAY_SPARSE };

/* Where codes are counted; kept from guess to guess. */
struct scratch {
	enum way way;
	size_t code_size;
	size_t cells; /* of a table, padded to MARKS_ALIGN */
	void *tables; /* zeros between guesses */
	uint64_t *steps; /* running: what the next answer adds to n log2 n */
	unsigned char *rows; /* ROWS rows of codes, and as many lists */
};

/* Code `i` of codes of `size` bytes, which the compiler knows. */
INLINE uint32_t
code(const void *codes, size_t size, size_t i)
{
	switch (size) {
	case sizeof(uint8_t): return ((const uint8_t *)codes)[i];
	case sizeof(uint16_t): return ((const uint16_t *)codes)[i];
	default: return ((const uint32_t *)codes)[i];
	}
}

/*
 * Count the codes of a row in four tables, from its beginning and its middle:
 * one count need not wait for the other, as it would for the same code again,
 * which neighbours in the alphabet often have.
 */
INLINE void
tally_row(const void *codes, size_t size, size_t count, uint32_t *tables,
    size_t cells)
{
	uint32_t *a = tables, *b = a + cells, *c = b + cells, *d = c + cells;
	size_t half = count / (2 * TABLES) * TABLES, i = 0;

	for (; i < half; i += TABLES) {
		a[code(codes, size, i)]++;
		b[code(codes, size, i + 1)]++;
		c[code(codes, size, i + 2)]++;
		d[code(codes, size, i + 3)]++;
		a[code(codes, size, half + i)]++;
		b[code(codes, size, half + i + 1)]++;
		c[code(codes, size, half + i + 2)]++;
		d[code(codes, size, half + i + 3)]++;
	}
	for (i += half; i < count; i++)
		a[code(codes, size, i)]++;
}

INLINE void
set_code(void *codes, size_t size, size_t i, uint32_t code)
{
	switch (size) {
	case sizeof(uint8_t): ((uint8_t *)codes)[i] = (uint8_t)code; break;
	case sizeof(uint16_t): ((uint16_t *)codes)[i] = (uint16_t)code; break;
	default: ((uint32_t *)codes)[i] = code;
	}
}

/* Count code `i` of a row, in every second cell; list it if it is new. */
INLINE void
tally_one(const void *row, size_t size, size_t i, uint32_t *cells, void *list,
    size_t *met)
{
	uint32_t at = code(row, size, i), before = cells[(size_t)at * ROWS];

	cells[(size_t)at * ROWS] = before + 1;
	set_code(list, size, *met, at);
	*met += before == 0;
}

/*
 * Two rows at a time, and each from its beginning and its middle: one count
 * need not wait for the other, as it would for the same code again, which
 * neighbours in the alphabet often have.
 */
INLINE void
tally_rows(const unsigned char *rows, size_t size, size_t stride, size_t count,
    uint32_t *cells, unsigned char *lists, size_t met[ROWS])
{
	const unsigned char *second = rows + stride * size;
	unsigned char *second_list = lists + stride * size;
	size_t a = 0, b = 0;

	for (size_t i = 0, j = count / 2; i < count / 2; i++, j++) {
		tally_one(rows, size, i, cells, lists, &a);
		tally_one(second, size, i, cells + 1, second_list, &b);
		tally_one(rows, size, j, cells, lists, &a);
		tally_one(second, size, j, cells + 1, second_list, &b);
	}
	if (count % 2 != 0) {
		tally_one(rows, size, count - 1, cells, lists, &a);
		tally_one(second, size, count - 1, cells + 1, second_list, &b);
	}
	met[0] = a;
	met[1] = b;
}

INLINE void
add_part(struct motus_split *split, uint32_t size, const uint64_t *nlogn)
{
	split->bits += nlogn[size];
	split->squares += (uint64_t)size * size;
	if (size > split->largest)
		split->largest = size;
}

/* bits, so far the sum of n log2 n, becomes what it is to be. */
static void
finish(struct motus_split *split, const struct motus_marks *marks)
{
	split->bits = marks->nlogn[marks->count] - split->bits;
}

/* Read the cells of the codes met, and clear them. */
INLINE struct motus_split
read_row(const void *codes, size_t size, size_t met, uint32_t *cells,
    const uint64_t *nlogn)
{
	struct motus_split split = { .parts = (uint32_t)met };

	for (size_t i = 0; i < met; i++) {
		uint32_t *cell = &cells[(size_t)code(codes, size, i) * ROWS];

		add_part(&split, *cell, nlogn);
		*cell = 0;
	}
	return split;
}

/* All codes of a guess into a row. */
static void
mark_row(const struct motus_marks *marks, struct motus_word guess,
    unsigned char *row)
{
	size_t size = motus_marks_code_size(marks->length);
	struct marks_plan plan;

	marks_plan(&plan, marks, guess);
	for (size_t from = 0; from < marks->count; from += MARKS_BLOCK)
		marks->kernel->codes(
		    &plan, from, marks_block(marks, from), row + from * size);
}

/* Few patterns: count in four tables and read all of them. */
INLINE struct motus_split
split_dense(const struct motus_marks *marks, struct motus_word guess,
    const struct scratch *scratch, size_t size)
{
	struct motus_split split = { 0 };
	uint32_t *tables = scratch->tables;
	uint32_t *sums = tables + TABLES * scratch->cells;

	mark_row(marks, guess, scratch->rows);
	tally_row(scratch->rows, size, marks->count, tables, scratch->cells);
	marks->kernel->merge(tables, scratch->cells, sums);
	for (size_t i = 0; i < scratch->cells; i++) {
		sums[split.parts] = sums[i];
		split.parts += sums[i] != 0;
	}
	for (size_t i = 0; i < split.parts; i++)
		add_part(&split, sums[i], marks->nlogn);
	finish(&split, marks);
	return split;
}

/* What is known of a guess while its answers are counted. */
struct running {
	uint64_t bits; /* n log2 n of the parts; from PARTS_SHIFT on, parts */
	uint64_t pairs; /* of answers in the same part */
};

INLINE void
run_one(const void *row, size_t size, size_t i, const uint64_t *steps,
    uint16_t *counts, struct running *running)
{
	uint32_t at = code(row, size, i);
	uint16_t before = counts[at];

	counts[at] = (uint16_t)(before + 1);
	running->bits += steps[before];
	running->pairs += before;
}

/* As tally_rows(). */
INLINE void
run_rows(const unsigned char *rows, size_t size, size_t stride, size_t count,
    const struct scratch *scratch, struct running running[ROWS])
{
	const unsigned char *second = rows + stride * size;
	uint16_t *counts = scratch->tables;
	uint16_t *others = counts + scratch->cells;
	const uint64_t *steps = scratch->steps;
	struct running a = { 0 }, b = { 0 };

	for (size_t i = 0, j = count / 2; i < count / 2; i++, j++) {
		run_one(rows, size, i, steps, counts, &a);
		run_one(second, size, i, steps, others, &b);
		run_one(rows, size, j, steps, counts, &a);
		run_one(second, size, j, steps, others, &b);
	}
	if (count % 2 != 0) {
		run_one(rows, size, count - 1, steps, counts, &a);
		run_one(second, size, count - 1, steps, others, &b);
	}
	running[0] = a;
	running[1] = b;
}

/* All of ROWS guesses, or of fewer and the first again. */
static void
mark_rows(const struct motus_marks *marks, const struct motus_word *guesses,
    size_t count, const struct scratch *scratch)
{
	size_t row = marks->stride * scratch->code_size;

	for (size_t i = 0; i < ROWS; i++)
		mark_row(
		    marks, guesses[i < count ? i : 0], scratch->rows + i * row);
}

/*
 * Not many more patterns than answers: ROWS guesses at a time, summed up while
 * they are counted, and all cells are cleared.
 */
INLINE void
split_running(const struct motus_marks *marks, const struct motus_word *guesses,
    size_t count, const struct scratch *scratch, size_t size,
    struct motus_split *splits)
{
	struct running running[ROWS];

	mark_rows(marks, guesses, count, scratch);
	run_rows(
	    scratch->rows, size, marks->stride, marks->count, scratch, running);
	for (size_t i = 0; i < ROWS; i++) {
		uint16_t *counts = scratch->tables;
		uint16_t largest = marks->kernel->clear(
		    counts + i * scratch->cells, scratch->cells);
		uint64_t parts = running[i].bits >> PARTS_SHIFT;

		if (i >= count)
			continue;
		splits[i] = (struct motus_split){
			.bits = running[i].bits - (parts << PARTS_SHIFT),
			.squares = marks->count + 2 * running[i].pairs,
			.parts = (uint32_t)parts,
			.largest = largest,
		};
		finish(&splits[i], marks);
	}
}

/* Many patterns: ROWS guesses at a time, and only what they met is read. */
INLINE void
split_sparse(const struct motus_marks *marks, const struct motus_word *guesses,
    size_t count, const struct scratch *scratch, size_t size,
    struct motus_split *splits)
{
	size_t row = marks->stride * size;
	unsigned char *lists = scratch->rows + ROWS * row;
	uint32_t *tables = scratch->tables;
	size_t met[ROWS];

	mark_rows(marks, guesses, count, scratch);
	tally_rows(scratch->rows, size, marks->stride, marks->count, tables,
	    lists, met);
	for (size_t i = 0; i < ROWS; i++) {
		struct motus_split split = read_row(
		    lists + i * row, size, met[i], tables + i, marks->nlogn);

		if (i < count) {
			splits[i] = split;
			finish(&splits[i], marks);
		}
	}
}

INLINE void
split_sized(const struct motus_marks *marks, const struct motus_word *guesses,
    size_t count, const struct scratch *scratch, size_t size,
    struct motus_split *splits)
{
	switch (scratch->way) {
	case WAY_DENSE:
		for (size_t i = 0; i < count; i++)
			splits[i] =
			    split_dense(marks, guesses[i], scratch, size);
		break;
	case WAY_RUNNING:
		for (size_t i = 0; i < count; i += ROWS)
			split_running(marks, guesses + i, count - i, scratch,
			    size, splits + i);
		break;
	case WAY_SPARSE:
		for (size_t i = 0; i < count; i += ROWS)
			split_sparse(marks, guesses + i, count - i, scratch,
			    size, splits + i);
	}
}

static enum way
way_of(const struct motus_marks *marks)
{
	size_t patterns = motus_marks_patterns(marks->length);
	/* A list for which this holds has less than 2^15 answers. */
	bool fits = marks->nlogn[marks->count] >> PARTS_SHIFT == 0;

	if (patterns * DENSE <= marks->count)
		return WAY_DENSE;
	return fits && patterns <= marks->count * SCANT ? WAY_RUNNING
							: WAY_SPARSE;
}

/* NULL: there is no memory. */
static uint64_t *
make_steps(const struct motus_marks *marks)
{
	uint64_t *steps = malloc(marks->count * sizeof(*steps));

	if (steps == NULL)
		return NULL;
	for (size_t n = 0; n < marks->count; n++)
		steps[n] = marks->nlogn[n + 1] - marks->nlogn[n];
	steps[0] += UINT64_C(1) << PARTS_SHIFT;
	return steps;
}

static void
scratch_fini(struct scratch *scratch)
{
	free(scratch->tables);
	free(scratch->rows);
	free(scratch->steps);
}

static int
scratch_init(struct scratch *scratch, const struct motus_marks *marks)
{
	static const size_t bytes[] = {
		[WAY_DENSE] = (TABLES + 1) * sizeof(uint32_t),
		[WAY_RUNNING] = ROWS * sizeof(uint16_t),
		[WAY_SPARSE] = ROWS * sizeof(uint32_t),
	};
	size_t patterns = motus_marks_patterns(marks->length);
	size_t size;

	scratch->way = way_of(marks);
	scratch->code_size = motus_marks_code_size(marks->length);
	scratch->cells =
	    (patterns + MARKS_ALIGN - 1) / MARKS_ALIGN * MARKS_ALIGN;
	size = scratch->cells * bytes[scratch->way];
	scratch->tables = aligned_alloc(MARKS_ALIGN, size);
	scratch->rows = aligned_alloc(
	    MARKS_ALIGN, 2 * ROWS * marks->stride * scratch->code_size);
	scratch->steps = scratch->way == WAY_RUNNING ? make_steps(marks) : NULL;
	if (scratch->tables == NULL || scratch->rows == NULL ||
	    (scratch->way == WAY_RUNNING && scratch->steps == NULL)) {
		scratch_fini(scratch);
		return MOTUS_ENOMEM;
	}
	memset(scratch->tables, 0, size);
	return 0;
}

int
motus_marks_split(const struct motus_marks *marks,
    const struct motus_word *guesses, size_t count, struct motus_split *splits)
{
	struct scratch scratch;
	int error;

	for (size_t i = 0; i < count; i++) {
		if (guesses[i].length != marks->length)
			return MOTUS_ELENGTH;
	}
	error = scratch_init(&scratch, marks);
	if (error != 0)
		return error;
	switch (scratch.code_size) {
	case sizeof(uint8_t):
		split_sized(marks, guesses, count, &scratch, 1, splits);
		break;
	case sizeof(uint16_t):
		split_sized(marks, guesses, count, &scratch, 2, splits);
		break;
	default: split_sized(marks, guesses, count, &scratch, 4, splits);
	}
	scratch_fini(&scratch);
	return 0;
}

int
motus_marks_histogram(
    const struct motus_marks *marks, struct motus_word guess, uint32_t *counts)
{
	size_t size = motus_marks_code_size(marks->length);
	_Alignas(MARKS_ALIGN) uint32_t codes[MARKS_BLOCK];
	struct marks_plan plan;

	if (guess.length != marks->length)
		return MOTUS_ELENGTH;
	memset(
	    counts, 0, motus_marks_patterns(marks->length) * sizeof(*counts));
	marks_plan(&plan, marks, guess);
	for (size_t from = 0; from < marks->count; from += MARKS_BLOCK) {
		size_t part = marks_block(marks, from);

		marks->kernel->codes(&plan, from, part, codes);
		for (size_t i = 0; i < part; i++)
			counts[code(codes, size, i)]++;
	}
	return 0;
}
