/*
 * backup.h - all that a store keeps, in a file
 */
#ifndef CTL_BACKUP_H
#define CTL_BACKUP_H

/*
 * Copy the SQLite store at `path`, as it is at one moment, to `file`, which is
 * replaced when the copy is whole; and back, into a store that is there or not.
 * Both return how the command ends.
 */
int sqlite_backup(const char *path, const char *file);
int sqlite_restore(const char *path, const char *file);

#endif
