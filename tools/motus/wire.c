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

static bool
is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* A day shows the first letter. */
static bool
read_initial(struct motus_game *game, const json_t *puzzle)
{
	const char *initial =
	    json_string_value(json_object_get(puzzle, "initial"));

	if (initial == NULL || !is_letter(initial[0]) || initial[1] != '\0')
		return false;
	game->answer.letter[0] = initial[0];
	return true;
}

/* "C..T...": the first letter may be shown, and one more. */
static bool
read_shown(struct motus_game *game, const char *shown)
{
	struct motus_rules *rules = &game->rules;

	if (strlen(shown) != game->answer.length)
		return false;
	rules->initial = shown[0] != '.';
	for (uint8_t i = 0; shown[i] != '\0'; i++) {
		if (shown[i] == '.')
			continue;
		if (!is_letter(shown[i]) || (i > 0 && rules->bonus != 0))
			return false;
		game->answer.letter[i] = shown[i];
		rules->bonus = i;
	}
	return true;
}

static const char *const strictness[] = {
	[MOTUS_FREE] = "free",
	[MOTUS_HARD] = "hard",
	[MOTUS_ULTRA] = "ultra",
};

static bool
read_strictness(struct motus_rules *rules, const json_t *puzzle)
{
	const char *name =
	    json_string_value(json_object_get(puzzle, "strictness"));

	for (uint8_t i = 0; i < sizeof strictness / sizeof *strictness; i++)
		if (name != NULL && strcmp(name, strictness[i]) == 0) {
			rules->strictness = i;
			return true;
		}
	return false;
}

/* All days have the same rules. */
static bool
read_rules(struct round *round, const json_t *puzzle)
{
	const char *shown = json_string_value(json_object_get(puzzle, "shown"));
	struct motus_game *game = &round->game;

	if (!round->practice || shown == NULL)
		return read_initial(game, puzzle);
	return read_shown(game, shown) && read_strictness(&game->rules, puzzle);
}

bool
wire_read_puzzle(struct round *round, const json_t *puzzle)
{
	struct motus_game *game = &round->game;
	json_int_t length, turns;

	if (!read_language(round->language, puzzle) ||
	    !read_day(round, puzzle) ||
	    !read_integer(
		puzzle, "length", MOTUS_WORD_MIN, MOTUS_WORD_MAX, &length) ||
	    !read_integer(puzzle, "turns", 1, MOTUS_TURNS_MAX, &turns))
		return false;
	*game = (struct motus_game){ .rules = motus_rules_daily() };
	game->rules.turns = (uint8_t)turns;
	game->answer.length = (uint8_t)length;
	round->display[0] = '\0';
	return read_rules(round, puzzle);
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

/* The turns for which one was taken; often there is no such member. */
static bool
read_hints(struct motus_game *game, const json_t *hints)
{
	const json_t *hint;
	size_t i;

	json_array_foreach (hints, i, hint) {
		json_int_t turn = json_integer_value(hint);

		if (turn < 1 || turn > game->rules.turns)
			return false;
		game->hints |= 1u << (turn - 1);
	}
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
	if (!read_hints(&round->game, json_object_get(game, "hints")))
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

static void
write_day(const struct round *round, json_t *puzzle)
{
	char initial[2] = { round->game.answer.letter[0] };
	char date[MOTUS_DATE_SIZE];

	motus_date_format(round->date, date);
	json_object_set_new(puzzle, "date", json_string(date));
	json_object_set_new(puzzle, "number", json_integer(round->number));
	json_object_set_new(puzzle, "initial", json_string(initial));
}

static void
write_rules(const struct motus_game *game, json_t *puzzle)
{
	char shown[MOTUS_WORD_MAX + 1] = "";

	for (uint32_t i = 0; i < game->answer.length; i++)
		shown[i] =
		    motus_game_shows(game, i) ? game->answer.letter[i] : '.';
	json_object_set_new(puzzle, "shown", json_string(shown));
	json_object_set_new(puzzle, "strictness",
	    json_string(strictness[game->rules.strictness]));
}

static json_t *
write_puzzle(const struct round *round)
{
	const struct motus_game *game = &round->game;
	json_t *puzzle =
	    json_pack("{s:s, s:i, s:i}", "language", round->language, "length",
		game->answer.length, "turns", game->rules.turns);

	if (round->practice)
		write_rules(game, puzzle);
	else
		write_day(round, puzzle);
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

static json_t *
write_hints(const struct motus_game *game)
{
	json_t *hints = json_array();

	for (uint32_t turn = 1; turn <= game->rules.turns; turn++)
		if (motus_game_was_hinted(game, turn))
			json_array_append_new(hints, json_integer(turn));
	return hints;
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
	if (game->hints != 0)
		json_object_set_new(json, "hints", write_hints(game));
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
