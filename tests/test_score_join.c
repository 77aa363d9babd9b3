/*
 * Joining a group, and guessing codes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/score/group.h"
#include "tests/circle.h"
#include "tests/slow_store.h"

#define JOIN GROUPS "/join"

/* --- codes ---------------------------------------------------------------- */

CIRCLE(a_code_is_taken_however_it_was_typed)
{
	const char *id = make_group(circle, "ann", "Bureau");
	char code[64];
	size_t i = 0;

	for (const char *c = code_of(circle, "ann", id); *c != '\0'; c++)
		if (*c != '-')
			code[i++] = *c >= 'A' ? (char)(*c + 'a' - 'A') : *c;
	code[i] = '\0';
	visit_expect(join(circle, "ben", code), 200, "");
	cr_assert(eq(str, (char *)members_of(circle, "ben", id), "ann!, BEN"));
}

CIRCLE(who_is_a_member_may_join_again)
{
	const char *id = make_group(circle, "ann", "Bureau");
	char code[64];

	strcpy(code, code_of(circle, "ann", id));
	for (int i = 0; i < 3; i++)
		visit_expect(join(circle, "ben", code), 200, "");
	visit_expect(join(circle, "ann", code), 200, "");
	cr_assert(eq(str, (char *)members_of(circle, "ben", id), "ann!, BEN"));
}

CIRCLE(a_body_without_a_code_is_refused_and_not_counted)
{
	static const char *const bodies[] = { "{}", "{\"code\":7}",
		"{\"code\":null}", "{\"code\":[\"K7M29QXR3FTP\"]}" };

	for (int i = 0; i < 20; i++)
		visit_expect(
		    ask(circle, "ben", METHOD_POST, JOIN, bodies[i % 4]), 400,
		    "bad-code");
	visit_expect(ask(circle, "ben", METHOD_POST, JOIN, "{\"code\":"), 400,
	    "bad-json");
	visit_expect(
	    ask(circle, "ben", METHOD_POST, JOIN, NULL), 400, "no-body");
	visit_expect(
	    join(circle, "ben", "K7M2-9QXR-3FTP"), 404, "no-such-code");
}

/* --- guessing ------------------------------------------------------------- */

/* The reply says to wait for so many seconds. */
static void
expect_pause(struct visit *visit, const char *seconds)
{
	cr_assert(eq(
	    str, (char *)visit_header(visit, "retry-after"), (char *)seconds));
	visit_expect(visit, 429, "too-many-tries");
}

static struct visit *
guess_from(const char *sub, const char *address, int i)
{
	char body[64];

	snprintf(body, sizeof body, "{\"code\":\"AAAA-BBBB-%04d\"}", i);
	return ask_from(circle, sub, METHOD_POST, JOIN, body, address);
}

CIRCLE(after_ten_wrong_codes_a_player_waits_whatever_the_address)
{
	char right[64], address[32];

	strcpy(right, code_of(circle, "ann", make_group(circle, "ann", "a")));
	for (int i = 0; i < 10; i++) {
		snprintf(address, sizeof address, "192.0.2.%d", i);
		visit_expect(
		    guess_from("ben", address, i), 404, "no-such-code");
		ladder_later(1);
	}
	expect_pause(guess_from("ben", "192.0.2.99", 10), "590");
	expect_pause(join(circle, "ben", right), "590");
	visit_expect(join(circle, "cat", right), 200, "");
	ladder_later(589);
	expect_pause(join(circle, "ben", right), "1");
	ladder_later(1);
	visit_expect(join(circle, "ben", right), 200, "");
}

CIRCLE(after_ten_wrong_codes_an_address_waits_whoever_the_player)
{
	char sub[32];

	for (int i = 0; i < 10; i++) {
		snprintf(sub, sizeof sub, "guesser%d", i);
		visit_expect(
		    guess_from(sub, "2001:db8::1", i), 404, "no-such-code");
	}
	expect_pause(guess_from("ben", "2001:db8::1", 10), "600");
	expect_pause(guess_from("ben", "2001:db8::2:3:4:5", 10), "600");
	visit_expect(
	    guess_from("ben", "2001:db8:0:1::1", 10), 404, "no-such-code");
	visit_expect(guess_from("cat", "192.0.2.1", 11), 404, "no-such-code");
}

CIRCLE(what_can_be_no_code_is_a_wrong_one)
{
	for (int i = 0; i < 10; i++)
		visit_expect(join(circle, "ben", i % 2 == 0 ? "" : "hello"),
		    404, "no-such-code");
	expect_pause(join(circle, "ben", "hello"), "600");
}

CIRCLE(right_codes_are_not_counted)
{
	char code[64], sub[32];

	strcpy(code, code_of(circle, "ann", make_group(circle, "ann", "a")));
	for (int i = 0; i < 30; i++) {
		snprintf(sub, sizeof sub, "pupil%d", i);
		visit_expect(join(circle, sub, code), 200, "");
	}
	visit_expect(
	    join(circle, "ben", "K7M2-9QXR-3FTP"), 404, "no-such-code");
}

CIRCLE(wrong_codes_of_long_ago_are_forgotten)
{
	for (int i = 0; i < 30; i++) {
		visit_expect(
		    guess_from("ben", "192.0.2.1", i), 404, "no-such-code");
		ladder_later(61);
	}
}

/* --- requests that meet, and stores that fail ----------------------------- */

static struct motus_store *slow;

static void
start(void)
{
	slow = slow_store_create();
	circle = ladder_start(slow);
	slow_store_settle(slow);
}

static void
stop(void)
{
	ladder_stop(circle);
}

TestSuite(join_race, .init = start, .fini = stop);

Test(join_race, two_who_join_at_once_are_both_members)
{
	const char *id = make_group(circle, "ann", "Bureau");
	char code[64];
	struct visit *one, *two;

	strcpy(code, code_of(circle, "ann", id));
	one = join_start(circle, "ben", code);
	two = join_start(circle, "cat", code);
	slow_store_settle(slow);
	visit_wait(one);
	visit_wait(two);
	visit_expect(one, 200, "");
	visit_expect(two, 200, "");
	cr_assert(
	    eq(str, (char *)members_of(circle, "ann", id), "ANN!, ben, cat"));
}

Test(join_race, of_two_for_the_last_place_one_gets_it)
{
	const char *id = make_group(circle, "member0", "Lycée");
	char code[64], sub[32];
	struct visit *one, *two;

	strcpy(code, code_of(circle, "member0", id));
	for (int i = 1; i < GROUP_MEMBERS_MAX - 1; i++) {
		snprintf(sub, sizeof sub, "member%d", i);
		visit_expect(join(circle, sub, code), 200, "");
	}
	one = join_start(circle, "ben", code);
	two = join_start(circle, "cat", code);
	slow_store_settle(slow);
	visit_wait(one);
	visit_wait(two);
	visit_expect(one, 200, "");
	visit_expect(two, 409, "group-full");
}

Test(join_race, a_group_that_is_deleted_meanwhile_is_not_joined)
{
	const char *id = make_group(circle, "ann", "Bureau");
	char code[64];
	struct visit *one, *two;

	strcpy(code, code_of(circle, "ann", id));
	one = ask_start(
	    circle, "ann", METHOD_DELETE, group_path(id, ""), NULL, NULL);
	two = join_start(circle, "ben", code);
	slow_store_settle(slow);
	visit_wait(one);
	visit_wait(two);
	visit_expect(one, 204, "");
	visit_expect(two, 404, "no-such-code");
	visit_expect(ask(circle, "ben", METHOD_GET, group_path(id, ""), NULL),
	    404, "no-such-group");
}

Test(join_race, many_wrong_codes_at_once_are_no_more_than_one_after_the_other)
{
	struct visit *visits[40];
	int told = 0;

	for (int i = 0; i < 40; i++)
		visits[i] = join_start(circle, "ben", "K7M2-9QXR-3FTP");
	slow_store_settle(slow);
	for (int i = 0; i < 40; i++) {
		visit_wait(visits[i]);
		if (visit_status(visits[i]) == 404)
			told++;
		else
			cr_assert(eq(int, visit_status(visits[i]), 429));
		visit_drop(visits[i]);
	}
	cr_assert(le(int, told, 10));
	cr_assert(gt(int, told, 0));
}

Test(join_race, a_commit_that_was_lost_is_looked_for)
{
	const char *id = make_group(circle, "ann", "Bureau");
	char code[64];
	struct visit *visit;

	strcpy(code, code_of(circle, "ann", id));
	slow_store_fail_commits(slow, MOTUS_ELOST, true);
	visit = join(circle, "ben", code);
	visit_expect(visit, 200, "");
	visit = ask(
	    circle, "ben", METHOD_DELETE, group_path(id, "/members/me"), NULL);
	visit_expect(visit, 204, "");
	visit = ask(circle, "ann", METHOD_DELETE, group_path(id, ""), NULL);
	visit_expect(visit, 204, "");
	visit = ask(circle, "ann", METHOD_POST, GROUPS, "{\"name\":\"One\"}");
	visit_expect(visit, 201, "");
	slow_store_fail_commits(slow, 0, true);
	visit = ask(circle, "ann", METHOD_GET, GROUPS, NULL);
	cr_assert(
	    eq(sz, json_array_size(json_object_get(visit->json, "groups")), 1));
	visit_drop(visit);
}

static void
expect_unavailable(struct visit *visit)
{
	cr_assert(not(zero(ptr, strstr(visit->headers, "retry-after: 1\n"))));
	visit_expect(visit, 503, "store-unavailable");
}

Test(join_race, a_store_that_is_away_is_told)
{
	const char *id = make_group(circle, "ann", "Bureau");
	char code[64], path[128];

	strcpy(code, code_of(circle, "ann", id));
	strcpy(path, group_path(id, ""));
	slow_store_fail_commits(slow, MOTUS_EUNAVAILABLE, false);
	expect_unavailable(join(circle, "ben", code));
	expect_unavailable(join(circle, "ben", "K7M2-9QXR-3FTP"));
	expect_unavailable(
	    ask(circle, "ann", METHOD_POST, GROUPS, "{\"name\":\"a\"}"));
	expect_unavailable(
	    ask(circle, "ann", METHOD_PATCH, path, "{\"name\":\"a\"}"));
	expect_unavailable(ask(circle, "ann", METHOD_DELETE, path, NULL));
	slow_store_fail_commits(slow, MOTUS_ECONFLICT, false);
	expect_unavailable(join(circle, "ben", code));
	expect_pause(join(circle, "ben", "K7M2-9QXR-3FTP"), "1");
	slow_store_fail_commits(slow, 0, true);
	slow_store_fail_gets(slow, MOTUS_EUNAVAILABLE);
	expect_unavailable(join(circle, "ben", code));
	expect_unavailable(ask(circle, "ann", METHOD_GET, path, NULL));
	expect_unavailable(ask(circle, "ann", METHOD_GET, GROUPS, NULL));
	expect_unavailable(
	    ask(circle, "ann", METHOD_POST, GROUPS, "{\"name\":\"a\"}"));
	slow_store_fail_gets(slow, 0);
	cr_assert(eq(str, (char *)members_of(circle, "ann", id), "ANN!"));
}
