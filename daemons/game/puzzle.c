#include <string.h>

#include <motus/game.h>
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
find_language(struct exchange *exchange, struct day *day)
{
	const struct service *service = exchange->service;
	const char *name = exchange->request.params[0];

	for (size_t i = 0; i < service->language_count; i++) {
		day->language = &service->languages[i];
		if (strcmp(motus_lexicon_language(day->language->lexicon),
			name) == 0)
			return true;
	}
	return refuse(exchange, "unknown-language",
	    "The game is not offered in this language.");
}

static bool
find_puzzle(struct exchange *exchange, struct motus_date date,
    struct motus_date today, struct day *day)
{
	const struct service *service = exchange->service;
	int32_t age = motus_date_days(today) - motus_date_days(date);

	if (!service->has_key) {
		reply_header(&exchange->reply, "retry-after", "1");
		reply_problem(&exchange->reply, 503, "store-unavailable",
		    "The game is starting.");
		return false;
	}
	if (age < 0 ||
	    motus_calendar_puzzle(
		day->language->calendar, date, &day->puzzle) != 0)
		return refuse(exchange, "no-such-puzzle",
		    "There is no puzzle on this date.");
	day->closed = age > 1;
	return true;
}

static bool
find_today(struct exchange *exchange, struct day *day)
{
	const struct service *service = exchange->service;
	struct motus_date today = clock_date(service->now());

	return find_language(exchange, day) &&
	    find_puzzle(exchange, today, today, day);
}

bool
day_find(struct exchange *exchange, struct day *day)
{
	const struct service *service = exchange->service;
	const char *text = exchange->request.params[1];
	struct motus_date date;

	if (!find_language(exchange, day))
		return false;
	if (motus_date_parse(&date, text, strlen(text)) != 0)
		return refuse(exchange, "no-such-puzzle",
		    "A date is a day that exists, as YYYY-MM-DD.");
	return find_puzzle(exchange, date, clock_date(service->now()), day);
}

/* The moment when the day that comes `days` after `date` begins. */
static void
stamp(struct motus_date date, int32_t days, char text[CLOCK_STAMP_SIZE])
{
	motus_date_from_days(&date, motus_date_days(date) + days);
	clock_stamp(clock_day_begins(date), text);
}

json_t *
day_json(const struct service *service, const struct day *day)
{
	const char *language = motus_lexicon_language(day->language->lexicon);
	const struct motus_puzzle *puzzle = &day->puzzle;
	const struct motus_word *answer = &puzzle->answer.word;
	char date[MOTUS_DATE_SIZE], initial[] = { answer->letter[0], '\0' };
	char opens[CLOCK_STAMP_SIZE], closes[CLOCK_STAMP_SIZE];
	char commitment[HEX_SIZE], salt[HEX_SIZE];
	struct motus_proof proof;

	if (motus_proof_make(
		&proof, service->key, language, puzzle->date, *answer) != 0)
		return NULL;
	hex_write(proof.commitment, sizeof proof.commitment, commitment);
	hex_write(proof.salt, sizeof proof.salt, salt);
	motus_date_format(puzzle->date, date);
	stamp(puzzle->date, 0, opens);
	stamp(puzzle->date, 2, closes);
	return json_pack(
	    "{s:s, s:s, s:i, s:i, s:s, s:i, s:s, s:s, s:s, s:s*, s:s*}",
	    "language", language, "date", date, "number", (int)puzzle->number,
	    "length", (int)answer->length, "initial", initial, "turns",
	    MOTUS_TURNS, "opens_at", opens, "closes_at", closes, "commitment",
	    commitment, "answer", day->closed ? answer->letter : NULL, "salt",
	    day->closed ? salt : NULL);
}

/*
 * A closed puzzle never changes, so caches may keep it; but not a reply that
 * gives a guest a name.
 */
static void
show(struct exchange *exchange, const struct day *day, bool stranger)
{
	json_t *json = day_json(exchange->service, day);

	if (json != NULL && day->closed && !stranger)
		reply_header(
		    &exchange->reply, "cache-control", "public, max-age=3600");
	reply_json(&exchange->reply, 200, json);
}

static void
reply_with(
    struct exchange *exchange, bool (*find)(struct exchange *, struct day *))
{
	struct player guest;
	bool stranger;
	struct day day;

	if (player_greet(exchange, &guest, &stranger)) {
		player_note(exchange, &guest);
		if (find(exchange, &day))
			show(exchange, &day, stranger);
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
	reply_with(exchange, day_find);
}
