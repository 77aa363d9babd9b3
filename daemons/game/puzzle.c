#include <stdio.h>
#include <string.h>

#include <motus/error.h>
#include <motus/proof.h>

#include "daemons/common/clock.h"
#include "daemons/common/hex.h"
#include "daemons/player/player.h"
#include "daemons/game/puzzle.h"

#define HEX_SIZE (2 * MOTUS_PROOF_SIZE + 1)

static bool
refuse(struct exchange *exchange, const char *code, const char *detail)
{
	reply_problem(&exchange->reply, 404, code, detail);
	return false;
}

static bool
find_language(
    struct exchange *exchange, const char *name, struct puzzle *puzzle)
{
	puzzle->language = service_language(exchange->service, name);
	return puzzle->language != NULL ||
	    refuse(exchange, "unknown-language",
		"The game is not offered in this language.");
}

bool
puzzle_has_key(struct exchange *exchange)
{
	const struct service *service = exchange->service;

	if (!service->has_key) {
		reply_header(&exchange->reply, "retry-after", "1");
		reply_problem(&exchange->reply, 503, "store-unavailable",
		    "The game is starting.");
	}
	return service->has_key;
}

/* --- of a day ------------------------------------------------------------- */

static bool
find_day(struct exchange *exchange, struct motus_date date,
    struct motus_date today, struct puzzle *puzzle)
{
	int32_t age = motus_date_days(today) - motus_date_days(date);
	const struct language *language = puzzle->language;
	struct motus_puzzle day;

	if (!puzzle_has_key(exchange))
		return false;
	if (age < 0 ||
	    service_puzzle(exchange->service, language, date, &day) != 0)
		return refuse(exchange, "no-such-puzzle",
		    "There is no puzzle on this date.");
	*puzzle = (struct puzzle){ .language = language,
		.name = { .date = day.date },
		.answer = day.answer,
		.start = motus_game_start(day.answer.word),
		.number = day.number,
		.closed = age > 1 };
	strcpy(
	    puzzle->name.language, motus_lexicon_language(language->lexicon));
	return true;
}

static bool
find_today(struct exchange *exchange, struct puzzle *puzzle)
{
	const struct service *service = exchange->service;
	struct motus_date today = clock_date(service->now());

	return find_language(exchange, exchange->request.params[0], puzzle) &&
	    find_day(exchange, today, today, puzzle);
}

bool
puzzle_of_day(struct exchange *exchange, struct puzzle *puzzle)
{
	const struct service *service = exchange->service;
	const char *text = exchange->request.params[1];
	struct motus_date date;

	if (!find_language(exchange, exchange->request.params[0], puzzle))
		return false;
	if (motus_date_parse(&date, text, strlen(text)) != 0)
		return refuse(exchange, "no-such-puzzle",
		    "A date is a day that exists, as YYYY-MM-DD.");
	return find_day(exchange, date, clock_date(service->now()), puzzle);
}

/* The moment when the day that comes `days` after `date` begins. */
static void
stamp(struct motus_date date, int32_t days, char text[CLOCK_STAMP_SIZE])
{
	motus_date_from_days(&date, motus_date_days(date) + days);
	clock_stamp(clock_day_begins(date), text);
}

static json_t *
day_json(const struct service *service, const struct puzzle *puzzle)
{
	const char *language = puzzle->name.language;
	const struct motus_word *answer = &puzzle->answer.word;
	struct motus_date day = puzzle->name.date;
	char date[MOTUS_DATE_SIZE], initial[] = { answer->letter[0], '\0' };
	char opens[CLOCK_STAMP_SIZE], closes[CLOCK_STAMP_SIZE];
	char commitment[HEX_SIZE], salt[HEX_SIZE];
	struct motus_proof proof;

	if (motus_proof_make(
		&proof, service_key(service, day), language, day, *answer) != 0)
		return NULL;
	hex_write(proof.commitment, sizeof proof.commitment, commitment);
	hex_write(proof.salt, sizeof proof.salt, salt);
	motus_date_format(day, date);
	stamp(day, 0, opens);
	stamp(day, 2, closes);
	return json_pack(
	    "{s:s, s:s, s:i, s:i, s:s, s:i, s:s, s:s, s:s, s:s*, s:s*, s:o*}",
	    "language", language, "date", date, "number", (int)puzzle->number,
	    "length", (int)answer->length, "initial", initial, "turns",
	    puzzle->start.rules.turns, "opens_at", opens, "closes_at", closes,
	    "commitment", commitment, "answer",
	    puzzle->closed ? answer->letter : NULL, "salt",
	    puzzle->closed ? salt : NULL, "hints",
	    service->daily_hints > 0 ? json_integer(service->daily_hints)
				     : NULL);
}

/* --- that somebody made --------------------------------------------------- */

/* The word among the answers of days; `answer` is written only if it is one. */
static bool
find_answer(const struct motus_lexicon *lexicon, struct motus_word word,
    struct motus_answer *answer)
{
	struct motus_answer other;

	for (size_t i = 0; motus_lexicon_answer(lexicon, i, &other) == 0; i++) {
		if (motus_word_equal(other.word, word)) {
			*answer = other;
			return true;
		}
	}
	return false;
}

int
puzzle_of_custom(const struct service *service, const char *token,
    const struct custom *custom, struct puzzle *puzzle)
{
	const struct language *language =
	    service_language(service, custom->language);

	if (language == NULL)
		return MOTUS_EINVAL;
	*puzzle = (struct puzzle){ .language = language,
		.name = { .date = clock_date(service->now()) },
		.answer = { .word = custom->word } };
	strcpy(puzzle->name.language, custom->language);
	strcpy(puzzle->name.token, token);
	return motus_game_start_with(
	    &puzzle->start, custom->word, custom->rules);
}

/* Under whichever key it was sealed. */
static bool
open_token(
    const struct service *service, const char *token, struct custom *custom)
{
	for (size_t i = 0; i < service->key_count; i++)
		if (custom_open(service->keys[i].bytes, token, custom))
			return true;
	return false;
}

bool
puzzle_of_token(struct exchange *exchange, struct puzzle *puzzle)
{
	const struct service *service = exchange->service;
	const char *token = exchange->request.params[0];
	struct custom custom;

	if (!puzzle_has_key(exchange))
		return false;
	if (!open_token(service, token, &custom))
		return refuse(exchange, "no-such-puzzle",
		    "This link is damaged, or of another site.");
	return puzzle_of_custom(service, token, &custom, puzzle) == 0 ||
	    refuse(exchange, "unknown-language",
		"The game is not offered in this language.");
}

static json_t *
custom_json(const struct service *service, const struct puzzle *puzzle)
{
	const struct motus_word *answer = &puzzle->answer.word;
	const struct motus_rules *rules = &puzzle->start.rules;
	char shown[MOTUS_WORD_MAX + 1] = "", link[1200];

	for (uint32_t i = 0; i < answer->length; i++)
		shown[i] = motus_game_shows(&puzzle->start, i)
		    ? answer->letter[i]
		    : '.';
	snprintf(link, sizeof link, "%s/custom/%s", service->origin,
	    puzzle->name.token);
	return json_pack("{s:s, s:s, s:s, s:i, s:i, s:s, s:s}", "language",
	    puzzle->name.language, "token", puzzle->name.token, "link", link,
	    "length", (int)answer->length, "turns", rules->turns, "strictness",
	    custom_strictness[rules->strictness], "shown", shown);
}

/* -------------------------------------------------------------------------- */

void
puzzle_display(const struct puzzle *puzzle, char display[MOTUS_DISPLAY_SIZE])
{
	const struct motus_lexicon *lexicon = puzzle->language->lexicon;
	const struct motus_word *word = &puzzle->answer.word;
	struct motus_answer answer = puzzle->answer;

	if (game_is_custom(&puzzle->name) &&
	    !find_answer(lexicon, *word, &answer)) {
		for (int i = 0; i < word->length; i++)
			answer.display[i] = (char)(word->letter[i] - 'A' + 'a');
	}
	strcpy(display, answer.display);
}

json_t *
puzzle_json(const struct service *service, const struct puzzle *puzzle)
{
	return game_is_custom(&puzzle->name) ? custom_json(service, puzzle)
					     : day_json(service, puzzle);
}

/*
 * A closed puzzle never changes, so caches may keep it; but not a reply that
 * gives a guest a name.
 */
static void
show(struct exchange *exchange, const struct puzzle *puzzle, bool stranger)
{
	json_t *json = puzzle_json(exchange->service, puzzle);

	if (json != NULL && puzzle->closed && !stranger)
		reply_header(
		    &exchange->reply, "cache-control", "public, max-age=3600");
	reply_json(&exchange->reply, 200, json);
}

static void
reply_with(struct exchange *exchange, puzzle_find *find)
{
	struct player guest;
	bool stranger;
	struct puzzle puzzle;

	if (player_greet(exchange, &guest, &stranger)) {
		player_note(exchange, &guest);
		if (find(exchange, &puzzle))
			show(exchange, &puzzle, stranger);
	}
	exchange_finish(exchange);
}

void
puzzle_get_today(struct exchange *exchange)
{
	reply_with(exchange, find_today);
}

void
puzzle_get(struct exchange *exchange)
{
	reply_with(exchange, puzzle_of_day);
}

void
puzzle_get_custom(struct exchange *exchange)
{
	reply_with(exchange, puzzle_of_token);
}
