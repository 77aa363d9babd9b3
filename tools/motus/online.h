/*
 * online.h - the word of the day of a running site
 */
#ifndef TERMINAL_ONLINE_H
#define TERMINAL_ONLINE_H

#include "tools/motus/history.h"
#include "tools/motus/options.h"

/* How the program ends.  `history` may be NULL. */
int play_online(struct history *history, const struct options *options);

#endif
