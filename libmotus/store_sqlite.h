/*
 * store_sqlite.h - the file of a SQLite store
 */
#ifndef MOTUS_STORE_SQLITE_H
#define MOTUS_STORE_SQLITE_H

#include <sqlite3.h>

/*
 * Open the store in the file `path`, made when it is not there; see
 * motus_store_open() for what it returns.  A file that is not ours, or is
 * damaged, is only read.  The caller closes *db.
 */
int sqlite_file_open(sqlite3 **db, const char *path);

/* What `code`, a result of SQLite's, is as one of ours; MOTUS_EIO sets errno.
 */
int sqlite_status(sqlite3 *db, int code);

#endif
