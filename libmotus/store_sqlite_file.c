#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

#include <motus/error.h>

#include "libmotus/store_backend.h"
#include "libmotus/store_sqlite.h"

/* How a file of ours is told from others': "Motu", and the schema's version. */
#define APPLICATION 1299149941
#define SCHEMA_VERSION 1

#define TEXT_OF(number) #number
#define NUMBER(macro) TEXT_OF(macro)

#define PAGE_UNIT 512 /* bytes; every page is a multiple of it */

/* How long another process may keep a lock; then it is MOTUS_EUNAVAILABLE. */
#define PATIENCE 1000 /* milliseconds */
#define PAUSE 2 /* between two tries, too */

static const char schema[] =
    "CREATE TABLE counter (version INTEGER NOT NULL) STRICT;"
    "INSERT INTO counter VALUES (0);"
    "CREATE TABLE value ("
    "	key BLOB NOT NULL PRIMARY KEY,"
    "	version INTEGER NOT NULL,"
    "	expires INTEGER," /* milliseconds since 1970; NULL: never */
    "	data BLOB NOT NULL"
    ") STRICT;"
    "CREATE INDEX value_expires ON value (expires)"
    "	WHERE expires IS NOT NULL;"
    "CREATE TABLE member ("
    "	ranking BLOB NOT NULL,"
    "	name BLOB NOT NULL,"
    "	amount INTEGER NOT NULL,"
    "	PRIMARY KEY (ranking, name)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX member_place ON member (ranking, amount DESC, name);"
    "PRAGMA application_id = " NUMBER(
	APPLICATION) ";"
		     "PRAGMA user_version = " NUMBER(SCHEMA_VERSION);

int
sqlite_status(sqlite3 *db, int code)
{
	switch (code & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE: return 0;
	case SQLITE_NOMEM: return MOTUS_ENOMEM;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL: return MOTUS_EUNAVAILABLE;
	case SQLITE_ERROR: /* a table or column that is not there */
	case SQLITE_SCHEMA:
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH:
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB: return MOTUS_EFORMAT;
	default: errno = sqlite3_system_errno(db); return MOTUS_EIO;
	}
}

/*
 * Make an empty file that nobody else may read.  SQLite would make it itself,
 * but with the process's umask.  One that is there is not opened: to close it
 * again would drop the locks that another store of this process has on it.
 */
static int
create_file(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0 || errno == EEXIST ? 0 : MOTUS_EIO;
}

/*
 * A database is whole pages.  SQLite would take a file with less than one for
 * an empty one and write over it, and fill up a last page that was cut.
 */
static int
check_size(const char *path)
{
	struct stat info;

	if (stat(path, &info) != 0)
		return MOTUS_EIO;
	if (!S_ISREG(info.st_mode))
		return MOTUS_EFORMAT;
	return info.st_size % PAGE_UNIT == 0 ? 0 : MOTUS_EFORMAT;
}

static int
execute(sqlite3 *db, const char *sql)
{
	return sqlite_status(db, sqlite3_exec(db, sql, NULL, NULL, NULL));
}

/* The one number that `sql` gives. */
static int
query_number(sqlite3 *db, const char *sql, int64_t *number)
{
	sqlite3_stmt *query;
	int code = sqlite3_prepare_v2(db, sql, -1, &query, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_step(query);
	if (code == SQLITE_ROW)
		*number = sqlite3_column_int64(query, 0);
	sqlite3_finalize(query);
	return sqlite_status(db, code);
}

/* 0 when the one text that `sql` gives is `expected`; else `otherwise`. */
static int
query_text(sqlite3 *db, const char *sql, const char *expected, int otherwise)
{
	sqlite3_stmt *query;
	int code = sqlite3_prepare_v2(db, sql, -1, &query, NULL);
	int status;

	if (code == SQLITE_OK)
		code = sqlite3_step(query);
	status = sqlite_status(db, code);
	if (code == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(query, 0);

		if (text == NULL)
			status = MOTUS_ENOMEM;
		else if (strcmp(text, expected) != 0)
			status = otherwise;
	}
	sqlite3_finalize(query);
	return status;
}

/*
 * 0 when the file is one of ours, or has nothing in it (then *blank is set);
 * MOTUS_EFORMAT when it is something else.
 */
static int
recognise(sqlite3 *db, bool *blank)
{
	int64_t application, version, tables;
	int status = query_number(db, "PRAGMA application_id", &application);

	if (status == 0)
		status = query_number(db, "PRAGMA user_version", &version);
	if (status == 0)
		status = query_number(
		    db, "SELECT count(*) FROM sqlite_schema", &tables);
	if (status != 0)
		return status;
	*blank = application == 0 && version == 0 && tables == 0;
	if (*blank)
		return 0;
	return application == APPLICATION && version == SCHEMA_VERSION
	    ? 0
	    : MOTUS_EFORMAT;
}

/*
 * Somebody else has the lock: whether to try again.  SQLite's own way of
 * waiting is to ask less and less often, so where several write without a
 * pause, who has waited longest is the least likely to be next.
 */
static int
wait_for_lock(void *arg, int waits)
{
	(void)arg;
	if (waits >= PATIENCE / PAUSE)
		return 0;
	sqlite3_sleep(PAUSE);
	return 1;
}

static int
open_database(sqlite3 **db, const char *path, int flags)
{
	int code = sqlite3_open_v2(path, db, flags | SQLITE_OPEN_NOMUTEX, NULL);

	if (*db == NULL)
		return MOTUS_ENOMEM;
	if (code == SQLITE_OK)
		code = sqlite3_busy_handler(*db, wait_for_lock, NULL);
	return sqlite_status(*db, code);
}

/*
 * Look the file through before anything is allowed to write to it.  In one
 * transaction, so that all is seen at one moment.
 */
static int
examine(const char *path)
{
	sqlite3 *db;
	bool blank;
	int status = open_database(&db, path, SQLITE_OPEN_READONLY);

	if (status == 0)
		status = execute(db, "BEGIN");
	if (status == 0)
		status = recognise(db, &blank);
	if (status == 0)
		status = query_text(
		    db, "PRAGMA quick_check(1)", "ok", MOTUS_EFORMAT);
	sqlite3_close(db);
	return status;
}

/* Where it may not write, SQLite would be content to read. */
static int
open_writable(sqlite3 **db, const char *path)
{
	int status = open_database(db, path, SQLITE_OPEN_READWRITE);

	if (status != 0 || !sqlite3_db_readonly(*db, "main"))
		return status;
	errno = EACCES;
	return MOTUS_EIO;
}

/* The first process to come lays out the tables; the others find them. */
static int
lay_out(sqlite3 *db)
{
	bool blank;
	int status = execute(db, "BEGIN IMMEDIATE");

	if (status == 0)
		status = recognise(db, &blank);
	if (status == 0 && blank)
		status = execute(db, schema);
	if (status == 0)
		status = execute(db, "COMMIT");
	return status;
}

/*
 * The first process to come turns the write-ahead log on, for which it must be
 * alone for a moment: SQLite doesn't wait for that, since two who did so would
 * wait for each other.
 */
static int
use_log(sqlite3 *db)
{
	int64_t end = store_clock(CLOCK_MONOTONIC) + PATIENCE;
	int status;

	do {
		status = query_text(
		    db, "PRAGMA journal_mode = WAL", "wal", MOTUS_EIO);
	} while (status == MOTUS_EUNAVAILABLE && sqlite3_sleep(5) > 0 &&
	    store_clock(CLOCK_MONOTONIC) < end);
	return status;
}

int
sqlite_file_open(sqlite3 **db, const char *path)
{
	int status = create_file(path);

	*db = NULL;
	if (status == 0)
		status = check_size(path);
	if (status == 0)
		status = examine(path);
	if (status == 0)
		status = open_writable(db, path);
	if (status == 0)
		status = lay_out(*db);
	if (status == 0)
		status = use_log(*db);
	if (status == 0)
		status = execute(*db, "PRAGMA synchronous = FULL");
	if (status != 0) {
		sqlite3_close(*db);
		*db = NULL;
	}
	return status;
}
