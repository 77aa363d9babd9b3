/*
 * Requests that meet, and stores that fail.
 */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/game/record.h"
#include "tests/site.h"
#include "tests/slow_store.h"

#define TODAY "2026-03-28"

static struct motus_store *store;
static struct site *site;
static struct browser me;

static void
start(void)
{
	store = slow_store_create();
	site = site_create(store);
	me = BROWSER;
	strcpy(me.cookie, "motus_guest=AAAAAAAAAAAAAAAAAAAAAA");
}

static void
stop(void)
{
	site_destroy(site);
}

TestSuite(race, .init = start, .fini = stop);

static void
expect_game(const char *guesses)
{
	struct visit *visit = visit_game(site, &me, TODAY);

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(eq(str, (char *)visit_guesses(visit), (char *)guesses));
	visit_drop(visit);
}

static const char *
first_of(const char *word)
{
	static char game[64];

	strcpy(game, word);
	return strcat(game, " ");
}

static void
expect_unavailable(struct visit *visit)
{
	cr_assert(not(zero(ptr, strstr(visit->headers, "retry-after: 1\n"))));
	visit_expect(visit, 503, "store-unavailable");
}

/* --- requests that meet ----------------------------------------------------
 */

Test(race, of_two_guesses_on_a_turn_one_is_played)
{
	struct visit *one, *two;

	one =
	    visit_guess_start(site, &me, TODAY, 1, site_wrong(site, TODAY, 0));
	two =
	    visit_guess_start(site, &me, TODAY, 1, site_wrong(site, TODAY, 1));
	cr_assert(eq(sz, slow_store_waiting(store), 2), "both have read");
	slow_store_settle(store);
	visit_wait(one);
	visit_wait(two);
	visit_expect(one, 201, "");
	visit_expect(two, 409, "turn-taken");
	expect_game(first_of(site_wrong(site, TODAY, 0)));
}

Test(race, the_same_guess_sent_twice_at_once_is_played_once)
{
	const char *word = site_wrong(site, TODAY, 0);
	struct visit *one = visit_guess_start(site, &me, TODAY, 1, word);
	struct visit *two = visit_guess_start(site, &me, TODAY, 1, word);

	slow_store_settle(store);
	visit_wait(one);
	visit_wait(two);
	visit_expect(one, 201, "");
	visit_expect(two, 200, "");
	expect_game(first_of(word));
}

Test(race, who_loses_every_race_is_asked_to_come_again)
{
	struct visit *visit;

	slow_store_fail_commits(store, MOTUS_ECONFLICT, false);
	visit = visit_guess(site, &me, TODAY, 1, site_wrong(site, TODAY, 0));
	cr_assert(eq(sz, slow_store_commits(store), 8));
	expect_unavailable(visit);
	slow_store_fail_commits(store, 0, true);
	expect_game("");
}

Test(race, midnight_does_not_split_a_decision)
{
	struct visit *visit;

	site_set_clock("2026-03-29T21:59:59Z");
	visit =
	    visit_guess_start(site, &me, TODAY, 1, site_wrong(site, TODAY, 0));
	site_set_clock("2026-03-29T22:00:00Z");
	visit_wait(visit);
	cr_assert(zero(ptr, strstr(visit->text, "salt")), "as it was seen");
	visit_expect(visit, 201, "");
}

/* --- stores that fail ------------------------------------------------------
 */

Test(race, a_guess_is_acknowledged_only_when_it_is_kept)
{
	struct visit *visit =
	    visit_guess_start(site, &me, TODAY, 1, site_wrong(site, TODAY, 0));

	slow_store_step(store);
	slow_store_step(store);
	cr_assert(eq(sz, slow_store_commits(store), 1));
	cr_assert(zero(int, visit->finished), "not before the store says so");
	slow_store_step(store);
	cr_assert(eq(int, visit->finished, 1));
	visit_wait(visit);
	visit_expect(visit, 201, "");
}

Test(race, a_store_that_is_away_costs_no_turn)
{
	const char *word = site_wrong(site, TODAY, 0);

	slow_store_fail_commits(store, MOTUS_EUNAVAILABLE, false);
	expect_unavailable(visit_guess(site, &me, TODAY, 1, word));
	slow_store_fail_gets(store, MOTUS_EUNAVAILABLE);
	expect_unavailable(visit_guess(site, &me, TODAY, 1, word));
	expect_unavailable(visit_game(site, &me, TODAY));
	slow_store_fail_gets(store, 0);
	slow_store_fail_commits(store, 0, true);
	expect_game("");
}

Test(race, a_guess_kept_though_the_store_left_is_found_there)
{
	const char *word = site_wrong(site, TODAY, 0);

	slow_store_fail_commits(store, MOTUS_ELOST, true);
	visit_expect(visit_guess(site, &me, TODAY, 1, word), 200, "");
	cr_assert(eq(sz, slow_store_commits(store), 1));
	expect_game(first_of(word));
}

Test(race, a_guess_lost_when_the_store_left_is_sent_once_more)
{
	const char *word = site_wrong(site, TODAY, 0);
	struct visit *visit = visit_guess_start(site, &me, TODAY, 1, word);

	slow_store_fail_commits(store, MOTUS_ELOST, false);
	slow_store_step(store);
	slow_store_step(store);
	slow_store_fail_commits(store, 0, true);
	visit_wait(visit);
	cr_assert(eq(sz, slow_store_commits(store), 2));
	visit_expect(visit, 201, "");
	expect_game(first_of(word));
}

Test(race, a_guess_lost_twice_is_not_acknowledged)
{
	slow_store_fail_commits(store, MOTUS_ELOST, false);
	expect_unavailable(
	    visit_guess(site, &me, TODAY, 1, site_wrong(site, TODAY, 0)));
	cr_assert(eq(sz, slow_store_commits(store), 2));
	slow_store_fail_commits(store, 0, true);
	expect_game("");
}

Test(race, a_store_that_is_broken_is_our_own_fault)
{
	slow_store_fail_gets(store, MOTUS_EFORMAT);
	visit_expect(visit_game(site, &me, TODAY), 500, "internal");
	slow_store_fail_gets(store, 0);
	slow_store_fail_commits(store, MOTUS_EIO, false);
	visit_expect(
	    visit_guess(site, &me, TODAY, 1, site_wrong(site, TODAY, 0)), 500,
	    "internal");
}

/* --- words that come and go ------------------------------------------------
 */

static bool
is_answer(const char *word)
{
	const struct motus_lexicon *lexicon =
	    site->service.languages[0].lexicon;
	struct motus_answer answer;

	for (size_t i = 0; i < motus_lexicon_answers(lexicon); i++) {
		motus_lexicon_answer(lexicon, i, &answer);
		if (strcmp(answer.word.letter, word) == 0)
			return true;
	}
	return false;
}

/* A wrong guess that is no day's answer. */
static const char *
plain_wrong(void)
{
	int i = 0;

	while (is_answer(site_wrong(site, TODAY, i)))
		i++;
	return site_wrong(site, TODAY, i);
}

Test(race, a_game_goes_on_though_words_have_come_and_gone)
{
	struct motus_store *beside = slow_store_beside(store);
	const char *gone = plain_wrong();
	struct motus_puzzle before = site_puzzle(site, TODAY);
	struct site *edited;
	char later[128];

	snprintf(
	    later, sizeof later, "@2026-03-31\n-%s\n", before.answer.display);
	visit_expect(visit_guess(site, &me, TODAY, 1, gone), 201, "");
	edited = site_create_edited(beside, gone, later);
	cr_assert(eq(int,
	    motus_word_equal(
		site_puzzle(edited, TODAY).answer.word, before.answer.word),
	    1));
	visit_expect(visit_guess(edited, &me, TODAY, 1, gone), 200, "");
	visit_expect(
	    visit_guess(edited, &me, TODAY, 2, gone), 422, "unknown-word");
	visit_expect(
	    visit_guess(edited, &me, TODAY, 2, before.answer.word.letter), 201,
	    "");
	site_destroy(edited);
}

/* --- what is kept ----------------------------------------------------------
 */

/* Put a record where the game of the browser is kept. */
static void
keep(const char *record, size_t size)
{
	struct visit *visit = visit_get(site, &me, "/api/session");
	char key[128];

	snprintf(key, sizeof key, "game:fr:" TODAY ":guest:%s",
	    visit->exchange.player);
	slow_store_put(store, key, record, size);
	visit_drop(visit);
}

Test(race, a_record_is_found_where_it_is_said_to_be)
{
	char record[16] = { RECORD_PLAYING };

	strcpy(record + 1, site_wrong(site, TODAY, 0));
	keep(record, strlen(record));
	expect_game(first_of(site_wrong(site, TODAY, 0)));
}

Test(race, a_damaged_record_is_refused_and_left_alone)
{
	const char *word = site_wrong(site, TODAY, 0);

	keep("\1AB", 3);
	visit_expect(visit_game(site, &me, TODAY), 500, "internal");
	visit_expect(visit_guess(site, &me, TODAY, 1, word), 500, "internal");
	cr_assert(zero(sz, slow_store_commits(store)));
}
