/*
 * site.h - a game service inside the test's process
 *
 * A site is one instance: a lexicon of a few words, a store, a clock that
 * stands still and a loop whose timers the test fires.  Several may share a
 * store.
 */
#ifndef TESTS_SITE_H
#define TESTS_SITE_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include <motus/daily.h>
#include <motus/game.h>
#include <motus/store.h>

#include "daemons/game/game.h"
#include "tests/visit.h"

/* The key of every site that is given one. */
extern const unsigned char SITE_KEY[MOTUS_KEY_SIZE];

struct site {
	struct service service;
	bool secure; /* it is https */
	char dir[64]; /* of its lexicon */
	motus_tick *tick; /* the timer that is set, or NULL */
	void *tick_arg;
	int pause; /* its milliseconds */
};

/*
 * A site on `store`, which becomes the site's, with SITE_KEY.  All sites see
 * the same moment: 2026-03-28 12:00 in Paris, until site_set_clock().
 */
struct site *site_create(struct motus_store *store);

/* The same with another key. */
struct site *site_create_with_key(
    struct motus_store *store, const unsigned char *key);

/* The same with no key yet. */
struct site *site_create_without_key(struct motus_store *store);

/*
 * The same as site_create() after somebody edited its words: `without` may
 * not be guessed any more ("": all may), and `later` was added to the answers
 * (tools/lexicon/answers.h).
 */
struct site *site_create_edited(
    struct motus_store *store, const char *without, const char *later);
/*
 * The same as site_create() where players can sign in with the provider of
 * tests/issuer.h, which was started before.
 */
struct site *site_create_with_accounts(struct motus_store *store);

/*
 * The same as site_create() where results are told to the score service, by a
 * fetch() that the test brings.
 */
#define SITE_SECRET "the secret of the game"
struct site *site_create_with_scores(struct motus_store *store);
void site_destroy(struct site *site);

/* From the day `from` on ("2026-03-29"; NULL: always) this key counts. */
void site_use_key(
    struct site *site, const char *from, const unsigned char *key);

/* "2026-03-29T00:59:59Z" */
void site_set_clock(const char *stamp);

/* So many seconds later, and the moment that it is. */
void site_later(int seconds);
time_t site_now(void);

/* Fire the timer that is set. */
void site_tick(struct site *site);

/* The puzzle of a day ("2026-03-28"), answer and all. */
struct motus_puzzle site_puzzle(const struct site *site, const char *date);

/* The `index`th word that may be guessed on that day and is not the answer. */
const char *site_wrong(const struct site *site, const char *date, int index);

/* Whether its figures have this line. */
bool site_counted(const struct site *site, const char *figure);

/* Send a request; `body` NULL is none, otherwise it is application/json. */
struct visit *visit_start(struct site *site, struct browser *browser,
    enum method method, const char *path, const char *body);

/* Both: send and wait. */
struct visit *visit_get(
    struct site *site, struct browser *browser, const char *path);
struct visit *visit_put(struct site *site, struct browser *browser,
    const char *path, const char *body);

struct visit *visit_post(
    struct site *site, struct browser *browser, const char *path);

/* The same with a bearer token, and no cookies. */
struct visit *visit_bearer(struct site *site, enum method method,
    const char *path, const char *token, const char *body);

/* What HAProxy asks before it sends players. */
struct visit *visit_readiness(struct site *site);

/* PUT the guess of a turn; or begin to. */
struct visit *visit_guess_start(struct site *site, struct browser *browser,
    const char *date, int turn, const char *guess);
struct visit *visit_guess(struct site *site, struct browser *browser,
    const char *date, int turn, const char *guess);

/* GET the game of a day. */
struct visit *visit_game(
    struct site *site, struct browser *browser, const char *date);

/* The guesses of the game in the reply, "ABC DEF "; static. */
const char *visit_guesses(const struct visit *visit);

#endif
