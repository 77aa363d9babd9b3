#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>
#include <sys/stat.h>

#include "daemons/auth/password.h"
#include "daemons/auth/unicode.h"

struct password_list {
	char *text; /* the lines, each with a NUL after it */
	const char **lines;
	size_t count;
};

/* All of a file, with a NUL; false, and errno, when it can't be read. */
static bool
read_file(struct password_list *list, const char *path)
{
	FILE *file = fopen(path, "rbe");
	struct stat about;
	size_t size;
	bool is_read = false;

	if (file == NULL)
		return false;
	if (fstat(fileno(file), &about) == 0) {
		size = (size_t)about.st_size;
		list->text = calloc(1, size + 1);
		is_read = list->text != NULL &&
		    fread(list->text, 1, size, file) == size;
	}
	fclose(file);
	return is_read;
}

static size_t
count_lines(const char *text)
{
	size_t count = 0;

	for (; (text = strchr(text, '\n')) != NULL; text++)
		count++;
	return count;
}

/* EBADMSG when a line is not after the one before, or the last has no end. */
static bool
split(struct password_list *list)
{
	size_t count = count_lines(list->text);
	char *line = list->text;

	list->lines = calloc(count + 1, sizeof *list->lines);
	if (list->lines == NULL)
		return false;
	for (; list->count < count; list->count++) {
		list->lines[list->count] = line;
		line = strchr(line, '\n');
		*line++ = '\0';
	}
	errno = EBADMSG;
	for (size_t i = 1; i < count; i++)
		if (strcmp(list->lines[i - 1], list->lines[i]) >= 0)
			return false;
	return count > 0 && *line == '\0';
}

struct password_list *
password_list_open(const char *path, char *complaint, size_t size)
{
	struct password_list *list = calloc(1, sizeof *list);

	if (list != NULL && read_file(list, path) && split(list))
		return list;
	snprintf(complaint, size, "%s: %s", path,
	    errno == EBADMSG ? "its lines are not in order" : strerror(errno));
	password_list_close(list);
	return NULL;
}

void
password_list_close(struct password_list *list)
{
	if (list == NULL)
		return;
	free(list->text);
	free(list->lines);
	free(list);
}

static int
compare(const void *password, const void *line)
{
	return strcmp(password, *(const char *const *)line);
}

bool
password_is_common(const struct password_list *list, const char *password)
{
	struct unicode folded;
	char line[PASSWORD_SIZE];
	bool is_common =
	    unicode_read(&folded, password, UNICODE_FOLDED) == UNICODE_OK &&
	    unicode_write(&folded, line, sizeof line) &&
	    bsearch(line, list->lines, list->count, sizeof *list->lines,
		compare) != NULL;

	sodium_memzero(&folded, sizeof folded);
	sodium_memzero(line, sizeof line);
	return is_common;
}
