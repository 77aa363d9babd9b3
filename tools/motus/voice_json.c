#include <motus/error.h>
#include <motus/points.h>

#include "tools/motus/motus.h"
#include "tools/motus/render.h"
#include "tools/motus/round.h"

static void
print_turn(const struct round *round, uint32_t number)
{
	const struct motus_turn *turn = &round->game.turn[number - 1];
	char pattern[MOTUS_PATTERN_SIZE];

	motus_pattern_format(turn->pattern, pattern);
	print_json(json_pack("{s:i, s:s, s:s}", "turn", (int)number, "guess",
	    turn->guess.letter, "pattern", pattern));
}

static void
begin(const struct round *round)
{
	const struct motus_game *game = &round->game;
	char date[MOTUS_DATE_SIZE], known[RENDER_SIZE];
	json_t *json;

	motus_date_format(round->date, date);
	render_known(game, known);
	json = json_pack("{s:s, s:b, s:i, s:s, s:i}", "language",
	    round->language, "practice", round->practice, "length",
	    game->answer.length, "known", known, "turns", game->rules.turns);
	if (!round->practice) {
		json_object_set_new(json, "date", json_string(date));
		json_object_set_new(
		    json, "number", json_integer(round->number));
	}
	print_json(json);
	for (uint32_t i = 1; i <= game->turns; i++)
		print_turn(round, i);
}

static void
ask(const struct round *round)
{
	(void)round;
}

static void
played(const struct round *round, const char *line)
{
	(void)line;
	print_turn(round, round->game.turns);
}

static void
refused(const struct round *round, const char *line, int error)
{
	(void)round;
	(void)line;
	print_json(json_pack("{s:s}", "refused", refusal_code(error)));
}

static void
end(const struct round *round)
{
	const struct motus_game *game = &round->game;
	enum motus_outcome outcome = motus_game_outcome(game);
	json_t *json = json_pack("{s:s}", "outcome", outcome_name(outcome));

	if (outcome != MOTUS_PLAYING) {
		json_object_set_new(
		    json, "answer", json_string(game->answer.letter));
		json_object_set_new(
		    json, "display", json_string(round->display));
	}
	if (outcome != MOTUS_PLAYING && !round->practice)
		json_object_set_new(json, "points",
		    json_integer(motus_points(
			outcome, game->turns, game->answer.length)));
	print_json(json);
}

const struct voice *
voice_json(void)
{
	static const struct voice voice = { begin, ask, played, refused, end };

	return &voice;
}
