/*
 * text.h - a text read line by line, and what is wrong in which line
 */
#ifndef LEXICON_TEXT_H
#define LEXICON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes that somebody else owns; not ended by a NUL. */
struct slice {
	const char *at;
	size_t size;
};

struct text {
	const char *name; /* the file's, for complaints */
	struct slice rest; /* what was not read yet */
	unsigned long line; /* the number of the line read last, from 1 */
	char complaint[256]; /* "" or what is wrong, with name and line */
};

/* The text `content` of the file `name`.  It copies neither. */
struct text text_of(const char *name, const void *content, size_t size);

/*
 * The next line, without its end (LF or CR LF); false after the last.  A byte
 * order mark before the first is not part of it.
 */
bool text_next(struct text *text, struct slice *line);

/*
 * Complain about the line read last, as printf() would say it, and return
 * MOTUS_EFORMAT.  A slice is printed by "%.*s" and SLICE(slice).
 */
#define SLICE(slice) (int)(slice).size, (slice).at
int text_complain(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Take a field off the front of `line`, which spaces and tabs end; false when
 * there is none left.
 */
bool slice_field(struct slice *line, struct slice *field);

/* Whether `slice` has just the bytes of `string`. */
bool slice_is(struct slice slice, const char *string);

/*
 * Read a number in decimal digits, at most `max`.  False for anything else:
 * no digit, another character, more than `max`.
 */
bool slice_number(struct slice slice, unsigned long max, unsigned long *number);

/*
 * How many bytes the UTF-8 character at the front of `slice` has; 0 for an
 * empty one.  Of bytes that are not UTF-8 one at least, and never more than
 * there are.
 */
size_t slice_character(struct slice slice);

/* Whether a capital of those that a word may have is in `slice`. */
bool slice_has_capital(struct slice slice);

#endif
