/*
 * motus history: what was played
 */
#include <stdio.h>
#include <time.h>

#include "tools/motus/history.h"
#include "tools/motus/motus.h"
#include "tools/motus/wire.h"

#define MILLISECONDS 1000 /* of a second */

struct listing {
	unsigned int games, won, over;
};

static int
print_game(void *arg, const json_t *game, int64_t when)
{
	json_t *copy = json_deep_copy(game);

	(void)arg;
	json_object_set_new(
	    copy, "played_at", json_integer(when / MILLISECONDS));
	return print_json(copy);
}

/* "2027-01-31 20:15  #31   fr  3/6  château" */
static int
show_game(void *arg, const json_t *game, int64_t when)
{
	struct listing *listing = arg;
	struct round round = { 0 };
	char moment[32], number[16] = "-", turns[16] = "-";
	enum motus_outcome outcome;
	time_t time = (time_t)(when / MILLISECONDS);
	struct tm local;

	if (!wire_read_game(&round, game))
		return EX_OK;
	outcome = motus_game_outcome(&round.game);
	localtime_r(&time, &local);
	strftime(moment, sizeof moment, "%Y-%m-%d %H:%M", &local);
	if (!round.practice)
		snprintf(number, sizeof number, "#%u", round.number);
	if (outcome != MOTUS_LOST)
		snprintf(turns, sizeof turns, "%u", round.game.turns);
	printf("%s  %-8s %-5s %2s/%-2u  %s\n", moment, number, round.language,
	    turns, round.game.rules.turns,
	    outcome == MOTUS_PLAYING ? "..." : round.display);
	listing->games++;
	listing->over += outcome != MOTUS_PLAYING;
	listing->won += outcome == MOTUS_WON;
	return EX_OK;
}

int
run_history(const struct options *options)
{
	struct listing listing = { 0 };
	struct history *history;
	int status = history_open(&history);

	if (status != EX_OK)
		return status;
	status = history_walk(
	    history, options->json ? print_game : show_game, &listing);
	history_close(history);
	if (status == EX_OK && !options->json)
		printf(tr(options->french, "%u games, %u over, %u won\n",
			   "%u parties, %u finies, %u gagnées\n"),
		    listing.games, listing.over, listing.won);
	return status;
}
