/*
 * throttle.h - tries are counted, so that nobody has many
 *
 * Some tries are free.  The last of them, and each one after, is followed by a
 * pause: THROTTLE_PAUSE_MIN at first, then twice as long each time, up to
 * THROTTLE_PAUSE_MAX.  A try is counted before it is made, so that many at
 * once have no more than one after the other.  What was counted is forgotten
 * THROTTLE_MEMORY after the last pause.
 *
 * The store has "throttle:KIND:HASH" of whoever tries: {"count", "until"}.
 */
#ifndef AUTH_THROTTLE_H
#define AUTH_THROTTLE_H

#include "daemons/auth/provider.h"
#include "daemons/common/http.h"

#define THROTTLE_PAUSE_MIN 30 /* seconds */
#define THROTTLE_PAUSE_MAX 900
#define THROTTLE_MEMORY 3600

enum throttle {
	THROTTLE_NAME, /* passwords and recovery codes for a name */
	THROTTLE_DEVICE, /* the same, from one that signed in to it before */
	THROTTLE_ADDRESS, /* the same, from an address */
	THROTTLE_REGISTRATION, /* new accounts and names from an address */
};

/* A try, and by what it is counted. */
#define TRIAL_COUNTERS 2
#define TRIAL_KEY_SIZE 80

struct trial {
	struct provider *provider;
	size_t count;
	struct trial_counter {
		enum throttle kind;
		char key[TRIAL_KEY_SIZE];
	} counter[TRIAL_COUNTERS];
};

/* Count it for `who`, any text. */
void trial_add(struct trial *trial, enum throttle kind, const char *who);

/* Count it for the client's address; of IPv6 the first half counts. */
void trial_add_address(
    struct trial *trial, enum throttle kind, const struct exchange *exchange);

/*
 * Called with 0 for `pause` when the try may be made, else with the seconds
 * until the next one may be.  `status` is the store's.
 */
typedef void trial_judged(void *arg, int status, int pause);

/* Count the try.  `trial` stays where it is until `then` is called. */
void trial_begin(struct trial *trial, trial_judged *then, void *arg);

/*
 * It was a good one: what is counted for a name or a device is forgotten, and
 * this one does not count for the address.  Nobody waits for it.
 */
void trial_forgive(const struct trial *trial);

#endif
