#include "config.h"

#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "tests/must.h"
#include "tests/process.h"
#include "tests/servers.h"

#define OPTIONS_MAX 16
#define SECONDS 20

struct redis {
	char dir[64]; /* its files */
	char log[80]; /* one of them: what it prints */
	int port;
	pid_t pid; /* 0: not running */
	const char *const *options;
};

/* The first bytes of the reply to a command; false when none came. */
static bool
ask(int port, const char *command, char *reply, size_t size)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct timeval patience = { .tv_sec = SECONDS };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ssize_t got = -1;

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0 &&
	    dprintf(fd, "%s\r\n", command) > 0)
		got = read(fd, reply, size - 1);
	reply[got > 0 ? got : 0] = '\0';
	close(fd);
	return got > 0;
}

/* It answers (that a password is missing, too) and has read its files. */
static bool
answers(void *arg)
{
	const struct redis *redis = arg;
	char reply[128];

	if (!process_runs(redis->pid))
		return true;
	return ask(redis->port, "PING", reply, sizeof reply) &&
	    strncmp(reply, "-LOADING", 8) != 0;
}

static bool
run(struct redis *redis)
{
	const char *server = getenv("REDIS_SERVER");
	char port[8];
	const char *argv[OPTIONS_MAX + 16] = {
		server == NULL ? "redis-server" : server, "--port", port,
		"--bind", "127.0.0.1", "--dir", redis->dir, "--save", "",
		"--appendonly", "yes", "--appendfsync", "always"
	};
	size_t count = 13;

	snprintf(port, sizeof port, "%d", redis->port);
	snprintf(redis->log, sizeof redis->log, "%s/redis.log", redis->dir);
	for (size_t i = 0; redis->options != NULL && i < OPTIONS_MAX &&
	     redis->options[i] != NULL;
	     i++)
		argv[count++] = redis->options[i];
	redis->pid = process_start(argv, NULL, redis->log);
	must(await(answers, redis, SECONDS), "redis-server is silent");
	if (process_runs(redis->pid))
		return true;
	redis_kill(redis);
	return false;
}

/* Another program may take a free port first; then it is another's turn. */
struct redis *
redis_start(const char *const options[])
{
	struct redis *redis = calloc(1, sizeof *redis);

	strcpy(redis->dir, "/tmp/motus-redis-XXXXXX");
	must(mkdtemp(redis->dir) != NULL, "mkdtemp");
	redis->options = options;
	for (int tries = 0; tries < 5; tries++) {
		redis->port = free_port();
		if (run(redis))
			return redis;
	}
	must(false, "redis-server does not start");
}

void
redis_kill(struct redis *redis)
{
	process_end(redis->pid, SIGKILL);
	redis->pid = 0;
}

void
redis_restart(struct redis *redis)
{
	must(run(redis), "redis-server does not start again");
}

void
redis_stop(struct redis *redis)
{
	if (redis->pid != 0)
		redis_kill(redis);
	folder_remove(redis->dir);
	free(redis);
}

int
redis_port(const struct redis *redis)
{
	return redis->port;
}

const char *
redis_log(const struct redis *redis)
{
	return redis->log;
}

pid_t
redis_pid(const struct redis *redis)
{
	return redis->pid;
}

void
redis_tell(const struct redis *redis, const char *command)
{
	char reply[128];

	must(ask(redis->port, command, reply, sizeof reply) && reply[0] != '-',
	    "%s: %s", command, reply);
}

static int
remove_entry(
    const char *path, const struct stat *info, int type, struct FTW *where)
{
	(void)info;
	(void)type;
	(void)where;
	return remove(path);
}

void
folder_remove(const char *path)
{
	nftw(path, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}
