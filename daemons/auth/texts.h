/*
 * texts.h - the pages' templates and what they say, in each language
 *
 * A folder has a file NAME.html for each page and each part of one, layout.html
 * which puts in {{>page}}, and a catalog LANGUAGE.json of messages for each
 * language.
 */
#ifndef AUTH_TEXTS_H
#define AUTH_TEXTS_H

#include <stddef.h>
#include <stdio.h>

#include <jansson.h>

#define TEXTS_LANGUAGES_MAX 8
#define TEXTS_STANDARD "fr" /* which there must be */

struct texts; /* opaque */

/*
 * Read them.  NULL: `complaint` says which file can't be used: a template that
 * template_check() refuses, a catalog that lacks a message of another.
 */
struct texts *texts_open(const char *folder, char *complaint, size_t size);
void texts_close(struct texts *texts);

/* The languages there are, an array of their codes: ["en", "fr"]. */
const json_t *texts_languages(const struct texts *texts);

/* A message of a language's catalog, as it is there; NULL without one. */
const char *texts_message(
    const struct texts *texts, const char *language, const char *key);

/* Print the page `name` in a language of those. */
void texts_print(const struct texts *texts, const char *language,
    const char *name, const json_t *data, FILE *out);

#endif
