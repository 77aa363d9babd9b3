/*
 * render.h - a game as text
 *
 * Marks can be read without colour: [M] is correct, (O) is present, a letter
 * with nothing around it is absent.  Colours, where there are any, say the same
 * again.
 */
#ifndef TERMINAL_RENDER_H
#define TERMINAL_RENDER_H

#include <stdbool.h>
#include <stddef.h>

#include <motus/game.h>

#define RENDER_SIZE 1024 /* takes any of these */

/* Turn number `number` (from 1): "1  [M](O) T ". */
void render_turn(const struct motus_turn *turn, unsigned int number,
    bool colour, char text[RENDER_SIZE]);

/* The letters A to Z, each with the best mark it got; absent ones are left
 * out. */
void render_letters(
    const struct motus_game *game, bool colour, char text[RENDER_SIZE]);

/* What is known of the word: "M.T.S". */
void render_known(const struct motus_game *game, char text[RENDER_SIZE]);

#endif
