/*
 * form.h - application/x-www-form-urlencoded: what goes to the provider, and
 * what comes back in an address
 */
#ifndef TERMINAL_FORM_H
#define TERMINAL_FORM_H

#include <stdbool.h>
#include <stddef.h>

#define FORM_SIZE 8192 /* of a whole form */
#define FORM_VALUE_SIZE 1024

/* Append "name=value", after an "&" unless it is the first.  False when it does
 * not fit. */
bool form_add(char form[FORM_SIZE], const char *name, const char *value);

/* What the provider answers to an authorization request (RFC 6749, 9207). */
struct form_answer {
	char code[FORM_VALUE_SIZE], state[FORM_VALUE_SIZE],
	    issuer[FORM_VALUE_SIZE], error[FORM_VALUE_SIZE];
};

/*
 * Read the query of an address, of which only what follows the first "?"
 * counts, up to a blank, a "#" or the end.  What is absent is "".  False for
 * an address without a query, a value that is repeated, too long or badly
 * encoded, or holds a control character.
 */
bool form_read_answer(struct form_answer *answer, const char *address);

/* The target of the request line of HTTP "GET TARGET HTTP/1.1", cut out of
 * `line`; NULL for another method or form. */
char *form_target(char *line);

#endif
