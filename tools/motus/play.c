#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <sys/random.h>

#include <motus/daily.h>
#include <motus/proof.h>

#include "daemons/common/hex.h"
#include "tools/motus/key.h"
#include "tools/motus/motus.h"
#include "tools/motus/online.h"
#include "tools/motus/round.h"
#include "tools/motus/wire.h"

static int
guess_offline(struct round *round, struct motus_word word)
{
	return motus_game_guess(&round->game, round->context, word);
}

/* Begin a game of `answer`. */
static int
start(struct round *round, const struct motus_answer *answer,
    struct motus_rules rules)
{
	memcpy(round->display, answer->display, sizeof round->display);
	return fail_of(answer->display,
	    motus_game_start_with(&round->game, answer->word, rules));
}

/* --- the word of a day ------------------------------------------------------
 */

static struct motus_date
find_date(const struct options *options)
{
	time_t now = time(NULL);
	struct motus_date date = { 0 };
	struct tm local;

	if (options->date != NULL) {
		motus_date_parse(&date, options->date, strlen(options->date));
		return date;
	}
	localtime_r(&now, &local);
	return (struct motus_date){
		.year = (int16_t)(local.tm_year + 1900),
		.month = (int8_t)(local.tm_mon + 1),
		.day = (int8_t)local.tm_mday,
	};
}

static int
find_puzzle(struct motus_puzzle *puzzle, const struct motus_lexicon *lexicon,
    const unsigned char *key, struct motus_date date)
{
	struct motus_calendar *calendar;
	int error = motus_calendar_create(&calendar, lexicon, key);

	if (error == 0) {
		error = motus_calendar_puzzle(calendar, date, puzzle);
		motus_calendar_destroy(calendar);
	}
	return error;
}

/*
 * The game of a day under a key: its commitment tells it from those of other
 * keys, and tells nothing of the word.
 */
static int
name_day(struct round *round, const unsigned char *key,
    const struct motus_puzzle *puzzle)
{
	struct motus_proof proof;
	char date[MOTUS_DATE_SIZE], digits[2 * MOTUS_PROOF_SIZE + 1];
	int error = motus_proof_make(
	    &proof, key, round->language, puzzle->date, puzzle->answer.word);

	motus_date_format(puzzle->date, date);
	hex_write(proof.commitment, sizeof proof.commitment, digits);
	snprintf(round->id, sizeof round->id, "day:%s:%s:%s", round->language,
	    date, digits);
	return error;
}

/* Play again what was kept. */
static void
resume(struct round *round)
{
	json_t *game = round->history == NULL
	    ? NULL
	    : history_get(round->history, round->id);
	struct round kept = { 0 };

	if (game != NULL && wire_read_game(&kept, game))
		for (uint32_t i = 0; i < kept.game.turns; i++)
			motus_game_guess(
			    &round->game, NULL, kept.game.turn[i].guess);
	json_decref(game);
}

static int
play_day(struct round *round, const struct motus_lexicon *lexicon,
    const struct options *options)
{
	unsigned char key[MOTUS_KEY_SIZE];
	struct motus_puzzle puzzle;
	struct motus_date date = find_date(options);
	int status = key_find(key, options->key_file), error;

	if (status != EX_OK)
		return status;
	error = find_puzzle(&puzzle, lexicon, key, date);
	if (error == 0)
		error = name_day(round, key, &puzzle);
	if (error != 0)
		return fail_of(options->language, error);
	round->date = date;
	round->number = puzzle.number;
	status = start(round, &puzzle.answer, motus_rules_daily());
	if (status != EX_OK)
		return status;
	resume(round);
	return round_play(round, options);
}

/* --- practice ---------------------------------------------------------------
 */

/* The next answer from `*index` on that a practice game may have. */
static bool
next_answer(const struct motus_lexicon *lexicon, unsigned int length,
    size_t *index, struct motus_answer *answer)
{
	while (motus_lexicon_answer(lexicon, (*index)++, answer) == 0)
		if (answer->withdrawn == 0 &&
		    (length == 0 || answer->word.length == length))
			return true;
	return false;
}

/* A random number below `count`. */
static int
draw(uint64_t count, uint64_t *drawn)
{
	uint64_t random;

	*drawn = 0;
	if (getrandom(&random, sizeof random, 0) != sizeof random)
		return fail(EX_OSERR, "%s", strerror(errno));
	*drawn = random % count;
	return EX_OK;
}

/* One of all of them, each as likely: the nth takes over one time in n. */
static int
draw_answer(const struct motus_lexicon *lexicon, const struct options *options,
    struct motus_answer *drawn)
{
	struct motus_answer answer;
	uint64_t chance;
	size_t index = 0, count = 0;

	while (next_answer(lexicon, options->length, &index, &answer)) {
		int status = draw(++count, &chance);

		if (status != EX_OK)
			return status;
		if (chance == 0)
			*drawn = answer;
	}
	if (count > 0)
		return EX_OK;
	return fail(EX_DATAERR, "%s",
	    tr(options->french, "no word of that length",
		"aucun mot de cette longueur"));
}

static int
play_practice(struct round *round, const struct motus_lexicon *lexicon,
    const struct options *options)
{
	struct motus_answer answer;
	struct motus_rules rules = options->rules;
	uint64_t bonus = 0, id = 0;
	int status = draw_answer(lexicon, options, &answer);

	if (status == EX_OK && options->bonus) {
		status = draw(answer.word.length - 1u, &bonus);
		rules.bonus = (uint8_t)(1 + bonus);
	}
	if (status == EX_OK)
		status = draw(UINT64_MAX, &id);
	if (status == EX_OK)
		status = start(round, &answer, rules);
	if (status != EX_OK)
		return status;
	round->practice = true;
	snprintf(round->id, sizeof round->id, "practice:%016" PRIx64, id);
	return round_play(round, options);
}

static int
play_offline(struct history *history, const struct options *options)
{
	struct motus_lexicon *lexicon;
	struct round round = { .guess = guess_offline, .history = history };
	int status = open_lexicon(&lexicon, options);

	if (status != EX_OK)
		return status;
	round.context = lexicon;
	snprintf(round.language, sizeof round.language, "%s",
	    motus_lexicon_language(lexicon));
	status = options->practice ? play_practice(&round, lexicon, options)
				   : play_day(&round, lexicon, options);
	motus_lexicon_destroy(lexicon);
	return status;
}

int
run_play(const struct options *options)
{
	struct history *history = NULL;
	int status;

	/* Without a history one can play. */
	if (history_open(&history) != EX_OK)
		fail(0, "%s",
		    tr(options->french, "the game will not be kept",
			"la partie ne sera pas conservée"));
	if (options->words[0] != NULL)
		status = play_link(history, options);
	else if (options->server != NULL)
		status = play_online(history, options);
	else
		status = play_offline(history, options);
	history_close(history);
	return status;
}
