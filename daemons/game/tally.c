#include <motus/game.h>

#include "daemons/game/tally.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
	GAMES,
	WINS,
	GUESSES,
	PLAYERS,
	DELIVERIES,
	OUTBOX,
	OUTBOX_AGE,
	CUSTOMS,
};

/* Named at start; a language that is not offered is never counted. */
static const char *languages[SERVICE_LANGUAGES_MAX];

static const char *const games[] = {
	[TALLY_STARTED] = "started",
	[TALLY_WON] = "won",
	[TALLY_LOST] = "lost",
};

static const char *const customs[] = {
	[TALLY_STARTED] = "started",
	[TALLY_WON] = "won",
	[TALLY_LOST] = "lost",
	[TALLY_MADE] = "made",
	[TALLY_PICKED] = "picked",
};

static const char *const turns[MOTUS_TURNS] = { "1", "2", "3", "4", "5", "6" };

static const char *const guesses[] = {
	[TALLY_PLAYED] = "played",
	[TALLY_REPEATED] = "repeated",
	[TALLY_NOT_A_WORD] = "not-a-word",
	[TALLY_WRONG_LENGTH] = "wrong-length",
	[TALLY_WRONG_INITIAL] = "wrong-initial",
	[TALLY_UNKNOWN_WORD] = "unknown-word",
	[TALLY_LETTER_MOVED] = "letter-moved",
	[TALLY_LETTER_LEFT_OUT] = "letter-left-out",
	[TALLY_CANNOT_BE_ANSWER] = "cannot-be-answer",
	[TALLY_TURN_TAKEN] = "turn-taken",
	[TALLY_TURN_SKIPPED] = "turn-skipped",
	[TALLY_GAME_OVER] = "game-over",
	[TALLY_PUZZLE_CLOSED] = "puzzle-closed",
};

enum { TAKEN, FAILED };

static const char *const deliveries[] = {
	[TAKEN] = "taken",
	[FAILED] = "failed",
};

const struct metric tally_metrics[TALLY_METRICS] = {
	[GAMES] = { "motus_game_games_total", "Games that began and ended.",
	    METRIC_COUNTER,
	    { { "language", languages, COUNT(languages) },
		{ "event", games, COUNT(games) } } },
	[WINS] = { "motus_game_wins_total",
	    "Games that were won, by the turn on which.", METRIC_COUNTER,
	    { { "language", languages, COUNT(languages) },
		{ "turns", turns, MOTUS_TURNS } } },
	[GUESSES] = { "motus_game_guesses_total",
	    "Guesses, by what became of them.", METRIC_COUNTER,
	    { { "language", languages, COUNT(languages) },
		{ "result", guesses, COUNT(guesses) } } },
	[PLAYERS] = { "motus_game_players_today",
	    "Players who have made a guess on today's puzzle.", METRIC_LEVEL,
	    { { "language", languages, COUNT(languages) } } },
	[DELIVERIES] = { "motus_game_deliveries_total",
	    "Results told to the score service.", METRIC_COUNTER,
	    { { "result", deliveries, COUNT(deliveries) } } },
	[OUTBOX] = { "motus_game_outbox_results",
	    "Results that the score service does not have yet.", METRIC_LEVEL,
	    { { 0 } } },
	[OUTBOX_AGE] = { "motus_game_outbox_age_seconds",
	    "For how long the oldest of these results waits.", METRIC_LEVEL,
	    { { 0 } } },
	[CUSTOMS] = { "motus_game_customs_total",
	    "Puzzles that somebody made, and games of them.", METRIC_COUNTER,
	    { { "language", languages, COUNT(languages) },
		{ "event", customs, COUNT(customs) } } },
};

const char *
tally_guess_name(enum tally_guess guess)
{
	return guesses[guess];
}

void
tally_name_languages(const struct service *service)
{
	for (size_t i = 0; i < service->language_count; i++)
		languages[i] =
		    motus_lexicon_language(service->languages[i].lexicon);
}

static size_t
place_of(const struct service *service, const struct language *language)
{
	return (size_t)(language - service->languages);
}

void
tally_game(const struct service *service, const struct language *language,
    enum tally_game game)
{
	metrics_add(service->metrics,
	    (struct metric_at){ GAMES, { place_of(service, language), game } },
	    1);
}

void
tally_custom(const struct service *service, const struct language *language,
    enum tally_game game)
{
	metrics_add(service->metrics,
	    (struct metric_at){
		CUSTOMS, { place_of(service, language), game } },
	    1);
}

void
tally_win(const struct service *service, const struct language *language,
    unsigned int turn)
{
	metrics_add(service->metrics,
	    (struct metric_at){
		WINS, { place_of(service, language), turn - 1 } },
	    1);
}

void
tally_players(const struct service *service, const struct language *language,
    int64_t count)
{
	metrics_set(service->metrics,
	    (struct metric_at){ PLAYERS, { place_of(service, language) } },
	    count);
}

void
tally_guess(const struct service *service, const struct language *language,
    enum tally_guess guess)
{
	metrics_add(service->metrics,
	    (struct metric_at){
		GUESSES, { place_of(service, language), guess } },
	    1);
}

void
tally_delivery(const struct service *service, bool taken)
{
	metrics_add(service->metrics,
	    (struct metric_at){ DELIVERIES, { taken ? TAKEN : FAILED } }, 1);
}

void
tally_outbox(const struct service *service, uint64_t count, int64_t age)
{
	metrics_set(service->metrics, (struct metric_at){ .index = OUTBOX },
	    (int64_t)count);
	metrics_set(
	    service->metrics, (struct metric_at){ .index = OUTBOX_AGE }, age);
}
