#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "tests/site.h"
#include "tests/slow_store.h"

#define TODAY "2026-03-28"
#define GAMES "motus_game_games_total{language=\"fr\",event="
#define WINS "motus_game_wins_total{language=\"fr\",turns="
#define GUESSES "motus_game_guesses_total{language=\"fr\",result="

static struct motus_store *store;
static struct site *site;
static struct browser me;

static void
start(void)
{
	store = slow_store_create();
	site = site_create(store);
	me = BROWSER;
}

static void
stop(void)
{
	site_destroy(site);
}

TestSuite(tally, .init = start, .fini = stop);

static void
guess(const char *date, int turn, const char *word)
{
	visit_drop(visit_guess(site, &me, date, turn, word));
}

Test(tally, counts_games_and_what_became_of_guesses)
{
	const char *answer = site_puzzle(site, TODAY).answer.word.letter;
	char right[MOTUS_WORD_MAX + 1];

	strcpy(right, answer);
	guess(TODAY, 1, site_wrong(site, TODAY, 0));
	guess(TODAY, 1, site_wrong(site, TODAY, 0));
	guess(TODAY, 1, site_wrong(site, TODAY, 1));
	guess(TODAY, 3, right);
	guess(TODAY, 2, "A1");
	guess(TODAY, 2, "ZZZZ");
	guess("2026-03-26", 1, right);
	cr_assert(site_counted(site, GAMES "\"started\"} 1"));
	cr_assert(not(site_counted(site, GAMES "\"won\"} 1")));
	guess(TODAY, 2, right);
	guess(TODAY, 3, right);
	cr_assert(site_counted(site, GAMES "\"started\"} 1"));
	cr_assert(site_counted(site, GAMES "\"won\"} 1"));
	cr_assert(site_counted(site, WINS "\"2\"} 1"));
	cr_assert(site_counted(site, GUESSES "\"played\"} 2"));
	cr_assert(site_counted(site, GUESSES "\"repeated\"} 1"));
	cr_assert(site_counted(site, GUESSES "\"turn-taken\"} 1"));
	cr_assert(site_counted(site, GUESSES "\"turn-skipped\"} 1"));
	cr_assert(site_counted(site, GUESSES "\"not-a-word\"} 1"));
	cr_assert(site_counted(site, GUESSES "\"wrong-length\"} 1"));
	cr_assert(site_counted(site, GUESSES "\"puzzle-closed\"} 1"));
	cr_assert(site_counted(site, GUESSES "\"game-over\"} 1"));
}

Test(tally, counts_a_lost_game)
{
	for (int turn = 1; turn <= MOTUS_TURNS; turn++)
		guess(TODAY, turn, site_wrong(site, TODAY, turn));
	cr_assert(site_counted(site, GAMES "\"lost\"} 1"));
	cr_assert(not(site_counted(site, WINS "\"6\"} 1")));
	cr_assert(site_counted(site, GUESSES "\"played\"} 6"));
}

Test(tally, counts_nothing_as_played_that_is_not_kept)
{
	slow_store_fail_commits(store, MOTUS_EUNAVAILABLE, false);
	guess(TODAY, 1, site_wrong(site, TODAY, 0));
	cr_assert(not(site_counted(site, GAMES "\"started\"} 1")));
	cr_assert(not(site_counted(site, GUESSES "\"played\"} 1")));
}
