/*
 * record.h - a game as the store keeps it
 *
 *	1 byte		RECORD_VERSION
 *	n x length	the guesses, each as many letters A to Z as the
 *			answer has; n is 1 to MOTUS_TURNS
 *
 * Nothing else: patterns and outcome follow from the answer.
 */
#ifndef GAME_RECORD_H
#define GAME_RECORD_H

#include <stddef.h>

#include <motus/game.h>

#define RECORD_VERSION 1
#define RECORD_SIZE (1 + MOTUS_TURNS * MOTUS_WORD_MAX) /* at most */

/* Write `game`, of which a turn was played; returns the record's size. */
size_t record_write(
    const struct motus_game *game, unsigned char record[RECORD_SIZE]);

/*
 * Play the `size` bytes of `record` again as a game of `answer`.
 *
 *	MOTUS_EFORMAT	not such a record: another version, damaged, or of
 *			another answer
 *
 * `game` is written only on success.
 */
int record_read(struct motus_game *game, struct motus_word answer,
    const void *record, size_t size);

#endif
