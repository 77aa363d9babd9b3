/*
 * store_backend.h - what a backend of a store brings, and what it is given
 *
 * store.c checks every argument, so a backend sees only good ones.
 */
#ifndef MOTUS_STORE_BACKEND_H
#define MOTUS_STORE_BACKEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <time.h>

#include <motus/store.h>

#include "libmotus/store_url.h"

/* The functions of motus/store.h, one backend's. */
struct store_backend {
	void (*destroy)(struct motus_store *store);
	void (*get)(struct motus_store *store, const char *key, motus_got *done,
	    void *arg);
	void (*commit)(struct motus_store *store,
	    const struct motus_batch *batch, motus_committed *done, void *arg);
	void (*range)(struct motus_store *store, const char *ranking,
	    uint64_t from, size_t count, motus_ranged *done, void *arg);
	void (*rank)(struct motus_store *store, const char *ranking,
	    const char *member, motus_ranked *done, void *arg);
	void (*count)(struct motus_store *store, const char *ranking,
	    motus_counted *done, void *arg);
	int (*wait)(struct motus_store *store, int milliseconds);
};

/* How each backend's own structure begins. */
struct motus_store {
	const struct store_backend *backend;
	bool has_loop; /* store.c sets it */
	bool connected;
	const struct store_backend *observed; /* store_observe.c's own */
	struct motus_store_observer observer;
};

/* Open one; as motus_store_open() says. */
int store_memory_open(struct motus_store **store);
int store_sqlite_open(struct motus_store **store, const char *path);
int store_redis_open(struct motus_store **store, const struct store_url *url,
    const struct motus_loop *loop);

/* Say that the store can be reached from now on, or not. */
void store_connected(struct motus_store *store, bool connected);

/* motus_store_wait() of a backend that has done everything already. */
int store_no_wait(struct motus_store *store, int milliseconds);

/* Milliseconds of CLOCK_MONOTONIC or CLOCK_REALTIME. */
int64_t store_clock(clockid_t clock);

/* `amount`, or the nearest to it that a store keeps. */
int64_t store_amount(int64_t amount);

enum step_kind {
	STEP_EXPECT,
	STEP_PUT,
	STEP_DELETE,
	STEP_RANK_SET,
	STEP_RANK_ADD,
	STEP_RANK_REMOVE,
};

/* One thing that a batch expects or changes. */
struct step {
	enum step_kind kind;
	char *key; /* or the ranking's name; owns the bytes of all three */
	const char *member;
	const void *value;
	size_t size;
	uint64_t version;
	int64_t amount;
	uint32_t ttl;
};

struct motus_batch {
	int status; /* what the first bad addition was, or 0 */
	size_t count;
	struct step steps[MOTUS_BATCH_MAX];
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
