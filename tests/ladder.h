/*
 * ladder.h - a score service in the test's process
 *
 * A ladder is one instance; several may share what is kept.  Tokens come from
 * tests/issuer.h.
 */
#ifndef TESTS_LADDER_H
#define TESTS_LADDER_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include <motus/store.h>

#include "daemons/score/score.h"
#include "tests/visit.h"

struct ladder {
	struct scores scores;
	motus_tick *tick; /* the timer that is set, or NULL */
};

/*
 * A ladder of French and English on `store`, which becomes the ladder's.  The
 * first one starts the issuer and sets the clock of all to 2026-03-28 12:00 in
 * Paris; ladder_stop() ends both.  Others come and go between.
 */
struct ladder *ladder_start(struct motus_store *store);
void ladder_stop(struct ladder *ladder);
struct ladder *ladder_create(struct motus_store *store);
void ladder_destroy(struct ladder *ladder);

/* "2026-03-29T00:59:59Z"; so many seconds later. */
void ladder_set_clock(const char *stamp);
void ladder_later(int seconds);

/* What visit_send() takes. */
struct host ladder_host(struct ladder *ladder);

/* Whether its figures have this line. */
bool ladder_counted(const struct ladder *ladder, const char *figure);

/*
 * Send a request with a bearer token, NULL: none; `body` NULL is none,
 * otherwise it is application/json.  Without _start it is waited for.
 */
struct visit *request_start(struct ladder *ladder, enum method method,
    const char *path, const char *token, const char *body);
struct visit *request(struct ladder *ladder, enum method method,
    const char *path, const char *token, const char *body);

/* The same by the account `sub` (NULL: a stranger), and by the service. */
struct visit *ask(struct ladder *ladder, const char *sub, enum method method,
    const char *path, const char *body);
struct visit *serve_start(struct ladder *ladder, const char *scope,
    enum method method, const char *path, const char *body);
struct visit *serve(struct ladder *ladder, const char *scope,
    enum method method, const char *path, const char *body);

/*
 * What the game tells: `turns` turns, 0 for a game lost, of a word of 7
 * letters; finished at that stamp, NULL: at noon of the day in UTC.  The
 * account's name is its sub.  tell() fails the test if it is not new.
 */
struct visit *tell_start(struct ladder *ladder, const char *date,
    const char *player, int turns, const char *stamp);
void tell(struct ladder *ladder, const char *date, const char *player,
    int turns, const char *stamp);

/*
 * A board with this query ("day?limit=2") as `sub` sees it: "1 zoe 55/3, 2 ann
 * 45/4*", rank, name, points and guesses, and * for the caller; static.
 */
const char *page_of(struct ladder *ladder, const char *sub, const char *query);

/* The integer at a path ("points.week") of what players/me says. */
json_int_t figure(struct ladder *ladder, const char *sub, const char *path);

#endif
