/*
 * Token requests that meet, stores that fail, and instances that end in the
 * middle of a step.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/auth/grant.h"
#include "tests/flow.h"
#include "tests/slow_store.h"

static struct motus_store *store;
static struct op *op;
static struct browser player;

static void
start(void)
{
	store = slow_store_create();
	op = flow_create(store);
	player = flow_player(op);
}

static void
stop(void)
{
	op_destroy(op);
	motus_store_destroy(store);
}

TestSuite(race, .init = start, .fini = stop);

static const char *
code(void)
{
	return flow_code(op, &player, "app", "");
}

static char *
begin(void)
{
	struct visit *visit = flow_tokens(op, "app", "");
	char *token = flow_take(visit, "refresh_token");

	visit_drop(visit);
	return token;
}

/* From now on commits end as they should. */
static void
mend(void)
{
	slow_store_fail_commits(store, 0, true);
}

static void
expect_unavailable(struct visit *visit)
{
	cr_assert(eq(str, (char *)visit_header(visit, "retry-after"), "1"));
	flow_expect(visit, 503, "temporarily_unavailable");
}

/* --- at once -------------------------------------------------------------- */

#define EIGHT 8

Test(race, rows_30_and_31_of_eight_redemptions_at_once_one_wins_and_loses_it)
{
	struct visit *visits[EIGHT];
	char kept[64], *token = NULL;
	int won = 0;

	strcpy(kept, code());
	for (int i = 0; i < EIGHT; i++)
		visits[i] = flow_redeem_start(op, "app", kept, "");
	cr_assert(eq(sz, slow_store_waiting(store), EIGHT), "all have read");
	for (int i = 0; i < EIGHT; i++) {
		visit_wait(visits[i]);
		if (visit_status(visits[i]) == 200) {
			token = flow_take(visits[i], "access_token");
			won++;
			visit_drop(visits[i]);
		} else {
			flow_expect(visits[i], 400, "invalid_grant");
		}
	}
	cr_assert(eq(int, won, 1));
	cr_assert(not(flow_is_active(op, token)));
	free(token);
}

Test(race, row_55_of_eight_refreshes_at_once_all_get_the_same_successor)
{
	struct visit *visits[EIGHT];
	char *first = begin(), *next = NULL;

	for (int i = 0; i < EIGHT; i++)
		visits[i] = flow_refresh_start(op, "app", first, "");
	cr_assert(eq(sz, slow_store_waiting(store), EIGHT), "all have read");
	for (int i = 0; i < EIGHT; i++) {
		visit_wait(visits[i]);
		cr_assert(eq(int, visit_status(visits[i]), 200), "%s",
		    visits[i]->text);
		if (next == NULL)
			next = flow_take(visits[i], "refresh_token");
		cr_assert(eq(
		    str, next, (char *)visit_text(visits[i], "refresh_token")));
		visit_drop(visits[i]);
	}
	flow_expect(flow_refresh(op, "app", next, ""), 200, "");
	free(first);
	free(next);
}

Test(race, a_revocation_during_a_refresh_is_not_undone)
{
	char *first = begin(), form[128];
	struct visit *refresh = flow_refresh_start(op, "app", first, "");
	struct visit *revocation;

	sprintf(form, "token=%s", first);
	revocation = flow_post_start(op, "app", "/auth/revoke", form);
	visit_wait(refresh);
	visit_wait(revocation);
	flow_expect(revocation, 200, "");
	if (visit_status(refresh) == 200) {
		cr_assert(not(
		    flow_is_active(op, visit_text(refresh, "access_token"))));
		flow_expect(flow_refresh(op, "app",
				visit_text(refresh, "refresh_token"), ""),
		    400, "invalid_grant");
		visit_drop(refresh);
	} else {
		flow_expect(refresh, 400, "invalid_grant");
	}
	free(first);
}

Test(race, who_loses_every_race_is_asked_to_come_again)
{
	char *first = begin(), kept[64];

	strcpy(kept, code());
	slow_store_fail_commits(store, MOTUS_ECONFLICT, false);
	expect_unavailable(flow_redeem(op, "app", kept, ""));
	expect_unavailable(flow_refresh(op, "app", first, ""));
	mend();
	flow_expect(flow_redeem(op, "app", kept, ""), 200, "");
	flow_expect(flow_refresh(op, "app", first, ""), 200, "");
	free(first);
}

/* --- the store leaves in the middle --------------------------------------- */

Test(race, a_redemption_kept_though_the_store_left_is_found_there)
{
	struct visit *visit;
	char kept[64];
	json_t *claims;
	size_t before;

	strcpy(kept, code());
	before = slow_store_commits(store);
	slow_store_fail_commits(store, MOTUS_ELOST, true);
	visit = flow_redeem(op, "app", kept, "");
	mend();
	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(eq(sz, slow_store_commits(store), before + 1));
	cr_assert(flow_is_active(op, visit_text(visit, "access_token")));
	claims = flow_claims(op, visit_text(visit, "id_token"), "JWT");
	cr_assert(
	    eq(str, (char *)json_string_value(json_object_get(claims, "nonce")),
		"n-0S6_WzA2Mj"));
	json_decref(claims);
	flow_expect(
	    flow_refresh(op, "app", visit_text(visit, "refresh_token"), ""),
	    200, "");
	visit_drop(visit);
}

Test(race, a_redemption_lost_when_the_store_left_is_made_once_more)
{
	struct visit *visit;
	char kept[64];
	size_t before;

	strcpy(kept, code());
	before = slow_store_commits(store);
	slow_store_fail_commits(store, MOTUS_ELOST, false);
	visit = flow_redeem_start(op, "app", kept, "");
	while (slow_store_commits(store) == before)
		slow_store_step(store);
	mend();
	visit_wait(visit);
	cr_assert(eq(sz, slow_store_commits(store), before + 2));
	flow_expect(visit, 200, "");
}

Test(race, a_refresh_lost_when_the_store_left_is_made_once_more)
{
	char *first = begin();
	size_t before = slow_store_commits(store);
	struct visit *visit;

	slow_store_fail_commits(store, MOTUS_ELOST, false);
	visit = flow_refresh_start(op, "app", first, "");
	while (slow_store_commits(store) == before)
		slow_store_step(store);
	mend();
	visit_wait(visit);
	cr_assert(eq(sz, slow_store_commits(store), before + 2));
	flow_expect(visit, 200, "");
	free(first);
}

Test(race, a_redemption_lost_again_and_again_is_not_acknowledged)
{
	char kept[64];

	strcpy(kept, code());
	slow_store_fail_commits(store, MOTUS_ELOST, false);
	expect_unavailable(flow_redeem(op, "app", kept, ""));
	mend();
	flow_expect(flow_redeem(op, "app", kept, ""), 200, "");
}

Test(race, a_refresh_kept_though_the_store_left_is_found_there)
{
	char *first = begin();
	struct visit *visit;
	size_t before = slow_store_commits(store);

	slow_store_fail_commits(store, MOTUS_ELOST, true);
	visit = flow_refresh(op, "app", first, "");
	mend();
	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(eq(sz, slow_store_commits(store), before + 1));
	flow_expect(
	    flow_refresh(op, "app", visit_text(visit, "refresh_token"), ""),
	    200, "");
	visit_drop(visit);
	free(first);
}

Test(race, a_refresh_whose_reply_was_lost_can_be_sent_to_another_instance)
{
	struct motus_store *beside = slow_store_beside(store);
	struct op *there = flow_create(beside);
	char *first = begin();
	struct visit *lost = flow_refresh(op, "app", first, "");
	struct visit *again = flow_refresh(there, "app", first, "");

	cr_assert(eq(str, (char *)visit_text(lost, "refresh_token"),
	    (char *)visit_text(again, "refresh_token")));
	visit_drop(lost);
	visit_drop(again);
	op_destroy(there);
	motus_store_destroy(beside);
	free(first);
}

Test(race, row_30_a_code_redeemed_on_two_instances_is_redeemed_once)
{
	struct motus_store *beside = slow_store_beside(store);
	struct op *there = flow_create(beside);
	struct visit *one, *two;
	char kept[64];

	strcpy(kept, code());
	one = flow_redeem_start(op, "app", kept, "");
	two = flow_redeem_start(there, "app", kept, "");
	for (int i = 0; i < 3; i++) {
		slow_store_step(store);
		slow_store_step(beside);
	}
	visit_wait(one);
	visit_wait(two);
	cr_assert(ne(int, visit_status(one), visit_status(two)));
	cr_assert(eq(int, visit_status(one) + visit_status(two), 600));
	visit_drop(one);
	visit_drop(two);
	op_destroy(there);
	motus_store_destroy(beside);
}

Test(race, a_replay_that_can_not_end_the_tokens_says_so)
{
	char kept[64];
	struct visit *first;

	strcpy(kept, code());
	first = flow_redeem(op, "app", kept, "");
	slow_store_fail_commits(store, MOTUS_ELOST, false);
	expect_unavailable(flow_redeem(op, "app", kept, ""));
	slow_store_fail_commits(store, MOTUS_ELOST, true);
	expect_unavailable(flow_redeem(op, "app", kept, ""));
	mend();
	cr_assert(not(flow_is_active(op, visit_text(first, "access_token"))));
	flow_expect(flow_redeem(op, "app", kept, ""), 400, "invalid_grant");
	visit_drop(first);
}

Test(race, a_reuse_that_can_not_end_the_family_says_so)
{
	char *first = begin();
	struct visit *visit = flow_refresh(op, "app", first, "");

	op_later(GRANT_GRACE + 1);
	slow_store_fail_commits(store, MOTUS_EUNAVAILABLE, false);
	expect_unavailable(flow_refresh(op, "app", first, ""));
	slow_store_fail_commits(store, MOTUS_ELOST, true);
	flow_expect(flow_refresh(op, "app", first, ""), 400, "invalid_grant");
	mend();
	cr_assert(not(flow_is_active(op, visit_text(visit, "access_token"))));
	visit_drop(visit);
	free(first);
}

Test(race, a_revocation_is_made_again_when_the_store_left)
{
	char *first = begin(), form[128];

	sprintf(form, "token=%s", first);
	slow_store_fail_commits(store, MOTUS_ELOST, false);
	expect_unavailable(flow_post(op, "app", "/auth/revoke", form));
	mend();
	flow_expect(flow_post(op, "app", "/auth/revoke", form), 200, "");
	flow_expect(flow_refresh(op, "app", first, ""), 400, "invalid_grant");
	free(first);
}

/* --- the store does not answer -------------------------------------------- */

Test(race, nothing_is_said_of_a_token_while_the_store_does_not_answer)
{
	struct visit *visit = flow_tokens(op, "app", "");
	char form[2048];

	snprintf(
	    form, sizeof form, "token=%s", visit_text(visit, "access_token"));
	flow_expect(flow_post(op, "worker", "/auth/introspect", form), 200, "");
	slow_store_fail_gets(store, MOTUS_EUNAVAILABLE);
	expect_unavailable(
	    flow_userinfo(op, visit_text(visit, "access_token")));
	expect_unavailable(flow_post(op, "worker", "/auth/introspect", form));
	slow_store_fail_gets(store, MOTUS_EFORMAT);
	flow_expect(flow_userinfo(op, visit_text(visit, "access_token")), 500,
	    "server_error");
	slow_store_fail_gets(store, 0);
	flow_expect(
	    flow_userinfo(op, visit_text(visit, "access_token")), 200, "");
	visit_drop(visit);
}

Test(race, a_token_is_judged_in_one_round_trip)
{
	struct visit *visit = flow_tokens(op, "app", ""), *asked;
	char header[2048];

	flow_expect(
	    flow_userinfo(op, visit_text(visit, "access_token")), 200, "");
	snprintf(header, sizeof header, "Bearer %s",
	    visit_text(visit, "access_token"));
	asked = op_send(op, NULL,
	    &(struct sending){ .method = METHOD_GET,
		.target = "/auth/userinfo",
		.headers = { { "Authorization", header } } });
	cr_assert(eq(sz, slow_store_waiting(store), 3), "all at once");
	for (int i = 0; i < 3; i++)
		slow_store_step(store);
	cr_assert(eq(int, asked->finished, 1));
	visit_wait(asked);
	visit_drop(asked);
	visit_drop(visit);
}
