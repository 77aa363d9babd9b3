/*
 * invite.h - the codes with which one joins a group
 *
 * 12 characters of 32, so 60 random bits: shown as "K7M2-9QXR-3FTP", and read
 * in any case, with dashes and spaces anywhere.  There is no I, L, O or U; an I
 * or L that was typed is a 1, an O a 0.
 */
#ifndef SCORE_INVITE_H
#define SCORE_INVITE_H

#include <stdbool.h>

#define INVITE_SIZE 15 /* with its NUL */

/* A new one, as it is shown; false without random numbers. */
bool invite_make(char code[INVITE_SIZE]);

/* As it is shown, from how somebody typed it; false when it is none. */
bool invite_read(char code[INVITE_SIZE], const char *typed);

#endif
