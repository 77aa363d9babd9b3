/*
 * motus analyse: how good the guesses of a game were, and how lucky; or how
 * hard a word is
 */
#include <stdio.h>

#include <motus/analysis.h>

#include "tools/motus/history.h"
#include "tools/motus/motus.h"
#include "tools/motus/vocabulary.h"
#include "tools/motus/wire.h"

/* --- what is said -----------------------------------------------------------
 */

/* As the game service says it, in thousandths of a bit, and the pattern. */
static json_t *
turn_json(const struct motus_turn *turn, const struct motus_review *review)
{
	char pattern[MOTUS_PATTERN_SIZE];

	motus_pattern_format(turn->pattern, pattern);
	return json_pack(
	    "{s:s, s:s, s:I, s:I, s:I, s:I, s:i, s:i, s:{s:s, s:I}}", "guess",
	    turn->guess.letter, "pattern", pattern, "possible",
	    (json_int_t)review->possible, "left", (json_int_t)review->left,
	    "expected", (json_int_t)review->expected, "gained",
	    (json_int_t)review->gained, "skill", review->skill, "luck",
	    review->luck, "best", "guess", review->best.guess.letter,
	    "expected", (json_int_t)review->best.expected);
}

static int
print(const struct motus_game *game, const struct motus_analysis *analysis)
{
	json_t *turns = json_array();

	for (uint32_t i = 0; i < analysis->turns; i++)
		json_array_append_new(
		    turns, turn_json(&game->turn[i], &analysis->turn[i]));
	return print_json(json_pack("{s:s, s:o, s:i, s:i}", "answer",
	    game->answer.letter, "turns", turns, "skill", analysis->skill,
	    "luck", analysis->luck));
}

/* Columns are counted in characters: no title has an accent. */
static void
say(const struct motus_game *game, const struct motus_analysis *analysis,
    bool french)
{
	printf("    %-12s %17s %8s %6s %6s %6s  %s\n",
	    tr(french, "guess", "essai"),
	    tr(french, "answers left", "mots restants"),
	    tr(french, "expected", "attendu"), tr(french, "gained", "gain"),
	    tr(french, "skill", "talent"), tr(french, "luck", "chance"),
	    tr(french, "best", "mieux"));
	for (uint32_t i = 0; i < analysis->turns; i++) {
		const struct motus_review *turn = &analysis->turn[i];

		printf("%2u  %-12s %7u -> %6u %8.2f %6.2f %6u %6u  %s\n", i + 1,
		    game->turn[i].guess.letter, turn->possible, turn->left,
		    turn->expected / 1000.0, turn->gained / 1000.0, turn->skill,
		    turn->luck, turn->best.guess.letter);
	}
	printf("    %-12s %17s %8s %6s %6u %6u\n", "", "", "", "",
	    analysis->skill, analysis->luck);
}

static int
look_back(const struct motus_vocabulary *vocabulary,
    const struct motus_game *game, const struct options *options)
{
	struct motus_analysis analysis;
	int status = fail_of(
	    game->answer.letter, motus_analyse(vocabulary, game, &analysis));

	if (status != EX_OK)
		return status;
	if (options->json)
		return print(game, &analysis);
	say(game, &analysis, options->french);
	return EX_OK;
}

/* Before anybody has played it. */
static int
rate(const struct motus_vocabulary *vocabulary, const struct motus_game *game,
    const struct options *options)
{
	const char *answer = game->answer.letter;
	uint32_t turns;
	int status =
	    fail_of(answer, motus_difficulty(vocabulary, game, &turns));

	if (status != EX_OK)
		return status;
	if (options->json)
		return print_json(json_pack("{s:s, s:I}", "answer", answer,
		    "difficulty", (json_int_t)turns));
	printf(tr(options->french,
		   "%s: %.2f turns, guessing any word that is possible\n",
		   "%s : %.2f essais, en jouant au hasard un mot possible\n"),
	    answer, turns / 1000.0);
	return EX_OK;
}

static int
analyse(const struct motus_game *game, const struct options *options)
{
	struct motus_vocabulary *vocabulary;
	int status = vocabulary_open(&vocabulary, options, game->answer.length);

	if (status != EX_OK)
		return status;
	status = game->turns == 0 ? rate(vocabulary, game, options)
				  : look_back(vocabulary, game, options);
	motus_vocabulary_destroy(vocabulary);
	return status;
}

/* --- which game -------------------------------------------------------------
 */

/* "motus analyse ANSWER [GUESS...]" */
static int
read_game(struct motus_game *game, const struct options *options)
{
	struct motus_rules rules = motus_rules_daily();
	struct motus_word word;
	int status = read_word(&word, options, 0);

	rules.turns = MOTUS_TURNS_MAX;
	if (status == EX_OK)
		status = fail_of(options->words[0],
		    motus_game_start_with(game, word, rules));
	for (int i = 1; status == EX_OK && options->words[i] != NULL; i++) {
		status = read_word(&word, options, i);
		if (status == EX_OK)
			status = fail_of(options->words[i],
			    motus_game_guess(game, NULL, word));
	}
	return status;
}

#define FOUND (-1) /* stops the walk */

static int
take_over(void *arg, const json_t *json, int64_t when)
{
	struct round *round = arg;

	(void)when;
	return wire_read_game(round, json) &&
		motus_game_outcome(&round->game) != MOTUS_PLAYING
	    ? FOUND
	    : EX_OK;
}

/* The game that was played last. */
static int
last_game(struct round *round, const struct options *options)
{
	struct history *history;
	int status = history_open(&history);

	if (status != EX_OK)
		return status;
	status = history_walk(history, take_over, round);
	history_close(history);
	if (status == FOUND)
		return EX_OK;
	return status != EX_OK ? status
			       : fail(EX_NOINPUT, "%s",
				     tr(options->french, "no game is over yet",
					 "aucune partie n'est encore finie"));
}

int
run_analyse(const struct options *options)
{
	struct options own = *options;
	struct round round = { 0 };
	int status;

	if (options->words[0] != NULL) {
		status = read_game(&round.game, options);
	} else {
		status = last_game(&round, options);
		own.language = round.language;
	}
	return status == EX_OK ? analyse(&round.game, &own) : status;
}
