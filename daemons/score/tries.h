/*
 * tries.h - wrong codes are counted, so that nobody can guess one
 *
 * By player and by the client's address, TRIES_MAX are free in TRIES_SECONDS,
 * which begin with the first of them; then no code is looked at until they are
 * over.  Right ones are not counted: a school has one address.
 *
 * The store has "tries:WHO", {"count", "until"}, for that long.
 */
#ifndef SCORE_TRIES_H
#define SCORE_TRIES_H

#include <stdint.h>
#include <time.h>

#include <motus/store.h>

#include "daemons/common/http.h"
#include "daemons/player/player.h"

#define TRIES_MAX 10
#define TRIES_SECONDS 600

#define TRIES_COUNTERS 2

struct tries;

/*
 * Called with 0 for `pause`, or with the seconds for which there are too many.
 * `status` is the store's.
 */
typedef void tries_judged(void *arg, int status, int pause);

struct tries {
	struct motus_store *store;
	time_t now;
	struct tries_counter {
		char key[MOTUS_KEY_MAX + 1];
		int64_t count, until;
		uint64_t version;
	} counters[TRIES_COUNTERS];
	size_t read; /* of them */
	unsigned int conflicts;
	void (*decide)(struct tries *tries);
	tries_judged *then;
	void *arg;
};

/* Those of a player who asks so, at the moment `now`. */
void tries_of(struct tries *tries, struct motus_store *store, time_t now,
    const struct exchange *exchange, const struct player *player);

/* Whether one more may be made.  `tries` stays until `then` is called. */
void tries_look(struct tries *tries, tries_judged *then, void *arg);

/*
 * Count one that was wrong; a pause says that it comes too late, of many at
 * once, to be told so.
 */
void tries_count(struct tries *tries, tries_judged *then, void *arg);

#endif
