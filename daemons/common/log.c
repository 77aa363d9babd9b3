#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "daemons/common/clock.h"
#include "daemons/common/log.h"

#define TAIL_SIZE 3 /* what ends a line: a brace, a line feed, a NUL */

static const char *const NAMES[] = { "debug", "info", "warning", "error" };

static struct {
	char service[32];
	char instance[128];
	enum log_level level;
	char waiting[PIPE_BUF];
	size_t size;
	log_tap *tap;
	void *tap_arg;
} log_state = { .service = "motus", .level = LEVEL_INFO };

void
log_open(const char *service, const char *instance, enum log_level level)
{
	snprintf(log_state.service, sizeof log_state.service, "%s", service);
	snprintf(log_state.instance, sizeof log_state.instance, "%s", instance);
	log_state.level = level;
}

enum log_level
log_level_named(const char *name)
{
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (strcmp(name, NAMES[i]) == 0)
			return (enum log_level)i;
	return LEVEL_INFO;
}

const char *
log_level_name(enum log_level level)
{
	return NAMES[level];
}

void
log_set_tap(log_tap *tap, void *arg)
{
	log_state.tap = tap;
	log_state.tap_arg = arg;
}

/* Add `size` bytes whole, or none of them. */
static bool
append(struct log_line *line, const char *text, size_t size)
{
	if (line->size + size > LOG_LINE_SIZE - TAIL_SIZE)
		return false;
	memcpy(line->text + line->size, text, size);
	line->size += size;
	return true;
}

/*
 * The bytes of the UTF-8 character at `text`, which ends with a NUL; 0 when it
 * is none (RFC 3629: shortest form, no surrogates, up to U+10FFFF).
 */
static size_t
character_size(const char *text)
{
	const unsigned char *c = (const unsigned char *)text;
	size_t size = c[0] < 0x80 ? 1
	    : c[0] < 0xc2         ? 0
	    : c[0] < 0xe0         ? 2
	    : c[0] < 0xf0         ? 3
	    : c[0] < 0xf5         ? 4
				  : 0;

	if ((c[0] == 0xe0 && c[1] < 0xa0) || (c[0] == 0xed && c[1] > 0x9f) ||
	    (c[0] == 0xf0 && c[1] < 0x90) || (c[0] == 0xf4 && c[1] > 0x8f))
		return 0;
	for (size_t i = 1; i < size; i++)
		if ((c[i] & 0xc0) != 0x80)
			return 0;
	return size;
}

static bool
append_character(struct log_line *line, const char *text, size_t size)
{
	char escaped[8];

	if (size == 0)
		return append(line, "\\ufffd", 6);
	if ((unsigned char)*text < ' ' || *text == 0x7f) {
		snprintf(escaped, sizeof escaped, "\\u%04x", *text & 0xff);
		return append(line, escaped, 6);
	}
	if (*text == '"' || *text == '\\') {
		escaped[0] = '\\';
		escaped[1] = *text;
		return append(line, escaped, 2);
	}
	return append(line, text, size);
}

/* A string that is cut still gets its quote: it keeps a byte for it. */
static void
append_string(struct log_line *line, const char *text)
{
	append(line, "\"", 1);
	while (*text != '\0') {
		size_t size = character_size(text);

		if (line->size + 7 > LOG_LINE_SIZE - TAIL_SIZE ||
		    !append_character(line, text, size))
			break;
		text += size == 0 ? 1 : size;
	}
	append(line, "\"", 1);
}

/* Whether there is room for a field with at least an empty value. */
static bool
begin_field(struct log_line *line, const char *key)
{
	size_t size = strlen(key);

	if (line->size + size + 32 > LOG_LINE_SIZE - TAIL_SIZE)
		return false;
	if (line->size > 1)
		append(line, ",", 1);
	append(line, "\"", 1);
	append(line, key, size);
	append(line, "\":", 2);
	return true;
}

void
log_text(struct log_line *line, const char *key, const char *value)
{
	if (begin_field(line, key))
		append_string(line, value);
}

void
log_number(struct log_line *line, const char *key, int64_t value)
{
	char text[24];

	if (!begin_field(line, key))
		return;
	snprintf(text, sizeof text, "%lld", (long long)value);
	append(line, text, strlen(text));
}

/* "YYYY-MM-DDThh:mm:ss.mmmZ" */
static void
log_time(struct log_line *line)
{
	char text[CLOCK_STAMP_SIZE + 8];
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	clock_stamp(now.tv_sec, text);
	snprintf(text + CLOCK_STAMP_SIZE - 2, 8, ".%03uZ",
	    (unsigned int)(now.tv_nsec / 1000000) % 1000);
	line->time = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
	log_text(line, "time", text);
}

bool
log_begin(struct log_line *line, enum log_level level, const char *event)
{
	if (level < log_state.level)
		return false;
	line->level = level;
	line->size = 0;
	append(line, "{", 1);
	log_time(line);
	log_text(line, "level", NAMES[level]);
	log_text(line, "service", log_state.service);
	log_text(line, "instance", log_state.instance);
	log_text(line, "event", event);
	return true;
}

void
log_end(struct log_line *line)
{
	memcpy(line->text + line->size, "}\n", TAIL_SIZE);
	line->size += 2;
	if (log_state.tap != NULL)
		log_state.tap(log_state.tap_arg, line);
	if (log_state.size + line->size > sizeof log_state.waiting)
		log_flush();
	memcpy(log_state.waiting + log_state.size, line->text, line->size);
	log_state.size += line->size;
	if (line->level >= LEVEL_WARNING)
		log_flush();
}

static void
log_list(enum log_level level, const char *event, const char *request_id,
    const char *format, va_list list)
{
	struct log_line line;
	char text[1024];

	if (!log_begin(&line, level, event))
		return;
	vsnprintf(text, sizeof text, format, list);
	if (request_id != NULL && request_id[0] != '\0')
		log_text(&line, "request_id", request_id);
	log_text(&line, "message", text);
	log_end(&line);
}

void
log_message(enum log_level level, const char *event, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	log_list(level, event, NULL, format, list);
	va_end(list);
}

void
log_about(enum log_level level, const char *event, const char *request_id,
    const char *format, ...)
{
	va_list list;

	va_start(list, format);
	log_list(level, event, request_id, format, list);
	va_end(list);
}

/* What can't be written is lost: nobody could be told. */
void
log_flush(void)
{
	size_t done = 0;

	while (done < log_state.size) {
		ssize_t wrote = write(STDOUT_FILENO, log_state.waiting + done,
		    log_state.size - done);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0)
			break;
		done += (size_t)wrote;
	}
	log_state.size = 0;
}
