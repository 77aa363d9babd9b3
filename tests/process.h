/*
 * process.h - servers that a test starts and stops
 */
#ifndef TESTS_PROCESS_H
#define TESTS_PROCESS_H

#include <stdbool.h>

#include <sys/types.h>

/*
 * Start `argv` (found on PATH) with the strings of `env` ("A=b") as its whole
 * environment, or this process's when NULL, in a process group of its own,
 * its output appended to the file `log`.  It is killed when the test ends,
 * however that comes about.  Returns its pid; aborts the test if it can't.
 */
pid_t process_start(
    const char *const argv[], const char *const env[], const char *log);

/*
 * Send `signal` to the process, with SIGKILL to its whole group, and wait
 * until it has ended.  Returns the status as waitpid(2) gives it.
 */
int process_end(pid_t pid, int signal);

/* Whether it still runs; one that has ended is not reaped by this. */
bool process_runs(pid_t pid);

/* A TCP port of 127.0.0.1 that was free just now, and is no other test's. */
int free_port(void);

/* Whether something listens on that port. */
bool port_listens(int port);

/*
 * Call `ready` every few milliseconds until it returns true; false when that
 * takes more than `seconds`.
 */
bool await(bool (*ready)(void *arg), void *arg, int seconds);

#endif
