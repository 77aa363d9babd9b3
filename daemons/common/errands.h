/*
 * errands.h - what a service must tell another, kept until it has been told
 *
 * The commit that makes an errand necessary keeps it as well, so neither is
 * there without the other.  Any worker of any instance runs it: it first puts
 * the errand off to a later moment, so that no other runs the same, then does
 * what there is to do, and drops it when that was done.  A worker that dies on
 * the way leaves it to the others; so an errand may be run twice, and must be
 * harmless then.
 *
 * The store has "NAME:ID" {"made", "tries", "what", "request"}, the last of
 * which is the id of the request that made it, if one did; and ID in two
 * rankings: in NAME with minus the moment at which it is due, in "NAME:made"
 * with minus the moment at which it was made.
 */
#ifndef COMMON_ERRANDS_H
#define COMMON_ERRANDS_H

#include <stdbool.h>
#include <time.h>

#include <jansson.h>

#include <motus/store.h>

#define ERRAND_STEPS 3 /* of a batch, for one that is kept or dropped */
#define ERRAND_PAUSE_MIN 5 /* seconds until it is tried again; then doubled */
#define ERRAND_PAUSE_MAX 60

struct errands; /* opaque: a worker's */
struct errand; /* opaque: one that is run */

struct errands_setup {
	const char *name; /* a constant */
	time_t (*now)(void);
	struct motus_store *store;
	struct motus_loop loop; /* copied */

	/* Do what there is to do, then errand_end(), at once or later. */
	void (*run)(void *context, struct errand *errand);

	/* How many are kept, and for how many seconds the oldest; or NULL. */
	void (*tell)(void *context, uint64_t count, int64_t age);
	void *context;
};

/*
 * Keep an errand in `batch`.  `what` (not taken) is handed to whoever runs it.
 * With `mine` it is left to this worker for ERRAND_PAUSE_MIN seconds, so it can
 * be run by errands_run() as soon as the batch is committed.  `request` is the
 * id of the request that makes it necessary, or NULL.
 */
void errand_put(struct motus_batch *batch, const char *name, const char *id,
    const json_t *what, const char *request, time_t now, bool mine);

/* Drop one, whether it is there or not. */
void errand_drop(struct motus_batch *batch, const char *name, const char *id);

/* Begin to look for errands; NULL without memory. */
struct errands *errands_start(const struct errands_setup *setup);

/* Begin no more; those that run may still end. */
void errands_stop(struct errands *errands);

/* When neither store nor fetcher has a call in flight.  NULL is allowed. */
void errands_destroy(struct errands *errands);

/*
 * Run an errand that this worker has just put as its own.  When too many run
 * already it is left to whoever finds it later.
 */
void errands_run(struct errands *errands, const char *id, const json_t *what,
    const char *request);

const char *errand_id(const struct errand *errand);
const json_t *errand_what(const struct errand *errand);
const char *errand_request(const struct errand *errand); /* "": none */

/* It was done, or must be tried again; the errand is gone on return. */
void errand_end(struct errand *errand, bool done);

#endif
