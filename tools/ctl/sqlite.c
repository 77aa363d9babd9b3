#include <config.h>

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

#include <motus/error.h>
#include <motus/store.h>

#include "tools/ctl/backup.h"
#include "tools/ctl/ctl.h"

#ifdef WITH_SQLITE
#include <sqlite3.h>

#define PATH_SIZE 4096

/* 0 when `path` is a whole store; one that is not there is made. */
static int
make_or_check(const char *path)
{
	char url[PATH_SIZE + 8];
	struct motus_store *store = NULL;
	int error;

	if (snprintf(url, sizeof url, "sqlite:%s", path) >= PATH_SIZE)
		return MOTUS_ETOOBIG;
	error = motus_store_open(&store, url, NULL);
	motus_store_destroy(store);
	return error;
}

/* What root makes of `from` belongs to whom `from` belongs. */
static int
keep_owner(const char *from, const char *to)
{
	struct stat info;

	if (geteuid() == 0 &&
	    (stat(from, &info) != 0 ||
		chown(to, info.st_uid, info.st_gid) != 0))
		return MOTUS_EIO;
	return 0;
}

static int
say(const char *path, int error)
{
	return ctl_fail("%s: %s", path,
	    error == MOTUS_EIO ? strerror(errno) : motus_error_text(error));
}

/*
 * Every page, in one transaction, through SQLite's own way of copying what is
 * in use; NULL, or why it did not come about.
 */
static const char *
copy(const char *from, const char *to)
{
	sqlite3 *source = NULL, *target = NULL;
	sqlite3_backup *backup = NULL;
	const char *complaint = "no memory";
	int code = sqlite3_open_v2(from, &source, SQLITE_OPEN_READWRITE, NULL);

	if (code == SQLITE_OK)
		code =
		    sqlite3_open_v2(to, &target, SQLITE_OPEN_READWRITE, NULL);
	if (code == SQLITE_OK) {
		sqlite3_busy_timeout(source, CTL_PATIENCE);
		sqlite3_busy_timeout(target, CTL_PATIENCE);
		backup = sqlite3_backup_init(target, "main", source, "main");
	}
	if (backup != NULL) {
		code = sqlite3_backup_step(backup, -1);
		sqlite3_backup_finish(backup);
		complaint = code == SQLITE_DONE ? NULL : sqlite3_errstr(code);
	} else if (code != SQLITE_OK) {
		complaint = sqlite3_errstr(code);
	}
	sqlite3_close(source);
	sqlite3_close(target);
	return complaint;
}

int
sqlite_backup(const char *path, const char *file)
{
	char fresh[PATH_SIZE];
	const char *complaint;
	int error;

	if (access(path, R_OK) != 0)
		return say(path, MOTUS_EIO);
	if (snprintf(fresh, sizeof fresh, "%s.new", file) >= (int)sizeof fresh)
		return say(file, MOTUS_ETOOBIG);
	unlink(fresh);
	error = make_or_check(fresh);
	if (error == 0)
		error = keep_owner(path, fresh);
	if (error != 0)
		return say(fresh, error);
	complaint = copy(path, fresh);
	if (complaint != NULL) {
		unlink(fresh);
		return ctl_fail("not backed up: %s", complaint);
	}
	error = make_or_check(fresh);
	if (error == 0 && rename(fresh, file) != 0)
		error = MOTUS_EIO;
	if (error != 0)
		unlink(fresh);
	return error == 0 ? CTL_DONE : say(path, error);
}

int
sqlite_restore(const char *path, const char *file)
{
	bool lost = access(path, F_OK) != 0;
	const char *complaint;
	int error;

	if (access(file, R_OK) != 0)
		return say(file, MOTUS_EIO);
	error = make_or_check(file);
	if (error != 0)
		return say(file, error);
	error = make_or_check(path);
	if (error == 0 && lost)
		error = keep_owner(file, path);
	if (error != 0)
		return say(path, error);
	complaint = copy(file, path);
	return complaint == NULL ? CTL_DONE
				 : ctl_fail("not restored: %s", complaint);
}

#else

int
sqlite_backup(const char *path, const char *file)
{
	(void)file;
	return ctl_fail("%s: %s", path, motus_error_text(MOTUS_EUNSUPPORTED));
}

int
sqlite_restore(const char *path, const char *file)
{
	return sqlite_backup(path, file);
}
#endif
