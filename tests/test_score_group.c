/*
 * A group's record, and the codes with which one joins it.
 */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/score/group.h"
#include "tests/keeper.h"

#define ID "AAAAAAAAAAAAAAAAAAAAAA"

/* --- codes ---------------------------------------------------------------- */

Test(invite, a_code_is_twelve_characters_that_nobody_mistakes)
{
	static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	char code[INVITE_SIZE], other[INVITE_SIZE];

	cr_assert(invite_make(code));
	cr_assert(eq(sz, strlen(code), 14));
	for (size_t i = 0; i < 14; i++)
		cr_assert(i == 4 || i == 9 ? code[i] == '-'
					   : strchr(letters, code[i]) != NULL,
		    "%s", code);
	cr_assert(invite_make(other));
	cr_assert(ne(str, code, other));
}

Test(invite, a_code_is_read_however_it_was_typed)
{
	static const char *const typed[] = { "K7M2-9QXR-3FTP", "k7m2-9qxr-3ftp",
		"K7M29QXR3FTP", "k7m2 9qxr 3ftp", " K-7-M-2-9-Q-X-R-3-F-T-P " };
	char code[INVITE_SIZE];

	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		cr_assert(invite_read(code, typed[i]), "%s", typed[i]);
		cr_assert(eq(str, code, "K7M2-9QXR-3FTP"));
	}
	cr_assert(invite_read(code, "oOiI-lL00-11AB"));
	cr_assert(eq(str, code, "0011-1100-11AB"));
}

Test(invite, what_can_not_be_a_code_is_none)
{
	static const char *const typed[] = { "", "-", "K7M2-9QXR-3FT",
		"K7M2-9QXR-3FTPX", "K7M2-9QXR-3FTU", "K7M2_9QXR_3FTP",
		"K7M2-9QXR-3FT\xc3\x89", "K7M2-9QXR-3FT*", "K7M2-9QXR-3FTP\n" };
	char code[INVITE_SIZE];

	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		cr_assert(not(invite_read(code, typed[i])), "%s", typed[i]);
}

/* --- names ---------------------------------------------------------------- */

Test(group, a_name_is_taken_without_the_spaces_around_it)
{
	char name[GROUP_NAME_SIZE];

	cr_assert(group_take_name(name, "  Classe de 4\xe1\xb5\x89 B "));
	cr_assert(eq(str, name, "Classe de 4\xe1\xb5\x89 B"));
	cr_assert(group_take_name(name, "x"));
	cr_assert(eq(str, name, "x"));
	/* A family of three is five characters here. */
	cr_assert(group_take_name(name,
	    "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d"
	    "\xf0\x9f\x91\xa7"));
}

Test(group, a_name_has_at_most_forty_characters_of_any_size)
{
	char name[GROUP_NAME_SIZE], text[4 * 41 + 1] = "";

	for (int i = 0; i < 40; i++)
		strcat(text, "\xf0\x9f\x8e\xaf");
	cr_assert(group_take_name(name, text));
	cr_assert(eq(str, name, text));
	strcat(text, "x");
	cr_assert(not(group_take_name(name, text)));
	cr_assert(
	    group_take_name(name, "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd"));
	cr_assert(not(group_take_name(
	    name, "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddé")));
}

Test(group, a_name_that_disturbs_the_text_around_it_is_not_taken)
{
	static const char *const names[] = { "", " ", "    ", "a\nb", "\ta",
		"a\x01", "a\x7f", "a\xc2\x80", "a\xc2\x9f", "a\xe2\x80\xa8",
		"a\xe2\x80\xa9", "\xe2\x80\xaetxt", "\xe2\x81\xa6",
		"a\xe2\x81\xa9" };
	char name[GROUP_NAME_SIZE] = "as it was";

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		cr_assert(not(group_take_name(name, names[i])), "%zu", i);
	cr_assert(eq(str, name, "as it was"));
	cr_assert(group_take_name(name, "a\xc2\xa0z\xe2\x80\xa7\xe2\x81\xaa"));
}

/* --- members -------------------------------------------------------------- */

static struct group
group_of(const char *owner)
{
	struct group group = {
		.id = ID, .name = "Bureau", .code = "K7M2-9QXR-3FTP"
	};

	cr_assert(group_add(&group, owner));
	return group;
}

Test(group, the_oldest_member_owns_it)
{
	struct group group = group_of("first");

	cr_assert(group_add(&group, "second"));
	cr_assert(group_add(&group, "third"));
	cr_assert(group_owns(&group, "first"));
	cr_assert(not(group_owns(&group, "second")));
	cr_assert(eq(sz, group_find(&group, "third"), 2));
	cr_assert(eq(sz, group_find(&group, "nobody"), group.count));
	group_drop(&group, 0);
	cr_assert(group_owns(&group, "second"));
	group_drop(&group, 1);
	cr_assert(eq(sz, group.count, 1));
	group_drop(&group, 0);
	cr_assert(eq(sz, group.count, 0));
	cr_assert(not(group_owns(&group, "second")));
}

Test(group, is_full_some_day)
{
	struct group group = group_of("member0");

	for (int i = 1; i < GROUP_MEMBERS_MAX; i++) {
		char sub[PLAYER_SUB_SIZE];

		snprintf(sub, sizeof sub, "member%d", i);
		cr_assert(group_add(&group, sub));
	}
	cr_assert(not(group_add(&group, "one-more")));
	cr_assert(eq(sz, group.count, GROUP_MEMBERS_MAX));
	group_drop(&group, 100);
	cr_assert(eq(str, group.members[100], "member101"));
	cr_assert(eq(str, group.members[198], "member199"));
	cr_assert(group_add(&group, "one-more"));
}

/* --- the record ----------------------------------------------------------- */

Test(group, knows_what_can_be_an_id)
{
	cr_assert(group_is_id(ID));
	cr_assert(not(group_is_id("")));
	cr_assert(not(group_is_id("AAAAAAAAAAAAAAAAAAAAA")));
	cr_assert(not(group_is_id("AAAAAAAAAAAAAAAAAAAAAAA")));
	cr_assert(not(group_is_id("AAAAAAAAAAAAAAAAAAAA:A")));
	cr_assert(not(group_is_id("AAAAAAAAAAAAAAAAAAAAAB")));
}

Test(group, that_was_kept_is_read_back)
{
	struct keeper keeper;
	struct group group = group_of("first"), again;
	struct motus_batch *batch = motus_batch_create();
	struct motus_store *store;
	struct answer kept;

	keeper_start(&keeper, ON_MEMORY);
	store = keeper_store(&keeper);
	cr_assert(group_add(&group, "second"));
	group_put(batch, &group);
	cr_assert(zero(int, commit(store, batch)));
	kept = get(store, "group:" ID);
	cr_assert(zero(
	    int, group_read(&again, ID, kept.value, kept.size, kept.version)));
	cr_assert(eq(u64, again.version, kept.version));
	again.version = 0;
	cr_assert(zero(int, memcmp(&again, &group, sizeof group)));
	batch = motus_batch_create();
	group_put(batch, &group);
	cr_assert(eq(int, commit(store, batch), MOTUS_ECONFLICT));
	keeper_stop(&keeper);
}

Test(group, that_is_damaged_is_not_read)
{
	static const char *const records[] = { "", "7", "[]", "{}",
		"{\"name\":\"a\",\"code\":\"K7M2-9QXR-3FTP\"}",
		"{\"name\":\"a\",\"code\":\"K7M2-9QXR-3FTP\",\"members\":[]}",
		"{\"name\":\"a\",\"code\":\"K7M2-9QXR-3FTP\",\"members\":[7]}",
		"{\"name\":\"a\",\"code\":\"K7M2-9QXR-3FTP\","
		"\"members\":[\"a b\"]}",
		"{\"name\":\"\",\"code\":\"K7M2-9QXR-3FTP\","
		"\"members\":[\"a\"]}",
		"{\"name\":7,\"code\":\"K7M2-9QXR-3FTP\",\"members\":[\"a\"]}",
		"{\"name\":\"a\",\"code\":\"K7M2\",\"members\":[\"a\"]}",
		"{\"name\":\"a\",\"members\":[\"a\"]}" };
	struct group group;

	for (size_t i = 0; i < sizeof records / sizeof *records; i++)
		cr_assert(eq(int,
			      group_read(&group, ID, records[i],
				  strlen(records[i]), 1),
			      MOTUS_EFORMAT),
		    "%s", records[i]);
}
