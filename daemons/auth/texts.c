#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "daemons/auth/template.h"
#include "daemons/auth/texts.h"

#define FILE_MAX 65536 /* bytes of a template */

struct texts {
	json_t *templates; /* {name: text} */
	json_t
	    *pages; /* {name: the same, with "page" being that of the name} */
	json_t *catalogs; /* {language: {key: message}} */
	json_t *languages;
};

/* --- reading -------------------------------------------------------------- */

static json_t *
read_html(const char *path, char *complaint, size_t size)
{
	FILE *file = fopen(path, "re");
	char *bytes = malloc(FILE_MAX);
	json_t *text = NULL;
	size_t length = 0;

	if (file != NULL && bytes != NULL)
		length = fread(bytes, 1, FILE_MAX, file);
	if (file == NULL)
		snprintf(complaint, size, "%s: %s", path, strerror(errno));
	else if (length == 0 || length == FILE_MAX ||
	    (text = json_stringn(bytes, length)) == NULL)
		snprintf(complaint, size, "%s is empty, too long, or not UTF-8",
		    path);
	if (file != NULL)
		fclose(file);
	free(bytes);
	return text;
}

static json_t *
read_catalog(const char *path, char *complaint, size_t size)
{
	json_error_t error;
	json_t *catalog = json_load_file(path, JSON_REJECT_DUPLICATES, &error);

	if (json_is_object(catalog))
		return catalog;
	snprintf(complaint, size, "%s: line %d: %s", path, error.line,
	    catalog == NULL ? error.text : "not an object");
	json_decref(catalog);
	return NULL;
}

/* Read one file if it is of ours, under its name without the suffix. */
static bool
read_file(struct texts *texts, const char *folder, const char *file,
    char *complaint, size_t size)
{
	const char *suffix = strrchr(file, '.');
	bool is_html = suffix != NULL && strcmp(suffix, ".html") == 0;
	bool is_catalog = suffix != NULL && strcmp(suffix, ".json") == 0;
	char path[4096], name[64];
	json_t *read;

	if (!is_html && !is_catalog)
		return true;
	snprintf(path, sizeof path, "%s/%s", folder, file);
	snprintf(name, sizeof name, "%.*s", (int)(suffix - file), file);
	read = is_html ? read_html(path, complaint, size)
		       : read_catalog(path, complaint, size);
	if (read == NULL)
		return false;
	if (is_catalog)
		json_array_append_new(texts->languages, json_string(name));
	return json_object_set_new(is_html ? texts->templates : texts->catalogs,
		   name, read) == 0;
}

static bool
read_folder(
    struct texts *texts, const char *folder, char *complaint, size_t size)
{
	struct dirent **files = NULL;
	int count = scandir(folder, &files, NULL, alphasort);
	bool read = count >= 0;

	if (!read)
		snprintf(complaint, size, "%s: %s", folder, strerror(errno));
	for (int i = 0; i < count; i++) {
		read = read &&
		    read_file(texts, folder, files[i]->d_name, complaint, size);
		free(files[i]);
	}
	free(files);
	return read;
}

/* --- checking ------------------------------------------------------------- */

static bool
make_pages(struct texts *texts)
{
	const char *name;
	json_t *text, *page;

	json_object_foreach (texts->templates, name, text) {
		page = json_copy(texts->templates);
		if (json_object_set(page, "page", text) != 0 ||
		    json_object_set_new(texts->pages, name, page) != 0)
			return false;
	}
	return true;
}

/* Each message of this catalog is good and is in the other, too. */
static bool
check_messages(
    const json_t *catalog, const json_t *other, char *complaint, size_t size)
{
	struct templates templates = { .messages = catalog };
	const char *key;
	json_t *message;

	json_object_foreach ((json_t *)catalog, key, message) {
		if (!template_check_message(&templates, key, complaint, size))
			return false;
		if (json_object_get(other, key) == NULL) {
			snprintf(complaint, size,
			    "a language lacks the message \"%s\"", key);
			return false;
		}
	}
	return true;
}

static bool
check_pages(const struct texts *texts, const json_t *catalog, char *complaint,
    size_t size)
{
	const char *name;
	json_t *page;

	json_object_foreach (texts->pages, name, page) {
		struct templates templates = { page, catalog };

		if (strcmp(name, "layout") != 0 &&
		    !template_check(&templates, "layout", complaint, size))
			return false;
	}
	return true;
}

static bool
check_all(const struct texts *texts, char *complaint, size_t size)
{
	const json_t *standard =
	    json_object_get(texts->catalogs, TEXTS_STANDARD);
	const char *language;
	json_t *catalog;

	if (standard == NULL ||
	    json_array_size(texts->languages) > TEXTS_LANGUAGES_MAX) {
		snprintf(complaint, size, "no %s.json, or more than %d of them",
		    TEXTS_STANDARD, TEXTS_LANGUAGES_MAX);
		return false;
	}
	json_object_foreach (texts->catalogs, language, catalog) {
		if (!check_messages(catalog, standard, complaint, size) ||
		    !check_messages(standard, catalog, complaint, size) ||
		    !check_pages(texts, catalog, complaint, size))
			return false;
	}
	return true;
}

struct texts *
texts_open(const char *folder, char *complaint, size_t size)
{
	struct texts *texts = calloc(1, sizeof *texts);

	snprintf(complaint, size, "no memory for %s", folder);
	if (texts == NULL)
		return NULL;
	*texts = (struct texts){ json_object(), json_object(), json_object(),
		json_array() };
	if (read_folder(texts, folder, complaint, size) && make_pages(texts) &&
	    check_all(texts, complaint, size))
		return texts;
	texts_close(texts);
	return NULL;
}

void
texts_close(struct texts *texts)
{
	if (texts == NULL)
		return;
	json_decref(texts->templates);
	json_decref(texts->pages);
	json_decref(texts->catalogs);
	json_decref(texts->languages);
	free(texts);
}

/* --- using ---------------------------------------------------------------- */

const json_t *
texts_languages(const struct texts *texts)
{
	return texts->languages;
}

const char *
texts_message(const struct texts *texts, const char *language, const char *key)
{
	return json_string_value(
	    json_object_get(json_object_get(texts->catalogs, language), key));
}

void
texts_print(const struct texts *texts, const char *language, const char *name,
    const json_t *data, FILE *out)
{
	struct templates templates = { json_object_get(texts->pages, name),
		json_object_get(texts->catalogs, language) };

	template_print(&templates, "layout", data, out);
}
