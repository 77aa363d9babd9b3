/*
 * keeper.h - somewhere to keep stores in, and calls made one at a time
 */
#ifndef TESTS_KEEPER_H
#define TESTS_KEEPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <motus/store.h>

#include "tests/servers.h"

#define KEEPER_STORES 8

enum keeper_kind {
	ON_MEMORY,
	ON_SQLITE,
	ON_REDIS, /* with motus_store_wait() */
	ON_REDIS_LOOP, /* with the loop of loop.h */
	ON_SHELF, /* a program's own: shelf.h */
};

struct keeper {
	enum keeper_kind kind;
	char dir[64]; /* SQLite's, or the shelf's */
	char url[128]; /* the shelf's: a path */
	struct redis *redis;
	struct motus_store *stores[KEEPER_STORES];
	size_t count;
};

/* Begin, with a server where it needs one; skips the test without backend. */
void keeper_start(struct keeper *keeper, enum keeper_kind kind);

/* Destroy every store and all that they kept. */
void keeper_stop(struct keeper *keeper);

/* One more client of what is kept here, which the caller destroys. */
struct motus_store *keeper_open(struct keeper *keeper);

/*
 * The same, but closed by keeper_stop().  Memory has
 * one store only, which every client then shares.
 */
struct motus_store *keeper_store(struct keeper *keeper);

/* Do what a CONTRACT says on one backend. */
void keeper_hold(enum keeper_kind kind, void (*promise)(struct keeper *keeper));

/* A test on each backend. */
#define CONTRACT(sentence)                            \
	static void sentence(struct keeper *keeper);  \
	Test(memory, sentence)                        \
	{                                             \
		keeper_hold(ON_MEMORY, sentence);     \
	}                                             \
	Test(sqlite, sentence)                        \
	{                                             \
		keeper_hold(ON_SQLITE, sentence);     \
	}                                             \
	Test(redis, sentence)                         \
	{                                             \
		keeper_hold(ON_REDIS, sentence);      \
	}                                             \
	Test(redis_on_a_loop, sentence)               \
	{                                             \
		keeper_hold(ON_REDIS_LOOP, sentence); \
	}                                             \
	Test(shelf, sentence)                         \
	{                                             \
		keeper_hold(ON_SHELF, sentence);      \
	}                                             \
	static void sentence(struct keeper *keeper)

/* How a call ended, whichever it was. */
struct answer {
	int calls; /* of the callback */
	int status;
	uint64_t version;
	const void *value; /* NULL, or good until the next answer */
	size_t size; /* of a value, or how many a range or a ranking has */
	uint64_t place;
	int64_t amount;
	char text[4096]; /* a range: "MEMBER AMOUNT\n" for each */
};

/* Callbacks that fill in the answer they are given as `arg`. */
motus_got answer_got;
motus_committed answer_committed;
motus_ranged answer_ranged;
motus_ranked answer_ranked;
motus_counted answer_counted;

/* Let `store` work until the answer is there; aborts the test after 20 s. */
void await_answer(struct motus_store *store, const struct answer *answer);

/* Let it work for a moment. */
void turn(struct motus_store *store);

/* The calls of motus/store.h, each with its answer. */
struct answer get(struct motus_store *store, const char *key);
struct answer range(struct motus_store *store, const char *ranking,
    uint64_t from, size_t count);
struct answer rank(
    struct motus_store *store, const char *ranking, const char *member);

struct answer count(struct motus_store *store, const char *ranking);

/* Commit, destroy the batch, and return the status. */
int commit(struct motus_store *store, struct motus_batch *batch);

/* Keep a text under `key`; the status. */
int put(struct motus_store *store, const char *key, const char *text);

/* The same for `ttl` seconds. */
int put_for(
    struct motus_store *store, const char *key, const char *text, uint32_t ttl);

/* A batch that puts a text where its key has `version`. */
struct motus_batch *replace(
    const char *key, uint64_t version, const char *text);

/* A batch with one change, committed; the status. */
int drop(struct motus_store *store, const char *key);
int rank_set(struct motus_store *store, const char *ranking, const char *member,
    int64_t amount);
int rank_add(struct motus_store *store, const char *ranking, const char *member,
    int64_t amount);

/* Whether the value is this text. */
bool holds(const struct answer *answer, const char *text);

/* Whether there is no value. */
bool is_absent(const struct answer *answer);

/* A text of `size` times 'x', static; at most one more than a value's limit. */
const char *text_of_size(size_t size);

#endif
