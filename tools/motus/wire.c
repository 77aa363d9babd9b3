#include <string.h>

#include <motus/points.h>

#include "daemons/common/hex.h"
#include "tools/motus/wire.h"

/* --- reading ------------------------------------------------------------- */

static bool
read_integer(const json_t *object, const char *name, json_int_t least,
    json_int_t most, json_int_t *value)
{
	const json_t *number = json_object_get(object, name);

	*value = json_integer_value(number);
	return json_is_integer(number) && *value >= least && *value <= most;
}

static bool
read_word(const json_t *object, const char *name, struct motus_word *word)
{
	const json_t *text = json_object_get(object, name);

	return json_is_string(text) &&
	    motus_word_parse(
		word, json_string_value(text), json_string_length(text)) == 0;
}

static bool
read_language(char language[MOTUS_LANGUAGE_SIZE], const json_t *puzzle)
{
	const char *tag =
	    json_string_value(json_object_get(puzzle, "language"));

	if (tag == NULL || !is_language(tag))
		return false;
	strcpy(language, tag);
	return true;
}

static bool
read_date(struct motus_date *date, const json_t *puzzle)
{
	const json_t *text = json_object_get(puzzle, "date");

	return json_is_string(text) &&
	    motus_date_parse(
		date, json_string_value(text), json_string_length(text)) == 0;
}

/* Practice has neither a date nor a number. */
static bool
read_day(struct round *round, const json_t *puzzle)
{
	json_int_t number;

	round->practice = json_object_get(puzzle, "date") == NULL;
	if (round->practice)
		return true;
	if (!read_date(&round->date, puzzle) ||
	    !read_integer(puzzle, "number", 1, UINT32_MAX, &number))
		return false;
	round->number = (uint32_t)number;
	return true;
}

bool
wire_read_puzzle(struct round *round, const json_t *puzzle)
{
	const char *initial =
	    json_string_value(json_object_get(puzzle, "initial"));
	struct motus_game *game = &round->game;
	json_int_t length, turns;

	if (!read_language(round->language, puzzle) ||
	    !read_day(round, puzzle) ||
	    !read_integer(
		puzzle, "length", MOTUS_WORD_MIN, MOTUS_WORD_MAX, &length) ||
	    !read_integer(puzzle, "turns", 1, MOTUS_TURNS_MAX, &turns) ||
	    initial == NULL || initial[0] < 'A' || initial[0] > 'Z' ||
	    initial[1] != '\0')
		return false;
	*game = (struct motus_game){ .rules = motus_rules_daily() };
	game->rules.turns = (uint8_t)turns;
	game->answer.length = (uint8_t)length;
	game->answer.letter[0] = initial[0];
	round->display[0] = '\0';
	return true;
}

static bool
read_pattern(struct motus_pattern *pattern, const char *text, size_t length)
{
	static const char marks[] = "apc"; /* as enum motus_mark */

	if (text == NULL || strlen(text) != length)
		return false;
	*pattern = (struct motus_pattern){ .length = (uint8_t)length };
	for (size_t i = 0; i < length; i++) {
		const char *mark = strchr(marks, text[i]);

		if (mark == NULL)
			return false;
		pattern->mark[i] = (uint8_t)(mark - marks);
	}
	return true;
}

static bool
read_turn(struct motus_game *game, const json_t *json)
{
	struct motus_turn *turn = &game->turn[game->turns];
	const char *pattern =
	    json_string_value(json_object_get(json, "pattern"));

	if (motus_game_outcome(game) != MOTUS_PLAYING ||
	    !read_word(json, "guess", &turn->guess) ||
	    turn->guess.length != game->answer.length ||
	    !read_pattern(&turn->pattern, pattern, turn->guess.length))
		return false;
	game->turns++;
	return true;
}

/* The answer, which people write in a way that gives its letters. */
static bool
read_answer(struct round *round, const json_t *json)
{
	struct motus_word answer, shown;
	const json_t *display = json_object_get(json, "display");

	if (!read_word(json, "answer", &answer) ||
	    answer.length != round->game.answer.length ||
	    !read_word(json, "display", &shown) ||
	    !motus_word_equal(answer, shown) ||
	    json_string_length(display) >= sizeof round->display)
		return false;
	round->game.answer = answer;
	strcpy(round->display, json_string_value(display));
	return true;
}

bool
wire_read_game(struct round *round, const json_t *game)
{
	const json_t *turns = json_object_get(game, "turns"), *turn;
	size_t i;

	if (!wire_read_puzzle(round, json_object_get(game, "puzzle")) ||
	    !json_is_array(turns))
		return false;
	json_array_foreach (turns, i, turn)
		if (!read_turn(&round->game, turn))
			return false;
	return motus_game_outcome(&round->game) == MOTUS_PLAYING ||
	    read_answer(round, game);
}

static bool
read_digest(const json_t *object, const char *name,
    unsigned char digest[MOTUS_PROOF_SIZE])
{
	const char *text = json_string_value(json_object_get(object, name));

	return text != NULL && strlen(text) == 2 * MOTUS_PROOF_SIZE &&
	    hex_read(text, 2 * MOTUS_PROOF_SIZE, digest);
}

bool
wire_read_evidence(struct evidence *evidence, const json_t *puzzle)
{
	*evidence = (struct evidence){ 0 };
	if (!read_language(evidence->language, puzzle) ||
	    !read_date(&evidence->date, puzzle) ||
	    !read_digest(puzzle, "commitment", evidence->proof.commitment))
		return false;
	return json_object_get(puzzle, "answer") == NULL ||
	    (read_word(puzzle, "answer", &evidence->answer) &&
		read_digest(puzzle, "salt", evidence->proof.salt));
}

/* --- writing ------------------------------------------------------------- */

static json_t *
write_puzzle(const struct round *round)
{
	const struct motus_game *game = &round->game;
	char date[MOTUS_DATE_SIZE], initial[2] = { game->answer.letter[0] };
	json_t *puzzle = json_pack("{s:s, s:i, s:s, s:i}", "language",
	    round->language, "length", game->answer.length, "initial", initial,
	    "turns", game->rules.turns);

	if (!round->practice) {
		motus_date_format(round->date, date);
		json_object_set_new(puzzle, "date", json_string(date));
		json_object_set_new(
		    puzzle, "number", json_integer(round->number));
	}
	return puzzle;
}

static json_t *
write_turns(const struct motus_game *game)
{
	char pattern[MOTUS_PATTERN_SIZE];
	json_t *turns = json_array();

	for (uint32_t i = 0; i < game->turns; i++) {
		motus_pattern_format(game->turn[i].pattern, pattern);
		json_array_append_new(turns,
		    json_pack("{s:s, s:s}", "guess", game->turn[i].guess.letter,
			"pattern", pattern));
	}
	return turns;
}

json_t *
wire_write_game(const struct round *round)
{
	const struct motus_game *game = &round->game;
	enum motus_outcome outcome = motus_game_outcome(game);
	json_t *json =
	    json_pack("{s:o, s:o, s:s}", "puzzle", write_puzzle(round), "turns",
		write_turns(game), "outcome", outcome_name(outcome));

	if (round->site != NULL)
		json_object_set_new(json, "site", json_string(round->site));
	if (outcome == MOTUS_PLAYING)
		return json;
	json_object_set_new(json, "answer", json_string(game->answer.letter));
	json_object_set_new(json, "display", json_string(round->display));
	if (!round->practice)
		json_object_set_new(json, "points",
		    json_integer(motus_points(
			outcome, game->turns, game->answer.length)));
	return json;
}
