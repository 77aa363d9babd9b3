/*
 * shuffle.h - an order that nobody can tell without the key
 *
 * A stream is the numbers that HMAC-SHA256(key, label || counter) gives: the
 * counter goes from 0 on; a block of 32 bytes is eight numbers.  Numbers have
 * 32 bits and are big-endian everywhere.
 */
#ifndef MOTUS_SHUFFLE_H
#define MOTUS_SHUFFLE_H

#include <stddef.h>
#include <stdint.h>

#include "libmotus/digest.h"

struct stream {
	const unsigned char *key; /* MOTUS_KEY_SIZE bytes, the caller's */
	unsigned char message[64]; /* the label, then the counter */
	size_t label_size;
	uint32_t counter; /* of the next block */
	unsigned char block[DIGEST_SIZE];
	size_t left; /* bytes of the block not yet used */
};

/* Begin a stream under `key`, which must live as long as the stream does. */
void stream_begin(struct stream *stream, const unsigned char *key);

/*
 * Add to the label, before any number is drawn.  It may have 60 bytes in all.
 */
void stream_label(struct stream *stream, const void *bytes, size_t size);
void stream_label_number(struct stream *stream, uint32_t number);

/*
 * Put `count` items into an order drawn from the stream, each of all orders
 * being as likely (Fisher-Yates, with rejection sampling).  MOTUS_ENOMEM as
 * digest_hmac(); the items are then in some order.
 */
int stream_shuffle(struct stream *stream, uint32_t *items, size_t count);

#endif
