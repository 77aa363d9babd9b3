/*
 * pkce.h - the proof that who redeems a code began the sign-in (RFC 7636)
 */
#ifndef TERMINAL_PKCE_H
#define TERMINAL_PKCE_H

#include <stdbool.h>

#define PKCE_SIZE 44 /* of a challenge, with its NUL */

/* The S256 challenge of `verifier`; false without memory. */
bool pkce_challenge(const char *verifier, char challenge[PKCE_SIZE]);

#endif
