/*
 * motus/backend.h - a store of a program's own
 *
 * What motus_store_open() can't keep, a program can: it writes the functions
 * of struct motus_backend, over its own database, its own files or another
 * store, and gets a store that is used like any other, watched by an observer
 * too.  The backends of libmotus are made in the same way.
 *
 * The functions are those of motus/store.h and keep what that promises.  Their
 * arguments were checked before: no key is empty, nothing is over a limit,
 * count is 1 or more.  `context` is what motus_store_create() was given.
 * examples/shelf.c is a whole one.
 */
#ifndef MOTUS_BACKEND_H
#define MOTUS_BACKEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <motus/store.h>

#ifdef __cplusplus
extern "C" {
#endif

enum motus_step_kind {
	MOTUS_STEP_EXPECT,
	MOTUS_STEP_PUT,
	MOTUS_STEP_DELETE,
	MOTUS_STEP_RANK_SET,
	MOTUS_STEP_RANK_ADD,
	MOTUS_STEP_RANK_REMOVE,
};

/* One thing that a batch expects or changes: the arguments of that call. */
struct motus_step {
	enum motus_step_kind kind;
	const char *key; /* or the ranking's name */
	const char *member; /* of a ranking; else "" */
	const void *value; /* of a put */
	size_t size; /* of a put: bytes of the value */
	uint64_t version; /* of an expect */
	int64_t amount; /* of a set or an add */
	uint32_t ttl; /* of a put: seconds, or 0 for ever */
};

/*
 * The steps of a batch that is being committed, in the order in which they
 * were added, and how many into *count.  They are the batch's.
 */
const struct motus_step *motus_batch_steps(
    const struct motus_batch *batch, size_t *count);

struct motus_backend {
	/* Close: end calls in flight with MOTUS_ELOST, and free `context`. */
	void (*destroy)(void *context);

	/*
	 * Each calls `done` with `arg` exactly once, before it returns or
	 * later.  What the callback is given lives until it returns, even when
	 * it changes the same key or ranking.
	 */
	void (*get)(void *context, const char *key, motus_got *done, void *arg);
	void (*commit)(void *context, const struct motus_batch *batch,
	    motus_committed *done, void *arg);
	void (*range)(void *context, const char *ranking, uint64_t from,
	    size_t count, motus_ranged *done, void *arg);
	void (*rank)(void *context, const char *ranking, const char *member,
	    motus_ranked *done, void *arg);
	void (*count)(
	    void *context, const char *ranking, motus_counted *done, void *arg);

	/*
	 * motus_store_wait().  NULL: each call has ended when its function
	 * returns, so there is nothing to wait for.
	 */
	int (*wait)(void *context, int milliseconds);
};

/*
 * Make a store of `backend`, which must outlive it, and `context`, which the
 * store owns from then on: motus_store_destroy() hands it to `destroy`.
 *
 *	MOTUS_ENOMEM	`context` is still the caller's
 *
 * The caller destroys *store.
 */
int motus_store_create(struct motus_store **store,
    const struct motus_backend *backend, void *context);

/*
 * Tell the observer of `store` that it can be reached, or no more.  A new store
 * can; a backend that needs a server says so itself.
 */
void motus_store_connected(struct motus_store *store, bool connected);

#ifdef __cplusplus
}
#endif

#endif
