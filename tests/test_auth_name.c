#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/auth/name.h"

static char name[NAME_SIZE], skeleton[NAME_SKELETON_SIZE];

static void
expect(const char *typed, const char *wanted)
{
	cr_assert(eq(int, name_prepare(typed, name, skeleton), NAME_GOOD), "%s",
	    typed);
	cr_assert(eq(str, name, (char *)wanted));
	cr_assert(gt(sz, strlen(skeleton), 0));
}

static void
expect_all(enum name_verdict verdict, const char *const *typed, size_t count)
{
	for (size_t i = 0; i < count; i++)
		cr_assert(
		    eq(int, name_prepare(typed[i], name, skeleton), verdict),
		    "%zu: %s", i, typed[i]);
}

#define EXPECT_ALL(verdict, names) \
	expect_all(verdict, names, sizeof(names) / sizeof *(names))

Test(name, a_name_stays_as_it_was_typed)
{
	static const char *const names[] = { "A", "Zoé", "l'Œuf dur",
		"Jean-Pierre", "Владимир", "田中さん", "محمد", "O’Brien",
		"x_X_42", "👩‍👩‍👧", "❤️", "🇫🇷",
		"می‌خواهم" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		expect(names[i], names[i]);
}

Test(name, spaces_around_it_go_and_others_become_single_ones)
{
	expect("  Zoé ", "Zoé");
	expect("\tJean \xc2\xa0 \xe3\x80\x80Pierre\r\n", "Jean Pierre");
}

Test(name, accents_are_composed)
{
	expect("Zoe\xcc\x81", "Zo\xc3\xa9");
}

Test(name, nothing_to_be_seen_is_no_name)
{
	static const char *const names[] = { "", " ", "\xc2\xa0\t",
		"\xe2\x80\x8d" };

	EXPECT_ALL(NAME_EMPTY, names);
}

Test(name, thirty_characters_are_counted_as_a_reader_does)
{
	char typed[1024] = "";

	for (int i = 0; i < NAME_LENGTH_MAX; i++)
		strcat(typed, "e\xcc\xa7\xcc\x81");
	cr_assert(eq(int, name_prepare(typed, name, skeleton), NAME_GOOD));
	strcat(typed, "e");
	cr_assert(eq(int, name_prepare(typed, name, skeleton), NAME_TOO_LONG));
}

Test(name, a_name_is_bounded_in_bytes_too)
{
	char typed[20000] = "";

	for (int i = 0; i < NAME_LENGTH_MAX; i++)
		strcat(typed, "👩‍👩‍👧‍👧");
	cr_assert(eq(int, name_prepare(typed, name, skeleton), NAME_TOO_LONG));
	memset(typed, 'e', sizeof typed - 1);
	cr_assert(eq(int, name_prepare(typed, name, skeleton), NAME_TOO_LONG));
	cr_assert(eq(int, name_prepare("ﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺ", name, skeleton),
	    NAME_TOO_LONG));
}

Test(name, what_hides_or_turns_around_is_refused)
{
	static const char *const names[] = { "Z\x01", "Z\x7f", "Z\xc2\x9b",
		("\xe2\x80\xae"
		 "eoZ"),
		"Z\xe2\x80\x8f", "Z\xe2\x81\xa6", "Z\xd8\x9c", "Z\xe2\x80\x8b",
		"Z\xef\xbb\xbf", "Z\xc2\xad", "\xe3\x85\xa4",
		"Z\xf3\xa0\x81\x81", "Z\xcd\xb8", "Z\xee\x80\x80",
		"Z\xef\xbf\xbf", "\xcc\x81Z",
		"Z\xcc\xa7\xcc\xa8\xcc\xad\xcc\xb0\xcc\xb1" };

	EXPECT_ALL(NAME_BAD_CHARACTER, names);
}

Test(name, what_is_not_utf_8_is_refused)
{
	static const char *const names[] = { "Z\xff", "Z\xc3", "\xc0\x80",
		"\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x80" };

	EXPECT_ALL(NAME_BAD_CHARACTER, names);
}

static const char *
skeleton_of(const char *typed)
{
	static char kept[2][NAME_SKELETON_SIZE];
	static int turn;

	turn = !turn;
	cr_assert(eq(int, name_prepare(typed, name, kept[turn]), NAME_GOOD),
	    "%s", typed);
	return kept[turn];
}

Test(name, names_that_differ_in_case_or_look_alike_have_one_skeleton)
{
	static const char *const alike[][2] = { { "Zoé", "ZOÉ" },
		{ "Straße", "STRASSE" }, { "admin", "аdmin" /* Cyrillic */ },
		{ "paypal", "раураl" }, { "Bob", "B0b" }, { "BOB", "b0b" },
		{ "Ivan", "lvan" }, { "Ivan", "1van" }, { "ivan", "IVAN" },
		{ "Alice", "AIice" }, { "modern", "rnodern" },
		{ "Zoé", "Zoe\xcc\x81" }, { "Ｚｏé", "Zoé" },
		{ "Zoé", "Zo\xe2\x80\x8d\xc3\xa9" },
		{ "Jean  Pierre", "jean\xc2\xa0pierre" }, { "ﬁn", "fin" } };

	for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
		cr_assert(eq(str, (char *)skeleton_of(alike[i][0]),
			      (char *)skeleton_of(alike[i][1])),
		    "%s %s", alike[i][0], alike[i][1]);
}

Test(name, other_names_have_others)
{
	static const char *const apart[][2] = { { "Zoe", "Zoé" },
		{ "Anna", "Anne" }, { "Jean Pierre", "JeanPierre" },
		{ "a.b", "a-b" }, { "田中", "中田" } };

	for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
		cr_assert(ne(str, (char *)skeleton_of(apart[i][0]),
			      (char *)skeleton_of(apart[i][1])),
		    "%s %s", apart[i][0], apart[i][1]);
}
