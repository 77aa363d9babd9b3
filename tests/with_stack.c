/*
 * with-stack COMMAND...: run a command while a whole site runs, and tell it by
 * its environment where the site is and what today's words are.
 */
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

int
main(int argc, char **argv)
{
	struct stack *stack;
	struct client *client;
	int status = 1;
	pid_t pid;

	if (argc < 2) {
		fprintf(stderr, "usage: with-stack COMMAND...\n");
		return 2;
	}
	stack = stack_start_on("redis");
	client = client_create(stack->url);
	setenv("MOTUS_URL", stack->url, 1);
	tell_words(client, "fr", "FR");
	tell_words(client, "en", "EN");
	client_destroy(client);
	pid = fork();
	if (pid == 0) {
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	stack_stop(stack);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
