/* How many players a day has. */
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/game/turnout.h"
#include "tests/keeper.h"
#include "tests/site.h"
#include "tests/slow_store.h"

#define TODAY "2026-03-28"
#define YESTERDAY "2026-03-27"
#define PLAYERS "motus_game_players_today{language=\"fr\"} "

static struct motus_store *store;
static struct site *one, *two;

static void
start(void)
{
	store = slow_store_create();
	one = site_create(store);
	two = site_create(slow_store_beside(store));
}

static void
stop(void)
{
	site_destroy(one);
	site_destroy(two);
}

TestSuite(turnout, .init = start, .fini = stop);

static void
guess(struct site *site, struct browser *player, const char *date, int turn)
{
	visit_drop(visit_guess(
	    site, player, date, turn, site_wrong(site, date, turn)));
}

/* A look of a worker of the site, and its figure then. */
static bool
sees(struct site *site, const char *figure)
{
	struct turnout turnout;

	turnout_start(&turnout, &site->service);
	slow_store_settle(site->service.store);
	turnout_stop(&turnout);
	site->tick = NULL;
	return site_counted(site, figure);
}

Test(turnout, each_player_counts_once_a_day)
{
	struct browser zoe = BROWSER, eve = BROWSER;

	cr_assert(sees(one, PLAYERS "0"));
	guess(one, &zoe, TODAY, 1);
	guess(one, &zoe, TODAY, 1);
	guess(one, &zoe, TODAY, 2);
	cr_assert(sees(one, PLAYERS "1"));
	guess(one, &eve, TODAY, 1);
	cr_assert(sees(one, PLAYERS "2"));
}

Test(turnout, every_instance_sees_the_same)
{
	struct browser zoe = BROWSER, eve = BROWSER;

	guess(one, &zoe, TODAY, 1);
	guess(two, &eve, TODAY, 1);
	cr_assert(sees(one, PLAYERS "2"));
	cr_assert(sees(two, PLAYERS "2"));
}

Test(turnout, who_plays_yesterdays_word_does_not_count_today)
{
	struct browser zoe = BROWSER;

	guess(one, &zoe, YESTERDAY, 1);
	cr_assert(sees(one, PLAYERS "0"));
	guess(one, &zoe, TODAY, 1);
	cr_assert(sees(one, PLAYERS "1"));
}

Test(turnout, a_guess_that_is_not_kept_does_not_count)
{
	struct browser zoe = BROWSER;

	slow_store_fail_commits(store, MOTUS_EUNAVAILABLE, false);
	guess(one, &zoe, TODAY, 1);
	slow_store_fail_commits(store, 0, true);
	cr_assert(sees(one, PLAYERS "0"));
}

Test(turnout, a_new_day_begins_with_nobody)
{
	struct browser zoe = BROWSER;

	guess(one, &zoe, TODAY, 1);
	cr_assert(sees(one, PLAYERS "1"));
	site_set_clock("2026-03-28T23:00:00Z");
	cr_assert(sees(one, PLAYERS "0"));
	cr_assert(eq(u64, count(store, "players").size, 1));
	site_set_clock("2026-03-29T22:00:00Z");
	cr_assert(sees(one, PLAYERS "0"));
	cr_assert(
	    zero(u64, count(store, "players").size), "days that are over");
}

Test(turnout, a_worker_looks_again_until_it_stops)
{
	struct turnout turnout;

	turnout_start(&turnout, &one->service);
	for (int i = 0; i < 3; i++) {
		cr_assert(eq(int, one->pause, 5000));
		site_tick(one);
	}
	turnout_stop(&turnout);
	cr_assert(zero(ptr, (void *)one->tick));
}
