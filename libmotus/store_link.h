/*
 * store_link.h - a connection to a Redis server that mends itself
 *
 * It connects when there is something to say, tries the next address of the
 * host where one refuses, and pauses, longer and longer, when all have.  The
 * name of the host is looked up again then, in a thread, for it may have moved.
 * What it was told in one turn of the loop is sent in one piece.
 */
#ifndef MOTUS_STORE_LINK_H
#define MOTUS_STORE_LINK_H

#include <stdint.h>

#include <sys/queue.h>

#include <hiredis/hiredis.h>

#include <motus/store.h>

#include "libmotus/store_backend.h"
#include "libmotus/store_url.h"

struct link;

/* A command that waits for its reply. */
struct call {
	/* Called once, `reply` NULL unless `status` is 0. */
	void (*end)(struct call *call, int status, const redisReply *reply);
	union store_done done;
	void *arg;
	char *command; /* in Redis's protocol, until it is sent;
			  redisFreeCommand() */
	size_t size; /* of the command */
	int64_t deadline;
	STAILQ_ENTRY(call) entry;
};

/*
 * Find the addresses of the host in `url`, which may take a while, for a link
 * driven by `loop`, or by link_wait() when it is NULL.  `store` is told when it
 * is connected.  MOTUS_EIO when the host is unknown; or MOTUS_ENOMEM.  The
 * caller destroys *link.
 */
int link_create(struct link **link, struct motus_store *store,
    const struct store_url *url, const struct motus_loop *loop);

/* End all calls with MOTUS_ELOST, then close. */
void link_destroy(struct link *link);

/*
 * Send `call`, which is taken and freed after its end: at once with
 * MOTUS_EUNAVAILABLE when it can't be sent now.
 */
void link_call(struct link *link, struct call *call);

/* See motus_store_wait(). */
int link_wait(struct link *link, int milliseconds);

#endif
