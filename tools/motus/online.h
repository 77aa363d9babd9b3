/*
 * online.h - the puzzles of a running site
 */
#ifndef TERMINAL_ONLINE_H
#define TERMINAL_ONLINE_H

#include "tools/motus/history.h"
#include "tools/motus/options.h"

/*
 * Play the word of the day of options->server, or the puzzle whose link is
 * options->words[0]: how the program ends.  `history` may be NULL.
 */
int play_online(struct history *history, const struct options *options);
int play_link(struct history *history, const struct options *options);

#endif
