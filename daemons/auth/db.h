/*
 * db.h - records of the store as JSON
 */
#ifndef AUTH_DB_H
#define AUTH_DB_H

#include <stdint.h>

#include <jansson.h>
#include <motus/store.h>

/*
 * Called with the record under the key, valid until the callback returns, and
 * its version; NULL and 0 when there is none.  `status` is the store's;
 * MOTUS_EFORMAT for what is no JSON object.
 */
typedef void db_found(
    void *arg, int status, const json_t *record, uint64_t version);

void db_get(
    struct motus_store *store, const char *key, db_found *then, void *arg);

/* The record that these bytes are, the caller's; NULL for no JSON object. */
json_t *db_parse(const void *value, size_t size);

/* Put a record (not taken) for `ttl` seconds, 0 for ever. */
void db_put(struct motus_batch *batch, const char *key, const json_t *record,
    uint32_t ttl);

/*
 * The SHA-256 of a text, as base64url: what is kept of a cookie, a code, a
 * token.  43 characters and a NUL.
 */
#define DB_HASH_SIZE 44
void db_hash(const char *text, char hash[DB_HASH_SIZE]);

/* Where `key` belongs in a table of so many places. */
size_t db_place(const char *key, size_t places);

#endif
