/*
 * servers.h - a Redis server that a test starts, kills and starts again
 */
#ifndef TESTS_SERVERS_H
#define TESTS_SERVERS_H

#include <sys/types.h>

struct redis;

/*
 * Start a server on a free port of 127.0.0.1 in a temporary folder and wait
 * until it answers.  It appends to its file and syncs before each reply.
 * `options` are more of them ("--requirepass", "word"), ended by NULL; they
 * live as long as the server.  NULL: none.  Aborts the test if it can't.
 */
struct redis *redis_start(const char *const options[]);

/* End it as a power cut would. */
void redis_kill(struct redis *redis);

/* Start it again, on the same port and with its files. */
void redis_restart(struct redis *redis);

/* Kill it if it runs; its folder goes too. */
void redis_stop(struct redis *redis);

int redis_port(const struct redis *redis);
const char *redis_log(const struct redis *redis); /* the file of its log */
pid_t redis_pid(const struct redis *redis); /* 0: not running */

/* Send it one line of a command, and wait for the reply. */
void redis_tell(const struct redis *redis, const char *command);

/* Remove a folder and all that is in it. */
void folder_remove(const char *path);

#endif
