/*
 * key.h - the keys of the days
 *
 * Whoever has one knows the words to come.  The first comes from a file; or the
 * first instance that starts makes it, and the store keeps it for all of them.
 * A key that became known is followed by another from a day on, which comes
 * from the file.
 */
#ifndef GAME_KEY_H
#define GAME_KEY_H

#include "daemons/game/service.h"

#define KEY_NAME "day-key" /* in the store */

/* In their order; that of the store is not among them. */
struct keys {
	struct day_key list[SERVICE_KEYS_MAX];
	size_t count;
};

/*
 * Read a file's text: a key of SECRET_SIZE bytes, or a line for each key, with
 * its first day as YYYY-MM-DD, a space and twice as many hexadecimal digits.
 * The first line may have no day.  Empty lines are nothing.  MOTUS_EFORMAT when
 * it is something else.
 */
int keys_read(struct keys *keys, const char *text, size_t size);

/*
 * Use the keys in the file `path`.
 *
 *	MOTUS_EIO	it can't be read; errno tells why
 *	MOTUS_EFORMAT	it holds something else
 *	and those of service_use_key()
 */
int keys_use_file(struct service *service, const char *path);

/* Ask the store for the first key until it is known; then it is used. */
void key_fetch(struct service *service);

#endif
