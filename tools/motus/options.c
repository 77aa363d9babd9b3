#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/solver.h>

#include "tools/motus/motus.h"

static const struct {
	const char *name;
	enum command command;
	int least, most; /* arguments */
} commands[] = {
	{ "analyse", COMMAND_ANALYSE, 0, OPTIONS_WORDS },
	{ "history", COMMAND_HISTORY, 0, 0 },
	{ "lexicon", COMMAND_LEXICON, 1, 1 },
	{ "login", COMMAND_LOGIN, 0, 0 },
	{ "logout", COMMAND_LOGOUT, 0, 0 },
	{ "mark", COMMAND_MARK, 2, 2 },
	{ "play", COMMAND_PLAY, 0, 1 },
	{ "solve", COMMAND_SOLVE, 0, 0 },
	{ "verify", COMMAND_VERIFY, 0, 0 },
};

#define COMMANDS (sizeof commands / sizeof *commands)

enum {
	ANSWERS,
	BEAM,
	BONUS,
	CLIENT,
	DATE,
	FIRST,
	GUESSES,
	HARD,
	JSON,
	KEY_FILE,
	LANGUAGE,
	LENGTH,
	LEXICON,
	PRACTICE,
	SERVER,
	TURNS,
	ULTRA_HARD,
	OPTIONS
};

static const struct option long_options[] = {
	{ "answers", required_argument, NULL, ANSWERS },
	{ "beam", required_argument, NULL, BEAM },
	{ "bonus", no_argument, NULL, BONUS },
	{ "client", required_argument, NULL, CLIENT },
	{ "date", required_argument, NULL, DATE },
	{ "first", required_argument, NULL, FIRST },
	{ "guesses", required_argument, NULL, GUESSES },
	{ "hard", no_argument, NULL, HARD },
	{ "json", no_argument, NULL, JSON },
	{ "key-file", required_argument, NULL, KEY_FILE },
	{ "language", required_argument, NULL, LANGUAGE },
	{ "length", required_argument, NULL, LENGTH },
	{ "lexicon", required_argument, NULL, LEXICON },
	{ "practice", no_argument, NULL, PRACTICE },
	{ "server", required_argument, NULL, SERVER },
	{ "turns", required_argument, NULL, TURNS },
	{ "ultra-hard", no_argument, NULL, ULTRA_HARD },
	{ 0 },
};

#define EVERY_COMMAND ~0u

/* Which commands take an option. */
static const unsigned int takers[OPTIONS] = {
	[ANSWERS] = COMMAND_ANALYSE | COMMAND_SOLVE,
	[BEAM] = COMMAND_SOLVE,
	[BONUS] = COMMAND_PLAY,
	[CLIENT] = COMMAND_LOGIN,
	[DATE] = COMMAND_PLAY | COMMAND_VERIFY,
	[FIRST] = COMMAND_SOLVE,
	[GUESSES] = COMMAND_ANALYSE | COMMAND_SOLVE,
	[HARD] = COMMAND_PLAY,
	[JSON] = EVERY_COMMAND,
	[KEY_FILE] = COMMAND_PLAY,
	[LANGUAGE] = EVERY_COMMAND,
	[LENGTH] = COMMAND_PLAY | COMMAND_SOLVE,
	[LEXICON] =
	    COMMAND_ANALYSE | COMMAND_SOLVE | COMMAND_LEXICON | COMMAND_PLAY,
	[PRACTICE] = COMMAND_PLAY,
	[SERVER] =
	    COMMAND_PLAY | COMMAND_VERIFY | COMMAND_LOGIN | COMMAND_LOGOUT,
	[TURNS] = COMMAND_PLAY,
	[ULTRA_HARD] = COMMAND_PLAY,
};

bool
is_language(const char *tag)
{
	size_t length = strlen(tag);

	return length > 0 && length < MOTUS_LANGUAGE_SIZE &&
	    strspn(tag, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

/* The language of the words, and of what is said. */
static bool
set_language(struct options *options, const char *tag)
{
	options->language = tag;
	options->french = strncmp(tag, "fr", 2) == 0;
	return is_language(tag);
}

static bool
is_date(const char *text)
{
	struct motus_date date;

	return motus_date_parse(&date, text, strlen(text)) == 0;
}

/* A number of up to four digits; false for anything else. */
static bool
read_number(unsigned int *number, const char *text)
{
	size_t length = strlen(text);

	if (length == 0 || length > 4 || strspn(text, "0123456789") != length)
		return false;
	*number = (unsigned int)strtoul(text, NULL, 10);
	return true;
}

static bool
read_length(unsigned int *length, const char *text)
{
	return read_number(length, text) && *length >= MOTUS_ANSWER_MIN &&
	    *length <= MOTUS_ANSWER_MAX;
}

static bool
read_beam(unsigned int *beam, const char *text)
{
	return read_number(beam, text) && *beam >= 1 && *beam <= MOTUS_BEAM_MAX;
}

static bool
read_turns(struct motus_rules *rules, const char *text)
{
	unsigned int turns;

	if (!read_number(&turns, text) || turns < 1 || turns > MOTUS_TURNS_MAX)
		return false;
	rules->turns = (uint8_t)turns;
	return true;
}

static bool
set_strictness(struct motus_rules *rules, enum motus_strictness strictness)
{
	rules->strictness = (uint8_t)strictness;
	return true;
}

/* False for a value that the option does not take. */
static bool
read_option(struct options *options, int option, const char *value)
{
	switch (option) {
	case ANSWERS: options->answers = value; return true;
	case BEAM: return read_beam(&options->beam, value);
	case BONUS: return options->bonus = true;
	case CLIENT: options->client = value; return true;
	case DATE: options->date = value; return is_date(value);
	case FIRST: options->first = value; return true;
	case GUESSES: options->guesses = value; return true;
	case HARD: return set_strictness(&options->rules, MOTUS_HARD);
	case JSON: return options->json = true;
	case KEY_FILE: options->key_file = value; return true;
	case LANGUAGE: return set_language(options, value);
	case LENGTH: return read_length(&options->length, value);
	case LEXICON: options->lexicon = value; return true;
	case PRACTICE: return options->practice = true;
	case SERVER: options->server = value; return true;
	case TURNS: return read_turns(&options->rules, value);
	case ULTRA_HARD: return set_strictness(&options->rules, MOTUS_ULTRA);
	default: return false;
	}
}

/* The place of a command in the table; COMMANDS for none. */
static size_t
find_command(const char *name)
{
	size_t i = 0;

	while (i < COMMANDS && strcmp(commands[i].name, name) != 0)
		i++;
	return i;
}

static bool
complain(const struct options *options, char complaint[COMPLAINT_SIZE],
    const char *english, const char *french, const char *what)
{
	snprintf(complaint, COMPLAINT_SIZE, "%s: %.60s",
	    tr(options->french, english, french), what);
	return false;
}

static bool
read_options(struct options *options, int argc, char **argv,
    char complaint[COMPLAINT_SIZE])
{
	int option, which;

	opterr = 0;
	optind = 0;
	while ((option = getopt_long(argc, argv, "", long_options, &which)) !=
	    -1) {
		const char *last = argv[optind - 1];

		if (option == '?')
			return complain(options, complaint,
			    "no such option, or its value is missing",
			    "option inconnue, ou sans sa valeur", last);
		if (!(takers[option] & options->command))
			return complain(options, complaint,
			    "not an option of this command",
			    "cette commande n'a pas cette option",
			    long_options[which].name);
		if (!read_option(options, option, optarg))
			return complain(options, complaint, "not a good value",
			    "valeur refusée", optarg);
	}
	return true;
}

/* The word of a day has the length and the rules that everybody has. */
static bool
is_for_practice(const struct options *options)
{
	struct motus_rules daily = motus_rules_daily();

	return (options->length != 0 && options->command == COMMAND_PLAY) ||
	    options->bonus || options->rules.turns != daily.turns ||
	    options->rules.strictness != daily.strictness;
}

/* The option that another one needs; NULL: none is missing. */
static const char *
what_is_missing(const struct options *options)
{
	bool signs = options->command & (COMMAND_LOGIN | COMMAND_LOGOUT);
	bool solves = options->command == COMMAND_SOLVE;
	bool files = options->answers != NULL;

	if (signs && options->server == NULL)
		return "--server";
	if (!options->practice && is_for_practice(options))
		return "--practice";
	if ((options->guesses != NULL || options->first != NULL) && !files)
		return "--answers";
	return solves && !files && options->length == 0 ? "--length" : NULL;
}

/* Two of which one would not count; NULL: there are none. */
static const char *
what_is_too_much(const struct options *options)
{
	bool link =
	    options->command == COMMAND_PLAY && options->words[0] != NULL;
	bool server = options->server != NULL, date = options->date != NULL;
	bool key = options->key_file != NULL;
	bool lexicon = options->lexicon != NULL;
	const struct {
		bool both;
		const char *names;
	} pairs[] = {
		{ link && server, "LINK --server" },
		{ link && date, "LINK --date" },
		{ link && key, "LINK --key-file" },
		{ link && lexicon, "LINK --lexicon" },
		{ link && options->practice, "LINK --practice" },
		{ options->practice && server, "--practice --server" },
		{ options->practice && date, "--practice --date" },
		{ options->practice && key, "--practice --key-file" },
		{ server && key, "--server --key-file" },
		{ server && lexicon, "--server --lexicon" },
		{ lexicon && options->answers != NULL, "--answers --lexicon" },
	};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (pairs[i].both)
			return pairs[i].names;
	return NULL;
}

static bool
check_together(const struct options *options, char complaint[COMPLAINT_SIZE])
{
	const char *missing = what_is_missing(options);
	const char *pair = what_is_too_much(options);

	if (missing != NULL)
		return complain(
		    options, complaint, "only with", "seulement avec", missing);
	return pair == NULL ||
	    complain(options, complaint, "not together", "pas ensemble", pair);
}

bool
options_read(struct options *options, int argc, char **argv, const char *locale,
    char complaint[COMPLAINT_SIZE])
{
	size_t command;
	int words;

	*options = (struct options){ .beam = 1,
		.client = "motus-terminal",
		.rules = motus_rules_daily() };
	set_language(options, strncmp(locale, "fr", 2) == 0 ? "fr" : "en");
	if (argc < 2)
		return complain(options, complaint, "no command",
		    "il manque la commande", "motus --help");
	command = find_command(argv[1]);
	if (command == COMMANDS)
		return complain(options, complaint, "no such command",
		    "commande inconnue", argv[1]);
	options->command = commands[command].command;
	if (!read_options(options, argc - 1, argv + 1, complaint))
		return false;
	words = argc - 1 - optind;
	if (words < commands[command].least || words > commands[command].most)
		return complain(options, complaint,
		    "not as many words as this command takes",
		    "cette commande ne prend pas autant de mots", argv[1]);
	for (int i = 0; i < words; i++)
		options->words[i] = argv[1 + optind + i];
	return check_together(options, complaint);
}
