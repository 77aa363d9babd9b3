/*
 * config.h - the environment, read once and checked
 *
 * A daemon says in tables what it reads; nothing else is.  A bad value stops
 * the start, with a complaint that names the variable and what it may be, and
 * never the value, which may be a secret.
 */
#ifndef COMMON_CONFIG_H
#define COMMON_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

enum setting_kind {
	SETTING_TEXT, /* UTF-8 of `min` to `max` bytes, no control character */
	SETTING_NUMBER, /* from `min` to `max` */
	SETTING_CHOICE, /* one of `choices` */
	SETTING_ADDRESS, /* IPv4 or IPv6, in figures */
	SETTING_ORIGIN, /* http or https, a host, perhaps a port; no path */
	SETTING_HTTP, /* an origin that is http, or nothing */
	SETTING_ZONE, /* a time zone of the system's database */
	SETTING_LANGUAGES, /* two or three letters each, commas between */
	SETTING_FILE, /* the path of a file that can be read, or nothing */
};

struct setting {
	const char *name;
	const char *standard; /* what it is when it is unset or empty */
	enum setting_kind kind;
	long min, max;
	const char *choices; /* separated by spaces */
};

/* What every daemon reads: all of design's names but PORT and STORE. */
extern const struct setting config_common[];
extern const size_t config_common_count;

struct config; /* opaque: it owns the values */

#define CONFIG_COMPLAINT_SIZE 256

/* NULL without memory. */
struct config *config_create(void);
void config_destroy(struct config *config);

/*
 * Read what `settings` names, a constant, from the environment.  False when a
 * value is bad: `complaint` says which variable, and what it may be.
 */
bool config_read(struct config *config, const struct setting *settings,
    size_t count, char complaint[CONFIG_COMPLAINT_SIZE]);

/*
 * The value of a variable that was read; it lives as long as `config`.  Asking
 * for another one is a bug: it aborts.
 */
const char *config_text(const struct config *config, const char *name);
long config_number(const struct config *config, const char *name);

#endif
