#include <string.h>

#include <motus/error.h>

#include "daemons/game/record.h"

size_t
record_write(const struct motus_game *game, unsigned char record[RECORD_SIZE])
{
	size_t length = game->answer.length;

	record[0] = RECORD_VERSION;
	for (size_t i = 0; i < game->turns; i++)
		memcpy(record + 1 + i * length, game->turn[i].guess.letter,
		    length);
	return 1 + game->turns * length;
}

int
record_read(struct motus_game *game, struct motus_word answer,
    const void *record, size_t size)
{
	struct motus_game replayed = motus_game_start(answer);
	const char *guesses = (const char *)record + 1;
	size_t length = answer.length;
	struct motus_word guess;

	if (size <= 1 || (size - 1) % length != 0 ||
	    *(const unsigned char *)record != RECORD_VERSION)
		return MOTUS_EFORMAT;
	for (size_t at = 0; at < size - 1; at += length)
		if (motus_word_parse(&guess, guesses + at, length) != 0 ||
		    motus_game_guess(&replayed, NULL, guess) != 0)
			return MOTUS_EFORMAT;
	*game = replayed;
	return 0;
}
