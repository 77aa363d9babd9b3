/*
 * crowd.h - people who play on a stack while things break
 *
 * They play, as guests and, where there is a provider, signed in; others look
 * at the page, read boards, or are about to sign in.  Nothing that they ask for
 * may fail; each guess that was acknowledged must be in its game, once, and
 * each game of who was signed in on the board.
 */
#ifndef TESTS_CROWD_H
#define TESTS_CROWD_H

#include <stdbool.h>

#include "tests/stack.h"

#define SOME 40 /* requests of each part, to see that all is well */

/* Who answers; or, at the door, HAProxy. */
enum part { AT_PAGE, AT_GAME, AT_SCORE, AT_AUTH, AT_DOOR };

#define PARTS 5

struct crowd;

/* Let people in. */
struct crowd *crowd_gather(struct stack *stack);

/*
 * And people who make puzzles for friends: their requests are sent once, so
 * they suffer when an instance is killed, but not when one ends.
 */
void crowd_let_in_makers(struct crowd *crowd);

/*
 * Wait until every part that may not refuse has answered `count` more requests,
 * or one failed.
 */
void crowd_await(struct crowd *crowd, int count);

/*
 * From now on a part may refuse with 503 and Retry-After, or the door may not
 * answer at all; people ask again then.
 */
void crowd_do_without(struct crowd *crowd, enum part part);

/* Wait until that part has refused `count` more requests, or one failed. */
void crowd_await_refusals(struct crowd *crowd, enum part part, int count);

/* Wait until it has answered `count` with no refusal between, or one failed. */
void crowd_await_calm(struct crowd *crowd, enum part part, int count);

/* All go home; the test fails if anything did. */
void crowd_disperse(struct crowd *crowd);

/* `happens` on a stack with everything, where all is well before and after. */
void while_people_play(
    void (*happens)(struct stack *stack, struct crowd *crowd));

/* A test of that: what fails in a .fini does not fail the test. */
#define WHILE_PEOPLE_PLAY(suite, sentence)                              \
	static void sentence(struct stack *stack, struct crowd *crowd); \
	Test(suite, sentence)                                           \
	{                                                               \
		while_people_play(sentence);                            \
	}                                                               \
	static void sentence(struct stack *stack, struct crowd *crowd)

#endif
