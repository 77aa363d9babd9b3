/*
 * store_backend.h - stores and batches from inside, and what backends share
 */
#ifndef MOTUS_STORE_BACKEND_H
#define MOTUS_STORE_BACKEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <time.h>

#include <motus/backend.h>

#include "libmotus/store_url.h"

/* What a caller of a store wants to be called, each call one of these. */
union store_done {
	motus_got *got;
	motus_committed *committed;
	motus_ranged *ranged;
	motus_ranked *ranked;
	motus_counted *counted;
};

struct motus_store {
	const struct motus_backend *backend;
	void *context; /* the backend's */
	bool has_loop; /* motus_store_open() was given one */
	bool connected;
	bool observed;
	struct motus_store_observer observer;
};

/* Passes calls on to the backend of the store that is its context. */
extern const struct motus_backend store_observed;

/* Open one; as motus_store_open() says. */
int store_memory_open(struct motus_store **store);
int store_sqlite_open(struct motus_store **store, const char *path);
int store_redis_open(struct motus_store **store, const struct store_url *url,
    const struct motus_loop *loop);

/* Milliseconds of CLOCK_MONOTONIC or CLOCK_REALTIME. */
int64_t store_clock(clockid_t clock);

/* `amount`, or the nearest to it that a store keeps. */
int64_t store_amount(int64_t amount);

struct motus_batch {
	int status; /* what the first bad addition was, or 0 */
	size_t count;
	/* The bytes that a step names are allocated at its key. */
	struct motus_step steps[MOTUS_BATCH_MAX];
};

/*
 * 0 for a good key, name or member of at most `max` bytes; else MOTUS_EINVAL
 * or MOTUS_ETOOBIG.
 */
int store_check_name(const char *name, size_t max);

/*
 * The entries of a range, copied so that they live through a callback that
 * changes the ranking.
 */
struct range {
	char (*members)[MOTUS_MEMBER_MAX + 1];
	size_t count;
	struct motus_entry entries[];
};

/* One with room for `room` entries; free() it.  NULL without memory. */
struct range *range_create(size_t room);

/* Append an entry; its member's `size` is MOTUS_MEMBER_MAX at most. */
void range_add(
    struct range *range, const char *member, size_t size, int64_t amount);

#endif
