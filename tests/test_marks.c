/*
 * Each variant of the fast marks that runs here, against motus_mark().
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

#include <motus/error.h>
#include <motus/lexicon.h>
#include <motus/marks.h>

#include "libmotus/marks.h"
#include "tests/read.h"

#define FENCE 0xa5 /* what stands behind what may be written */

/* Call check(kernel, arg...) for each variant that runs here. */
#define EACH_VARIANT(check, ...)                               \
	for (size_t k_ = 0; marks_kernels[k_] != NULL; k_++) { \
		if (marks_kernels[k_]->runs())                 \
			check(marks_kernels[k_], __VA_ARGS__); \
	}

static struct motus_marks *
pack(const struct marks_kernel *kernel, const struct motus_word *answers,
    size_t count)
{
	struct motus_marks *marks;

	cr_assert(zero(int, marks_create(&marks, kernel, answers, count)));
	return marks;
}

static void *
allocate(size_t count, size_t size)
{
	void *made = calloc(count + 1, size);

	cr_assert(ne(ptr, made, NULL));
	memset((char *)made + count * size, FENCE, size);
	return made;
}

/* Free it; nothing was written behind its `count` elements. */
static void
release(void *made, size_t count, size_t size)
{
	for (size_t i = 0; i < size; i++)
		cr_assert(eq(u8, ((uint8_t *)made)[count * size + i], FENCE));
	free(made);
}

static uint32_t
code_at(const void *codes, size_t size, size_t i)
{
	if (size == 1)
		return ((const uint8_t *)codes)[i];
	if (size == 2)
		return ((const uint16_t *)codes)[i];
	return ((const uint32_t *)codes)[i];
}

/* The codes that motus_mark() gives. */
static void
expect_codes(struct motus_word guess, const struct motus_word *answers,
    size_t count, uint32_t *codes)
{
	for (size_t i = 0; i < count; i++)
		codes[i] = motus_pattern_code(motus_mark(guess, answers[i]));
}

static void
check_codes(const struct motus_marks *marks, struct motus_word guess,
    const struct motus_word *answers, const uint32_t *expected)
{
	size_t count = motus_marks_count(marks);
	size_t size = motus_marks_code_size(motus_marks_length(marks));
	void *codes = allocate(count, size);

	cr_assert(zero(int, motus_marks_codes(marks, &guess, 1, codes)));
	for (size_t i = 0; i < count; i++) {
		if (code_at(codes, size, i) != expected[i])
			cr_fatal("%s: %s against %s", marks->kernel->name,
			    guess.letter, answers[i].letter);
	}
	release(codes, count, size);
}

static void
check_counts(const struct motus_marks *marks, struct motus_word guess,
    const uint32_t *expected)
{
	size_t count = motus_marks_count(marks);
	uint32_t patterns = motus_marks_patterns(motus_marks_length(marks));
	uint32_t *counts = allocate(patterns, sizeof(*counts));
	uint32_t *wanted = allocate(patterns, sizeof(*wanted));
	struct motus_split split, sum = { 0 };
	double bits;

	for (size_t i = 0; i < count; i++)
		wanted[expected[i]]++;
	bits = (double)count * log2((double)count);
	for (uint32_t i = 0; i < patterns; i++) {
		sum.parts += wanted[i] > 0;
		sum.squares += (uint64_t)wanted[i] * wanted[i];
		if (wanted[i] > sum.largest)
			sum.largest = wanted[i];
		if (wanted[i] > 0)
			bits -= wanted[i] * log2(wanted[i]);
	}
	cr_assert(zero(int, motus_marks_histogram(marks, guess, counts)));
	cr_assert(
	    zero(int, memcmp(counts, wanted, patterns * sizeof(*counts))));
	cr_assert(zero(int, motus_marks_split(marks, &guess, 1, &split)));
	cr_assert(eq(u32, split.parts, sum.parts));
	cr_assert(eq(u32, split.largest, sum.largest));
	cr_assert(eq(u64, split.squares, sum.squares));
	cr_assert(lt(dbl, fabs((double)split.bits / 4294967296.0 - bits),
	    1e-6 * (double)count));
	release(counts, patterns, sizeof(*counts));
	release(wanted, patterns, sizeof(*wanted));
}

/* What `at` would show keeps exactly the answers that would show it. */
static void
check_filter(const struct motus_marks *marks, struct motus_word guess,
    struct motus_word at, const uint32_t *expected)
{
	size_t count = motus_marks_count(marks), kept_count, wanted = 0;
	struct motus_pattern pattern = motus_mark(guess, at);
	uint32_t *kept = allocate(count, sizeof(*kept));

	cr_assert(zero(
	    int, motus_marks_filter(marks, guess, pattern, kept, &kept_count)));
	for (size_t i = 0; i < count; i++) {
		if (expected[i] == motus_pattern_code(pattern)) {
			cr_assert(lt(sz, wanted, kept_count));
			cr_assert(eq(sz, kept[wanted], i));
			wanted++;
		}
	}
	cr_assert(eq(sz, kept_count, wanted));
	release(kept, count, sizeof(*kept));
}

/* Every `step`th answer of the list as a guess, in every result. */
static void
check_list(const struct marks_kernel *kernel, const struct motus_word *answers,
    size_t count, size_t step)
{
	struct motus_marks *marks = pack(kernel, answers, count);
	uint32_t *expected = allocate(count, sizeof(*expected));

	for (size_t i = 0; i < count; i += step) {
		expect_codes(answers[i], answers, count, expected);
		check_codes(marks, answers[i], answers, expected);
		check_filter(
		    marks, answers[i], answers[(i * 7 + 1) % count], expected);
		if (i % (step * 8) == 0)
			check_counts(marks, answers[i], expected);
	}
	release(expected, count, sizeof(*expected));
	motus_marks_destroy(marks);
}

struct words {
	char language[MOTUS_LANGUAGE_SIZE];
	unsigned int length;
};

/* `wanted` words, evenly out of all that the lexicon has. */
static struct motus_word *
lexicon_words(const struct words *words, size_t *count, size_t wanted)
{
	const char *root = getenv("builddir");
	struct motus_lexicon *lexicon;
	struct motus_word *made;
	char path[4096];
	size_t all;

	snprintf(path, sizeof(path), "%s/data/%s.lexicon",
	    root == NULL ? "." : root, words->language);
	cr_assert(zero(int, motus_lexicon_open(&lexicon, path)));
	all = motus_lexicon_count(lexicon, words->length);
	*count = all < wanted ? all : wanted;
	cr_assert(gt(sz, *count, 1000));
	made = calloc(*count, sizeof(*made));
	cr_assert(ne(ptr, made, NULL));
	for (size_t i = 0; i < *count; i++)
		cr_assert(zero(int,
		    motus_lexicon_word(
			lexicon, words->length, i * all / *count, &made[i])));
	motus_lexicon_destroy(lexicon);
	return made;
}

ParameterizedTestParameters(marks, real_words_are_marked_as_one_by_one)
{
	static struct words each[18];

	for (unsigned int i = 0; i < 18; i++)
		each[i] = (struct words){ .language = { i % 2 ? 'e' : 'f',
					      i % 2 ? 'n' : 'r' },
			.length = MOTUS_WORD_MIN + i / 2 };
	return cr_make_param_array(struct words, each, 18);
}

ParameterizedTest(struct words *words, marks,
    real_words_are_marked_as_one_by_one)
{
	size_t count;
	struct motus_word *answers = lexicon_words(words, &count, 3001);

	EACH_VARIANT(check_list, answers, count, 53);
	free(answers);
}

/* All words of `length` of the first `alphabet` letters: alphabet^length. */
static void
check_alphabet(unsigned int length, unsigned int alphabet, size_t step)
{
	struct motus_word *answers;
	size_t count = 1;

	for (unsigned int i = 0; i < length; i++)
		count *= alphabet;
	answers = allocate(count, sizeof(*answers));
	for (size_t i = 0; i < count; i++) {
		size_t rest = i;

		answers[i].length = (uint8_t)length;
		for (unsigned int j = 0; j < length; j++, rest /= alphabet)
			answers[i].letter[j] = (char)('A' + rest % alphabet);
	}
	EACH_VARIANT(check_list, answers, count, step);
	release(answers, count, sizeof(*answers));
}

Test(marks, all_words_of_few_letters_are_marked_as_one_by_one)
{
	check_alphabet(4, 4, 1);
	check_alphabet(5, 3, 1);
	check_alphabet(5, 4, 5);
	check_alphabet(6, 3, 1);
	check_alphabet(7, 3, 11);
	check_alphabet(8, 2, 1);
	check_alphabet(9, 2, 1);
	check_alphabet(10, 2, 3);
	check_alphabet(11, 2, 11);
	check_alphabet(12, 2, 31);
}

/* From about 5300 on a ranking counts in another way, and at 8748 again. */
Test(marks, a_word_that_is_there_thousands_of_times_is_counted)
{
	static const size_t sizes[] = { 5000, 5290, 5310, 8747, 8748 };
	static struct motus_word answers[8748];

	for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++)
		answers[i] = (struct motus_word){ 7, "PALETTE" };
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		EACH_VARIANT(check_list, answers, sizes[i], sizes[i]);
}

/* Lists of each size about those of vectors and blocks. */
static void
check_sizes(const struct marks_kernel *kernel, const struct motus_word *answers,
    size_t count)
{
	static const size_t sizes[] = { 1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 63,
		64, 65, 511, 512, 513, 575, 576, 577, 1023, 1024, 1025 };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		cr_assert(le(sz, sizes[i], count));
		check_list(kernel, answers, sizes[i], sizes[i] / 8 + 1);
	}
}

Test(marks, a_list_of_any_size_is_marked_whole_and_nothing_behind_it)
{
	for (unsigned int length = 5; length <= 12; length += 3) {
		struct words words = { "fr", length };
		size_t count;
		struct motus_word *answers =
		    lexicon_words(&words, &count, 1100);

		EACH_VARIANT(check_sizes, answers, count);
		free(answers);
	}
}

/* Many guesses at once give what each gives alone. */
static void
check_many(const struct marks_kernel *kernel, const struct motus_word *answers,
    size_t count, size_t guesses)
{
	struct motus_marks *marks = pack(kernel, answers, count);
	size_t size = motus_marks_code_size(motus_marks_length(marks));
	struct motus_split *splits = allocate(guesses, sizeof(*splits));
	unsigned char *codes = allocate(guesses * count, size);
	unsigned char *row = allocate(count, size);

	cr_assert(zero(int, motus_marks_codes(marks, answers, guesses, codes)));
	cr_assert(
	    zero(int, motus_marks_split(marks, answers, guesses, splits)));
	for (size_t i = 0; i < guesses; i++) {
		struct motus_split split;

		cr_assert(
		    zero(int, motus_marks_codes(marks, &answers[i], 1, row)));
		cr_assert(zero(
		    int, memcmp(row, codes + i * count * size, count * size)));
		cr_assert(zero(
		    int, motus_marks_split(marks, &answers[i], 1, &split)));
		cr_assert(zero(int, memcmp(&split, &splits[i], sizeof(split))));
	}
	release(splits, guesses, sizeof(*splits));
	release(codes, guesses * count, size);
	release(row, count, size);
	motus_marks_destroy(marks);
}

Test(marks, many_guesses_give_what_each_gives)
{
	for (unsigned int length = 4; length <= 12; length++) {
		struct words words = { "fr", length };
		size_t count;
		struct motus_word *answers =
		    lexicon_words(&words, &count, 1000);

		for (size_t guesses = 0; guesses < 6; guesses++)
			EACH_VARIANT(check_many, answers, count, guesses);
		EACH_VARIANT(check_many, answers, 60, 33);
		free(answers);
	}
}

Test(marks, the_best_variant_is_taken)
{
	struct motus_word answer = word("merle");
	struct motus_marks *marks;
	size_t best = 0;

	while (!marks_kernels[best]->runs())
		best++;
	cr_assert(zero(int, motus_marks_create(&marks, &answer, 1)));
	cr_assert(eq(str, (char *)marks->kernel->name,
	    (char *)marks_kernels[best]->name));
	motus_marks_destroy(marks);
}

Test(marks, n_log2_n_is_the_same_everywhere)
{
	uint64_t *nlogn;

	cr_assert(zero(int, marks_nlogn(&nlogn, 100000)));
	cr_assert(zero(u64, nlogn[0]));
	cr_assert(zero(u64, nlogn[1]));
	cr_assert(eq(u64, nlogn[2], UINT64_C(2) << 32));
	cr_assert(eq(u64, nlogn[4096], (UINT64_C(4096) * 12) << 32));
	cr_assert(eq(u64, nlogn[3], UINT64_C(20422086317)));
	cr_assert(eq(u64, nlogn[99991], UINT64_C(7133088458394589)));
	for (size_t n = 2; n <= 100000; n++) {
		double exact = (double)n * log2((double)n);

		if (fabs((double)nlogn[n] / 4294967296.0 - exact) > 1e-5)
			cr_fatal("%zu", n);
	}
	free(nlogn);
}

Test(marks, a_length_has_its_patterns_and_its_size_of_a_code)
{
	cr_assert(eq(u32, motus_marks_patterns(4), 81));
	cr_assert(eq(u32, motus_marks_patterns(12), 531441));
	cr_assert(zero(u32, motus_marks_patterns(3)));
	cr_assert(zero(u32, motus_marks_patterns(13)));
	cr_assert(eq(sz, motus_marks_code_size(5), 1));
	cr_assert(eq(sz, motus_marks_code_size(6), 2));
	cr_assert(eq(sz, motus_marks_code_size(10), 2));
	cr_assert(eq(sz, motus_marks_code_size(11), 4));
	cr_assert(zero(sz, motus_marks_code_size(3)));
	cr_assert(zero(sz, motus_marks_code_size(13)));
}

Test(marks, what_does_not_fit_is_refused)
{
	struct motus_word answers[] = { word("merle"), word("merles") };
	struct motus_word guess = word("merles");
	struct motus_marks *marks = NULL;
	struct motus_split split;
	uint32_t codes[243], kept[1];
	size_t count = 7;

	cr_assert(
	    eq(int, motus_marks_create(&marks, answers, 0), MOTUS_EINVAL));
	cr_assert(
	    eq(int, motus_marks_create(&marks, answers, MOTUS_MARKS_MAX + 1),
		MOTUS_EINVAL));
	cr_assert(
	    eq(int, motus_marks_create(&marks, answers, 2), MOTUS_ELENGTH));
	cr_assert(eq(ptr, marks, NULL));
	cr_assert(zero(int, motus_marks_create(&marks, answers, 1)));
	cr_assert(eq(sz, motus_marks_count(marks), 1));
	cr_assert(eq(uint, motus_marks_length(marks), 5));
	cr_assert(
	    eq(int, motus_marks_codes(marks, &guess, 1, codes), MOTUS_ELENGTH));
	cr_assert(eq(
	    int, motus_marks_split(marks, &guess, 1, &split), MOTUS_ELENGTH));
	cr_assert(
	    eq(int, motus_marks_histogram(marks, guess, codes), MOTUS_ELENGTH));
	cr_assert(eq(int,
	    motus_marks_filter(
		marks, guess, motus_mark(guess, guess), kept, &count),
	    MOTUS_ELENGTH));
	cr_assert(eq(int,
	    motus_marks_filter(
		marks, answers[0], motus_mark(guess, guess), kept, &count),
	    MOTUS_ELENGTH));
	cr_assert(eq(sz, count, 7));
	motus_marks_destroy(marks);
	motus_marks_destroy(NULL);
}
