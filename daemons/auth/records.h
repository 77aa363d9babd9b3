/*
 * records.h - several records of the store at once, each parsed once
 *
 * The store says each value's version, and a version is never used again for
 * its key: what has the same key and version is the same record.  So what a
 * worker remembers here is never stale; it saves the parsing, which is most of
 * the work of judging a token, and no look into the store.
 */
#ifndef AUTH_RECORDS_H
#define AUTH_RECORDS_H

#include <stddef.h>

#include <jansson.h>
#include <motus/store.h>

struct records; /* opaque: a fixed number of places */

/* NULL without memory. */
struct records *records_create(void);
void records_destroy(struct records *records);

/*
 * Read up to RECORDS_MAX records in one round trip.  They are in the order of
 * `keys`, NULL where there is none, valid until the callback returns, and not
 * to be changed.  `status` is that of the first read that failed; MOTUS_EFORMAT
 * for what is no JSON object.
 */
#define RECORDS_MAX 3
typedef void records_found(void *arg, int status, json_t *const found[]);

void records_get(struct records *records, struct motus_store *store,
    const char *const keys[], size_t count, records_found *then, void *arg);

#endif
