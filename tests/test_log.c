#include <config.h>

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <jansson.h>

#include "daemons/common/log.h"

static int saved = -1, ends[2];

/* Standard output becomes a pipe, so that each write can be seen. */
static void
divert(void)
{
	cr_assert(zero(int, pipe2(ends, O_NONBLOCK | O_DIRECT)));
	saved = dup(STDOUT_FILENO);
	dup2(ends[1], STDOUT_FILENO);
	log_open("game", "127.0.0.1:3021", LEVEL_INFO);
}

static void
restore(void)
{
	dup2(saved, STDOUT_FILENO);
	close(ends[0]);
	close(ends[1]);
}

TestSuite(log, .init = divert, .fini = restore);

/* What one write put into the pipe; "" when there was none. */
static const char *
next_write(void)
{
	static char text[PIPE_BUF + 1];
	ssize_t size = read(ends[0], text, PIPE_BUF);

	text[size < 0 ? 0 : size] = '\0';
	return text;
}

static json_t *
only_line(void)
{
	json_t *json;

	log_flush();
	json = json_loads(next_write(), JSON_REJECT_DUPLICATES, NULL);
	cr_assert(not(zero(ptr, json)));
	return json;
}

static char *
field(const json_t *line, const char *key)
{
	const char *text = json_string_value(json_object_get(line, key));

	return text == NULL ? (char *)"" : (char *)text;
}

Test(log, a_line_says_when_who_and_what)
{
	struct log_line line;
	json_t *json;

	cr_assert(log_begin(&line, LEVEL_INFO, "request"));
	log_text(&line, "route", "guess");
	log_number(&line, "status", -7);
	log_end(&line);
	json = only_line();
	cr_assert(eq(sz, strlen(field(json, "time")), 24));
	cr_assert(eq(int, field(json, "time")[23], 'Z'));
	cr_assert(eq(str, field(json, "level"), "info"));
	cr_assert(eq(str, field(json, "service"), "game"));
	cr_assert(eq(str, field(json, "instance"), "127.0.0.1:3021"));
	cr_assert(eq(str, field(json, "event"), "request"));
	cr_assert(eq(str, field(json, "route"), "guess"));
	cr_assert(eq(
	    int, (int)json_integer_value(json_object_get(json, "status")), -7));
	json_decref(json);
}

Test(log, any_bytes_make_one_line_of_json)
{
	json_t *json;

	log_message(LEVEL_INFO, "x", "%s",
	    "a\n\"b\"\\\x01\x7f\t\xff\xc3\xa9\xed\xa0\x80\xf0\x9f\x98\x80\xc3");
	json = only_line();
	cr_assert(eq(str, field(json, "message"),
	    "a\n\"b\"\\\x01\x7f\t\xef\xbf\xbd\xc3\xa9\xef\xbf\xbd\xef\xbf\xbd"
	    "\xef\xbf\xbd\xf0\x9f\x98\x80\xef\xbf\xbd"));
	json_decref(json);
}

Test(log, a_text_that_does_not_fit_is_cut_and_the_line_stays_whole)
{
	struct log_line line;
	char *huge = malloc(10000);
	json_t *json;

	memset(huge, '\n', 9999);
	huge[9999] = '\0';
	cr_assert(log_begin(&line, LEVEL_INFO, "x"));
	log_text(&line, "huge", huge);
	log_text(&line, "late", "dropped");
	log_number(&line, "later", 1);
	log_end(&line);
	json = only_line();
	cr_assert(gt(sz, strlen(field(json, "huge")), 200));
	cr_assert(zero(ptr, json_object_get(json, "late")));
	json_decref(json);
	free(huge);
}

Test(log, a_level_below_the_wanted_one_is_not_written)
{
	struct log_line line;

	cr_assert(not(log_begin(&line, LEVEL_DEBUG, "x")));
	log_message(LEVEL_DEBUG, "x", "y");
	log_flush();
	cr_assert(eq(str, (char *)next_write(), ""));
}

Test(log, lines_wait_until_flushed_but_a_warning_does_not)
{
	log_message(LEVEL_INFO, "first", "a");
	cr_assert(eq(str, (char *)next_write(), ""));
	log_message(LEVEL_WARNING, "second", "b");
	cr_assert(not(zero(ptr, strstr(next_write(), "second"))));
}

Test(log, no_write_cuts_a_line_or_is_larger_than_a_pipe_takes_at_once)
{
	size_t lines = 0, writes = 0;
	const char *text;

	for (int i = 0; i < 100; i++)
		log_message(LEVEL_INFO, "x", "line %d", i);
	log_flush();
	for (text = next_write(); *text != '\0'; text = next_write()) {
		cr_assert(le(sz, strlen(text), PIPE_BUF));
		cr_assert(eq(int, text[strlen(text) - 1], '\n'));
		for (const char *c = text; *c != '\0'; c++)
			lines += *c == '\n';
		writes++;
	}
	cr_assert(eq(sz, lines, 100));
	cr_assert(lt(sz, writes, 10));
}

Test(log, a_level_has_a_name)
{
	cr_assert(eq(int, log_level_named("debug"), LEVEL_DEBUG));
	cr_assert(eq(int, log_level_named("error"), LEVEL_ERROR));
}
