/*
 * gather.h - many values of the store in one round trip
 */
#ifndef SCORE_GATHER_H
#define SCORE_GATHER_H

#include <stddef.h>
#include <stdint.h>

#include <motus/store.h>

/* Write the key of the `index`th value. */
typedef void gather_name(void *arg, size_t index, char key[MOTUS_KEY_MAX + 1]);

/*
 * The `index`th value: NULL, and version 0, when there is none; good until this
 * returns.  Returns 0, or a MOTUS_E... that the whole ends with.
 */
typedef int gather_take(
    void *arg, size_t index, const void *value, size_t size, uint64_t version);

/* All came, and `status` is 0; or the first thing that went wrong. */
typedef void gather_done(void *arg, int status);

/* Read `count` values, in any order; then done(arg), once. */
void gather(struct motus_store *store, size_t count, gather_name *name,
    gather_take *take, gather_done *done, void *arg);

#endif
