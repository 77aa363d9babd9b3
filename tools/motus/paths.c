#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>

#include "tools/motus/motus.h"
#include "tools/motus/paths.h"

/* Make each folder of a path that ends with a slash. */
static bool
make_folders(char *path)
{
	for (char *c = strchr(path + 1, '/'); c != NULL;
	     c = strchr(c + 1, '/')) {
		int made;

		*c = '\0';
		made = mkdir(path, 0700);
		*c = '/';
		if (made != 0 && errno != EEXIST)
			return false;
	}
	return true;
}

/* The folder of a kind; a relative one is to be ignored. */
static int
folder_of(enum place place, char path[PATH_MAX])
{
	static const char *const names[] = { "XDG_DATA_HOME",
		"XDG_STATE_HOME" };
	static const char *const defaults[] = { ".local/share",
		".local/state" };
	const char *folder = getenv(names[place]), *home = getenv("HOME");

	if (folder != NULL && folder[0] == '/')
		return snprintf(path, PATH_MAX, "%s/motus/", folder);
	return snprintf(path, PATH_MAX, "%s/%s/motus/",
	    home != NULL && home[0] == '/' ? home : "/", defaults[place]);
}

int
path_of(enum place place, const char *name, char path[PATH_MAX])
{
	int used = folder_of(place, path);

	if (used < PATH_MAX && make_folders(path) &&
	    snprintf(path + used, PATH_MAX - (size_t)used, "%s", name) <
		PATH_MAX - used)
		return EX_OK;
	return fail(EX_CANTCREAT, "%s: %s", path,
	    strerror(used < PATH_MAX ? errno : ENAMETOOLONG));
}
