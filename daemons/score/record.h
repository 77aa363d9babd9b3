/*
 * record.h - all that is kept of a player in a language
 */
#ifndef SCORE_RECORD_H
#define SCORE_RECORD_H

#include <stdint.h>

#include "daemons/score/history.h"
#include "daemons/score/profile.h"
#include "daemons/score/scores.h"

struct record {
	struct history history;
	uint64_t version; /* of the history; 0: there is none yet */
	struct profile profile; /* a guest's is empty */
};

/*
 * Read it into *record, which must live until then, and call done(arg,
 * status), once.  The caller clears it, also after an error.
 */
void record_read(const struct scores *scores, const char *language,
    const struct player *player, struct record *record, motus_committed *done,
    void *arg);
void record_clear(struct record *record);

#endif
