#include <string.h>

#include <motus/daily.h>

#include "libmotus/shuffle.h"

#define NUMBER_SIZE 4 /* bytes */

static void
put_number(unsigned char *bytes, uint32_t number)
{
	for (int i = 0; i < NUMBER_SIZE; i++)
		bytes[i] = (unsigned char)(number >> (24 - 8 * i));
}

static uint32_t
get_number(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
	    (uint32_t)bytes[2] << 8 | bytes[3];
}

void
stream_begin(struct stream *stream, const unsigned char *key)
{
	*stream = (struct stream){ .key = key };
}

void
stream_label(struct stream *stream, const void *bytes, size_t size)
{
	memcpy(stream->message + stream->label_size, bytes, size);
	stream->label_size += size;
}

void
stream_label_number(struct stream *stream, uint32_t number)
{
	put_number(stream->message + stream->label_size, number);
	stream->label_size += NUMBER_SIZE;
}

static int
next_number(struct stream *stream, uint32_t *number)
{
	if (stream->left == 0) {
		int error;

		put_number(
		    stream->message + stream->label_size, stream->counter++);
		error = digest_hmac(stream->block, stream->key, MOTUS_KEY_SIZE,
		    stream->message, stream->label_size + NUMBER_SIZE);
		if (error != 0)
			return error;
		stream->left = DIGEST_SIZE;
	}
	*number = get_number(stream->block + DIGEST_SIZE - stream->left);
	stream->left -= NUMBER_SIZE;
	return 0;
}

/*
 * A number below `bound`.  Where 2^32 is no multiple of it, some remainders
 * would come once more than others: as many of the lowest numbers are refused.
 */
static int
number_below(struct stream *stream, uint32_t bound, uint32_t *number)
{
	uint32_t refused = (0 - bound) % bound; /* 2^32 % bound */
	int error;

	do {
		error = next_number(stream, number);
	} while (error == 0 && *number < refused);
	*number %= bound;
	return error;
}

int
stream_shuffle(struct stream *stream, uint32_t *items, size_t count)
{
	for (size_t i = count; i > 1; i--) {
		uint32_t other = 0, item;
		int error = number_below(stream, (uint32_t)i, &other);

		if (error != 0)
			return error;
		item = items[other];
		items[other] = items[i - 1];
		items[i - 1] = item;
	}
	return 0;
}
