/*
 * commitment.h - what a site promised about a word, as it was first seen
 */
#ifndef TERMINAL_COMMITMENT_H
#define TERMINAL_COMMITMENT_H

#include "tools/motus/site.h"
#include "tools/motus/wire.h"

/* Note the commitment unless one was noted before: EX_OK, or it was said why.
 */
int commitment_note(struct site *site, const struct evidence *evidence);

/* What was noted about that day: whether it is the same. */
enum seen { SEEN_NOTHING, SEEN_THE_SAME, SEEN_ANOTHER };

enum seen commitment_seen(struct site *site, const struct evidence *evidence);

#endif
