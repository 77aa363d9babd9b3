#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include "tests/must.h"
#include "tests/process.h"

extern char **environ;

static void
become(const char *const argv[], const char *const env[], const char *log)
{
	int in = open("/dev/null", O_RDONLY);
	int out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0644);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setpgid(0, 0);
	dup2(in, 0);
	dup2(out, 1);
	dup2(out, 2);
	execvpe(argv[0], (char **)argv, env == NULL ? environ : (char **)env);
	_exit(127);
}

pid_t
process_start(
    const char *const argv[], const char *const env[], const char *log)
{
	pid_t pid = fork();

	must(pid >= 0, "fork");
	if (pid == 0)
		become(argv, env, log);
	setpgid(pid, pid);
	return pid;
}

int
process_end(pid_t pid, int signal)
{
	int status = 0;

	kill(signal == SIGKILL ? -pid : pid, signal);
	waitpid(pid, &status, 0);
	return status;
}

bool
process_runs(pid_t pid)
{
	siginfo_t info = { 0 };

	return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) ==
	    0 &&
	    info.si_pid == 0;
}

static struct sockaddr_in
loopback(int port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

/*
 * Whether it is ours until the process ends: others that run now, and have not
 * begun to listen on theirs, have said so by a name as well.
 */
static bool
reserve(int port)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int length = snprintf(
	    name.sun_path + 1, sizeof name.sun_path - 1, "motus-port-%d", port);
	size_t size =
	    offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length;

	if (bind(fd, (struct sockaddr *)&name, (socklen_t)size) == 0)
		return true;
	close(fd);
	return false;
}

/*
 * One that the system gives to no connection of its own accord (those begin at
 * 32768), so that a server which is killed finds it free again.
 */
int
free_port(void)
{
	for (int tries = 0; tries < 100; tries++) {
		uint16_t random;

		must(getrandom(&random, sizeof random, 0) == sizeof random,
		    "no random numbers");
		int port = 12000 + random % 20000;
		struct sockaddr_in address = loopback(port);
		int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		bool free = bind(fd, (struct sockaddr *)&address,
				sizeof address) == 0 &&
		    reserve(port);

		close(fd);
		if (free)
			return port;
	}
	must(false, "no free port");
	return 0;
}

bool
port_listens(int port)
{
	struct sockaddr_in address = loopback(port);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool listens =
	    connect(fd, (struct sockaddr *)&address, sizeof address) == 0;

	close(fd);
	return listens;
}

bool
await(bool (*ready)(void *arg), void *arg, int seconds)
{
	time_t deadline = time(NULL) + seconds;

	while (!ready(arg)) {
		if (time(NULL) > deadline)
			return false;
		nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
	}
	return true;
}
