#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>
#include <motus/lexicon.h>

#include "libmotus/digest.h"
#include "libmotus/lexicon_format.h"
#include "tests/read.h"
#include "tests/small.h"

static const char words[] = "perle\nmerle\nœuvre\nmerles\nport\nélectrotechn\n";
static const char answers[] =
    "@2026-01-01\nœuvre\nmerle\n@2026-03-01\n-merle\nperle\n";

static struct small small;

static void
start(void)
{
	small = small_create(words, answers);
}

static void
stop(void)
{
	small_clear(&small);
}

TestSuite(lexicon, .init = start, .fini = stop);

/* What opening says about the bytes, after the hash was made right again. */
static int
open_with_hash(unsigned char *bytes, size_t size)
{
	struct motus_lexicon *lexicon = NULL;
	size_t content = size - MOTUS_HASH_SIZE;
	int error;

	cr_assert(zero(int, digest_sha256(bytes + content, bytes, content)));
	error = motus_lexicon_from_memory(&lexicon, bytes, size);
	motus_lexicon_destroy(lexicon);
	return error;
}

/* Where the answers begin, and the editions. */
static size_t
answers_at(void)
{
	return LEXICON_HEADER_SIZE + 6 * LEXICON_WORD_SIZE;
}

static size_t
editions_at(void)
{
	return answers_at() + 3 * LEXICON_ANSWER_SIZE;
}

static int
open_with_byte(size_t at, unsigned char byte)
{
	small.bytes[at] = byte;
	return open_with_hash(small.bytes, small.size);
}

Test(lexicon, has_the_words_it_was_made_of)
{
	cr_assert(motus_lexicon_has(small.lexicon, word("merle")));
	cr_assert(motus_lexicon_has(small.lexicon, word("MERLES")));
	cr_assert(motus_lexicon_has(small.lexicon, word("oeuvre")));
	cr_assert(motus_lexicon_has(small.lexicon, word("electrotechn")));
	cr_assert(motus_lexicon_has(small.lexicon, word("port")));
}

Test(lexicon, has_no_other_word)
{
	cr_assert(not(motus_lexicon_has(small.lexicon, word("perles"))));
	cr_assert(not(motus_lexicon_has(small.lexicon, word("perl"))));
	cr_assert(not(motus_lexicon_has(small.lexicon, word("aaaaa"))));
	cr_assert(not(motus_lexicon_has(small.lexicon, word("zzzzz"))));
	cr_assert(not(motus_lexicon_has(
	    small.lexicon, (struct motus_word){ .length = 200 })));
}

Test(lexicon, counts_the_words_of_each_length)
{
	cr_assert(eq(sz, motus_lexicon_count(small.lexicon, 4), 1));
	cr_assert(eq(sz, motus_lexicon_count(small.lexicon, 5), 2));
	cr_assert(eq(sz, motus_lexicon_count(small.lexicon, 6), 2));
	cr_assert(eq(sz, motus_lexicon_count(small.lexicon, 7), 0));
	cr_assert(eq(sz, motus_lexicon_count(small.lexicon, 12), 1));
	cr_assert(eq(sz, motus_lexicon_count(small.lexicon, 3), 0));
	cr_assert(eq(sz, motus_lexicon_count(small.lexicon, 13), 0));
}

Test(lexicon, lists_words_in_the_order_of_the_alphabet)
{
	struct motus_word first, second, third;

	cr_assert(zero(int, motus_lexicon_word(small.lexicon, 5, 0, &first)));
	cr_assert(zero(int, motus_lexicon_word(small.lexicon, 5, 1, &second)));
	cr_assert(eq(int, motus_lexicon_word(small.lexicon, 5, 2, &third),
	    MOTUS_EINVAL));
	cr_assert(eq(str, first.letter, "MERLE"));
	cr_assert(eq(str, second.letter, "PERLE"));
	cr_assert(eq(int, first.length, 5));
}

Test(lexicon, keeps_answers_in_the_order_of_their_editions)
{
	struct motus_answer answer;

	cr_assert(eq(sz, motus_lexicon_answers(small.lexicon), 3));
	cr_assert(zero(int, motus_lexicon_answer(small.lexicon, 0, &answer)));
	cr_assert(eq(str, answer.display, "œuvre"));
	cr_assert(eq(str, answer.word.letter, "OEUVRE"));
	cr_assert(eq(u32, answer.added, 1));
	cr_assert(zero(u32, answer.withdrawn));
	cr_assert(zero(int, motus_lexicon_answer(small.lexicon, 1, &answer)));
	cr_assert(eq(str, answer.display, "merle"));
	cr_assert(eq(u32, answer.withdrawn, 2));
	cr_assert(zero(int, motus_lexicon_answer(small.lexicon, 2, &answer)));
	cr_assert(eq(str, answer.display, "perle"));
	cr_assert(eq(u32, answer.added, 2));
	cr_assert(eq(int, motus_lexicon_answer(small.lexicon, 3, &answer),
	    MOTUS_EINVAL));
}

Test(lexicon, knows_the_first_day_of_each_edition)
{
	char text[MOTUS_DATE_SIZE];
	struct motus_date date;

	cr_assert(eq(sz, motus_lexicon_editions(small.lexicon), 2));
	cr_assert(zero(int, motus_lexicon_edition(small.lexicon, 2, &date)));
	motus_date_format(date, text);
	cr_assert(eq(str, text, "2026-03-01"));
	cr_assert(eq(
	    int, motus_lexicon_edition(small.lexicon, 0, &date), MOTUS_EINVAL));
	cr_assert(eq(
	    int, motus_lexicon_edition(small.lexicon, 3, &date), MOTUS_EINVAL));
}

Test(lexicon, has_a_language_and_a_hash_of_its_content)
{
	struct small same = small_create(words, answers);
	struct small other = small_create(words, "@2026-01-01\nœuvre\n");

	cr_assert(eq(str, (char *)motus_lexicon_language(small.lexicon), "fr"));
	cr_assert(zero(memcmp(motus_lexicon_hash(small.lexicon),
	    motus_lexicon_hash(same.lexicon), MOTUS_HASH_SIZE)));
	cr_assert(not(zero(memcmp(motus_lexicon_hash(small.lexicon),
	    motus_lexicon_hash(other.lexicon), MOTUS_HASH_SIZE))));
	small_clear(&same);
	small_clear(&other);
}

Test(lexicon, opens_a_file)
{
	char path[] = "/tmp/motus-lexicon-XXXXXX";
	FILE *file = fdopen(mkstemp(path), "wb");
	struct motus_lexicon *lexicon = NULL;

	cr_assert(eq(sz, fwrite(small.bytes, 1, small.size, file), small.size));
	fclose(file);
	cr_expect(zero(int, motus_lexicon_open(&lexicon, path)));
	unlink(path);
	cr_assert(motus_lexicon_has(lexicon, word("merle")));
	motus_lexicon_destroy(lexicon);
}

Test(lexicon, says_why_a_file_does_not_open)
{
	struct motus_lexicon *lexicon;

	cr_assert(eq(
	    int, motus_lexicon_open(&lexicon, "/nowhere/at/all"), MOTUS_EIO));
	cr_assert(eq(int, errno, ENOENT));
	cr_assert(
	    eq(int, motus_lexicon_open(&lexicon, "/dev/null"), MOTUS_EFORMAT));
	cr_assert(eq(int, motus_lexicon_open(&lexicon, "/"), MOTUS_EFORMAT));
}

Test(lexicon, destroys_nothing_without_complaint)
{
	motus_lexicon_destroy(NULL);
}

Test(lexicon, refuses_a_file_cut_short_anywhere)
{
	for (size_t size = 0; size < small.size; size++) {
		/* A copy of just that size, so that no byte after it counts. */
		unsigned char *cut = malloc(size + (size == 0));
		struct motus_lexicon *lexicon;

		memcpy(cut, small.bytes, size);
		cr_assert(
		    eq(int, motus_lexicon_from_memory(&lexicon, cut, size),
			MOTUS_EFORMAT));
		free(cut);
	}
}

Test(lexicon, refuses_a_file_with_a_bit_flipped_anywhere)
{
	for (size_t bit = 0; bit < 8 * small.size; bit++) {
		struct motus_lexicon *lexicon;

		small.bytes[bit / 8] ^= 1 << bit % 8;
		cr_assert(eq(int,
		    motus_lexicon_from_memory(
			&lexicon, small.bytes, small.size),
		    MOTUS_EFORMAT));
		small.bytes[bit / 8] ^= 1 << bit % 8;
	}
}

Test(lexicon, refuses_counts_that_the_file_has_no_bytes_for)
{
	for (size_t at = LEXICON_AT_EDITIONS; at < LEXICON_AT_LANGUAGE;
	     at += 4) {
		unsigned char kept[4];

		memcpy(kept, small.bytes + at, 4);
		memset(small.bytes + at, 0xff, 4);
		cr_assert(eq(int, open_with_hash(small.bytes, small.size),
		    MOTUS_EFORMAT));
		memcpy(small.bytes + at, kept, 4);
	}
	memset(small.bytes + LEXICON_AT_EDITIONS, 0xff,
	    LEXICON_AT_LANGUAGE - LEXICON_AT_EDITIONS);
	cr_assert(
	    eq(int, open_with_hash(small.bytes, small.size), MOTUS_EFORMAT));
}

Test(lexicon, refuses_another_version)
{
	cr_assert(
	    eq(int, open_with_byte(LEXICON_AT_VERSION, LEXICON_VERSION + 1),
		MOTUS_EFORMAT));
}

Test(lexicon, refuses_a_language_that_is_none)
{
	size_t at = LEXICON_AT_LANGUAGE;

	cr_assert(eq(int, open_with_byte(at, '/'), MOTUS_EFORMAT));
	cr_assert(zero(int, open_with_byte(at, 'x')));
	cr_assert(eq(int, open_with_byte(at + 5, 'x'), MOTUS_EFORMAT));
	small.bytes[at + 5] = 0;
	small.bytes[at] = 0;
	cr_assert(eq(int, open_with_byte(at + 1, 0), MOTUS_EFORMAT));
}

Test(lexicon, refuses_words_out_of_order)
{
	unsigned char *five = small.bytes + LEXICON_HEADER_SIZE + 8;
	unsigned char kept[8];

	memcpy(kept, five, 8);
	memcpy(five, five + 8, 8);
	cr_assert(
	    eq(int, open_with_hash(small.bytes, small.size), MOTUS_EFORMAT));
	memcpy(five + 8, kept, 8);
	cr_assert(
	    eq(int, open_with_hash(small.bytes, small.size), MOTUS_EFORMAT));
}

Test(lexicon, refuses_a_word_of_another_length_or_of_no_letters)
{
	unsigned char *four = small.bytes + LEXICON_HEADER_SIZE;

	four[7] |= 0x10; /* above the 60 bits */
	cr_assert(
	    eq(int, open_with_hash(small.bytes, small.size), MOTUS_EFORMAT));
	four[7] &= 0x0f;
	four[0] |= 1; /* a twelfth letter */
	cr_assert(
	    eq(int, open_with_hash(small.bytes, small.size), MOTUS_EFORMAT));
	four[0] = 0;
	memset(four, 0, 8);
	cr_assert(
	    eq(int, open_with_hash(small.bytes, small.size), MOTUS_EFORMAT));
	memset(four + 5, 0xff, 3); /* letters after Z */
	cr_assert(
	    eq(int, open_with_hash(small.bytes, small.size), MOTUS_EFORMAT));
}

Test(lexicon, refuses_an_answer_that_is_no_word_of_it)
{
	cr_assert(eq(int, open_with_byte(answers_at() + 7, 1), MOTUS_EFORMAT));
}

Test(lexicon, refuses_an_answer_twice)
{
	unsigned char *first = small.bytes + answers_at();

	memcpy(first + LEXICON_ANSWER_SIZE, first, LEXICON_ANSWER_SIZE);
	cr_assert(
	    eq(int, open_with_hash(small.bytes, small.size), MOTUS_EFORMAT));
}

Test(lexicon, refuses_a_display_of_another_word)
{
	size_t at = answers_at() + LEXICON_AT_DISPLAY;

	cr_assert(zero(int, open_with_byte(at + 2, 'U')));
	cr_assert(eq(int, open_with_byte(at + 2, 'x'), MOTUS_EFORMAT));
	cr_assert(eq(int, open_with_byte(at + 2, 0), MOTUS_EFORMAT));
	cr_assert(zero(int, open_with_byte(at + 2, 'u')));
	cr_assert(eq(int, open_with_byte(at + 20, 'u'), MOTUS_EFORMAT));
}

Test(lexicon, refuses_a_display_without_its_nul)
{
	unsigned char *display =
	    small.bytes + answers_at() + LEXICON_AT_DISPLAY;

	/* The six bytes of œuvre, then marks: up to the last two, and in them.
	 */
	for (size_t i = 6; i < MOTUS_DISPLAY_SIZE - 2; i += 2)
		memcpy(display + i, "\xcc\x81", 2);
	cr_assert(zero(int, open_with_hash(small.bytes, small.size)));
	memcpy(display + MOTUS_DISPLAY_SIZE - 2, "\xcc\x81", 2);
	cr_assert(
	    eq(int, open_with_hash(small.bytes, small.size), MOTUS_EFORMAT));
}

Test(lexicon, refuses_an_answer_of_an_edition_that_is_not_there)
{
	size_t added = answers_at() + LEXICON_AT_ADDED;
	size_t withdrawn = answers_at() + LEXICON_AT_WITHDRAWN;

	cr_assert(eq(int, open_with_byte(added, 0), MOTUS_EFORMAT));
	cr_assert(eq(int, open_with_byte(added, 3), MOTUS_EFORMAT));
	cr_assert(zero(int, open_with_byte(added, 1)));
	cr_assert(eq(int, open_with_byte(withdrawn, 1), MOTUS_EFORMAT));
	cr_assert(zero(int, open_with_byte(withdrawn, 2)));
	cr_assert(eq(int, open_with_byte(withdrawn, 3), MOTUS_EFORMAT));
}

Test(lexicon, refuses_answers_out_of_the_order_of_editions)
{
	cr_assert(eq(int, open_with_byte(answers_at() + LEXICON_AT_ADDED, 2),
	    MOTUS_EFORMAT));
}

Test(lexicon, refuses_editions_out_of_order_or_off_the_calendar)
{
	unsigned char *first = small.bytes + editions_at();

	memcpy(first, first + LEXICON_EDITION_SIZE, LEXICON_EDITION_SIZE);
	cr_assert(
	    eq(int, open_with_hash(small.bytes, small.size), MOTUS_EFORMAT));
	memcpy(first, "\0\0\0\x80", LEXICON_EDITION_SIZE);
	cr_assert(
	    eq(int, open_with_hash(small.bytes, small.size), MOTUS_EFORMAT));
}
