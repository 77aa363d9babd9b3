/*
 * stack.h - the whole thing, for tests: for each service its store and two
 * instances, and HAProxy before them
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

#define STACK_INSTANCES 2 /* of a service, to begin with */
#define STACK_INSTANCES_MAX 4
#define STACK_PLANTED_MAX 256

struct redis;

/* The instances of a service, and what they keep. */
struct fleet {
	const char *service; /* "game"; NULL: it is not run */
	int count; /* of instances that HAProxy knows */
	int port[STACK_INSTANCES_MAX];
	pid_t pid[STACK_INSTANCES_MAX]; /* 0: not running */
	struct redis *redis; /* NULL: SQLite */
	char store[128]; /* what STORE says */
};

struct stack_options {
	const char *store; /* "redis" or "sqlite" */
	bool auth; /* with the provider */
	bool score; /* with the score service */
	int limit_address; /* 0: no limit */
	int limit_guesses;
	const char *loki; /* what LOKI says; NULL: nothing */
};

struct stack {
	char dir[64];
	char url[64]; /* of HAProxy */
	struct stack_options options;
	int port, gateway; /* HAProxy's, for players and for instances */
	int figures; /* where HAProxy's are */
	struct fleet game, auth, score;
	pid_t haproxy;
	char loki[64]; /* what LOKI says */
	char *planted[STACK_PLANTED_MAX];
	size_t planted_count;
};

/* Start all of it and wait until it is ready.  Aborts the test if it can't. */
struct stack *stack_start(const struct stack_options *options);

/* The same on "redis" or "sqlite", with no limits. */
struct stack *stack_start_on(const char *store);

/*
 * Stop all of it; the folder goes too.  The test fails if a log has a secret
 * that was planted, a secret of the stack's own, or an answer of these days.
 */
void stack_stop(struct stack *stack);

/* Start instance `i` of a fleet of `stack`, and wait until it is ready. */
void stack_start_instance(struct stack *stack, struct fleet *fleet, int i);

/* Send `signal` to instance `i` and wait until it has ended. */
void stack_end_instance(struct fleet *fleet, int i, int signal);

/*
 * Have `count` instances of a fleet: HAProxy is told once new ones are ready,
 * and before those that go are told to stop.
 */
void stack_scale(struct stack *stack, struct fleet *fleet, int count);

/* Start HAProxy, and wait until it listens. */
void stack_start_haproxy(struct stack *stack);

/* Wait until HAProxy finds every instance that runs ready, and knows no other.
 */
void stack_await_ready(struct stack *stack);

/* The instances, as conf/haproxy/servers.sh takes them: " game=HOST:PORT..." */
void stack_instances(const struct stack *stack, char *text, size_t size);

/* The puzzle of `date` in `language` ("fr"), answer and all. */
struct motus_puzzle stack_puzzle(const char *language, struct motus_date date);

/* A word that may be guessed, with the answer's length and initial, the
 * `index`th that is not the answer. */
struct motus_word stack_wrong(
    const char *language, struct motus_word answer, size_t index);

/* `secret` (copied) must be in no log. */
void stack_plant(struct stack *stack, const char *secret);

/* All that the instances, HAProxy and Redis have printed; the caller frees. */
char *stack_logs(const struct stack *stack);

#endif
