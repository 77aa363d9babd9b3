/*
 * stack.h - the whole thing, for tests: a store, two game instances, HAProxy
 *
 * Everything listens on free ports of 127.0.0.1, keeps its files in a
 * temporary folder and ends with the test.  The key of the days is known here,
 * so a test knows every answer.
 */
#ifndef TESTS_STACK_H
#define TESTS_STACK_H

#include <stdbool.h>
#include <stddef.h>

#include <sys/types.h>

#include <motus/daily.h>
#include <motus/word.h>

#define STACK_GAMES 2

struct redis;

struct stack {
	char dir[64];
	char url[64]; /* of HAProxy */
	int port; /* HAProxy's */
	int game_port[STACK_GAMES];
	pid_t game[STACK_GAMES]; /* 0: not running */
	pid_t haproxy;
	struct redis *redis; /* NULL: SQLite */
	char store[128]; /* what STORE says */
};

struct stack_options {
	const char *store; /* "redis" or "sqlite" */
	int limit_address; /* 0: no limit */
	int limit_guesses;
};

/* Start all of it and wait until it is ready.  Aborts the test if it can't. */
struct stack *stack_start(const struct stack_options *options);

/* The same on "redis" or "sqlite", with no limits. */
struct stack *stack_start_on(const char *store);

/* Stop all of it; the folder goes too. */
void stack_stop(struct stack *stack);

/* Start instance `i` and wait until it is ready. */
void stack_start_game(struct stack *stack, int i);

/* Send `signal` to instance `i` and wait until it has ended. */
void stack_end_game(struct stack *stack, int i, int signal);

/* Wait until HAProxy finds every instance ready. */
void stack_await_ready(struct stack *stack);

/* The puzzle of `date` in `language` ("fr"), answer and all. */
struct motus_puzzle stack_puzzle(const char *language, struct motus_date date);

/* A word that may be guessed, with the answer's length and initial, the
 * `index`th that is not the answer. */
struct motus_word stack_wrong(
    const char *language, struct motus_word answer, size_t index);

/* All that the instances, HAProxy and Redis have printed; the caller frees. */
char *stack_logs(const struct stack *stack);

#endif
