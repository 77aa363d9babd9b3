/*
 * signed_in.h - what is for accounts only
 */
#ifndef SCORE_SIGNED_IN_H
#define SCORE_SIGNED_IN_H

#include "daemons/player/caller.h"

/*
 * Find out who asks, as caller_reader() does.  What writes must come from the
 * site's own pages if it carries a cookie; else it is finished here.
 */
void signed_in_read(struct exchange *exchange, caller_known *then);
void signed_in_write(struct exchange *exchange, caller_known *then);

/* Whether that is an account; else the reply is 401 sign-in-required. */
bool signed_in(struct exchange *exchange, const struct player *player);

#endif
