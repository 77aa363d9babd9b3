/*
 * motus/store.h - where things are kept
 *
 * A store keeps values under keys and members in rankings.  Few operations,
 * each atomic, the same for every backend:
 *
 *	memory:					gone with the process
 *	sqlite:PATH				a file, shared by processes
 *	redis://[:PASSWORD@]HOST:PORT[/DB]	a server, shared by machines
 *
 * In a password, %XX stands for a byte.  A file is read through when it is
 * opened.  The place of a member, and how many there are, is counted by a file,
 * O(n), and known to the others, O(log n).  A program that uses a server
 * ignores SIGPIPE.
 *
 * A value has a version, which differs from every version its key ever had;
 * an absent key has version 0.  A batch names the versions it was made from
 * and is applied wholly or not at all, so two clients that change the same
 * key at once can't undo each other's work: one of them gets MOTUS_ECONFLICT,
 * reads again and decides again.
 *
 * Each operation takes a callback, called exactly once: before the call
 * returns (memory, SQLite) or later (Redis).  A callback may use the store, but
 * not destroy it.  Operations of one store are applied in the order in which
 * they were called.  A store is used by one thread.
 */
#ifndef MOTUS_STORE_H
#define MOTUS_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MOTUS_KEY_MAX 255 /* bytes of a key, or of a ranking's name */
#define MOTUS_MEMBER_MAX 255 /* bytes of a ranking's member */
#define MOTUS_VALUE_MAX 1048576 /* bytes of a value */
#define MOTUS_BATCH_MAX 64 /* what one batch may name and change */
#define MOTUS_RANGE_MAX 1000 /* members of one range */
#define MOTUS_AMOUNT_MAX 9007199254740992 /* 2^53: what a double counts */

struct motus_store; /* opaque: it owns memory, a file or a connection */
struct motus_batch; /* opaque: it owns copies of what was put into it */

/*
 * An event loop, for programs that have one: how a store asks to be woken.
 * Both functions return 0, or MOTUS_ENOMEM or MOTUS_EIO.
 */
#define MOTUS_READABLE 1u
#define MOTUS_WRITABLE 2u

typedef void motus_ready(void *arg, unsigned int events);
typedef void motus_tick(void *arg);

struct motus_loop {
	void *context; /* handed to both functions */

	/*
	 * From now on call ready(arg, events) while `fd` is readable or
	 * writable, as `events` asks (level-triggered; an error or a hang-up
	 * counts as both).  0 ends the watch; after that `ready` is not called
	 * again, and `fd` may be closed.  A later call for the same `fd`
	 * replaces the earlier.
	 */
	int (*watch)(void *context, int fd, unsigned int events,
	    motus_ready *ready, void *arg);

	/*
	 * Call tick(arg) once, `milliseconds` from now.  A later call with the
	 * same `arg` replaces the earlier; a negative time cancels it.
	 */
	int (*timer)(
	    void *context, int milliseconds, motus_tick *tick, void *arg);
};

/*
 * Open the store that `url` names.  `loop` wakes a store that waits for a
 * server; it is copied, and its context outlives the store.  NULL: the store
 * makes progress only in motus_store_wait().  The name of a server's host is
 * looked up now, which may take a while.  The server need not answer yet: the
 * store connects when a call is made, and again after a loss, with a growing
 * pause between tries (2 s at most) in which calls are refused.  The name is
 * looked up again in that pause, in a thread of its own, so that a server that
 * moved is found.  A SQLite file is made when it is not there.
 *
 *	MOTUS_EINVAL		not such a URL, or a port or number out of range
 *	MOTUS_EUNSUPPORTED	libmotus was built without this backend
 *	MOTUS_EFORMAT		the file is not a store of this version, or it
 *				is damaged; it is left as it is
 *	MOTUS_EIO		the file can't be opened, or the host is
 *				unknown; errno tells why
 *	MOTUS_ENOMEM
 *
 * The caller destroys *store.
 */
int motus_store_open(
    struct motus_store **store, const char *url, const struct motus_loop *loop);

/*
 * Close.  Calls in flight end with MOTUS_ELOST first, their callbacks called.
 * NULL is allowed.
 */
void motus_store_destroy(struct motus_store *store);

/*
 * What every operation may end with, as the `status` of its callback:
 *
 *	0			done
 *	MOTUS_EINVAL		an empty key, or another broken argument
 *	MOTUS_ETOOBIG		a key, value, batch or range over its limit
 *	MOTUS_EUNAVAILABLE	not reachable, or a password it does not
 *				accept, or busy for too long (a lock on the file
 *				for 1 s; 10,000 calls in flight): nothing was
 *				done
 *	MOTUS_ELOST		the connection ended, or no answer came within
 *				2 s: it may have been done or not; it is not
 *				tried again
 *	MOTUS_EFORMAT		what is kept there is not what this library
 *				wrote
 *	MOTUS_EIO, MOTUS_ENOMEM
 *
 * Keys, names and members are C strings of any bytes but NUL.
 */

/*
 * Called with the value's `size` bytes, valid until the callback returns, and
 * its version.  Absent: status 0, version 0, value NULL.
 */
typedef void motus_got(
    void *arg, int status, const void *value, size_t size, uint64_t version);

void motus_store_get(
    struct motus_store *store, const char *key, motus_got *done, void *arg);

/*
 * A batch: what must still hold, and what then changes.  Adding never fails at
 * once; motus_store_commit() reports what was wrong (no memory, a limit), so
 * these need no check.  motus_batch_create() returns NULL without memory; every
 * function here takes that NULL, and committing it ends with MOTUS_ENOMEM.
 */
struct motus_batch *motus_batch_create(void);
void motus_batch_destroy(struct motus_batch *batch);

/* `key` must have `version`; 0: it must be absent. */
void motus_batch_expect(
    struct motus_batch *batch, const char *key, uint64_t version);

/*
 * Keep a copy of `size` bytes under `key`, for `ttl` seconds, or for ever when
 * `ttl` is 0.  A put without a time to live ends an earlier one.
 */
void motus_batch_put(struct motus_batch *batch, const char *key,
    const void *value, size_t size, uint32_t ttl);

/* Drop `key`; an absent one is no error. */
void motus_batch_delete(struct motus_batch *batch, const char *key);

/*
 * Give `member` of `ranking` this amount, or add to what it has (0 when it
 * was absent).  Amounts stay between -MOTUS_AMOUNT_MAX and MOTUS_AMOUNT_MAX:
 * one outside is MOTUS_EINVAL; a sum outside is the caller's to avoid.
 */
void motus_batch_rank_set(struct motus_batch *batch, const char *ranking,
    const char *member, int64_t amount);
void motus_batch_rank_add(struct motus_batch *batch, const char *ranking,
    const char *member, int64_t amount);

/* Drop `member` from `ranking`; an absent one is no error. */
void motus_batch_rank_remove(
    struct motus_batch *batch, const char *ranking, const char *member);

/*
 * Apply every change of `batch` in order, or none: MOTUS_ECONFLICT when a key
 * that it names no longer has the version named with it.  The batch is copied
 * and stays the caller's; a durable backend calls `done` with 0 only once the
 * changes would survive a power cut (SQLite: synchronous=FULL; Redis: as its
 * appendfsync says).
 */
typedef void motus_committed(void *arg, int status);

void motus_store_commit(struct motus_store *store,
    const struct motus_batch *batch, motus_committed *done, void *arg);

/*
 * `count` members of `ranking` from place `from` on (0 is the first): the
 * highest amount first, equal amounts in the byte order of their members.
 * `entries` live until the callback returns; fewer than asked, or none, where
 * the ranking ends.
 */
struct motus_entry {
	const char *member;
	int64_t amount;
};

typedef void motus_ranged(
    void *arg, int status, const struct motus_entry *entries, size_t count);

void motus_store_range(struct motus_store *store, const char *ranking,
    uint64_t from, size_t count, motus_ranged *done, void *arg);

/*
 * The place of `member` in that order, 0 for the first, and its amount.
 * MOTUS_EABSENT when the ranking has no such member.
 */
typedef void motus_ranked(
    void *arg, int status, uint64_t place, int64_t amount);

void motus_store_rank(struct motus_store *store, const char *ranking,
    const char *member, motus_ranked *done, void *arg);

/* How many members `ranking` has: 0 when there is none. */
typedef void motus_counted(void *arg, int status, uint64_t count);

void motus_store_count(struct motus_store *store, const char *ranking,
    motus_counted *done, void *arg);

/*
 * Who watches a store, to count what it does.  The functions are called on the
 * store's thread and don't use the store.
 */
enum motus_call {
	MOTUS_CALL_GET,
	MOTUS_CALL_COMMIT,
	MOTUS_CALL_RANGE,
	MOTUS_CALL_RANK,
	MOTUS_CALL_COUNT,
};

#define MOTUS_CALLS 5

struct motus_store_observer {
	void *context; /* handed to each function */

	/* A call begins: it is in flight. */
	void (*begun)(void *context, enum motus_call call);

	/*
	 * The same call has ended with `status`, so many microseconds later;
	 * its callback comes next.
	 */
	void (*ended)(void *context, enum motus_call call, int status,
	    uint64_t microseconds);

	/*
	 * The store can be reached now, or no more.  Memory and files always
	 * can; a server's connection may come and go.
	 */
	void (*connected)(void *context, bool connected);
};

/*
 * From now on tell `observer`, which is copied; its context outlives the store.
 * A store that is connected already says so at once.  Calls with an argument
 * that is refused at once are none.  Once for a store, before its first call.
 */
void motus_store_observe(
    struct motus_store *store, const struct motus_store_observer *observer);

/*
 * For programs with no loop: work until no call is in flight, or
 * `milliseconds` have passed (MOTUS_EUNAVAILABLE; the calls stay in flight).
 * MOTUS_EINVAL for a store that was given a loop, and for a server's in a
 * callback.
 */
int motus_store_wait(struct motus_store *store, int milliseconds);

#ifdef __cplusplus
}
#endif

#endif
