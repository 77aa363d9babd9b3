#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/mman.h>
#include <sys/wait.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <jansson.h>

#include "daemons/common/log.h"
#include "daemons/common/loki.h"
#include "tests/must.h"

static struct loki *loki;
static struct metrics *metrics;
static uint64_t *taken;

/* The timer that is set, and the push that waits for its answer. */
static motus_tick *tick;
static int pause_of_tick;
static char *body;
static int pushes;
static int *retry_after;
static fetched *answer_push;
static void *push_arg;

/* In place of fetch.c. */
void
fetch(struct fetcher *fetcher, const struct fetch_request *request,
    fetched *done, void *arg)
{
	(void)fetcher;
	cr_assert(zero(ptr, (void *)answer_push), "one at a time");
	cr_assert(eq(str, (char *)request->method, "POST"));
	cr_assert(eq(str, (char *)request->path, "/loki/api/v1/push"));
	cr_assert(eq(str, (char *)request->headers[0],
	    "Content-Type: application/json"));
	cr_assert(eq(sz, strlen(request->body), request->body_size));
	free(body);
	body = strdup(request->body);
	retry_after = request->retry_after;
	answer_push = done;
	push_arg = arg;
	pushes++;
}

static void
answer(int status, int seconds)
{
	fetched *done = answer_push;

	cr_assert(not(zero(ptr, (void *)done)), "nothing was pushed");
	answer_push = NULL;
	*retry_after = seconds;
	done(push_arg, status, "", 0);
}

static int
set_timer(void *context, int milliseconds, motus_tick *called, void *arg)
{
	(void)context;
	cr_assert(eq(ptr, arg, loki));
	tick = milliseconds < 0 ? NULL : called;
	pause_of_tick = milliseconds;
	return 0;
}

static const struct motus_loop loop = { .timer = set_timer };

static void
fire(void)
{
	motus_tick *called = tick;

	cr_assert(not(zero(ptr, (void *)called)), "no timer is set");
	tick = NULL;
	called(loki);
}

static void
create(void)
{
	struct loki_setup setup = { "game", "a \"b\\:3021", NULL, NULL, NULL };

	dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
	metrics = metrics_create(loki_metrics, LOKI_METRICS, 1);
	taken = mmap(NULL, sizeof *taken, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	setup.metrics = metrics;
	setup.taken = taken;
	log_open("game", "127.0.0.1:3021", LEVEL_DEBUG);
	loki = loki_create(&setup);
	cr_assert(not(zero(ptr, loki)));
}

static void
start(void)
{
	create();
	loki_start(loki, &loop);
}

static void
stop(void)
{
	loki_destroy(loki);
	must(tick == NULL, "something is still awaited");
	metrics_destroy(metrics);
	munmap(taken, sizeof *taken);
	free(body);
}

TestSuite(loki, .init = start, .fini = stop);

static void
expect_figures(int lines_pushed, int dropped, int errors)
{
	char *text = NULL, expected[128];
	const char *names[] = { "motus_log_lines_pushed_total",
		"motus_log_lines_dropped_total",
		"motus_log_push_errors_total" };
	int values[] = { lines_pushed, dropped, errors };
	size_t size;
	FILE *out = open_memstream(&text, &size);

	metrics_print(metrics, out);
	fclose(out);
	for (size_t i = 0; i < 3; i++) {
		snprintf(expected, sizeof expected, "\n%s %d\n", names[i],
		    values[i]);
		cr_assert(not(zero(ptr, strstr(text, expected))), "%s in %s",
		    expected + 1, text);
	}
	free(text);
}

/* How many lines the push has; each message is the number of its line. */
static int
pushed_lines(void)
{
	json_t *json = json_loads(body, JSON_REJECT_DUPLICATES, NULL);
	json_t *stream, *value;
	size_t i, j;
	int lines = 0;

	cr_assert(not(zero(ptr, json)), "%s", body);
	json_array_foreach (json_object_get(json, "streams"), i, stream)
		json_array_foreach (json_object_get(stream, "values"), j, value)
			lines++;
	json_decref(json);
	return lines;
}

static void
say(int lines)
{
	for (int i = 0; i < lines; i++)
		log_message(LEVEL_INFO, "x", "line %d", i);
}

/* Lines of 1000 bytes and more. */
static void
say_long(int lines)
{
	char filler[901];

	memset(filler, 'x', 900);
	filler[900] = '\0';
	for (int i = 0; i < lines; i++)
		log_message(LEVEL_INFO, "x", "%s line %d.", filler, i);
}

Test(loki, lines_go_out_together_after_a_while)
{
	say(1);
	cr_assert(eq(int, pause_of_tick, LOKI_DELAY));
	say(2);
	cr_assert(zero(int, pushes));
	fire();
	cr_assert(eq(int, pushes, 1));
	cr_assert(eq(int, pushed_lines(), 3));
	expect_figures(0, 0, 0);
	answer(204, 0);
	expect_figures(3, 0, 0);
	cr_assert(zero(ptr, (void *)tick));
}

/* The line of a level, as pushed, beside what was printed. */
static void
expect_stream(json_t *stream, const char *level, const char *message)
{
	json_t *labels = json_object_get(stream, "stream"), *line;
	json_t *value = json_array_get(json_object_get(stream, "values"), 0);
	const char *time = json_string_value(json_array_get(value, 0));

	cr_assert(eq(sz, json_object_size(labels), 3));
	cr_assert(eq(str,
	    (char *)json_string_value(json_object_get(labels, "service")),
	    "game"));
	cr_assert(eq(str,
	    (char *)json_string_value(json_object_get(labels, "instance")),
	    "a \"b\\:3021"));
	cr_assert(
	    eq(str, (char *)json_string_value(json_object_get(labels, "level")),
		(char *)level));
	cr_assert(eq(sz, json_array_size(value), 2));
	cr_assert(eq(sz, strlen(time), 19));
	cr_assert(eq(sz, strspn(time, "0123456789"), 19));
	line = json_loads(json_string_value(json_array_get(value, 1)),
	    JSON_REJECT_DUPLICATES, NULL);
	cr_assert(not(zero(ptr, line)));
	cr_assert(
	    eq(str, (char *)json_string_value(json_object_get(line, "message")),
		(char *)message));
	json_decref(line);
}

Test(loki, a_level_is_a_stream_and_a_line_comes_as_it_was_printed)
{
	json_t *json, *streams;

	log_message(LEVEL_ERROR, "x", "%s", "\"\\\n\x01\xc3\xa9\xff");
	log_message(LEVEL_DEBUG, "x", "%s", "plain");
	fire();
	json = json_loads(body, JSON_REJECT_DUPLICATES, NULL);
	streams = json_object_get(json, "streams");
	cr_assert(eq(sz, json_array_size(streams), 2), "%s", body);
	expect_stream(json_array_get(streams, 0), "debug", "plain");
	expect_stream(json_array_get(streams, 1), "error",
	    "\"\\\n\x01\xc3\xa9\xef\xbf\xbd");
	json_decref(json);
	answer(204, 0);
}

Test(loki, many_lines_go_out_at_once_and_one_batch_after_the_other)
{
	int lines;

	say_long(LOKI_BATCH_SIZE / 1000 + 1);
	cr_assert(zero(int, pause_of_tick));
	say_long(LOKI_BATCH_SIZE / 1000);
	fire();
	cr_assert(lt(sz, strlen(body), 2 * LOKI_BATCH_SIZE));
	lines = pushed_lines();
	say(10);
	cr_assert(zero(ptr, (void *)tick));
	answer(200, 0);
	expect_figures(lines, 0, 0);
	cr_assert(not(zero(ptr, (void *)tick)));
	while (tick != NULL) {
		fire();
		lines += pushed_lines();
		answer(200, 0);
	}
	cr_assert(eq(int, lines, LOKI_BATCH_SIZE / 1000 * 2 + 1 + 10));
	expect_figures(lines, 0, 0);
}

/* The same batch comes again; in between one line says that they wait. */
Test(loki, what_is_not_taken_now_is_sent_again_and_again)
{
	static const int statuses[] = { 0, 429, 500, 503, 0, 502, 500 };
	static const int pauses[] = { 1000, 2000, 4000, 8000, 16000, 30000,
		30000 };
	char *first;

	say(2);
	fire();
	first = strdup(body);
	for (int i = 0; i < 7; i++) {
		answer(statuses[i], 0);
		cr_assert(eq(int, pause_of_tick, pauses[i]), "%d", i);
		say(1);
		cr_assert(eq(int, pause_of_tick, pauses[i]), "%d", i);
		fire();
		cr_assert(eq(str, body, first));
	}
	free(first);
	answer(204, 0);
	expect_figures(2, 0, 7);
	cr_assert(eq(int, pause_of_tick, LOKI_DELAY));
	fire();
	cr_assert(not(zero(ptr, strstr(body, "not taken, status 0"))));
	cr_assert(not(zero(ptr, strstr(body, "taken again"))));
	cr_assert(eq(int, pushed_lines(), 7 + 2));
	answer(500, 0);
	cr_assert(eq(int, pause_of_tick, LOKI_PAUSE_MIN), "it begins anew");
}

Test(loki, loki_may_ask_to_wait_but_not_for_ever)
{
	static const struct {
		int asked, waited;
	} cases[] = { { 7, 7000 }, { 1, 2000 }, { 60, 60000 },
		{ 2000000000, 60000 } };

	say(1);
	fire();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		answer(429, cases[i].asked);
		cr_assert(eq(int, pause_of_tick, cases[i].waited));
		fire();
	}
}

Test(loki, what_is_refused_is_dropped_and_the_next_is_sent)
{
	static const int refusals[] = { 400, 404, 413, 302 };

	for (int i = 0; i < 4; i++) {
		say(3);
		fire();
		answer(refusals[i], 0);
	}
	expect_figures(0, 3 * 4 + 1, 4);
	say(1);
	fire();
	answer(204, 0);
	expect_figures(1, 3 * 4 + 1, 4);
}

Test(loki, a_full_queue_drops_its_oldest_lines)
{
	int all = LOKI_QUEUE_SIZE / 1000 * 2, lines = 0;
	char last[64] = "", *at;

	say(1);
	fire();
	say_long(all);
	answer(204, 0);
	while (tick != NULL) {
		fire();
		at = strstr(body, "xx line ");
		if (lines == 0)
			cr_assert(gt(int, atoi(at + 8), all / 3));
		lines += pushed_lines();
		answer(204, 0);
	}
	cr_assert(lt(int, lines, all));
	cr_assert(gt(int, lines, all / 3));
	expect_figures(1 + lines, all - lines, 0);
	snprintf(last, sizeof last, "line %d.", all - 1);
	cr_assert(not(zero(ptr, strstr(body, last))));
}

Test(loki, the_end_sends_what_waits_once)
{
	say_long(LOKI_BATCH_SIZE / 1000 * 2);
	cr_assert(not(loki_has_ended(loki)));
	loki_end(loki);
	cr_assert(zero(ptr, (void *)tick));
	answer(204, 0);
	cr_assert(not(loki_has_ended(loki)), "there is more");
	answer(204, 0);
	if (!loki_has_ended(loki))
		answer(204, 0);
	cr_assert(loki_has_ended(loki));
	expect_figures(LOKI_BATCH_SIZE / 1000 * 2, 0, 0);
}

Test(loki, the_end_tries_no_second_time)
{
	say(1);
	fire();
	answer(500, 0);
	loki_end(loki);
	cr_assert(eq(int, pushes, 2), "what waited for its next try goes now");
	answer(500, 0);
	cr_assert(loki_has_ended(loki));
	cr_assert(zero(ptr, (void *)tick));
	expect_figures(0, 1, 2);
}

Test(loki, the_end_waits_for_what_is_on_its_way)
{
	say(1);
	fire();
	loki_end(loki);
	cr_assert(not(loki_has_ended(loki)));
	answer(204, 0);
	cr_assert(loki_has_ended(loki));
}

Test(loki, with_nothing_to_send_it_ends_at_once)
{
	loki_end(loki);
	cr_assert(loki_has_ended(loki));
	cr_assert(zero(int, pushes));
}

/* How many of the parent's lines a worker, forked now, would push. */
static int
lines_of_a_worker(void)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		loki_start(loki, &loop);
		if (tick != NULL)
			fire();
		_exit(pushes == 0 ? 0 : pushed_lines());
	}
	waitpid(pid, &status, 0);
	cr_assert(ne(int, WIFEXITED(status), 0));
	return WEXITSTATUS(status);
}

Test(loki_parent, what_it_says_goes_to_the_next_worker_alone, .init = create,
    .fini = stop)
{
	say(2);
	cr_assert(eq(int, lines_of_a_worker(), 2));
	cr_assert(eq(int, lines_of_a_worker(), 0));
	say(3);
	cr_assert(eq(int, lines_of_a_worker(), 3));
	cr_assert(eq(int, lines_of_a_worker(), 0));
}
