#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

#include <motus/motus.h>

#include "tests/client.h"
#include "tests/must.h"
#include "tests/process.h"
#include "tests/servers.h"
#include "tests/stack.h"

#define DEADLINE 30 /* seconds; under valgrind or sanitizers all is slow */

/* What the tests' sites have for the key of their days. */
static const char KEY[MOTUS_KEY_SIZE + 1] = "the key of the days of the tests";

/* A path below the tree that is built, or the one of the sources. */
static const char *
path_in(const char *variable, const char *below)
{
	static char path[4][4096];
	static unsigned int turn;
	const char *base = getenv(variable);
	char *text = path[turn++ % 4];
	char *full = realpath(base == NULL ? "." : base, NULL);

	snprintf(text, sizeof *path, "%s/%s", full == NULL ? "." : full, below);
	free(full);
	return text;
}

/* The folder that -d names: lexicons and page, as if they were installed. */
static void
lay_out(const struct stack *stack)
{
	static const char *const LEXICONS[] = { "fr", "en" };
	char from[128], to[128];
	FILE *key;

	for (size_t i = 0; i < 2; i++) {
		snprintf(from, sizeof from, "data/%s.lexicon", LEXICONS[i]);
		snprintf(
		    to, sizeof to, "%s/%s.lexicon", stack->dir, LEXICONS[i]);
		must(symlink(path_in("builddir", from), to) == 0, "%s", to);
	}
	snprintf(to, sizeof to, "%s/web", stack->dir);
	must(symlink(path_in("srcdir", "web"), to) == 0, "%s", to);
	snprintf(to, sizeof to, "%s/key", stack->dir);
	key = fopen(to, "w");
	must(key != NULL, "%s", to);
	fwrite(KEY, 1, MOTUS_KEY_SIZE, key);
	fclose(key);
}

static const char *
log_of(const struct stack *stack, const char *name)
{
	static char path[128];

	snprintf(path, sizeof path, "%s/%s.log", stack->dir, name);
	return path;
}

static bool
answers(int port, const char *path)
{
	char request[128];
	int size = snprintf(request, sizeof request,
	    "GET %s HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n", path);
	char *text = raw_exchange(port, request, (size_t)size, 1000);
	bool good = strncmp(text, "HTTP/1.1 200", 12) == 0;

	free(text);
	return good;
}

static bool
game_ready(void *arg)
{
	return answers(*(int *)arg, "/readyz");
}

void
stack_start_game(struct stack *stack, int i)
{
	char port[32], url[96], gateway[96], store[160], key[96], name[16];
	const char *env[] = { port, "BIND=127.0.0.1", url, gateway, store, key,
		"LANGUAGES=fr,en", "TIMEZONE=Europe/Paris", "LOG_LEVEL=debug",
		NULL };
	const char *argv[] = { path_in("builddir", "daemons/motus-game"), "-d",
		stack->dir, NULL };

	snprintf(port, sizeof port, "PORT=%d", stack->game_port[i]);
	snprintf(url, sizeof url, "PUBLIC_URL=%s", stack->url);
	snprintf(gateway, sizeof gateway, "GATEWAY_URL=%s", stack->url);
	snprintf(store, sizeof store, "STORE=%s", stack->store);
	snprintf(key, sizeof key, "GAME_KEY_FILE=%s/key", stack->dir);
	snprintf(name, sizeof name, "game%d", i + 1);
	stack->game[i] = process_start(argv, env, log_of(stack, name));
	must(await(game_ready, &stack->game_port[i], DEADLINE),
	    "game %d did not start:\n%s", i + 1, stack_logs(stack));
}

void
stack_end_game(struct stack *stack, int i, int signal)
{
	process_end(stack->game[i], signal);
	stack->game[i] = 0;
}

static void
write_servers(const struct stack *stack, char *path, size_t size)
{
	char command[9000];

	snprintf(path, size, "%s/servers.cfg", stack->dir);
	snprintf(command, sizeof command,
	    "'%s' game=127.0.0.1:%d game=127.0.0.1:%d >'%s'",
	    path_in("srcdir", "conf/haproxy/servers.sh"), stack->game_port[0],
	    stack->game_port[1], path);
	must(system(command) == 0, "servers.sh");
}

static bool
door_open(void *arg)
{
	return port_listens(*(int *)arg);
}

static void
start_haproxy(struct stack *stack, const struct stack_options *options)
{
	char door[64], figures[64], address[64], guesses[64], control[128];
	const char *env[] = { door, figures, address, guesses, control, NULL };
	char servers[128];
	const char *haproxy = getenv("HAPROXY");
	const char *argv[] = { haproxy == NULL ? "haproxy" : haproxy, "-db",
		"-f", path_in("srcdir", "conf/haproxy/haproxy.cfg"), "-f",
		servers, NULL };

	write_servers(stack, servers, sizeof servers);
	snprintf(door, sizeof door, "MOTUS_BIND=127.0.0.1:%d", stack->port);
	snprintf(
	    figures, sizeof figures, "METRICS_BIND=127.0.0.1:%d", free_port());
	snprintf(address, sizeof address, "LIMIT_ADDRESS=%d",
	    options->limit_address > 0 ? options->limit_address : 1000000000);
	snprintf(guesses, sizeof guesses, "LIMIT_GUESSES=%d",
	    options->limit_guesses > 0 ? options->limit_guesses : 1000000000);
	snprintf(control, sizeof control, "HAPROXY_SOCKET=%s/haproxy.sock",
	    stack->dir);
	stack->haproxy = process_start(argv, env, log_of(stack, "haproxy"));
	must(await(door_open, &stack->port, DEADLINE), "haproxy:\n%s",
	    stack_logs(stack));
}

/* Both instances in turn: HAProxy gives a client with no cookie the next. */
static bool
all_ready(void *arg)
{
	static const char ask[] = "GET /api/session HTTP/1.1\r\n"
				  "Host: test\r\nConnection: close\r\n\r\n";
	const struct stack *stack = arg;
	bool seen[STACK_GAMES] = { false };

	for (int i = 0; i < 2 * STACK_GAMES; i++) {
		char *text =
		    raw_exchange(stack->port, ask, sizeof ask - 1, 1000);
		char *instance = strstr(text, "motus_instance=game");

		if (strncmp(text, "HTTP/1.1 200", 12) == 0 && instance != NULL)
			seen[instance[19] - '1'] = true;
		free(text);
	}
	for (int i = 0; i < STACK_GAMES; i++)
		if (stack->game[i] != 0 && !seen[i])
			return false;
	return true;
}

void
stack_await_ready(struct stack *stack)
{
	must(await(all_ready, stack, DEADLINE), "not ready:\n%s",
	    stack_logs(stack));
}

struct stack *
stack_start(const struct stack_options *options)
{
	struct stack *stack = calloc(1, sizeof *stack);

	strcpy(stack->dir, "/tmp/motus-stack-XXXXXX");
	must(mkdtemp(stack->dir) != NULL, "no temporary folder");
	/* Instances that root starts run as somebody else. */
	chmod(stack->dir, 0777);
	lay_out(stack);
	stack->port = free_port();
	snprintf(
	    stack->url, sizeof stack->url, "http://127.0.0.1:%d", stack->port);
	if (strcmp(options->store, "redis") == 0) {
		stack->redis = redis_start(NULL);
		snprintf(stack->store, sizeof stack->store,
		    "redis://127.0.0.1:%d/0", redis_port(stack->redis));
	} else {
		snprintf(stack->store, sizeof stack->store,
		    "sqlite:%s/game.sqlite", stack->dir);
	}
	for (int i = 0; i < STACK_GAMES; i++) {
		stack->game_port[i] = free_port();
		stack_start_game(stack, i);
	}
	start_haproxy(stack, options);
	stack_await_ready(stack);
	return stack;
}

struct stack *
stack_start_on(const char *store)
{
	return stack_start(&(struct stack_options){ .store = store });
}

void
stack_stop(struct stack *stack)
{
	process_end(stack->haproxy, SIGKILL);
	for (int i = 0; i < STACK_GAMES; i++)
		if (stack->game[i] != 0)
			process_end(stack->game[i], SIGTERM);
	if (stack->redis != NULL)
		redis_stop(stack->redis);
	folder_remove(stack->dir);
	free(stack);
}

struct motus_puzzle
stack_puzzle(const char *language, struct motus_date date)
{
	struct motus_puzzle puzzle = { 0 };
	struct motus_calendar *calendar = NULL;
	struct motus_lexicon *lexicon = NULL;
	char file[64];

	snprintf(file, sizeof file, "data/%s.lexicon", language);
	must(motus_lexicon_open(&lexicon, path_in("builddir", file)) == 0, "%s",
	    file);
	must(motus_calendar_create(
		 &calendar, lexicon, (const unsigned char *)KEY) == 0,
	    "no calendar");
	must(motus_calendar_puzzle(calendar, date, &puzzle) == 0, "no puzzle");
	motus_calendar_destroy(calendar);
	motus_lexicon_destroy(lexicon);
	return puzzle;
}

struct motus_word
stack_wrong(const char *language, struct motus_word answer, size_t index)
{
	struct motus_lexicon *lexicon = NULL;
	struct motus_word word = { 0 };
	char file[64];
	size_t found = 0;

	snprintf(file, sizeof file, "data/%s.lexicon", language);
	must(motus_lexicon_open(&lexicon, path_in("builddir", file)) == 0, "%s",
	    file);
	for (size_t i = 0;; i++) {
		must(motus_lexicon_word(lexicon, answer.length, i, &word) == 0,
		    "no word");
		if (word.letter[0] == answer.letter[0] &&
		    !motus_word_equal(word, answer) && found++ == index)
			break;
	}
	motus_lexicon_destroy(lexicon);
	return word;
}

char *
stack_logs(const struct stack *stack)
{
	static const char *const NAMES[] = { "game1", "game2", "haproxy" };
	char *text = calloc(1, 1);
	size_t length = 0, got;
	char part[4096];

	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
		FILE *log = fopen(log_of(stack, NAMES[i]), "r");

		if (log == NULL)
			continue;
		while ((got = fread(part, 1, sizeof part, log)) > 0) {
			text = realloc(text, length + got + 1);
			memcpy(text + length, part, got);
			length += got;
			text[length] = '\0';
		}
		fclose(log);
	}
	return text;
}
