/*
 * import.h - a record that somebody brings along from another game
 *
 * SUTOM has a link with figures in it, reactle a JSON text, and another Motus
 * its export.  Whoever wrote one could write anything: so all that can be
 * asked of the figures is that they agree with each other, and they are kept
 * apart and never rank.
 */
#ifndef SCORE_IMPORT_H
#define SCORE_IMPORT_H

#include <stdbool.h>

#include <jansson.h>

#include <motus/game.h>

enum import_source { IMPORT_SUTOM, IMPORT_REACTLE, IMPORT_MOTUS };

#define IMPORT_COUNT_MAX 1000000 /* of what is counted, each */
#define IMPORT_LANGUAGES_MAX 16
#define IMPORT_UNKNOWN (-1)
#define IMPORT_COMPLAINT_SIZE 160

struct import {
	json_int_t distribution[MOTUS_TURNS]; /* games won in 1, 2, ... turns */
	json_int_t lost;
	json_int_t best_streak, red, yellow, blue; /* or IMPORT_UNKNOWN */
	char complaint[IMPORT_COMPLAINT_SIZE]; /* what is wrong, for people */
};

/* The source of that name ("sutom"); false when there is none. */
bool import_source_named(enum import_source *source, const char *name);

/*
 * Read what was sent:
 *
 *	sutom	{"code": "the link, or what follows its #"}
 *	reactle	what it exports
 *	motus	what export_get() gives; of several languages, the sum
 *
 * False when there is something wrong; then import->complaint says what.
 */
bool import_read(
    struct import *import, enum import_source source, const json_t *sent);

/* import_read() of SUTOM. */
bool import_read_sutom(struct import *import, const json_t *sent);

/*
 * {"games", "wins", "lost", "distribution", "best_streak", "red", "yellow",
 * "blue"}; null is unknown.  NULL without memory.
 */
json_t *import_json(const struct import *import);

/* For who reads them: false, and the complaint made as printf() does. */
bool import_complain(struct import *import, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
