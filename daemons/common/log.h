/*
 * log.h - what happened, one JSON object a line, on standard output
 *
 * A line is begun, filled and ended; it goes out with others when log_flush()
 * is called, when no more fit, or at once if it is a warning or an error.
 * Lines go out whole and at most PIPE_BUF bytes at a time, so that processes
 * which share a pipe do not cut each other's.
 */
#ifndef COMMON_LOG_H
#define COMMON_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum log_level { LEVEL_DEBUG, LEVEL_INFO, LEVEL_WARNING, LEVEL_ERROR };

#define LOG_LINE_SIZE 2048 /* of the longest line, with its line feed */

struct log_line {
	char text[LOG_LINE_SIZE];
	size_t size;
	enum log_level level;
	int64_t time; /* nanoseconds since 1970 */
};

/*
 * From now on lines of `level` and above are written, and each names the
 * service and the instance.  Both strings are copied.
 */
void log_open(const char *service, const char *instance, enum log_level level);

/* The level of that name ("debug", "info", "warning", "error"), and back. */
enum log_level log_level_named(const char *name);
const char *log_level_name(enum log_level level);

/*
 * From now on `tap` is told each line that ends, with its line feed and a NUL;
 * NULL: nobody is.  It may not log.
 */
typedef void log_tap(void *arg, const struct log_line *line);
void log_set_tap(log_tap *tap, void *arg);

/*
 * Begin a line about `event`: time, level, service, instance.  False when such
 * a line is not wanted; then there is nothing to fill or end.
 */
bool log_begin(struct log_line *line, enum log_level level, const char *event);

/*
 * Add a field.  Any bytes may come: they are escaped, what is not UTF-8
 * becomes U+FFFD, and a text that does not fit is cut.
 */
void log_text(struct log_line *line, const char *key, const char *value);
void log_number(struct log_line *line, const char *key, int64_t value);

/* The line is complete. */
void log_end(struct log_line *line);

/* A line with one field, "message", made as printf() does. */
void log_message(enum log_level level, const char *event, const char *format,
    ...) __attribute__((format(printf, 3, 4)));

/* The same about a request: its id is there too, unless it is NULL or "". */
void log_about(enum log_level level, const char *event, const char *request_id,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Write what waits. */
void log_flush(void);

#endif
