/*
 * serve.h - an HTTP server in a test's process: each connection has a thread
 */
#ifndef TESTS_SERVE_H
#define TESTS_SERVE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Start one; returns its port on 127.0.0.1.  It ends with the process.
 * `converse` is called for each connection, which is closed when it returns.
 */
int serve_start(void (*converse)(int fd));

/* The next request, head and body, with a NUL after it; NULL at the end. */
char *serve_hear(int fd);

/* Send all of it; false when the client left. */
bool serve_say(int fd, const void *bytes, size_t size);

#endif
