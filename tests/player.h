/*
 * player.h - what a player does on a site, for tests
 */
#ifndef TESTS_PLAYER_H
#define TESTS_PLAYER_H

#include <motus/date.h>

#include "tests/client.h"

/* The date of today's puzzle, as the site says it. */
struct motus_date player_today(struct client *client, const char *language);

/* The day before `date`. */
struct motus_date day_before(struct motus_date date);

/* PUT `word` on turn `turn`; the caller drops the answer. */
struct answer player_guess(struct client *client, const char *language,
    struct motus_date date, int turn, const char *word);

/* The same, and the test fails unless `status` comes. */
void player_expect_guess(struct client *client, const char *language,
    struct motus_date date, int turn, const char *word, int status);

/* GET the game; the caller drops the answer. */
struct answer player_game(
    struct client *client, const char *language, struct motus_date date);

/* The guesses of a game, "ABC DEF ", as an answer shows them; static. */
const char *player_guesses(const struct answer *answer);

#endif
