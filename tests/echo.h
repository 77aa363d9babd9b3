/*
 * echo.h - tests/echod, started and spoken to
 */
#ifndef TESTS_ECHO_H
#define TESTS_ECHO_H

#include <stdbool.h>
#include <stddef.h>

#include <sys/types.h>

struct echo {
	pid_t pid;
	int port;
	char folder[64]; /* where it runs; gone when it stops */
	char log[96]; /* the file with all it said */
	char url[64];
};

/*
 * Start it on a free port, with the environment as it is, and wait until it
 * answers.  Aborts the test if it does not.
 */
struct echo echo_start(void);

/* Kill it if it runs, and remove its folder. */
void echo_stop(struct echo *echo);

/*
 * Run it to its end, with `option` if not NULL.  Returns its exit status; what
 * it printed is in `text`.
 */
int echo_run(const char *option, char *text, size_t size);

/* GET `path`: the status, with the body in `text`. */
int echo_get(const struct echo *echo, const char *path, char text[65536]);

/* The number after `name` in /metrics; -1 if it is not there. */
long echo_figure(const struct echo *echo, const char *name);

/* Wait until that number is `value`. */
void echo_await_figure(const struct echo *echo, const char *name, long value);

/* The process that answers. */
pid_t echo_worker(const struct echo *echo);

/* A connection to it. */
int echo_dial(const struct echo *echo);

/* Send a text on it. */
void echo_say(int fd, const char *text);

/*
 * Read from it until `until` has come, or with NULL until it is closed, at
 * most `seconds`.  False, with what came, if that does not happen.
 */
bool echo_hear(int fd, const char *until, int seconds, char text[65536]);

#endif
