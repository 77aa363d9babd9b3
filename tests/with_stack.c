/*
 * with-stack COMMAND...: run a command while a whole site runs, and tell it by
 * its environment where the site is and what today's words are.
 *
 * At SIGUSR1 an instance of the provider is killed as by a power cut, and
 * started again; at the next one the other instance.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sys/wait.h>

#include <motus/motus.h>

#include "tests/client.h"
#include "tests/player.h"
#include "tests/stack.h"

static void
tell_words(struct client *client, const char *language, const char *suffix)
{
	struct motus_word answer =
	    stack_puzzle(language, player_today(client, language)).answer.word;
	char name[32], list[256] = "";

	snprintf(name, sizeof name, "MOTUS_ANSWER_%s", suffix);
	setenv(name, answer.letter, 1);
	for (size_t i = 0; i < MOTUS_TURNS; i++) {
		strcat(list, i == 0 ? "" : ",");
		strcat(list, stack_wrong(language, answer, i).letter);
	}
	snprintf(name, sizeof name, "MOTUS_WRONG_%s", suffix);
	setenv(name, list, 1);
}

static void
tell_provider(const struct stack *stack)
{
	char pid[16];

	snprintf(pid, sizeof pid, "%d", (int)getpid());
	setenv("MOTUS_STACK_PID", pid, 1);
	setenv("MOTUS_AUTH_STORE", stack->auth.store, 1);
}

/* What Prometheus may watch, as conf/prometheus/targets.sh takes it. */
static void
tell_targets(const struct stack *stack)
{
	char list[512], haproxy[64];

	stack_instances(stack, list, sizeof list - sizeof haproxy);
	snprintf(
	    haproxy, sizeof haproxy, " haproxy=127.0.0.1:%d", stack->figures);
	strcat(list, haproxy);
	setenv("MOTUS_TARGETS", list, 1);
}

static volatile sig_atomic_t told;

static void
hear(int signal)
{
	told = told || signal == SIGUSR1;
}

/* The provider's instances in turn; HAProxy must know both before the next. */
static void
kill_one(struct stack *stack)
{
	static int turn;

	stack_end_instance(&stack->auth, turn, SIGKILL);
	stack_start_instance(stack, &stack->auth, turn);
	stack_await_ready(stack);
	turn = (turn + 1) % STACK_INSTANCES;
}

/* Run the command until it ends; its status. */
static int
run(struct stack *stack, char **argv)
{
	struct sigaction action = { .sa_handler = hear };
	sigset_t signals, before;
	int status = 1;
	pid_t pid;

	sigaction(SIGUSR1, &action, NULL);
	sigaction(SIGCHLD, &action, NULL);
	sigemptyset(&signals);
	sigaddset(&signals, SIGUSR1);
	sigaddset(&signals, SIGCHLD);
	pid = fork();
	if (pid == 0) {
		execvp(argv[0], argv);
		_exit(127);
	}
	/* What kill_one() starts must not inherit that they are blocked. */
	sigprocmask(SIG_BLOCK, &signals, &before);
	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (!told) {
			sigsuspend(&before);
			continue;
		}
		told = 0;
		sigprocmask(SIG_SETMASK, &before, NULL);
		kill_one(stack);
		sigprocmask(SIG_BLOCK, &signals, NULL);
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int
main(int argc, char **argv)
{
	struct stack *stack;
	struct client *client;
	int status;

	if (argc < 2) {
		fprintf(stderr, "usage: with-stack COMMAND...\n");
		return 2;
	}
	stack = stack_start(&(struct stack_options){
	    .store = "redis", .auth = true, .score = true });
	client = client_create(stack->url);
	setenv("MOTUS_URL", stack->url, 1);
	tell_words(client, "fr", "FR");
	tell_words(client, "en", "EN");
	client_destroy(client);
	tell_provider(stack);
	tell_targets(stack);
	status = run(stack, argv + 1);
	stack_stop(stack);
	return status;
}
