#include "daemons/score/statistics.h"

struct statistics
statistics_of(const struct history *history)
{
	struct statistics sum = { .games = (uint32_t)history->count };

	for (size_t i = 0; i < history->count; i++) {
		const struct result *result = &history->results[i];

		if (result->outcome == MOTUS_WON) {
			sum.wins++;
			sum.distribution[result->turns - 1]++;
		}
		if (result->streak > sum.best_streak)
			sum.best_streak = result->streak;
		sum.red += result->red;
		sum.yellow += result->yellow;
		sum.blue += result->blue;
	}
	sum.lost = sum.games - sum.wins;
	return sum;
}

uint32_t
statistics_average(const struct statistics *statistics)
{
	uint32_t turns = 0;

	if (statistics->wins == 0)
		return 0;
	for (uint32_t i = 0; i < MOTUS_TURNS; i++)
		turns += (i + 1) * statistics->distribution[i];
	return (100 * turns + statistics->wins / 2) / statistics->wins;
}

uint32_t
statistics_streak(const struct history *history, int32_t today)
{
	const struct result *last;

	if (history->count == 0)
		return 0;
	last = &history->results[history->count - 1];
	return last->day < today - 2 ? 0 : last->streak;
}

struct total
total_of(const struct history *history, const struct period *period)
{
	struct total total = { 0 };

	for (size_t i = 0; i < history->count; i++) {
		const struct result *result = &history->results[i];

		if (result->day < period->from || result->day > period->to)
			continue;
		total.games++;
		total.points += result_points(result);
		total.bonus += result_bonus(result);
		total.guesses += result->turns;
		if (result->finished > total.finished)
			total.finished = result->finished;
	}
	return total;
}
