/*
 * scope.h - what a token may be for
 *
 *	openid		who somebody is: an ID token, userinfo
 *	profile		and the name
 *	offline_access	also once the player has signed out
 *	play		play in the player's name
 *	score:write	a service: tell results
 *	player:delete	a service: delete what is kept of a player
 *
 * A scope is a text of words with a space between them (RFC 6749 section 3.3).
 */
#ifndef AUTH_SCOPE_H
#define AUTH_SCOPE_H

#include <stdbool.h>

/* Who can be given a word. */
#define SCOPE_PLAYER 1u /* a client to which a player came */
#define SCOPE_SERVICE 2u /* a client by itself */

#define SCOPE_SIZE 96 /* of all words, with a NUL */

/* What discovery says of them. */
extern const char *const scope_words[]; /* ends with NULL */

/* Whether every word is one of those above. */
bool scope_known(const char *scope);

/*
 * The words of `asked` that are also in `allowed` and can be given to `who`,
 * each once, into `granted`.
 */
void scope_grant(const char *asked, const char *allowed, unsigned int who,
    char granted[SCOPE_SIZE]);

#endif
