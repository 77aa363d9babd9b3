#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sys/stat.h>

#include <motus/motus.h>

#include "tests/client.h"
#include "tests/must.h"
#include "tests/process.h"
#include "tests/servers.h"
#include "tests/stack.h"
#include "tests/stack_parts.h"

/* What the tests' sites have for the key of their days. */
static const char KEY[MOTUS_KEY_SIZE + 1] = "the key of the days of the tests";

/* The files with secrets. */
static const struct {
	const char *file, *secret;
} SECRETS[] = { { "key", KEY }, { "web-secret", "the-secret-of-the-page" },
	{ "game-secret", "the-secret-of-the-game" },
	{ "score-secret", "the-secret-of-the-score" } };

const char *
stack_path(const char *variable, const char *below)
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

static void
write_file(const struct stack *stack, const char *name, const char *text)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", stack->dir, name);
	file = fopen(path, "w");
	must(file != NULL, "%s", path);
	fputs(text, file);
	fclose(file);
}

/* The folder that -d names, as if all were installed there. */
static void
lay_out(const struct stack *stack)
{
	static const char *const built[] = { "fr.lexicon", "en.lexicon",
		"passwords" };
	char from[128], to[128];

	for (size_t i = 0; i < sizeof built / sizeof *built; i++) {
		snprintf(from, sizeof from, "data/%s", built[i]);
		snprintf(to, sizeof to, "%s/%s", stack->dir, built[i]);
		must(symlink(stack_path("builddir", from), to) == 0, "%s", to);
	}
	snprintf(to, sizeof to, "%s/web", stack->dir);
	must(symlink(stack_path("srcdir", "web"), to) == 0, "%s", to);
	for (size_t i = 0; i < sizeof SECRETS / sizeof *SECRETS; i++)
		write_file(stack, SECRETS[i].file, SECRETS[i].secret);
}

const char *
stack_log_of(const struct stack *stack, const char *name)
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
instance_ready(void *arg)
{
	return answers(*(int *)arg, "/readyz");
}

void
stack_start_instance(struct stack *stack, struct fleet *fleet, int i)
{
	char program[32], port[32], url[96], gateway[96], store[160], key[96],
	    web[96], game[96], score[96], loki[80], name[16];
	const char *env[] = { port, "BIND=127.0.0.1", url, gateway, store, key,
		web, game, score, loki, "LANGUAGES=fr,en",
		"TIMEZONE=Europe/Paris", "LOG_LEVEL=debug", NULL };
	const char *argv[] = { NULL, "-d", stack->dir, NULL };

	snprintf(program, sizeof program, "daemons/motus-%s", fleet->service);
	argv[0] = stack_path("builddir", program);
	snprintf(port, sizeof port, "PORT=%d", fleet->port[i]);
	snprintf(url, sizeof url, "PUBLIC_URL=%s", stack->url);
	snprintf(gateway, sizeof gateway, "GATEWAY_URL=http://127.0.0.1:%d",
	    stack->gateway);
	snprintf(store, sizeof store, "STORE=%s", fleet->store);
	snprintf(key, sizeof key, "GAME_KEY_FILE=%s/key", stack->dir);
	snprintf(web, sizeof web, "WEB_SECRET_FILE=%s/web-secret", stack->dir);
	snprintf(
	    game, sizeof game, "GAME_SECRET_FILE=%s/game-secret", stack->dir);
	snprintf(score, sizeof score, "SCORE_SECRET_FILE=%s/score-secret",
	    stack->dir);
	snprintf(loki, sizeof loki, "LOKI=%s", stack->loki);
	snprintf(name, sizeof name, "%s%d", fleet->service, i + 1);
	fleet->pid[i] = process_start(argv, env, stack_log_of(stack, name));
	must(await(instance_ready, &fleet->port[i], DEADLINE),
	    "%s did not start:\n%s", name, stack_logs(stack));
}

void
stack_end_instance(struct fleet *fleet, int i, int signal)
{
	process_end(fleet->pid[i], signal);
	fleet->pid[i] = 0;
}

static void
prepare_fleet(struct stack *stack, struct fleet *fleet, const char *service,
    const char *store)
{
	fleet->service = service;
	if (strcmp(store, "redis") == 0) {
		fleet->redis = redis_start(NULL);
		snprintf(fleet->store, sizeof fleet->store,
		    "redis://127.0.0.1:%d/0", redis_port(fleet->redis));
	} else {
		snprintf(fleet->store, sizeof fleet->store,
		    "sqlite:%s/%s.sqlite", stack->dir, service);
	}
	fleet->count = STACK_INSTANCES;
	for (int i = 0; i < STACK_INSTANCES; i++)
		fleet->port[i] = free_port();
}

static void
prepare_fleets(struct stack *stack, const struct stack_options *options)
{
	prepare_fleet(stack, &stack->game, "game", options->store);
	if (options->auth)
		prepare_fleet(stack, &stack->auth, "auth", options->store);
	if (options->score)
		prepare_fleet(stack, &stack->score, "score", options->store);
}

static void
start_fleet(struct stack *stack, struct fleet *fleet)
{
	for (int i = 0; i < fleet->count; i++)
		stack_start_instance(stack, fleet, i);
}

static void
stop_fleet(struct fleet *fleet)
{
	for (int i = 0; i < fleet->count; i++)
		if (fleet->pid[i] != 0)
			process_end(fleet->pid[i], SIGTERM);
}

/* --- what no log may have ------------------------------------------------- */

void
stack_plant(struct stack *stack, const char *secret)
{
	must(stack->planted_count < STACK_PLANTED_MAX, "too many secrets");
	stack->planted[stack->planted_count++] = strdup(secret);
}

/*
 * Whether a line of JSON has the word in capitals, but as a request's method:
 * other lines may have any.
 */
static bool
tells_word(const char *logs, const char *word)
{
	static const char method[] = "\"method\":\"";
	size_t before = sizeof method - 1;

	for (const char *at = logs; (at = strstr(at, word)) != NULL; at++) {
		const char *line = at;

		while (line > logs && line[-1] != '\n')
			line--;
		if (*line == '{' && strncmp(at - before, method, before) != 0)
			return true;
	}
	return false;
}

/* Today's, whatever the zone. */
static void
check_answers(const char *logs)
{
	static const char *const languages[] = { "fr", "en" };
	int32_t today = (int32_t)(time(NULL) / 86400);

	for (int i = 0; i < 6; i++) {
		struct motus_puzzle puzzle;
		struct motus_date date;

		motus_date_from_days(&date, today - 1 + i / 2);
		puzzle = stack_puzzle(languages[i % 2], date);
		must(!tells_word(logs, puzzle.answer.word.letter),
		    "a log tells %s", puzzle.answer.word.letter);
	}
}

static void
check_logs(struct stack *stack)
{
	char *logs = stack_logs(stack);

	for (size_t i = 0; i < sizeof SECRETS / sizeof *SECRETS; i++)
		stack_plant(stack, SECRETS[i].secret);
	for (size_t i = 0; i < stack->planted_count; i++) {
		must(strstr(logs, stack->planted[i]) == NULL, "a log tells %s",
		    stack->planted[i]);
		free(stack->planted[i]);
	}
	check_answers(logs);
	free(logs);
}

struct stack *
stack_start(const struct stack_options *options)
{
	struct stack *stack = calloc(1, sizeof *stack);
	struct fleet *fleets[] = FLEETS(stack);

	/* What is written to may be killed at any moment. */
	signal(SIGPIPE, SIG_IGN);
	strcpy(stack->dir, "/tmp/motus-stack-XXXXXX");
	must(mkdtemp(stack->dir) != NULL, "no temporary folder");
	/* Instances that root starts run as somebody else. */
	chmod(stack->dir, 0777);
	lay_out(stack);
	stack->port = free_port();
	stack->gateway = free_port();
	stack->figures = free_port();
	snprintf(
	    stack->url, sizeof stack->url, "http://127.0.0.1:%d", stack->port);
	snprintf(stack->loki, sizeof stack->loki, "%s",
	    options->loki == NULL ? "" : options->loki);
	stack->options = *options;
	prepare_fleets(stack, options);
	stack_start_haproxy(stack);
	/* Each may ask those that have started before it. */
	for (size_t i = FLEET_COUNT; i-- > 0;) {
		start_fleet(stack, fleets[i]);
		stack_await_ready(stack);
	}
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
	struct fleet *fleets[] = FLEETS(stack);

	process_end(stack->haproxy, SIGKILL);
	for (size_t i = 0; i < FLEET_COUNT; i++)
		stop_fleet(fleets[i]);
	check_logs(stack);
	for (size_t i = 0; i < FLEET_COUNT; i++)
		if (fleets[i]->redis != NULL)
			redis_stop(fleets[i]->redis);
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
	must(motus_lexicon_open(&lexicon, stack_path("builddir", file)) == 0,
	    "%s", file);
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
	must(motus_lexicon_open(&lexicon, stack_path("builddir", file)) == 0,
	    "%s", file);
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

static void
append_log(FILE *out, const char *path)
{
	FILE *log = fopen(path, "r");
	char part[4096];
	size_t got;

	if (log == NULL)
		return;
	while ((got = fread(part, 1, sizeof part, log)) > 0)
		fwrite(part, 1, got, out);
	fclose(log);
}

char *
stack_logs(const struct stack *stack)
{
	static const char *const NAMES[] = { "auth1", "auth2", "game1", "game2",
		"game3", "game4", "score1", "score2", "score3", "score4",
		"haproxy" };
	const struct fleet *fleets[] = FLEETS(stack);
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		append_log(out, stack_log_of(stack, NAMES[i]));
	for (size_t i = 0; i < FLEET_COUNT; i++)
		if (fleets[i]->redis != NULL)
			append_log(out, redis_log(fleets[i]->redis));
	fclose(out);
	return text;
}
