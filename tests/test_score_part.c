/*
 * Leaving groups, when others do so too, and when the store fails.
 */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/score/part.h"
#include "tests/circle.h"
#include "tests/slow_store.h"

static struct motus_store *slow;
static char group[64], code[64];

/* A group of ann and ben. */
static void
start(void)
{
	slow = slow_store_create();
	circle = ladder_start(slow);
	slow_store_settle(slow);
	strcpy(group, make_group(circle, "ann", "Bureau"));
	strcpy(code, code_of(circle, "ann", group));
	visit_expect(join(circle, "ben", code), 200, "");
}

static void
stop(void)
{
	ladder_stop(circle);
}

TestSuite(part, .init = start, .fini = stop);

static struct visit *
leave_start(const char *sub)
{
	return ask_start(circle, sub, METHOD_DELETE,
	    group_path(group, "/members/me"), NULL, NULL);
}

static void
expect_later(struct visit *visit, int status, const char *problem)
{
	visit_wait(visit);
	visit_expect(visit, status, problem);
}

static void
expect_groups(const char *sub, size_t count)
{
	json_t *list =
	    expect_json(ask(circle, sub, METHOD_GET, GROUPS, NULL), 200);

	cr_assert(
	    eq(sz, json_array_size(json_object_get(list, "groups")), count));
	json_decref(list);
}

static void
expect_members(const char *sub, const char *members)
{
	cr_assert(
	    eq(str, (char *)members_of(circle, sub, group), (char *)members));
}

/* --- requests that meet --------------------------------------------------- */

Test(part, two_who_leave_at_once_both_leave)
{
	struct visit *one, *two;

	visit_expect(join(circle, "cat", code), 200, "");
	one = leave_start("ben");
	two = leave_start("cat");
	slow_store_settle(slow);
	expect_later(one, 204, "");
	expect_later(two, 204, "");
	expect_members("ann", "ANN!");
}

Test(part, the_last_two_who_leave_at_once_take_the_group_along)
{
	struct visit *one = leave_start("ann"), *two = leave_start("ben");

	slow_store_settle(slow);
	expect_later(one, 204, "");
	expect_later(two, 204, "");
	expect_groups("ann", 0);
	expect_groups("ben", 0);
	visit_expect(join(circle, "cat", code), 404, "no-such-code");
}

Test(part, who_joins_as_the_last_one_leaves_is_told_that_it_is_gone)
{
	struct visit *one, *two;

	expect_later(leave_start("ben"), 204, "");
	one = leave_start("ann");
	two = join_start(circle, "cat", code);
	slow_store_settle(slow);
	expect_later(one, 204, "");
	expect_later(two, 404, "no-such-code");
	expect_groups("cat", 0);
}

Test(part, who_is_removed_while_leaving_is_gone_once)
{
	struct visit *one = leave_start("ben");
	struct visit *two = ask_start(circle, "ann", METHOD_DELETE,
	    group_path(group, "/members/ben"), NULL, NULL);

	slow_store_settle(slow);
	expect_later(one, 204, "");
	expect_later(two, 404, "no-such-member");
	expect_members("ann", "ANN!");
}

Test(part, a_commit_that_was_lost_is_not_made_twice)
{
	visit_expect(join(circle, "cat", code), 200, "");
	slow_store_fail_commits(slow, MOTUS_ELOST, true);
	expect_later(leave_start("ann"), 204, "");
	visit_expect(ask(circle, "ben", METHOD_DELETE,
			 group_path(group, "/members/cat"), NULL),
	    204, "");
	slow_store_fail_commits(slow, 0, true);
	expect_members("ben", "BEN!");
}

/* --- deletions that are cut off ------------------------------------------- */

Test(part, a_deletion_that_was_cut_off_can_be_asked_for_again)
{
	char sub[32];
	struct visit *visit;
	size_t commits;

	for (int i = 0; i < 60; i++) {
		snprintf(sub, sizeof sub, "pupil%d", i);
		visit_expect(join(circle, sub, code), 200, "");
	}
	commits = slow_store_commits(slow);
	visit = ask_start(
	    circle, "ann", METHOD_DELETE, group_path(group, ""), NULL, NULL);
	while (slow_store_commits(slow) == commits)
		slow_store_step(slow);
	slow_store_fail_commits(slow, MOTUS_EUNAVAILABLE, false);
	slow_store_settle(slow);
	expect_later(visit, 503, "store-unavailable");
	slow_store_fail_commits(slow, 0, true);
	expect_groups("pupil59", 0);
	expect_groups("pupil0", 1);
	expect_groups("ann", 1);
	visit_expect(
	    ask(circle, "ann", METHOD_DELETE, group_path(group, ""), NULL), 204,
	    "");
	expect_groups("pupil0", 0);
	expect_groups("ann", 0);
}

/* --- a player who goes for good ------------------------------------------- */

static struct answer
part_all(const char *sub)
{
	struct answer answer = { 0 };
	struct player player;

	cr_assert(player_of_sub(&player, sub));
	part_from_all(slow, &player, answer_committed, &answer);
	slow_store_settle(slow);
	cr_assert(eq(int, answer.calls, 1));
	return answer;
}

Test(part, who_goes_for_good_while_another_joins_is_gone)
{
	struct answer answer = { 0 };
	struct player player;
	struct visit *visit;

	cr_assert(player_of_sub(&player, "ann"));
	visit = join_start(circle, "cat", code);
	part_from_all(slow, &player, answer_committed, &answer);
	slow_store_settle(slow);
	expect_later(visit, 200, "");
	cr_assert(zero(int, answer.status));
	expect_members("ben", "BEN!, cat");
	expect_groups("ann", 0);
}

Test(part, what_was_not_done_is_not_said_to_be)
{
	slow_store_fail_commits(slow, MOTUS_EUNAVAILABLE, false);
	cr_assert(eq(int, part_all("ben").status, MOTUS_EUNAVAILABLE));
	slow_store_fail_commits(slow, MOTUS_ECONFLICT, false);
	cr_assert(eq(int, part_all("ben").status, MOTUS_ECONFLICT));
	slow_store_fail_commits(slow, 0, true);
	slow_store_fail_gets(slow, MOTUS_ELOST);
	cr_assert(eq(int, part_all("ben").status, MOTUS_ELOST));
	slow_store_fail_gets(slow, 0);
	expect_members("ben", "ann!, BEN");
	slow_store_fail_commits(slow, MOTUS_ELOST, true);
	cr_assert(zero(int, part_all("ben").status));
	slow_store_fail_commits(slow, 0, true);
	expect_members("ann", "ANN!");
}

Test(part, a_group_that_is_not_there_keeps_nobody_from_going)
{
	static const char profile[] =
	    "{\"name\":\"\",\"hidden\":false,"
	    "\"groups\":[\"AAAAAAAAAAAAAAAAAAAAAA\"]}";

	slow_store_put(
	    slow, "profile:account:eve", profile, sizeof profile - 1);
	cr_assert(zero(int, part_all("eve").status));
	visit_expect(join(circle, "eve", code), 200, "");
	cr_assert(zero(int, part_all("eve").status));
	expect_members("ann", "ANN!, ben");
}
