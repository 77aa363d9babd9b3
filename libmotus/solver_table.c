#include <stdlib.h>
#include <string.h>

#include <motus/error.h>
#include <motus/marks.h>

#include "libmotus/solver.h"

#define BLOCK 64 /* guesses marked before their codes are turned round */

#define INLINE static inline __attribute__((always_inline))

/* Turn `count` rows of guesses from `from` on into columns. */
static void
turn_round(
    struct table *table, const unsigned char *rows, size_t from, size_t count)
{
	size_t size = table->code_size;

	for (size_t i = 0; i < table->answers; i++) {
		unsigned char *to =
		    table->codes + (i * table->guesses + from) * size;

		for (size_t j = 0; j < count; j++)
			memcpy(to + j * size,
			    rows + (j * table->answers + i) * size, size);
	}
}

static int
fill(struct table *table)
{
	struct motus_marks *marks;
	unsigned char *rows = calloc(BLOCK * table->answers, table->code_size);
	int error = motus_marks_create(&marks, table->answer, table->answers);

	if (error != 0 || rows == NULL) {
		free(rows);
		if (error == 0)
			motus_marks_destroy(marks);
		return MOTUS_ENOMEM;
	}
	for (size_t from = 0; from < table->guesses; from += BLOCK) {
		size_t left = table->guesses - from;
		size_t count = left < BLOCK ? left : BLOCK;

		motus_marks_codes(marks, table->guess + from, count, rows);
		turn_round(table, rows, from, count);
	}
	free(rows);
	motus_marks_destroy(marks);
	return 0;
}

/* Both lists are in order. */
static void
find_own(struct table *table)
{
	for (size_t i = 0, j = 0; i < table->answers; i++) {
		while (!motus_word_equal(table->guess[j], table->answer[i]))
			j++;
		table->own[i] = (uint32_t)j;
	}
}

int
table_init(struct table *table, const struct motus_vocabulary *vocabulary)
{
	unsigned int length = motus_vocabulary_length(vocabulary);

	*table = (struct table){ .code_size = motus_marks_code_size(length),
		.patterns = motus_marks_patterns(length) };
	table->won = table->patterns - 1;
	table->guess = motus_vocabulary_guesses(vocabulary, &table->guesses);
	table->answer = motus_vocabulary_answers(vocabulary, &table->answers);
	if (table->guesses * table->code_size >
	    MOTUS_SOLVER_TABLE / table->answers)
		return MOTUS_EINVAL;
	table->codes =
	    malloc(table->guesses * table->answers * table->code_size);
	table->own = calloc(table->answers, sizeof(*table->own));
	table->cells = calloc(table->patterns, sizeof(*table->cells));
	if (table->codes == NULL || table->own == NULL || table->cells == NULL)
		return MOTUS_ENOMEM;
	find_own(table);
	return fill(table);
}

void
table_fini(struct table *table)
{
	free(table->codes);
	free(table->own);
	free(table->cells);
}

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

uint32_t
table_code(const struct table *table, uint32_t guess, uint32_t answer)
{
	return code(table->codes, table->code_size,
	    (size_t)answer * table->guesses + guess);
}

/* Forget the counts so far. */
static void
clear(struct table *table, uint32_t count)
{
	if (table->base > UINT32_MAX - 2 * count) {
		memset(
		    table->cells, 0, table->patterns * sizeof(*table->cells));
		table->base = 0;
	}
	table->base += count + 1;
}

/*
 * What `guess` makes of the set.  A cell holds base + n once n answers have
 * shown its pattern; what lies below base is of guesses before.
 */
INLINE struct option
weigh(struct table *table, struct set set, uint32_t guess, size_t size)
{
	uint32_t *cells = table->cells, parts = 0, own = 0;
	uint64_t squares = 0;
	uint32_t base;

	clear(table, set.count);
	base = table->base;
	for (uint32_t i = 0; i < set.count; i++) {
		uint32_t answer = set.answer[i];
		uint32_t at = code(table->codes, size,
		    (size_t)answer * table->guesses + guess);
		uint32_t n = cells[at] > base ? cells[at] - base : 0;

		cells[at] = base + n + 1;
		parts += n == 0;
		squares += 2 * n + 1;
		own += at == table->won;
	}
	return (struct option){ .guess = guess,
		.least = 3 * set.count - parts - own,
		.squares = squares,
		.perfect = parts == set.count };
}

static bool
is_better(const struct option *a, const struct option *b)
{
	if (a->least != b->least)
		return a->least < b->least;
	return a->squares < b->squares;
}

/* Add `option` to the best, if it belongs there; returns how many there are. */
static uint32_t
insert(struct option *best, uint32_t count, uint32_t room,
    const struct option *option)
{
	uint32_t at = count;

	if (count == room && !is_better(option, &best[count - 1]))
		return count;
	if (count == room)
		at--;
	else
		count++;
	for (; at > 0 && is_better(option, &best[at - 1]); at--)
		best[at] = best[at - 1];
	best[at] = *option;
	return count;
}

/*
 * The answers themselves come first: one that tells all from one another can't
 * be beaten; and if there is none, a guess that does can't.  A guess that tells
 * nothing leads nowhere.
 */
INLINE uint32_t
rank_sized(struct table *table, struct set set, struct option *best,
    uint32_t room, size_t size)
{
	bool separable = set.count <= table->patterns;
	uint32_t count = 0;

	for (uint32_t i = 0; i < set.count && separable; i++) {
		best[0] = weigh(table, set, table->own[set.answer[i]], size);
		if (best[0].perfect)
			return 1;
	}
	for (uint32_t i = 0; i < table->guesses; i++) {
		struct option option = weigh(table, set, i, size);

		if (option.perfect) {
			best[0] = option;
			return 1;
		}
		if (option.least < 3 * set.count - 1)
			count = insert(best, count, room, &option);
	}
	return count;
}

uint32_t
table_rank(
    struct table *table, struct set set, struct option *best, uint32_t room)
{
	switch (table->code_size) {
	case sizeof(uint8_t): return rank_sized(table, set, best, room, 1);
	case sizeof(uint16_t): return rank_sized(table, set, best, room, 2);
	default: return rank_sized(table, set, best, room, 4);
	}
}
