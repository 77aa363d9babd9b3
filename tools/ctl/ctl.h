/*
 * ctl.h - what the commands of motusctl share
 *
 * A command makes its calls to the provider's store one at a time, and waits
 * for each.
 */
#ifndef CTL_CTL_H
#define CTL_CTL_H

#include <stdint.h>

#include <jansson.h>

#include <motus/store.h>

#include "daemons/common/config.h"

struct ctl {
	const struct config *config;
	struct motus_store *store; /* NULL for backup and restore */
};

#define CTL_PATIENCE 5000 /* milliseconds for a call to the store */

/* How a command ends: the status of the process. */
enum { CTL_DONE = 0, CTL_FAILED = 1, CTL_USAGE = 2 };

/* Say why on standard error, printf-like; returns CTL_FAILED. */
int ctl_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * The record under `key`, the caller's, and its version; NULL and 0 when there
 * is none.  A MOTUS_E... when the store does not say.
 */
int ctl_get(
    struct ctl *ctl, const char *key, json_t **record, uint64_t *version);

/* Commit and destroy the batch; 0 or a MOTUS_E.... */
int ctl_commit(struct ctl *ctl, struct motus_batch *batch);

/* Print a record (taken) as JSON. */
void ctl_print(json_t *json);

/* The commands; `argv` begins with the word after "client", "keys", .... */
int ctl_backup(struct ctl *ctl, int argc, char **argv);
int ctl_restore(struct ctl *ctl, int argc, char **argv);
int ctl_client(struct ctl *ctl, int argc, char **argv);
int ctl_keys(struct ctl *ctl, int argc, char **argv);
int ctl_account(struct ctl *ctl, int argc, char **argv);

#endif
