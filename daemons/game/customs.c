#include <string.h>

#include <openssl/rand.h>

#include <motus/error.h>

#include "daemons/common/clock.h"
#include "daemons/game/custom.h"
#include "daemons/game/customs.h"
#include "daemons/game/puzzle.h"
#include "daemons/game/service.h"
#include "daemons/game/tally.h"

/* What a request asks for; these return false once the reply is a problem. */
struct asked {
	const struct language *language;
	struct custom custom;
	bool picked; /* the word is ours */
};

static bool
refuse(
    struct exchange *exchange, int status, const char *code, const char *detail)
{
	reply_problem(&exchange->reply, status, code, detail);
	return false;
}

static bool
refuse_body(struct exchange *exchange, const char *detail)
{
	return refuse(exchange, 400, "bad-custom", detail);
}

static bool
refuse_rules(struct exchange *exchange)
{
	return refuse(exchange, 422, "bad-rules",
	    "No game has these rules: \"strictness\" is free, hard or ultra, "
	    "and \"turns\" are 1 to 10.");
}

/* A number below `limit`, which is not 0, each as likely as the others. */
static bool
draw(uint32_t limit, uint32_t *drawn)
{
	uint32_t fair = UINT32_MAX - UINT32_MAX % limit;

	do {
		if (RAND_bytes((unsigned char *)drawn, sizeof *drawn) != 1)
			return false;
	} while (*drawn >= fair);
	*drawn %= limit;
	return true;
}

/* --- the word ------------------------------------------------------------- */

static bool
read_word(struct exchange *exchange, const json_t *text, struct asked *asked)
{
	struct motus_word *word = &asked->custom.word;

	if (!json_is_string(text))
		return refuse_body(
		    exchange, "The body's member \"word\" must be a string.");
	if (motus_word_parse(
		word, json_string_value(text), json_string_length(text)) != 0)
		return refuse(exchange, 422, "not-a-word",
		    "A word has 4 to 12 letters and nothing else.");
	return motus_lexicon_has(asked->language->lexicon, *word) ||
	    refuse(exchange, 422, "unknown-word",
		"The dictionary does not have this word.");
}

/*
 * The `index`th answer of this length that was not withdrawn; false: there are
 * fewer, *count.
 */
static bool
find_answer(const struct motus_lexicon *lexicon, json_int_t length,
    uint32_t index, struct motus_word *word, uint32_t *count)
{
	struct motus_answer answer;

	*count = 0;
	for (size_t i = 0; motus_lexicon_answer(lexicon, i, &answer) == 0;
	     i++) {
		if (answer.word.length != length || answer.withdrawn != 0)
			continue;
		*word = answer.word;
		if ((*count)++ == index)
			return true;
	}
	return false;
}

static bool
pick_word(struct exchange *exchange, const json_t *length, struct asked *asked)
{
	const struct motus_lexicon *lexicon = asked->language->lexicon;
	json_int_t wanted = json_integer_value(length);
	struct motus_word *word = &asked->custom.word;
	uint32_t count, index;

	if (!json_is_integer(length))
		return refuse_body(exchange,
		    "The body's member \"length\" must be a whole number.");
	find_answer(lexicon, wanted, UINT32_MAX, word, &count);
	if (count == 0)
		return refuse(exchange, 422, "no-such-length",
		    "There is no word of this length to practise with.");
	if (!draw(count, &index))
		return refuse(
		    exchange, 500, "internal", "There are no random numbers.");
	asked->picked = true;
	return find_answer(lexicon, wanted, index, word, &count);
}

/* --- the rules ------------------------------------------------------------ */

static bool
read_strictness(
    struct exchange *exchange, const json_t *text, struct motus_rules *rules)
{
	if (!json_is_string(text))
		return refuse_body(
		    exchange, "\"strictness\" must be a string.");
	for (uint8_t i = 0; i <= MOTUS_ULTRA; i++) {
		if (strcmp(json_string_value(text), custom_strictness[i]) ==
		    0) {
			rules->strictness = i;
			return true;
		}
	}
	return refuse_rules(exchange);
}

static bool
read_turns(
    struct exchange *exchange, const json_t *number, struct motus_rules *rules)
{
	json_int_t turns = json_integer_value(number);

	if (!json_is_integer(number))
		return refuse_body(
		    exchange, "\"turns\" must be a whole number.");
	if (turns < 1 || turns > MOTUS_TURNS_MAX)
		return refuse_rules(exchange);
	rules->turns = (uint8_t)turns;
	return true;
}

/* A member that may be missing. */
static bool
read_flag(struct exchange *exchange, const json_t *rules, const char *name,
    bool *flag)
{
	const json_t *value = json_object_get(rules, name);

	if (value != NULL && !json_is_boolean(value))
		return refuse_body(exchange,
		    "\"initial\" and \"bonus\" must be true or false.");
	if (value != NULL)
		*flag = json_is_true(value);
	return true;
}

/* The word is known; what is not said is as in the daily game. */
static bool
read_rules(struct exchange *exchange, const json_t *json, struct asked *asked)
{
	struct motus_rules *rules = &asked->custom.rules;
	const json_t *strictness = json_object_get(json, "strictness");
	const json_t *turns = json_object_get(json, "turns");
	bool bonus = false;
	uint32_t place = 0;

	*rules = motus_rules_daily();
	if (json != NULL && !json_is_object(json))
		return refuse_body(exchange, "\"rules\" must be an object.");
	if ((strictness != NULL &&
		!read_strictness(exchange, strictness, rules)) ||
	    (turns != NULL && !read_turns(exchange, turns, rules)) ||
	    !read_flag(exchange, json, "initial", &rules->initial) ||
	    !read_flag(exchange, json, "bonus", &bonus))
		return false;
	if (bonus && !draw(asked->custom.word.length - UINT32_C(1), &place))
		return refuse(
		    exchange, 500, "internal", "There are no random numbers.");
	if (bonus)
		rules->bonus = (uint8_t)(place + 1);
	return true;
}

/* --- the request ---------------------------------------------------------- */

static bool
read_language(
    struct exchange *exchange, const json_t *name, struct asked *asked)
{
	if (!json_is_string(name))
		return refuse_body(exchange,
		    "The body's member \"language\" must be a string.");
	asked->language =
	    service_language(exchange->service, json_string_value(name));
	if (asked->language == NULL)
		return refuse(exchange, 422, "unknown-language",
		    "The game is not offered in this language.");
	strcpy(asked->custom.language,
	    motus_lexicon_language(asked->language->lexicon));
	return true;
}

static bool
read_asked(struct exchange *exchange, const json_t *json, struct asked *asked)
{
	const json_t *word = json_object_get(json, "word");
	const json_t *length = json_object_get(json, "length");

	*asked = (struct asked){ 0 };
	if (!read_language(exchange, json_object_get(json, "language"), asked))
		return false;
	if ((word == NULL) == (length == NULL))
		return refuse_body(exchange,
		    "Either a \"word\" is needed, or the \"length\" of one "
		    "to practise with.");
	return (word != NULL ? read_word(exchange, word, asked)
			     : pick_word(exchange, length, asked)) &&
	    read_rules(exchange, json_object_get(json, "rules"), asked);
}

static void
reply_made(struct exchange *exchange, const struct asked *asked)
{
	const struct service *service = exchange->service;
	const unsigned char *key =
	    service_key(service, clock_date(service->now()));
	char token[CUSTOM_TOKEN_SIZE];
	struct puzzle puzzle;

	if (!custom_seal(key, &asked->custom, token) ||
	    puzzle_of_custom(service, token, &asked->custom, &puzzle) != 0) {
		refuse(exchange, 500, "internal", "Something went wrong here.");
		return;
	}
	tally_custom(service, asked->language,
	    asked->picked ? TALLY_PICKED : TALLY_MADE);
	reply_header(
	    &exchange->reply, "location", "/api/game/customs/%s", token);
	reply_json(&exchange->reply, 201, puzzle_json(service, &puzzle));
}

void
customs_post(struct exchange *exchange)
{
	const struct service *service = exchange->service;
	struct asked asked;
	json_t *json;

	if (request_may_write(exchange, service->origin) &&
	    puzzle_has_key(exchange) && request_json(exchange, &json)) {
		if (read_asked(exchange, json, &asked))
			reply_made(exchange, &asked);
		json_decref(json);
	}
	exchange_finish(exchange);
}
