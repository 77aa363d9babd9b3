/*
 * history.h - what was played, in a file of the player's
 */
#ifndef TERMINAL_HISTORY_H
#define TERMINAL_HISTORY_H

#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

struct history; /* opaque: it owns the file */

#define HISTORY_ID_SIZE 240 /* of a game */

/*
 * Open the player's history, which the first use makes.  EX_OK, else it was
 * said why.  The caller closes it; NULL is allowed.
 */
int history_open(struct history **history);
void history_close(struct history *history);

/* The game `id`, the caller's; NULL when it is not there or can't be read. */
json_t *history_get(struct history *history, const char *id);

/*
 * Keep `game` (taken) as `id`, played at `when` (milliseconds since 1970).
 * EX_OK, else it was said why.
 */
int history_put(
    struct history *history, const char *id, json_t *game, int64_t when);

/* A note of what is under `key`, the caller's to free; NULL: there is none. */
char *history_noted(struct history *history, const char *key);

/* Keep that note.  EX_OK, else it was said why. */
int history_note(struct history *history, const char *key, const char *text);

/* Drop that note, if there is one.  Likewise. */
int history_forget(struct history *history, const char *key);

/*
 * Call each() with every game, the one last played first, until it returns
 * something else than EX_OK, which is returned.
 */
typedef int history_each(void *arg, const json_t *game, int64_t when);

int history_walk(struct history *history, history_each *each, void *arg);

#endif
