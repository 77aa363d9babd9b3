/*
 * key.h - the key of the days
 *
 * Whoever has it knows the words to come.  It comes from a file; or the first
 * instance that starts makes it, and the store keeps it for all of them.
 */
#ifndef GAME_KEY_H
#define GAME_KEY_H

#include "daemons/game/service.h"

#define KEY_NAME "day-key" /* in the store */

/* Ask the store for the key until it is known; then it is used. */
void key_fetch(struct service *service);

#endif
