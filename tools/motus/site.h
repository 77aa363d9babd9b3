/*
 * site.h - a running site, and who the player is there
 */
#ifndef TERMINAL_SITE_H
#define TERMINAL_SITE_H

#include "tools/motus/history.h"
#include "tools/motus/http.h"
#include "tools/motus/options.h"

#define SITE_PATH_SIZE 128
#define SITE_KEY_SIZE 192

struct site {
	struct http *http;
	struct history *history; /* NULL: nothing is remembered */
	bool french;
	json_t *tokens; /* of who signed in (tokens.h); NULL: a guest */
};

/*
 * Reach for the site at options->server, as whom it knew before: EX_OK, else it
 * was said why.  `history` stays the caller's.
 */
int site_open(
    struct site *site, struct history *history, const struct options *options);

/* Remember who the player is there, and close. */
void site_close(struct site *site);

/* The key under which the history notes `what` about the site. */
void site_key(
    const struct site *site, const char *what, char key[SITE_KEY_SIZE]);

/*
 * A request, sent again where that may help: EX_OK when there is a reply, of
 * whatever status, whose `json` is the caller's; else it was said why.
 */
int site_send(struct site *site, const char *method, const char *path,
    const char *body, struct http_reply *reply);

/* GET, and a reply of 200: EX_OK and `json` is the caller's. */
int site_get(struct site *site, const char *path, json_t **json);

/* Say what the reply complains about; how the program must end. */
int site_complain(const struct site *site, const struct http_reply *reply);

/* The reply is not what the site should say; likewise. */
int site_puzzled(const struct site *site);

/* "/api/game/puzzles/LANGUAGE/DATE", or of today. */
void site_puzzle_path(const struct options *options, char path[SITE_PATH_SIZE]);

#endif
