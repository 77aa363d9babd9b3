/*
 * motus/share.h - a finished game to show to others, with no letter in it
 *
 * The form that SUTOM made common, which bots and group chats can read:
 *
 *	#NAME #329 4/6
 *	(empty line)
 *	🟥🟡🟦🟦🟦🟦🟦
 *	...
 *	(empty line)
 *	https://...
 *
 * A red square is a correct letter, a yellow circle a present one, a blue
 * square an absent one; a bulb ends the row of a turn for which a hint was
 * taken.  A lost game has `-` for the number of turns.  The last line does not
 * end with a line feed; without an address it is the last row of marks.
 */
#ifndef MOTUS_SHARE_H
#define MOTUS_SHARE_H

#include <stddef.h>

#include <motus/game.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Write the text of `game`, which must be over, and a NUL to `text`, `size`
 * bytes long.  `name` is the site's ("Motus"), `number` the puzzle's, `url`
 * the site's address or NULL for none; both UTF-8.  *needed, unless NULL, gets
 * the bytes of the whole text with its NUL.
 *
 *	MOTUS_EINVAL	the game is still played
 *	MOTUS_ETOOBIG	`size` is less than *needed; `text` is not written
 */
int motus_share_text(const struct motus_game *game, const char *name,
    uint32_t number, const char *url, char *text, size_t size, size_t *needed);

#ifdef __cplusplus
}
#endif

#endif
