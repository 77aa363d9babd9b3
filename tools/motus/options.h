/*
 * options.h - what the command line asks for
 */
#ifndef TERMINAL_OPTIONS_H
#define TERMINAL_OPTIONS_H

#include <stdbool.h>

#include <motus/game.h>

/* The commands, as bits. */
enum command {
	COMMAND_HISTORY = 1,
	COMMAND_LEXICON = 2,
	COMMAND_MARK = 4,
	COMMAND_PLAY = 8,
	COMMAND_VERIFY = 16,
	COMMAND_LOGIN = 32,
	COMMAND_LOGOUT = 64,
	COMMAND_ANALYSE = 128,
	COMMAND_SOLVE = 256,
};

/* Arguments of a command, at most: an answer and the turns of a game. */
#define OPTIONS_WORDS (1 + MOTUS_TURNS_MAX)

struct options {
	enum command command;
	const char *language; /* of the words */
	bool french; /* of what is said; otherwise English */
	bool json;
	const char *answers, *guesses; /* files; NULL: the lexicon's */
	const char *client; /* whom the provider of a site knows it as */
	const char *date; /* NULL: today */
	const char *key_file; /* NULL: that of the player */
	const char *lexicon; /* a file; NULL: the installed one */
	const char *server; /* the address of a site; NULL: none */
	const char *first; /* what a solver guesses first; NULL: the best */
	unsigned int beam; /* guesses that a solver tries, see solver.h */
	bool practice;
	unsigned int length; /* 0: any */
	struct motus_rules rules; /* of practice, but for the bonus letter */
	bool bonus;
	const char *words[OPTIONS_WORDS + 1]; /* NULL where there is none */
};

/* Whether `tag` can be that of a language. */
bool is_language(const char *tag);

#define COMPLAINT_SIZE 128

/*
 * Read the command line after the program's name; all texts stay those of
 * `argv`, which getopt_long() puts in another order.  `locale` is that of the
 * player, such as "fr_FR.UTF-8".  False, with the complaint (in the language of
 * the player), for what no command takes.
 */
bool options_read(struct options *options, int argc, char **argv,
    const char *locale, char complaint[COMPLAINT_SIZE]);

#endif
