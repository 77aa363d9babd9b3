/*
 * motus.h - what the commands of the program share
 */
#ifndef TERMINAL_MOTUS_H
#define TERMINAL_MOTUS_H

#include <stdbool.h>

#include <sysexits.h>

#include <jansson.h>

#include <motus/error.h>
#include <motus/lexicon.h>

#include "tools/motus/options.h"

/*
 * How a command ends: EX_OK, one of these, or what sysexits.h has for what
 * went wrong.
 */
enum {
	EXIT_NO = 1, /* lost, not accepted, does not hold */
	EXIT_UNFINISHED = 2, /* the input ended before the game */
};

/* One of two texts of the same meaning; formats take the same arguments. */
const char *tr(bool french, const char *english, const char *other)
    __attribute__((format_arg(2), format_arg(3)));

/* Say why on standard error, printf-like; returns `status`. */
int fail(int status, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same for what libmotus says about `name`; EX_OK for 0. */
int fail_of(const char *name, int error);

/* Print one line of JSON (taken); EX_OK, or EX_OSERR without memory. */
int print_json(json_t *json);

/*
 * Open the lexicon that the options name, or the installed one of their
 * language: EX_OK, else it was said why.  The caller destroys it.
 */
int open_lexicon(struct motus_lexicon **lexicon, const struct options *options);

/* Read a word: EX_OK, else it was said why. */
int parse_word(
    struct motus_word *word, const char *text, const struct options *options);

/* The word that is the `index`th argument: EX_OK, else it was said why. */
int read_word(
    struct motus_word *word, const struct options *options, int index);

/* The commands. */
int run_analyse(const struct options *options);
int run_history(const struct options *options);
int run_lexicon(const struct options *options);
int run_login(const struct options *options);
int run_logout(const struct options *options);
int run_mark(const struct options *options);
int run_play(const struct options *options);
int run_solve(const struct options *options);
int run_verify(const struct options *options);

#endif
