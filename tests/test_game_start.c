#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/site.h"

/* A site whose folder has the lexicon of "fr". */
static struct site *site;

static void
start(void)
{
	struct motus_store *store;

	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	site = site_create(store);
}

static void
stop(void)
{
	site_destroy(site);
}

TestSuite(start, .init = start, .fini = stop);

/* Why a service can't offer these languages; "" when it can. */
static const char *
complaint(const char *languages)
{
	static char text[256];
	struct service service = { 0 };

	text[0] = '\0';
	cr_assert(eq(int,
	    service_open(&service, site->dir, languages, text, sizeof text),
	    text[0] == '\0'));
	service_close(&service);
	return text;
}

static void
expect(const char *languages, const char *words)
{
	cr_assert(not(zero(ptr, strstr(complaint(languages), words))),
	    "\"%s\": \"%s\"", languages, complaint(languages));
}

static const char *
path_of(const char *file)
{
	static char path[128];

	snprintf(path, sizeof path, "%s/%s", site->dir, file);
	return path;
}

Test(start, opens_the_lexicon_of_each_language)
{
	cr_assert(eq(str, (char *)complaint("fr"), ""));
}

Test(start, names_the_lexicon_that_is_missing)
{
	expect("fr,en", path_of("en.lexicon"));
	expect("fr,en", "No such file");
}

Test(start, names_the_lexicon_that_is_damaged)
{
	FILE *file = fopen(path_of("fr.lexicon"), "r+");

	cr_assert(not(zero(ptr, file)));
	fseek(file, 200, SEEK_SET);
	fputc('!', file);
	fclose(file);
	expect("fr", path_of("fr.lexicon"));
}

Test(start, names_the_lexicon_that_is_of_another_language)
{
	char other[128];

	strcpy(other, path_of("en.lexicon"));
	cr_assert(zero(int, link(path_of("fr.lexicon"), other)));
	expect("en", other);
	expect("en", "another language");
	unlink(other);
}

Test(start, needs_a_list_of_names)
{
	expect("", "LANGUAGES");
	expect(",", "LANGUAGES");
	expect("fr,", "LANGUAGES");
	expect("fr,,fr", "LANGUAGES");
	expect("languages", "LANGUAGES");
	expect("fr,fr,fr,fr,fr,fr,fr,fr,fr,fr,fr,fr,fr,fr,fr,fr,fr",
	    "more than 16");
}
