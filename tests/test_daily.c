#include <stdio.h>
#include <stdlib.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/daily.h>
#include <motus/error.h>

#include "libmotus/digest.h"
#include "tests/century.h"
#include "tests/read.h"

static const unsigned char key[MOTUS_KEY_SIZE] = { 27, 1, 1 };
static const unsigned char other_key[MOTUS_KEY_SIZE] = { 27, 1, 2 };

static void
check_rules(const struct century *century, int32_t apart)
{
	cr_assert(zero(int, century_alike(century)));
	cr_assert(zero(int, century_out_of_turn(century)));
	cr_assert(ge(i32, century_apart(century), apart));
}

/*
 * Add words `from` to `to` to a list, `before` each: lengths 5 to 10, the
 * middle ones more often, and some initials more than others.  The last three
 * letters are the number, so that no two are the same.
 */
static void
add_words(FILE *list, const char *before, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		uint32_t mixed = (i + 1) * 2654435761u;
		int stem = "\2\3\3\4\4\4\5\5\6\7"[mixed % 9973 % 10];

		mixed ^= mixed >> 15;
		fprintf(list, "%s%c%.*s%c%c%c\n", before,
		    "aaabccccdeefghiijklmmnoppppqrrsssttuv"[mixed % 37],
		    stem - 1, "eclair", 'a' + i / 676, 'a' + i / 26 % 26,
		    'a' + i % 26);
	}
}

/*
 * A list of 2,800 answers; with a second edition, in the first cycle, that
 * adds and withdraws as many of them.
 */
static char *
list_of(uint32_t added, uint32_t withdrawn)
{
	char *text;
	size_t size;
	FILE *list = open_memstream(&text, &size);

	fputs("@2027-01-01\n", list);
	add_words(list, "", 0, 2800);
	if (added + withdrawn > 0) {
		fputs("@2029-05-17\n", list);
		add_words(list, "-", 1000, 1000 + withdrawn);
		add_words(list, "", 2800, 2800 + added);
	}
	fclose(list);
	return text;
}

/* Hard to put in order: a cycle must alternate, seven times each. */
static const char two_lengths[] =
    "@2027-01-01\n"
    "abime\nballon\ncanal\ndanger\nepave\nfaucon\ngamin\nhameau\n"
    "image\njardin\nkayak\nlavabo\nmerle\nnature\n";

#define SECOND_EDITION 867 /* days from 2027-01-01 to 2029-05-17 */

static struct century *
century_of_list(uint32_t added, uint32_t withdrawn, const unsigned char *under)
{
	char *list = list_of(added, withdrawn);
	struct century *made = century_create(list, under);

	free(list);
	return made;
}

Test(daily, the_same_key_and_answers_give_the_same_puzzles)
{
	struct century *one = century_of_list(100, 50, key);
	struct century *two = century_of_list(100, 50, key);

	cr_assert(eq(int, century_same(one, two, MOTUS_CALENDAR_DAYS),
	    MOTUS_CALENDAR_DAYS));
	century_destroy(one);
	century_destroy(two);
}

/* The SHA-256 of all words of a calendar, from the first day to the last. */
static char *
digest_of(const struct century *century)
{
	struct motus_word *words = calloc(MOTUS_CALENDAR_DAYS, sizeof(*words));
	unsigned char digest[DIGEST_SIZE];

	for (int32_t i = 0; i < MOTUS_CALENDAR_DAYS; i++)
		words[i] = century->answers[century->day[i]].word;
	cr_assert(zero(int,
	    digest_sha256(
		digest, words, MOTUS_CALENDAR_DAYS * sizeof(*words))));
	free(words);
	return hex(digest);
}

/*
 * What a release says about a day, every later one says: who updates keeps the
 * puzzles that were announced.  So these never change.
 */
Test(daily, the_puzzles_of_a_key_are_those_of_every_release)
{
	struct century *many = century_of_list(100, 50, key);
	struct century *few = century_create(two_lengths, key);

	cr_assert(eq(str, century_puzzle(many, 0).answer.display, "aeclabv"));
	cr_assert(eq(str, century_puzzle(many, 1).answer.display, "iecami"));
	cr_assert(eq(str, digest_of(many),
	    "fe6b980e846bb35a1d5972e97c48d17bcac326447b5847c6b8cd3f064623ef1"
	    "4"));
	cr_assert(eq(str, digest_of(few),
	    "b51894baf4405353e5799febe72172b59dd426dffd769320f969f69eb631e6b"
	    "e"));
	century_destroy(many);
	century_destroy(few);
}

Test(daily, another_key_gives_another_order)
{
	struct century *one = century_of_list(0, 0, key);
	struct century *two = century_of_list(0, 0, other_key);

	cr_assert(lt(int, century_same(one, two, MOTUS_CALENDAR_DAYS), 100));
	century_destroy(one);
	century_destroy(two);
}

Test(daily, a_century_keeps_all_the_rules)
{
	struct century *century = century_of_list(0, 0, key);

	check_rules(century, 180);
	century_destroy(century);
}

Test(daily, a_century_with_a_second_edition_keeps_all_the_rules)
{
	struct century *century = century_of_list(300, 200, key);

	check_rules(century, 180);
	century_destroy(century);
}

Test(daily, a_second_edition_leaves_every_earlier_day_as_it_was)
{
	struct century *before = century_of_list(0, 0, key);
	struct century *after = century_of_list(300, 200, key);

	cr_assert(eq(
	    int, century_same(before, after, SECOND_EDITION), SECOND_EDITION));
	cr_assert(lt(int, century_same(before, after, MOTUS_CALENDAR_DAYS),
	    SECOND_EDITION + 100));
	century_destroy(before);
	century_destroy(after);
}

Test(daily, a_withdrawn_answer_that_had_not_come_never_comes)
{
	struct century *century = century_of_list(0, 200, key);
	bool came[3000] = { false };
	int never = 0;

	for (int32_t i = 0; i < MOTUS_CALENDAR_DAYS; i++) {
		cr_assert(i < SECOND_EDITION ||
		    century->answers[century->day[i]].withdrawn == 0);
		came[century->day[i]] = true;
	}
	for (size_t i = 0; i < century->count; i++)
		never += !came[i];
	cr_assert(gt(int, never, 100));
	century_destroy(century);
}

/* The answers of this tree, as a game really has them. */
static void
check_data(const char *path, int32_t apart)
{
	const char *srcdir = getenv("srcdir");
	char name[4096], *text = calloc(1, 1 << 20);
	struct century *century;
	FILE *file;

	snprintf(name, sizeof(name), "%s/%s", srcdir ? srcdir : ".", path);
	file = fopen(name, "r");
	cr_assert(ne(ptr, file, NULL), "%s", name);
	fread(text, 1, (1 << 20) - 1, file);
	fclose(file);
	century = century_create(text, key);
	check_rules(century, apart);
	century_destroy(century);
	free(text);
}

Test(daily, the_french_answers_keep_all_the_rules)
{
	check_data("data/fr/answers.txt", 180);
}

Test(daily, the_english_answers_keep_all_the_rules)
{
	check_data("data/en/answers.txt", 180);
}

Test(daily, two_lengths_take_turns)
{
	struct century *century = century_create(two_lengths, key);

	check_rules(century, 3);
	century_destroy(century);
}

Test(daily, few_answers_keep_the_rules_when_an_order_exists)
{
	struct century *century = century_create(
	    "@2027-01-01\n"
	    "abime\nballon\nabricot\n@2027-01-05\n-ballon\ncanal\ndanger\n"
	    "@2027-01-06\nbalcon\nfleuve\n",
	    key);

	check_rules(century, 1);
	century_destroy(century);
}

Test(daily, answers_too_alike_still_come_once_a_cycle)
{
	struct century *century =
	    century_create("@2027-01-01\n"
			   "abime\nalbum\navion\nbison\nballon\n",
		key);

	cr_assert(zero(int, century_out_of_turn(century)));
	cr_assert(gt(int, century_alike(century), 0));
	century_destroy(century);
}

Test(daily, an_edition_may_withdraw_all_that_the_cycle_has_left)
{
	struct century *century =
	    century_create("@2027-01-01\n"
			   "abime\nballon\ncanal\ndanger\n"
			   "@2027-01-04\n-abime\n-ballon\n-canal\n-danger\n"
			   "merle\nnature\npantalon\nvoyage\n",
		key);

	cr_assert(zero(int, century_out_of_turn(century)));
	century_destroy(century);
}

static int
create(const char *answers)
{
	struct small small = small_of(answers);
	struct motus_calendar *calendar = NULL;
	int error = motus_calendar_create(&calendar, small.lexicon, key);

	motus_calendar_destroy(calendar);
	small_clear(&small);
	return error;
}

Test(daily, an_edition_needs_two_lengths_and_two_initials)
{
	cr_assert(eq(int, create("@2027-01-01\nmerle\n"), MOTUS_EINVAL));
	cr_assert(eq(int, create("@2027-01-01\nmerle\nperle\n"), MOTUS_EINVAL));
	cr_assert(
	    eq(int, create("@2027-01-01\nmerle\nmouton\n"), MOTUS_EINVAL));
	cr_assert(zero(int, create("@2027-01-01\nmerle\npigeon\n")));
	cr_assert(eq(int,
	    create("@2027-01-01\nmerle\npigeon\n@2028-01-01\n-pigeon\n"),
	    MOTUS_EINVAL));
	cr_assert(eq(int, create("@2027-01-01\nmerle\n@2028-01-01\npigeon\n"),
	    MOTUS_EINVAL));
}

static int
ask(const struct century *century, const char *day)
{
	struct motus_puzzle puzzle;

	return motus_calendar_puzzle(century->calendar, date(day), &puzzle);
}

Test(daily, a_day_before_the_first_edition_or_after_the_century_has_no_puzzle)
{
	struct century *century = century_of_list(0, 0, key);

	cr_assert(eq(int, ask(century, "2026-12-31"), MOTUS_EDATE));
	cr_assert(zero(int, ask(century, "2027-01-01")));
	cr_assert(zero(int, ask(century, "2127-01-01")));
	cr_assert(eq(int, ask(century, "2127-01-02"), MOTUS_EDATE));
	cr_assert(eq(int, ask(century, "0001-01-01"), MOTUS_EDATE));
	cr_assert(eq(int, ask(century, "9999-12-31"), MOTUS_EDATE));
	century_destroy(century);
}

static uint32_t
number(const struct century *century, const char *day)
{
	struct motus_puzzle puzzle;

	cr_assert(zero(
	    int, motus_calendar_puzzle(century->calendar, date(day), &puzzle)));
	return puzzle.number;
}

Test(daily, puzzles_are_numbered_by_the_days_that_the_calendar_has)
{
	struct century *century = century_of_list(0, 0, key);

	for (int32_t i = 0; i < MOTUS_CALENDAR_DAYS; i++)
		cr_assert(
		    eq(i32, (int32_t)century_puzzle(century, i).number, i + 1));
	cr_assert(eq(u32, number(century, "2027-02-28"), 59));
	cr_assert(eq(u32, number(century, "2027-03-01"), 60));
	cr_assert(eq(u32, number(century, "2028-02-28"), 424));
	cr_assert(eq(u32, number(century, "2028-02-29"), 425));
	cr_assert(eq(u32, number(century, "2028-03-01"), 426));
	cr_assert(eq(u32, number(century, "2100-02-28"), 26722));
	cr_assert(eq(u32, number(century, "2100-03-01"), 26723));
	century_destroy(century);
}
