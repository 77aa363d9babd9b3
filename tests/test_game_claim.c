/*
 * A guest's games become an account's.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/game/claim.h"
#include "daemons/game/games.h"
#include "tests/keeper.h"
#include "tests/slow_store.h"

#define TODAY "2026-03-28"
#define MANY 40 /* games: more than one step moves */

static const struct player guest = { .key = "guest:0123" };
static const struct player account = { .key = "account:Zoe" };

/* --- games ---------------------------------------------------------------- */

static time_t
now(void)
{
	return 1774695600; /* noon of TODAY */
}

/*
 * The game of `days` before TODAY; from MADE on, of a puzzle that somebody made
 * and that was begun today.
 */
#define MADE 1000

static struct game_name
name_of(int days)
{
	struct game_name name = { .language = "fr" };
	struct motus_date date;

	cr_assert(zero(int, motus_date_parse(&date, TODAY, 10)));
	if (days >= MADE)
		snprintf(name.token, sizeof name.token, "%070d", days);
	motus_date_from_days(&name.date, motus_date_days(date) - days % MADE);
	return name;
}

static struct answer
list_of(struct motus_store *store, const struct player *player)
{
	char key[MOTUS_KEY_MAX + 1];

	games_key(player, key);
	return get(store, key);
}

/* What is kept of a game. */
static struct answer
record_of(struct motus_store *store, const struct player *player, int days)
{
	struct game_name name = name_of(days);
	char key[MOTUS_KEY_MAX + 1];

	games_key_of(player, &name, key);
	return get(store, key);
}

/* Keep a game, as a first guess does; without a record, only its name. */
static void
give(struct motus_store *store, const struct player *player, int days,
    const char *record)
{
	struct answer list = list_of(store, player);
	struct motus_batch *batch = motus_batch_create();
	struct game_name name = name_of(days);
	char key[MOTUS_KEY_MAX + 1];
	struct games games;

	cr_assert(
	    zero(int, games_read(&games, list.value, list.size, list.version)));
	cr_assert(games_add(&games, &name));
	games_put(batch, player, &games, name_of(0).date);
	games_key_of(player, &name, key);
	if (record != NULL)
		motus_batch_put(batch, key, record, strlen(record), 0);
	cr_assert(zero(int, commit(store, batch)));
	games_clear(&games);
}

static void
give_many(struct motus_store *store, const struct player *player)
{
	char record[32];

	for (int i = 0; i < MANY; i++) {
		snprintf(record, sizeof record, "game %d", i);
		give(store, player, i, record);
	}
}

static size_t
count_of(struct motus_store *store, const struct player *player)
{
	struct answer list = list_of(store, player);
	struct games games;
	size_t count;

	cr_assert(
	    zero(int, games_read(&games, list.value, list.size, list.version)));
	count = games.count;
	games_clear(&games);
	return count;
}

/* All of give_many() is one player's and none of it the other's. */
static void
expect_all_moved(struct motus_store *store)
{
	char record[32];

	for (int i = 0; i < MANY; i++) {
		struct answer kept = record_of(store, &account, i);

		snprintf(record, sizeof record, "game %d", i);
		cr_assert(holds(&kept, record), "%d", i);
		kept = record_of(store, &guest, i);
		cr_assert(is_absent(&kept), "%d", i);
	}
	cr_assert(eq(sz, count_of(store, &account), MANY));
	cr_assert(zero(sz, count_of(store, &guest)));
}

/* --- on each store -------------------------------------------------------- */

static int
claim(struct motus_store *store)
{
	struct service service = { .now = now, .store = store };
	struct answer answer = { 0 };

	claim_games(
	    &service, &guest, &account, NULL, answer_committed, &answer);
	await_answer(store, &answer);
	cr_assert(eq(int, answer.calls, 1));
	return answer.status;
}

CONTRACT(a_guests_games_become_the_accounts)
{
	struct motus_store *store = keeper_store(keeper);

	give_many(store, &guest);
	cr_assert(zero(int, claim(store)));
	expect_all_moved(store);
}

CONTRACT(a_claim_made_twice_is_made_once)
{
	struct motus_store *store = keeper_store(keeper);

	give_many(store, &guest);
	cr_assert(zero(int, claim(store)));
	cr_assert(zero(int, claim(store)));
	expect_all_moved(store);
}

CONTRACT(the_accounts_own_games_stay_as_they_are)
{
	struct motus_store *store = keeper_store(keeper);
	struct answer kept;

	give(store, &account, 0, "mine");
	give(store, &account, 5, "mine too");
	give(store, &guest, 0, "another's");
	give(store, &guest, 1, "new");
	cr_assert(zero(int, claim(store)));
	kept = record_of(store, &account, 0);
	cr_assert(holds(&kept, "mine"));
	kept = record_of(store, &account, 1);
	cr_assert(holds(&kept, "new"));
	kept = record_of(store, &account, 5);
	cr_assert(holds(&kept, "mine too"));
	kept = record_of(store, &guest, 0);
	cr_assert(is_absent(&kept), "nobody could ever see it");
	cr_assert(eq(sz, count_of(store, &account), 3));
	cr_assert(zero(sz, count_of(store, &guest)));
}

CONTRACT(games_of_puzzles_that_somebody_made_come_along)
{
	struct motus_store *store = keeper_store(keeper);
	struct answer kept;

	give(store, &guest, 0, "a day's");
	give(store, &guest, MADE, "a friend's");
	give(store, &guest, MADE + 1, "another's");
	give(store, &account, MADE + 1, "mine");
	cr_assert(zero(int, claim(store)));
	kept = record_of(store, &account, MADE);
	cr_assert(holds(&kept, "a friend's"));
	kept = record_of(store, &account, MADE + 1);
	cr_assert(holds(&kept, "mine"));
	kept = record_of(store, &guest, MADE);
	cr_assert(is_absent(&kept));
	cr_assert(eq(sz, count_of(store, &account), 3));
	cr_assert(zero(sz, count_of(store, &guest)));
}

/* However many guests somebody was. */
CONTRACT(an_account_has_no_more_of_these_than_it_may)
{
	struct motus_store *store = keeper_store(keeper);
	struct answer kept;

	for (int i = 0; i < GAMES_CUSTOM_MAX - 1; i++)
		give(store, &account, MADE + i, "mine");
	for (int i = 0; i < 3; i++)
		give(store, &guest, MADE + 100 + i, "a guest's");
	give(store, &guest, 0, "a day's");
	cr_assert(zero(int, claim(store)));
	kept = record_of(store, &account, MADE + 100);
	cr_assert(holds(&kept, "a guest's"));
	kept = record_of(store, &account, MADE + 101);
	cr_assert(is_absent(&kept));
	kept = record_of(store, &guest, MADE + 101);
	cr_assert(is_absent(&kept));
	kept = record_of(store, &account, 0);
	cr_assert(holds(&kept, "a day's"));
	cr_assert(eq(sz, count_of(store, &account), GAMES_CUSTOM_MAX + 1));
}

CONTRACT(who_played_nothing_has_nothing_to_claim)
{
	struct motus_store *store = keeper_store(keeper);

	cr_assert(zero(int, claim(store)));
	cr_assert(zero(sz, count_of(store, &account)));
}

CONTRACT(a_game_that_is_kept_no_more_is_not_listed_either)
{
	struct motus_store *store = keeper_store(keeper);
	struct answer kept;

	give(store, &guest, 3, NULL);
	cr_assert(zero(int, claim(store)));
	kept = record_of(store, &account, 3);
	cr_assert(is_absent(&kept));
	cr_assert(zero(sz, count_of(store, &account)));
	cr_assert(zero(sz, count_of(store, &guest)));
}

CONTRACT(two_tabs_that_claim_at_once_do_it_once)
{
	struct motus_store *one = keeper_store(keeper);
	struct motus_store *two = keeper_store(keeper);
	struct service services[] = { { .now = now, .store = one },
		{ .now = now, .store = two } };
	struct answer first = { 0 }, second = { 0 };

	give_many(one, &guest);
	claim_games(
	    &services[0], &guest, &account, NULL, answer_committed, &first);
	claim_games(
	    &services[1], &guest, &account, NULL, answer_committed, &second);
	await_answer(one, &first);
	await_answer(two, &second);
	cr_assert(zero(int, first.status));
	cr_assert(zero(int, second.status));
	expect_all_moved(one);
}

/* --- that is stopped, or disturbed ---------------------------------------- */

static struct motus_store *slow;
static struct service service;
static struct answer told;

static void
start(void)
{
	slow = slow_store_create();
	service = (struct service){ .now = now, .store = slow };
	told = (struct answer){ 0 };
	give_many(slow, &guest);
	claim_games(&service, &guest, &account, NULL, answer_committed, &told);
}

static void
stop(void)
{
	motus_store_destroy(slow);
}

TestSuite(claim, .init = start, .fini = stop);

/* Work until one more commit was asked for, and was done, but not told. */
static void
step_to_commit(void)
{
	size_t before = slow_store_commits(slow);

	while (slow_store_commits(slow) == before)
		slow_store_step(slow);
}

Test(claim, one_that_is_killed_on_the_way_is_made_whole_by_the_next)
{
	struct motus_store *beside = slow_store_beside(slow);

	step_to_commit();
	cr_assert(zero(int, claim(beside)));
	expect_all_moved(beside);
	slow_store_settle(slow);
	cr_assert(zero(int, told.status));
	expect_all_moved(slow);
	motus_store_destroy(beside);
}

Test(claim, a_guess_played_meanwhile_comes_along)
{
	struct motus_store *beside = slow_store_beside(slow);
	struct answer kept;

	for (int i = 0; i < 3; i++)
		slow_store_step(slow);
	give(beside, &guest, 0, "one more guess");
	slow_store_settle(slow);
	cr_assert(zero(int, told.status));
	kept = record_of(slow, &account, 0);
	cr_assert(holds(&kept, "one more guess"));
	cr_assert(eq(sz, count_of(slow, &account), MANY));
	motus_store_destroy(beside);
}

Test(claim, a_step_that_was_lost_is_looked_for)
{
	slow_store_fail_commits(slow, MOTUS_ELOST, true);
	step_to_commit();
	slow_store_fail_commits(slow, MOTUS_ELOST, false);
	step_to_commit();
	slow_store_fail_commits(slow, 0, true);
	slow_store_settle(slow);
	cr_assert(zero(int, told.status));
	expect_all_moved(slow);
}

Test(claim, who_loses_every_race_is_told)
{
	slow_store_fail_commits(slow, MOTUS_ECONFLICT, false);
	slow_store_settle(slow);
	cr_assert(eq(int, told.status, MOTUS_ECONFLICT));
	cr_assert(eq(sz, slow_store_commits(slow), MANY + 8));
	cr_assert(eq(sz, count_of(slow, &guest), MANY));
}

Test(claim, a_store_that_leaves_on_the_way_is_told_once)
{
	step_to_commit();
	slow_store_fail_gets(slow, MOTUS_EUNAVAILABLE);
	slow_store_settle(slow);
	cr_assert(eq(int, told.calls, 1));
	cr_assert(eq(int, told.status, MOTUS_EUNAVAILABLE));
	slow_store_fail_gets(slow, 0);
	cr_assert(zero(int, claim(slow)));
	expect_all_moved(slow);
}
