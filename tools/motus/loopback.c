#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "tools/motus/loopback.h"
#include "tools/motus/motus.h"

#define SECONDS 300 /* until the player has signed in */
#define REQUEST_SECONDS 2 /* until a browser has sent its request */
#define REQUEST_SIZE 16384

int
loopback_open(struct loopback *loopback)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof address;

	loopback->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (loopback->fd < 0 ||
	    bind(loopback->fd, (struct sockaddr *)&address, size) != 0 ||
	    listen(loopback->fd, 4) != 0 ||
	    getsockname(loopback->fd, (struct sockaddr *)&address, &size) != 0)
		return fail(EX_OSERR, "127.0.0.1: %s", strerror(errno));
	snprintf(loopback->uri, sizeof loopback->uri,
	    "http://127.0.0.1:%d" LOOPBACK_PATH, ntohs(address.sin_port));
	return EX_OK;
}

void
loopback_close(struct loopback *loopback)
{
	if (loopback->fd >= 0)
		close(loopback->fd);
}

static bool
fits(const struct form_answer *answer, const char *state)
{
	return strcmp(answer->state, state) == 0 &&
	    (answer->code[0] != '\0' || answer->error[0] != '\0');
}

/* --- a browser ------------------------------------------------------------ */

static void
reply(int fd, int status, const char *text)
{
	char page[1024];
	int size = snprintf(page, sizeof page,
	    "HTTP/1.1 %d -\r\nContent-Type: text/plain; charset=utf-8\r\n"
	    "Content-Length: %zu\r\nCache-Control: no-store\r\n"
	    "Referrer-Policy: no-referrer\r\nConnection: close\r\n\r\n%s",
	    status, strlen(text), text);

	send(fd, page, (size_t)size, MSG_NOSIGNAL);
}

/* The head of a request, or as much of it as came in time. */
static void
read_request(int fd, char request[REQUEST_SIZE])
{
	struct timeval limit = { .tv_sec = REQUEST_SECONDS };
	size_t used = 0;
	ssize_t got = 1;

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
	request[0] = '\0';
	while (got > 0 && used < REQUEST_SIZE - 1 &&
	    strstr(request, "\r\n\r\n") == NULL) {
		got = recv(fd, request + used, REQUEST_SIZE - 1 - used, 0);
		used += got > 0 ? (size_t)got : 0;
		request[used] = '\0';
	}
}

static bool
serve(int fd, const char *state, struct form_answer *answer, bool french)
{
	static const char path[] = LOOPBACK_PATH "?";
	char request[REQUEST_SIZE], *target;
	bool good;

	read_request(fd, request);
	target = form_target(request);
	good = target != NULL && strncmp(target, path, sizeof path - 1) == 0 &&
	    form_read_answer(answer, target) && fits(answer, state);
	if (good)
		reply(fd, 200,
		    tr(french, "Go back to the terminal now.\n",
			"Vous pouvez revenir au terminal.\n"));
	else
		reply(fd, 404, "-\n");
	return good;
}

static bool
take_browser(const struct loopback *loopback, const char *state,
    struct form_answer *answer, bool french)
{
	int fd = accept(loopback->fd, NULL, NULL);
	bool good;

	if (fd < 0)
		return false;
	good = serve(fd, state, answer, french);
	close(fd);
	return good;
}

/* --- or a line --------------------------------------------------------------
 */

/* *ended: there will be no more. */
static bool
take_line(
    const char *state, struct form_answer *answer, bool french, bool *ended)
{
	char line[REQUEST_SIZE];

	if (fgets(line, sizeof line, stdin) == NULL) {
		*ended = true;
		return false;
	}
	if (form_read_answer(answer, line) && fits(answer, state))
		return true;
	fail(0, "%s",
	    tr(french, "this is not the address that belongs to it",
		"ce n'est pas l'adresse attendue"));
	return false;
}

static long
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec;
}

int
loopback_wait(const struct loopback *loopback, const char *state,
    struct form_answer *answer, bool french)
{
	struct pollfd fds[] = { { .fd = loopback->fd, .events = POLLIN },
		{ .fd = STDIN_FILENO, .events = POLLIN } };
	long end = now() + SECONDS;
	bool ended = false;

	setvbuf(stdin, NULL, _IONBF, 0); /* poll() must see what is left */
	while (now() < end) {
		if (ended)
			fds[1].fd = -1;
		if (poll(fds, 2, 1000 * (int)(end - now())) < 0 &&
		    errno != EINTR)
			return fail(EX_OSERR, "%s", strerror(errno));
		if (fds[0].revents != 0 &&
		    take_browser(loopback, state, answer, french))
			return EX_OK;
		if (fds[1].revents != 0 &&
		    take_line(state, answer, french, &ended))
			return EX_OK;
	}
	return fail(EX_TEMPFAIL, "%s",
	    tr(french, "nobody has signed in", "personne ne s'est identifié"));
}
