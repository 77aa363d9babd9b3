/*
 * key.h - the key of the days of a player who needs no server
 */
#ifndef TERMINAL_KEY_H
#define TERMINAL_KEY_H

#include <motus/daily.h>

/*
 * Read the key in the file `path`, which is as KEY_FILE of motus-game may be:
 * MOTUS_KEY_SIZE bytes, or twice as many hexadecimal digits.  NULL: the
 * player's own, which is made at the first use.  EX_OK, else it was said why.
 */
int key_find(unsigned char key[MOTUS_KEY_SIZE], const char *path);

#endif
