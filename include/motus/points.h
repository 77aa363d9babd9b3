/*
 * motus/points.h - what a finished game earns
 */
#ifndef MOTUS_POINTS_H
#define MOTUS_POINTS_H

#include <motus/game.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The points of a daily game of a word of `length` letters that took `turns`
 * turns.  Pure, so that every service computes the same.  A game that is won
 * earns
 *
 *	10 * (MOTUS_TURNS + 1 - turns) + 5 * (length - MOTUS_WORD_MIN)
 *
 * and one that is lost or still played earns 0, as do arguments that no game
 * has.
 */
uint32_t motus_points(
    enum motus_outcome outcome, uint32_t turns, uint32_t length);

/*
 * The points that the `streak`th day won in a row earns beside those of its
 * game: 2 for each day before it, and 20 at most.  0 is a day that was not won.
 */
uint32_t motus_streak_bonus(uint32_t streak);

#ifdef __cplusplus
}
#endif

#endif
