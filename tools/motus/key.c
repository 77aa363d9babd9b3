#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sys/random.h>

#include "daemons/common/hex.h"
#include "tools/motus/key.h"
#include "tools/motus/motus.h"
#include "tools/motus/paths.h"

#define DIGITS (2 * MOTUS_KEY_SIZE)

static int
read_key(unsigned char key[MOTUS_KEY_SIZE], const char *path, FILE *file)
{
	char text[DIGITS + 2]; /* a newline, and one more than may be there */
	size_t size = fread(text, 1, sizeof text, file);

	if (ferror(file))
		return fail(EX_IOERR, "%s: %s", path, strerror(errno));
	if (size == MOTUS_KEY_SIZE) {
		memcpy(key, text, size);
		return EX_OK;
	}
	if (size == DIGITS + 1 && text[DIGITS] == '\n')
		size--;
	if (size == DIGITS && hex_read(text, size, key))
		return EX_OK;
	return fail(EX_DATAERR, "%s: neither %d bytes nor %d digits", path,
	    MOTUS_KEY_SIZE, DIGITS);
}

static int
open_key(unsigned char key[MOTUS_KEY_SIZE], const char *path)
{
	FILE *file = fopen(path, "rb");
	int status;

	if (file == NULL)
		return fail(EX_NOINPUT, "%s: %s", path, strerror(errno));
	status = read_key(key, path, file);
	fclose(file);
	return status;
}

/* Whoever else makes it at the same time, the one that is there counts. */
static int
make_key(const char *path)
{
	char text[DIGITS + 2], aside[PATH_MAX];
	unsigned char key[MOTUS_KEY_SIZE];
	int fd;
	bool done;

	if (access(path, F_OK) == 0)
		return EX_OK;
	if (getrandom(key, sizeof key, 0) != sizeof key)
		return fail(EX_OSERR, "%s", strerror(errno));
	hex_write(key, sizeof key, text);
	strcat(text, "\n");
	if (snprintf(aside, sizeof aside, "%s.XXXXXX", path) >=
	    (int)sizeof aside)
		return fail(EX_CANTCREAT, "%s", strerror(ENAMETOOLONG));
	fd = mkstemp(aside);
	if (fd < 0)
		return fail(EX_CANTCREAT, "%s: %s", aside, strerror(errno));
	done = write(fd, text, DIGITS + 1) == DIGITS + 1 && fsync(fd) == 0 &&
	    (link(aside, path) == 0 || errno == EEXIST);
	close(fd);
	unlink(aside);
	return done ? EX_OK
		    : fail(EX_CANTCREAT, "%s: %s", path, strerror(errno));
}

int
key_find(unsigned char key[MOTUS_KEY_SIZE], const char *path)
{
	char own[PATH_MAX];
	int status = EX_OK;

	if (path == NULL) {
		status = path_of(PLACE_DATA, "key", own);
		path = own;
		if (status == EX_OK)
			status = make_key(path);
	}
	return status == EX_OK ? open_key(key, path) : status;
}
