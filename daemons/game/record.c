#include <stdbool.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/game/record.h"

#define TIME_SIZE 8
#define HINTS_SIZE 2

static void
write_time(unsigned char bytes[TIME_SIZE], time_t moment)
{
	for (size_t i = 0; i < TIME_SIZE; i++)
		bytes[i] = (unsigned char)((uint64_t)moment >>
		    8 * (TIME_SIZE - 1 - i));
}

static time_t
read_time(const unsigned char bytes[TIME_SIZE])
{
	uint64_t moment = 0;

	for (size_t i = 0; i < TIME_SIZE; i++)
		moment = moment << 8 | bytes[i];
	return (time_t)moment;
}

size_t
record_write(const struct motus_game *game, time_t finished,
    unsigned char record[RECORD_SIZE])
{
	bool over = motus_game_outcome(game) != MOTUS_PLAYING;
	size_t length = game->answer.length, size = 1;

	record[0] = over ? RECORD_OVER : RECORD_PLAYING;
	if (game->hints != 0)
		record[0] += RECORD_HINTED;
	if (over) {
		write_time(record + size, finished);
		size += TIME_SIZE;
	}
	if (game->hints != 0) {
		record[size++] = (unsigned char)(game->hints >> 8);
		record[size++] = (unsigned char)game->hints;
	}
	for (size_t i = 0; i < game->turns; i++, size += length)
		memcpy(record + size, game->turn[i].guess.letter, length);
	return size;
}

/* Play the guesses; false when they can't be. */
static bool
replay(struct motus_game *game, const char *guesses, size_t size)
{
	size_t length = game->answer.length;
	struct motus_word guess;

	if (size % length != 0)
		return false;
	for (size_t at = 0; at < size; at += length)
		if (motus_word_parse(&guess, guesses + at, length) != 0 ||
		    motus_game_guess(game, NULL, guess) != 0)
			return false;
	return true;
}

/* Hints are only of turns that were played, and of the next one. */
static bool
can_be_hinted(const struct motus_game *game)
{
	bool over = motus_game_outcome(game) != MOTUS_PLAYING;

	return game->hints >> (over ? game->turns : game->turns + 1) == 0;
}

int
record_read(
    struct motus_game *game, time_t *finished, const void *record, size_t size)
{
	const unsigned char *bytes = record;
	struct motus_game replayed = *game;
	unsigned int kind = size > 0 ? bytes[0] : 0;
	bool hinted = kind > RECORD_HINTED;
	bool over = kind - (hinted ? RECORD_HINTED : 0) == RECORD_OVER;
	size_t head = 1 + (over ? TIME_SIZE : 0) + (hinted ? HINTS_SIZE : 0);

	if (kind < RECORD_PLAYING || kind > RECORD_OVER + RECORD_HINTED ||
	    size < head)
		return MOTUS_EFORMAT;
	if (hinted)
		replayed.hints =
		    (uint32_t)bytes[head - 2] << 8 | bytes[head - 1];
	if (hinted == (replayed.hints == 0) || (!hinted && size == head) ||
	    !replay(&replayed, (const char *)bytes + head, size - head) ||
	    over != (motus_game_outcome(&replayed) != MOTUS_PLAYING) ||
	    !can_be_hinted(&replayed))
		return MOTUS_EFORMAT;
	*game = replayed;
	*finished = over ? read_time(bytes + 1) : 0;
	return 0;
}
