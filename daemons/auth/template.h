/*
 * template.h - HTML with gaps, and what fills them
 *
 *	{{name}}		a text or a whole number of the data
 *	{{#name}}...{{/name}}	only if it is there: not null, false, "" or [];
 *				of a list once for each item, whose members
 *				then hide those outside; {{.}} is the item
 *	{{^name}}...{{/name}}	only if it is not
 *	{{_key}}		a message, in which {{name}} and sections work
 *	{{@name}}		the message whose key the data has under `name`
 *	{{>name}}		another template, put in
 *
 * What comes from the data or from a message is escaped, always: it can stand
 * between tags and in quoted attributes.
 */
#ifndef AUTH_TEMPLATE_H
#define AUTH_TEMPLATE_H

#include <stdbool.h>
#include <stdio.h>

#include <jansson.h>

/* {name: text} each; somebody else's. */
struct templates {
	const json_t *texts, *messages;
};

#define TEMPLATE_DEPTH_MAX 8 /* sections and templates within each other */

/*
 * Whether the template `name`, and all that it puts in, can be printed: false
 * for a gap that does not end, a section that another name closes, too much
 * within each other, a template or message that is not there; `complaint` says
 * which.
 */
bool template_check(const struct templates *templates, const char *name,
    char *complaint, size_t size);

/* Whether the message `key` can; it puts in nothing else. */
bool template_check_message(const struct templates *templates, const char *key,
    char *complaint, size_t size);

/* Print a template that was checked, filled with `data`, an object. */
void template_print(const struct templates *templates, const char *name,
    const json_t *data, FILE *out);

#endif
