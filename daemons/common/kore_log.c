#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <kore/kore.h>

#include "daemons/common/glue.h"
#include "daemons/common/log.h"

/*
 * The linker gives us Kore's calls of these (--wrap), so that what it says is
 * a line of our log like any other.
 */
void __wrap_kore_log(int priority, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void __wrap_fatal(const char *format, ...)
    __attribute__((format(printf, 1, 2), noreturn));
void __wrap_fatalx(const char *format, ...)
    __attribute__((format(printf, 1, 2), noreturn));

static void
log_kore(enum log_level level, const char *format, va_list list)
{
	char text[1024];

	vsnprintf(text, sizeof text, format, list);
	log_message(level, "kore", "%s", text);
	log_flush();
}

void
__wrap_kore_log(int priority, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	log_kore(
	    priority <= LOG_ERR ? LEVEL_ERROR : LEVEL_WARNING, format, list);
	va_end(list);
}

void
__wrap_fatal(const char *format, ...)
{
	va_list list;

	va_start(list, format);
	log_kore(LEVEL_ERROR, format, list);
	va_end(list);
	exit(1);
}

/* In a worker this ends the whole daemon. */
void
__wrap_fatalx(const char *format, ...)
{
	va_list list;

	va_start(list, format);
	log_kore(LEVEL_ERROR, format, list);
	va_end(list);
	server_failed();
	exit(1);
}
