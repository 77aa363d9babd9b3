/*
 * key.h - the key of the days
 *
 * Whoever has it knows the words to come.  It comes from a file; or the first
 * instance that starts makes it, and the store keeps it for all of them.
 */
#ifndef GAME_KEY_H
#define GAME_KEY_H

#include <motus/daily.h>

#include "daemons/game/service.h"

#define KEY_NAME "day-key" /* in the store */

/*
 * Read the key from the file `path`: MOTUS_KEY_SIZE bytes, or twice as many
 * hexadecimal digits with or without a newline.
 *
 *	MOTUS_EIO	the file can't be read; errno tells why
 *	MOTUS_EFORMAT	it holds something else
 */
int key_read(unsigned char key[MOTUS_KEY_SIZE], const char *path);

/*
 * Ask the store for the key, and make one if there is none, until it is
 * known: then it is used.  While the store does not answer
 * it is asked again after a growing pause.
 */
void key_fetch(struct service *service);

/* Ask no more; the store was destroyed before. */
void key_stop(struct service *service);

#endif
