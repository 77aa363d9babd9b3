#include <config.h>

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "tests/echo.h"
#include "tests/must.h"
#include "tests/process.h"
#include "tests/servers.h"

static const char *
program(void)
{
	static char path[256];
	const char *builddir = getenv("builddir");

	snprintf(path, sizeof path, "%s/tests/echod",
	    builddir == NULL ? "." : builddir);
	return path;
}

static struct sockaddr_in
address_of(int port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

static bool
answers(void *arg)
{
	struct echo *echo = arg;

	return port_listens(echo->port);
}

struct echo
echo_start(void)
{
	struct echo echo = { .port = free_port() };
	const char *argv[] = { program(), "-d", ".", NULL };
	char port[16];

	strcpy(echo.folder, "/tmp/motus-echo-XXXXXX");
	must(mkdtemp(echo.folder) != NULL, "no folder");
	snprintf(echo.log, sizeof echo.log, "%s/log", echo.folder);
	snprintf(echo.url, sizeof echo.url, "http://127.0.0.1:%d", echo.port);
	snprintf(port, sizeof port, "%d", echo.port);
	setenv("PORT", port, 1);
	echo.pid = process_start(argv, NULL, echo.log);
	must(await(answers, &echo, 20), "echod does not answer");
	return echo;
}

void
echo_stop(struct echo *echo)
{
	if (echo->pid != 0)
		process_end(echo->pid, SIGKILL);
	echo->pid = 0;
	folder_remove(echo->folder);
}

int
echo_run(const char *option, char *text, size_t size)
{
	const char *argv[] = { program(), option, NULL };
	char path[] = "/tmp/motus-echo-XXXXXX";
	int fd = mkstemp(path), status;
	ssize_t got;

	status = process_end(process_start(argv, NULL, path), 0);
	got = read(fd, text, size - 1);
	text[got < 0 ? 0 : got] = '\0';
	close(fd);
	unlink(path);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int
echo_dial(const struct echo *echo)
{
	struct sockaddr_in address = address_of(echo->port);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	must(connect(fd, (struct sockaddr *)&address, sizeof address) == 0,
	    "echod refuses");
	return fd;
}

void
echo_say(int fd, const char *text)
{
	must(
	    send(fd, text, strlen(text), MSG_NOSIGNAL) == (ssize_t)strlen(text),
	    "echod does not listen");
}

bool
echo_hear(int fd, const char *until, int seconds, char text[65536])
{
	time_t deadline = time(NULL) + seconds;
	size_t size = 0;
	ssize_t got = 1;

	text[0] = '\0';
	while (got > 0 && time(NULL) <= deadline) {
		struct pollfd wait = { .fd = fd, .events = POLLIN };

		if (until != NULL && strstr(text, until) != NULL)
			return true;
		if (poll(&wait, 1, 100) < 1)
			continue;
		got = read(fd, text + size, 65535 - size);
		size += got > 0 ? (size_t)got : 0;
		text[size] = '\0';
	}
	return until == NULL && got <= 0;
}

int
echo_get(const struct echo *echo, const char *path, char text[65536])
{
	int fd = echo_dial(echo), status = 0;
	char request[512], *body;

	snprintf(request, sizeof request,
	    "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", path);
	echo_say(fd, request);
	echo_hear(fd, NULL, 20, text);
	close(fd);
	sscanf(text, "HTTP/1.1 %d", &status);
	body = strstr(text, "\r\n\r\n");
	if (body != NULL)
		memmove(text, body + 4, strlen(body + 4) + 1);
	return status;
}

long
echo_figure(const struct echo *echo, const char *name)
{
	static char text[65536];
	char line[128];
	const char *at;

	echo_get(echo, "/metrics", text);
	snprintf(line, sizeof line, "\n%s ", name);
	at = strstr(text, line);
	return at == NULL ? -1 : strtol(at + strlen(line), NULL, 10);
}

struct wanted {
	const struct echo *echo;
	const char *name;
	long value;
};

static bool
figure_is(void *arg)
{
	struct wanted *wanted = arg;

	return echo_figure(wanted->echo, wanted->name) == wanted->value;
}

void
echo_await_figure(const struct echo *echo, const char *name, long value)
{
	struct wanted wanted = { echo, name, value };

	must(await(figure_is, &wanted, 20), "%s", name);
}

pid_t
echo_worker(const struct echo *echo)
{
	static char text[65536];
	const char *pid;

	must(echo_get(echo, "/echo/pid", text) == 200, "no echo");
	pid = strstr(text, "\"pid\":");
	return pid == NULL ? 0 : (pid_t)strtol(pid + 6, NULL, 10);
}
