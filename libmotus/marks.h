/*
 * marks.h - what the variants of the fast marks share; see
 * docs/decisions/marks.md
 */
#ifndef LIBMOTUS_MARKS_H
#define LIBMOTUS_MARKS_H

#include <stddef.h>
#include <stdint.h>

#include <motus/marks.h>

#define MARKS_LETTERS 26
#define MARKS_BLOCK 512 /* answers marked at a time: they stay in L1 */
#define MARKS_GROUP 5 /* letters whose code fits a byte */
#define MARKS_GROUPS 3 /* in 12 letters */
#define MARKS_ALIGN 64 /* bytes: rows begin and end there */

/*
 * A row has a byte for each answer, padded with zeros to MARKS_ALIGN.
 */
struct motus_marks {
	const struct marks_kernel *kernel;
	size_t count, stride; /* answers; bytes of a row */
	unsigned int length;
	/*
	 * planes: for each place and letter the weight of the place in its
	 * group's code, 3^(place % 5), times 0, 1 or 2: the answer lacks the
	 * letter, has it elsewhere only, has it there.
	 * counts: how often the answer has each letter.
	 */
	uint8_t *planes, *counts;
	uint64_t *nlogn; /* n log2 n in 2^-32, from 0 to count */
};

/* One copy of a letter that the guess repeats. */
struct marks_copy {
	const uint8_t *plane;
	uint8_t there; /* twice the weight of its place */
	uint8_t group;
	uint8_t before; /* copies further left */
	const uint8_t *counts; /* the letter's row */
};

/* What a guess needs of the list. */
struct marks_plan {
	unsigned int groups;
	unsigned int singles[MARKS_GROUPS]; /* letters that are not repeated */
	const uint8_t *single[MARKS_GROUPS][MARKS_GROUP];
	unsigned int copies; /* of each letter from right to left */
	struct marks_copy copy[MOTUS_WORD_MAX];
};

/*
 * A variant.  `count` answers from `from` on, a multiple of MARKS_BLOCK, at
 * most MARKS_BLOCK of them; what is written is padded to MARKS_ALIGN elements.
 */
struct marks_kernel {
	const char *name;
	int (*runs)(void); /* whether this processor has it */
	/* Pattern codes, of motus_marks_code_size(). */
	void (*codes)(const struct marks_plan *plan, size_t from, size_t count,
	    void *codes);
	/* 255 where the codes of all groups are those wanted, or 0. */
	void (*match)(const struct marks_plan *plan, size_t from, size_t count,
	    const uint8_t wanted[MARKS_GROUPS], uint8_t *matches);
	/* sums[i] = the four tables' cell i; these are cleared. */
	void (*merge)(uint32_t *tables, size_t cells, uint32_t *sums);
	/* The largest of the counts, which are below 2^15; they are cleared. */
	uint16_t (*clear)(uint16_t *counts, size_t cells);
};

/* Best first; NULL ends them.  The last runs anywhere. */
extern const struct marks_kernel *const marks_kernels[];
extern const struct marks_kernel marks_avx2, marks_base;

/* motus_marks_create() for a variant that runs here. */
int marks_create(struct motus_marks **marks, const struct marks_kernel *kernel,
    const struct motus_word *answers, size_t count);

/* marks_pack.c: MOTUS_ENOMEM; n log2 n in 2^-32 for each n to count. */
int marks_nlogn(uint64_t **nlogn, size_t count);

/* How many answers the block that begins at `from` has. */
static inline size_t
marks_block(const struct motus_marks *marks, size_t from)
{
	size_t left = marks->count - from;

	return left < MARKS_BLOCK ? left : MARKS_BLOCK;
}

/* The plan of a guess as long as the answers. */
void marks_plan(struct marks_plan *plan, const struct motus_marks *marks,
    struct motus_word guess);

#endif
