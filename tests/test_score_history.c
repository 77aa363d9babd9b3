/*
 * What is kept of a player, and what follows from it.
 */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/date.h>
#include <motus/error.h>

#include "daemons/score/history.h"
#include "daemons/score/statistics.h"

static struct history history;

static void
stop(void)
{
	history_clear(&history);
}

TestSuite(history, .fini = stop);
TestSuite(streak, .fini = stop);
TestSuite(statistics, .fini = stop);

static int32_t
day(const char *text)
{
	struct motus_date date = { 0 };

	cr_assert(zero(int, motus_date_parse(&date, text, strlen(text))));
	return motus_date_days(date);
}

/* A result in `turns` turns, 0 for a lost one, at noon of its day. */
static void
play(const char *date, uint8_t turns)
{
	struct result result = { .day = day(date),
		.finished = INT64_C(86400) * day(date) + 43200,
		.outcome = turns == 0 ? MOTUS_LOST : MOTUS_WON,
		.turns = turns == 0 ? MOTUS_TURNS : turns,
		.length = 7,
		.red = 9,
		.yellow = 3,
		.blue = 2 };
	struct history longer;

	cr_assert(zero(int, history_add(&longer, &history, &result)));
	history_clear(&history);
	history = longer;
}

static uint32_t
streak_of(const char *date)
{
	const struct result *result = history_find(&history, day(date));

	cr_assert(not(zero(ptr, (void *)result)), "%s", date);
	return result->streak;
}

static uint32_t
streak_on(const char *today)
{
	return statistics_streak(&history, day(today));
}

/* --- what is kept --------------------------------------------------------- */

static struct motus_store *store;
static char kept[4096];
static size_t kept_size;

static void
got(void *arg, int status, const void *value, size_t size, uint64_t version)
{
	(void)arg;
	(void)version;
	cr_assert(zero(int, status));
	cr_assert(le(sz, size, sizeof kept));
	kept_size = size;
	if (value != NULL)
		memcpy(kept, value, size);
}

static void
committed(void *arg, int status)
{
	(void)arg;
	cr_assert(zero(int, status));
}

/* Put the history into a store, and what is there into `kept`. */
static void
keep(void)
{
	struct player player = { .key = "account:alice" };
	struct motus_batch *batch = motus_batch_create();

	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	history_put(batch, "fr", &player, &history, 0);
	motus_store_commit(store, batch, committed, NULL);
	motus_batch_destroy(batch);
	motus_store_get(store, "history:fr:account:alice", got, NULL);
	motus_store_destroy(store);
}

Test(history, is_read_as_it_was_kept)
{
	struct history back;

	play("2026-03-27", 3);
	play("2026-03-28", 0);
	play("2026-03-29", 6);
	keep();
	cr_assert(eq(sz, kept_size, 1 + 3 * HISTORY_ROW));
	cr_assert(zero(int, history_read(&back, kept, kept_size)));
	cr_assert(eq(sz, back.count, 3));
	for (size_t i = 0; i < 3; i++) {
		cr_assert(eq(int,
		    result_equal(&back.results[i], &history.results[i]), 1));
		cr_assert(
		    eq(u32, back.results[i].streak, history.results[i].streak));
	}
	history_clear(&back);
}

Test(history, that_is_not_there_is_empty)
{
	cr_assert(zero(int, history_read(&history, NULL, 0)));
	cr_assert(zero(sz, history.count));
	cr_assert(zero(ptr, (void *)history_find(&history, 20000)));
	cr_assert(zero(u32, streak_on("2026-03-28")));
}

Test(history, is_in_the_order_of_days_however_results_come)
{
	play("2026-03-28", 3);
	play("2026-03-26", 3);
	play("2026-03-27", 3);
	play("2026-04-01", 3);
	for (size_t i = 1; i < history.count; i++)
		cr_assert(lt(
		    i32, history.results[i - 1].day, history.results[i].day));
	cr_assert(zero(ptr, (void *)history_find(&history, day("2026-03-29"))));
	cr_assert(eq(i32, history_find(&history, day("2026-03-27"))->day,
	    day("2026-03-27")));
}

static void
expect_damage(size_t at, char byte)
{
	struct history back;
	char before = kept[at];

	kept[at] = byte;
	cr_assert(eq(int, history_read(&back, kept, kept_size), MOTUS_EFORMAT));
	kept[at] = before;
}

Test(history, that_is_damaged_is_not_believed)
{
	struct history back;

	play("2026-03-27", 3);
	play("2026-03-28", 4);
	keep();
	expect_damage(0, 2);
	expect_damage(1, 0x7f);
	expect_damage(1 + 12, 0);
	expect_damage(1 + 12, 7);
	memcpy(kept + 1 + HISTORY_ROW, kept + 1, 4);
	cr_assert(eq(int, history_read(&back, kept, kept_size), MOTUS_EFORMAT));
	cr_assert(
	    eq(int, history_read(&back, kept, kept_size - 1), MOTUS_EFORMAT));
	cr_assert(eq(int, history_read(&back, kept, 0), MOTUS_EFORMAT));
}

/* --- streaks -------------------------------------------------------------- */

Test(streak, goes_on_over_the_end_of_a_month_and_of_a_year)
{
	play("2027-12-30", 2);
	play("2027-12-31", 6);
	play("2028-01-01", 4);
	cr_assert(eq(u32, streak_of("2028-01-01"), 3));
	play("2028-02-28", 2);
	play("2028-02-29", 2);
	play("2028-03-01", 2);
	cr_assert(eq(u32, streak_of("2028-03-01"), 3));
	play("2027-02-28", 2);
	play("2027-03-01", 2);
	cr_assert(eq(u32, streak_of("2027-03-01"), 2));
}

Test(streak, ends_with_a_day_lost)
{
	play("2026-03-26", 2);
	play("2026-03-27", 0);
	play("2026-03-28", 2);
	cr_assert(zero(u32, streak_of("2026-03-27")));
	cr_assert(eq(u32, streak_of("2026-03-28"), 1));
}

Test(streak, that_was_lost_last_is_no_streak)
{
	play("2026-03-27", 2);
	play("2026-03-28", 0);
	cr_assert(zero(u32, streak_on("2026-03-28")));
}

Test(streak, ends_with_a_day_missed)
{
	play("2026-03-26", 2);
	play("2026-03-28", 2);
	cr_assert(eq(u32, streak_of("2026-03-28"), 1));
}

Test(streak, is_kept_while_yesterdays_puzzle_is_open)
{
	play("2026-03-27", 2);
	play("2026-03-28", 2);
	cr_assert(eq(u32, streak_on("2026-03-28"), 2));
	cr_assert(eq(u32, streak_on("2026-03-29"), 2));
	cr_assert(eq(u32, streak_on("2026-03-30"), 2));
	cr_assert(zero(u32, streak_on("2026-03-31")));
}

Test(streak, is_one_again_when_the_day_between_is_played_late)
{
	play("2026-03-26", 2);
	play("2026-03-28", 2);
	cr_assert(eq(u32, streak_on("2026-03-28"), 1));
	play("2026-03-27", 2);
	cr_assert(eq(u32, streak_of("2026-03-27"), 2));
	cr_assert(eq(u32, streak_on("2026-03-28"), 3));
}

/* --- statistics ----------------------------------------------------------- */

Test(statistics, count_games_by_their_turns)
{
	struct statistics all;

	play("2026-03-20", 1);
	play("2026-03-21", 4);
	play("2026-03-22", 4);
	play("2026-03-23", 0);
	play("2026-03-24", 6);
	all = statistics_of(&history);
	cr_assert(eq(u32, all.games, 5));
	cr_assert(eq(u32, all.wins, 4));
	cr_assert(eq(u32, all.lost, 1));
	cr_assert(eq(u32, all.distribution[0], 1));
	cr_assert(eq(u32, all.distribution[3], 2));
	cr_assert(eq(u32, all.distribution[5], 1));
	cr_assert(eq(u32, all.best_streak, 3));
	cr_assert(eq(u32, all.red, 45));
	cr_assert(eq(u32, all.yellow, 15));
	cr_assert(eq(u32, all.blue, 10));
}

Test(statistics, average_the_turns_of_won_games_alone)
{
	struct statistics all = statistics_of(&history);

	cr_assert(zero(u32, statistics_average(&all)));
	play("2026-03-20", 1);
	play("2026-03-21", 3);
	play("2026-03-22", 1);
	play("2026-03-23", 0);
	all = statistics_of(&history);
	cr_assert(eq(u32, statistics_average(&all), 167));
}

Test(statistics, a_period_has_what_was_won_on_its_days)
{
	struct period period = period_of(PERIOD_MONTH, day("2026-04-10"));
	struct total total;

	play("2026-03-31", 3);
	play("2026-04-01", 3);
	play("2026-04-02", 0);
	play("2026-04-30", 6);
	play("2026-05-01", 1);
	total = total_of(&history, &period);
	cr_assert(eq(u32, total.games, 3));
	cr_assert(eq(u32, total.points, 55 + 25));
	cr_assert(eq(u32, total.bonus, 2));
	cr_assert(eq(u32, total.guesses, 3 + 6 + 6));
	cr_assert(eq(
	    i64, total.finished, INT64_C(86400) * day("2026-04-30") + 43200));
	period = period_of(PERIOD_DAY, day("2026-04-10"));
	total = total_of(&history, &period);
	cr_assert(zero(u32, total.games));
	cr_assert(zero(i64, total.finished));
}
