/*
 * record.h - a game as the store keeps it
 *
 *	1 byte		RECORD_PLAYING or RECORD_OVER; RECORD_HINTED more, if a
 *			hint was taken
 *	8 bytes		only of one that is over: the moment of the last
 *			guess, seconds since 1970, the highest byte first
 *	2 bytes		only if a hint was taken: for which turns, as struct
 *			motus_game has them, the higher byte first
 *	n x length	the guesses, each as many letters A to Z as the
 *			answer has; n is 1 to MOTUS_TURNS_MAX, or 0 if a hint
 *			was taken
 *
 * Nothing else: patterns and outcome follow from the answer and the rules.
 */
#ifndef GAME_RECORD_H
#define GAME_RECORD_H

#include <stddef.h>
#include <time.h>

#include <motus/game.h>

#define RECORD_PLAYING 1
#define RECORD_OVER 2
#define RECORD_HINTED 2
#define RECORD_SIZE (11 + MOTUS_TURNS_MAX * MOTUS_WORD_MAX) /* at most */

/*
 * Write `game`, of which a turn was played or a hint taken, the last turn at
 * `finished`; returns the record's size.
 */
size_t record_write(const struct motus_game *game, time_t finished,
    unsigned char record[RECORD_SIZE]);

/*
 * Play the `size` bytes of `record` again in `game`, of which no turn was
 * played: so it has the answer and the rules.  *finished is 0 for one that is
 * not over.
 *
 *	MOTUS_EFORMAT	not such a record: another version, damaged, or of
 *			another answer
 *
 * `game` and `finished` are written only on success.
 */
int record_read(
    struct motus_game *game, time_t *finished, const void *record, size_t size);

#endif
