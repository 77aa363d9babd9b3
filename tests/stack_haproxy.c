/* HAProxy before a stack. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>
#include <sys/un.h>

#include "tests/must.h"
#include "tests/process.h"
#include "tests/stack.h"
#include "tests/stack_parts.h"

#define SERVERS_SIZE 16384 /* of what HAProxy says of them */

void
stack_instances(const struct stack *stack, char *text, size_t size)
{
	const struct fleet *fleets[] = FLEETS(stack);
	size_t used = 0;

	for (size_t i = 0; i < FLEET_COUNT; i++)
		for (int j = 0; j < fleets[i]->count; j++)
			used += (size_t)snprintf(text + used, size - used,
			    " %s=127.0.0.1:%d", fleets[i]->service,
			    fleets[i]->port[j]);
}

static void
write_servers(const struct stack *stack, char *path, size_t size)
{
	char command[9000], instances[512];

	snprintf(path, size, "%s/servers.cfg", stack->dir);
	stack_instances(stack, instances, sizeof instances);
	snprintf(command, sizeof command, "'%s'%s >'%s'",
	    stack_path("srcdir", "conf/haproxy/servers.sh"), instances, path);
	must(system(command) == 0, "servers.sh");
}

static bool
door_open(void *arg)
{
	return port_listens(*(int *)arg);
}

void
stack_start_haproxy(struct stack *stack)
{
	const struct stack_options *options = &stack->options;
	char door[64], gateway[64], figures[64], address[64], guesses[64],
	    control[128], path[4096];
	/* The master starts itself again, and looks for itself by PATH. */
	const char *env[] = { door, gateway, figures, address, guesses, control,
		path, NULL };
	char servers[128];
	const char *haproxy = getenv("HAPROXY");
	const char *argv[] = { haproxy == NULL ? "haproxy" : haproxy, "-W",
		"-db", "-f", stack_path("srcdir", "conf/haproxy/haproxy.cfg"),
		"-f", servers, NULL };

	write_servers(stack, servers, sizeof servers);
	snprintf(path, sizeof path, "PATH=%s", getenv("PATH"));
	snprintf(door, sizeof door, "MOTUS_BIND=127.0.0.1:%d", stack->port);
	snprintf(gateway, sizeof gateway, "GATEWAY_BIND=127.0.0.1:%d",
	    stack->gateway);
	snprintf(figures, sizeof figures, "METRICS_BIND=127.0.0.1:%d",
	    stack->figures);
	snprintf(address, sizeof address, "LIMIT_ADDRESS=%d",
	    options->limit_address > 0 ? options->limit_address : 1000000000);
	snprintf(guesses, sizeof guesses, "LIMIT_GUESSES=%d",
	    options->limit_guesses > 0 ? options->limit_guesses : 1000000000);
	snprintf(control, sizeof control, "HAPROXY_SOCKET=%s/haproxy.sock",
	    stack->dir);
	stack->haproxy =
	    process_start(argv, env, stack_log_of(stack, "haproxy"));
	must(await(door_open, &stack->port, DEADLINE), "haproxy:\n%s",
	    stack_logs(stack));
}

/* What HAProxy's operator is told about its servers; the caller frees. */
static char *
ask_haproxy(const struct stack *stack)
{
	static const char ask[] = "show servers state\n";
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	char *text = calloc(1, SERVERS_SIZE);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	size_t size = 0;
	ssize_t got = 1;

	snprintf(address.sun_path, sizeof address.sun_path, "%s/haproxy.sock",
	    stack->dir);
	if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0 &&
	    write(fd, ask, sizeof ask - 1) == (ssize_t)sizeof ask - 1)
		while (size < SERVERS_SIZE - 1 && got > 0) {
			got = read(fd, text + size, SERVERS_SIZE - 1 - size);
			size += got > 0 ? (size_t)got : 0;
		}
	close(fd);
	return text;
}

enum state { ABSENT, AWAY, UP };

/*
 * What has become of a server in the backends that have it, as the lines say:
 * be_id be_name id name address state.
 */
static enum state
state_of(const char *text, const char *server)
{
	enum state found = ABSENT;
	char name[32];
	int state;

	while ((text = strchr(text, '\n')) != NULL) {
		if (sscanf(++text, "%*d %*s %*d %31s %*s %d", name, &state) !=
			2 ||
		    strcmp(name, server) != 0)
			continue;
		if (state != 2)
			return AWAY;
		found = UP;
	}
	return found;
}

static bool
all_ready(void *arg)
{
	const struct stack *stack = arg;
	const struct fleet *fleets[] = FLEETS(stack);
	char *text = ask_haproxy(stack), name[16];
	bool ready = true;

	for (size_t i = 0; i < FLEET_COUNT; i++)
		for (int j = 0; j < STACK_INSTANCES_MAX; j++) {
			snprintf(name, sizeof name, "%s%d", fleets[i]->service,
			    j + 1);
			if (j >= fleets[i]->count)
				ready &= state_of(text, name) == ABSENT;
			else if (fleets[i]->pid[j] != 0)
				ready &= state_of(text, name) == UP;
		}
	free(text);
	return ready;
}

void
stack_await_ready(struct stack *stack)
{
	must(await(all_ready, stack, DEADLINE), "not ready:\n%s",
	    stack_logs(stack));
}

/* A HAProxy that has only just begun is deaf to the signal: it is told again.
 */
static void
reload(struct stack *stack)
{
	for (int i = 0; i < 3; i++) {
		kill(stack->haproxy, SIGUSR2);
		if (await(all_ready, stack, 10))
			return;
	}
	stack_await_ready(stack);
}

void
stack_scale(struct stack *stack, struct fleet *fleet, int count)
{
	char servers[128];
	int before = fleet->count;

	for (int i = before; i < count; i++) {
		fleet->port[i] = free_port();
		stack_start_instance(stack, fleet, i);
	}
	fleet->count = count;
	write_servers(stack, servers, sizeof servers);
	reload(stack);
	for (int i = count; i < before; i++)
		stack_end_instance(fleet, i, SIGTERM);
}
