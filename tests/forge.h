/*
 * forge.h - tokens that nobody honest would sign, and some that they would
 */
#ifndef TESTS_FORGE_H
#define TESTS_FORGE_H

#include "daemons/common/token.h"

/* The private key of appendix A.2 of RFC 7515, which everybody has. */
struct token_key *forge_rsa_key(void);

/*
 * A token of these two texts, signed with the private `key` as RS256 or ES256,
 * whatever the header says; the caller frees it.
 */
char *forge(
    const struct token_key *key, const char *header, const char *claims);

/* The same, signed as HS256 with the bytes of `secret`. */
char *forge_hmac(const char *secret, const char *header, const char *claims);

/* The same, with the text `signature` as it is. */
char *forge_with(const char *signature, const char *header, const char *claims);

#endif
